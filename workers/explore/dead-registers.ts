/**
 * Dead registers: a search sets registers that nobody reads any more to zero, so that states which
 * differ in nothing else are one state. It does so behind each step of a thread, as the stepper
 * does with the words of a call that is over.
 *
 * Registers that an observation or a property looks at are kept. So are all registers where ids of
 * notifications are recycled, as the kernel then looks for ids in every register, and those of
 * programs that never enter the kernel: what these are asked is also how many states there are.
 *
 * Invariant: behind each step of a search, a register that is dead where its thread stands is zero;
 * so what is cleared was live before the step or written by it.
 */

import { CODE_WORDS, liveRegisters, OPERATION, REGISTER_COUNT } from '../../actors/index.ts';
import { THREAD, type World } from '../../kernel/index.ts';
import type { Question } from '../engine.ts';
import type { UndoWords } from './undo.ts';

const { PROGRAM_COUNTER, REGISTER } = THREAD;

/** Operations that enter the kernel. */
const KERNEL_OPERATIONS: readonly number[] = [
  OPERATION.syscall,
  OPERATION.lock,
  OPERATION.access,
  OPERATION.read,
  OPERATION.write,
  OPERATION.serve,
];

/** Clears the dead registers of one question's threads. */
export class DeadRegisters {
  /** For each instruction the registers that are live before it, as bits. */
  readonly #live: Int32Array;
  /** For each thread those that are kept. */
  readonly #kept: readonly number[];

  constructor({ compiled, scenario }: Question) {
    const { threads, handlerEntry, tasks } = compiled;
    this.#live = liveRegisters(compiled.code, compiled.sources.length, {
      handlers: [handlerEntry, ...(tasks?.handlers ?? []).map(({ entry }) => entry)],
      reborn: tasks === undefined ? [] : threads.map(({ entry }) => entry),
    });
    const seen = JSON.stringify([scenario.observe, scenario.properties]);
    const entersKernel = compiled.sources.some(
      (_source, pc) =>
        pc < handlerEntry && KERNEL_OPERATIONS.includes(compiled.code[pc * CODE_WORDS]!),
    );
    const keepsAll = !entersKernel || tasks?.recyclesIds === true || tasks?.driven === true;
    this.#kept = threads.map(({ name }) => {
      let kept = 0;
      for (let register = 0; register < REGISTER_COUNT; register += 1)
        if (keepsAll || seen.includes(JSON.stringify(`${name}.r${register}`)))
          kept |= 1 << register;
      return kept;
    });
  }

  /** The registers that are dead while a thread stands at an instruction, as bits. */
  deadAt(thread: number, pc: number): number {
    return ~this.#live[pc]! & ~this.#kept[thread]! & ((1 << REGISTER_COUNT) - 1);
  }

  /** Clears the registers that have died with the last step of a thread. */
  clear(words: UndoWords, world: World, thread: number): void {
    const { changed, before, count } = words;
    const at = world.thread(thread);
    let stoodAt = -1;
    let written = 0;
    for (let position = 0; position < count; position += 1) {
      const offset = changed[position]! - at;
      if (offset === PROGRAM_COUNTER) stoodAt = before[position]!;
      else if (offset >= REGISTER && offset < REGISTER + REGISTER_COUNT)
        written |= 1 << (offset - REGISTER);
    }
    if (stoodAt < 0 && written === 0) return;
    const standsAt = words.get(at + PROGRAM_COUNTER);
    const mayBeSet = written | ~this.deadAt(thread, stoodAt < 0 ? standsAt : stoodAt);
    const dead = mayBeSet & this.deadAt(thread, standsAt);
    for (let register = 0; dead >>> register !== 0; register += 1)
      if ((dead >>> register) & 1) words.set(at + REGISTER + register, 0);
  }
}
