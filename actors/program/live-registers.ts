/**
 * Live registers: which registers of a program can still be read, before each of its instructions.
 * What a register holds that is written before it is read on every way on from here steers nothing
 * (A. Aho, M. Lam, R. Sethi and J. Ullman, "Compilers", 9.2.5). A thread within a call stands at
 * its instruction, which may be issued again.
 *
 * A handler may come between any two instructions. It finds the registers of what it interrupts,
 * brings r0..r7 back when it ends, and leaves the loop counters as they are: so what a handler may
 * read counts as read everywhere, and within handlers all loop counters are live.
 *
 * Invariant: a register that is not live is read by no step before it is written.
 */

import { SYSCALL_NUMBER } from '../../kernel/index.ts';
import { CODE_WORDS, OPERATION, SYSCALL_INTO, SYSCALL_NUMBER_FIELD } from './code.ts';
import { alternativesAt, type DecodedExpression } from './decode.ts';

/** Registers of a thread: r0..r7 and the loop counters. */
export const REGISTER_COUNT = 12;
/** The loop counters, as bits. */
const COUNTERS = 0xf00;
/** What the kernel writes when it enters a handler, whatever its signal. */
const WRITTEN_AT_ENTRY = 0b11;

/** Fields that take a result, by operation: in every case, before the instruction is over. */
const RESULT_FIELD: Readonly<Record<number, number>> = {
  [OPERATION.syscall]: SYSCALL_INTO,
  [OPERATION.load]: 1,
  [OPERATION.cas]: 3,
  [OPERATION.add]: 2,
  [OPERATION.compute]: 3,
  [OPERATION.choose]: 0,
  [OPERATION.await]: 3,
};

/** What one instruction does to registers, as bits, and where the program can go on. */
interface Flow {
  readonly reads: number;
  readonly writes: number;
  readonly next: readonly number[];
}

/** First instructions. */
export interface Entries {
  readonly handlers: readonly number[];
  /** Of programs that may begin again with the registers of the last time, as a task's can. */
  readonly reborn: readonly number[];
}

/** For each instruction the registers that are live before it, as bits. */
export function liveRegisters(
  code: Int32Array,
  instructionCount: number,
  { handlers, reborn }: Entries,
): Int32Array {
  const flows = Array.from({ length: instructionCount }, (_none, pc) =>
    flowAt(code, pc, instructionCount),
  );
  const live = new Int32Array(instructionCount);
  for (const pc of reachable(flows, handlers)) {
    live[pc] = COUNTERS;
    // Whatever call it becomes in the end may be rt_sigreturn, which takes r0 for the result.
    if (code[pc * CODE_WORDS] === OPERATION.syscall) live[pc] = COUNTERS | 1;
  }
  settle(flows, live);
  const found = handlers.reduce((bits, entry) => bits | live[entry]!, 0);
  for (let pc = 0; pc < instructionCount; pc += 1)
    live[pc] = live[pc]! | (found & ~COUNTERS & ~WRITTEN_AT_ENTRY);
  settle(flows, live);
  for (const entry of reborn)
    for (const pc of reachable(flows, [entry])) live[pc] = live[pc]! | live[entry]!;
  return live;
}

/** Grows `live` until every instruction has what those behind it need. */
function settle(flows: readonly Flow[], live: Int32Array): void {
  for (let hasGrown = true; hasGrown;) {
    hasGrown = false;
    for (let pc = flows.length - 1; pc >= 0; pc -= 1) {
      const { reads, writes, next } = flows[pc]!;
      const behind = next.reduce((bits, following) => bits | live[following]!, 0);
      const before = live[pc]! | reads | (behind & ~writes);
      if (before === live[pc]) continue;
      live[pc] = before;
      hasGrown = true;
    }
  }
}

function reachable(flows: readonly Flow[], entries: readonly number[]): Set<number> {
  const met = new Set(entries);
  for (const pc of met) for (const following of flows[pc]!.next) met.add(following);
  return met;
}

function flowAt(code: Int32Array, pc: number, count: number): Flow {
  const at = pc * CODE_WORDS;
  const operation = code[at]!;
  const field = (number: number): number => code[at + 2 + number]!;
  let reads = 0;
  for (let number = 0; number < CODE_WORDS - 2; number += 1)
    if ((code[at + 1]! >>> number) & 1) reads |= 1 << field(number);
  const result = RESULT_FIELD[operation];
  const into = result === undefined ? 0 : field(result);
  let writes = into === 0 ? 0 : 1 << (into - 1);
  let next = [pc + 1];
  switch (operation) {
    case OPERATION.loopBegin:
      writes = 1 << field(0);
      break;
    case OPERATION.loopBack:
      reads |= 1 << field(0);
      next = [pc + 1, field(1)];
      break;
    case OPERATION.forever:
    case OPERATION.goto:
      next = [field(0)];
      break;
    case OPERATION.unless:
      next = [pc + 1, field(3)];
      break;
    case OPERATION.exit:
      next = [];
      break;
    case OPERATION.syscall:
      // It brings all registers back, and none is a result.
      if (field(SYSCALL_NUMBER_FIELD) === SYSCALL_NUMBER.rt_sigreturn) writes = 0;
      break;
    case OPERATION.atomic:
    case OPERATION.select: {
      const ways = alternativesAt(code, pc);
      next = ways.map((way) => way.next);
      for (const { when, effects } of ways) {
        if (when !== null) reads |= registersOf(when);
        for (const { value } of effects) reads |= registersOf(value);
      }
      break;
    }
  }
  return { reads, writes, next: next.filter((following) => following < count) };
}

function registersOf(expression: DecodedExpression): number {
  switch (expression.kind) {
    case 'register':
      return 1 << expression.number;
    case 'arithmetic':
    case 'comparison':
      return registersOf(expression.left) | registersOf(expression.right);
    default:
      return 0;
  }
}
