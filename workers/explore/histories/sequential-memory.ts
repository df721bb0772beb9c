/**
 * Sequential memory: what the memory calls mean where each is made alone, at once and without a
 * lock: the oracle of linearizability. It runs the kernel's own edits (kernel/vma) on a world of
 * its own in which nothing else happens, so it says what orders of whole calls give, and not what a
 * call ought to do; for that see the oracles of test/conformance.
 *
 * Invariant: address spaces are told apart by their mappings alone, not by the records that hold
 * them; what was asked once is known.
 */

import {
  editAlone,
  ERRNO,
  heapBreak,
  isAdvice,
  madvise,
  NO_VMA,
  PAGE_COUNT_MAX,
  protText,
  SYSCALL_NUMBER,
  THREAD,
  vmaAnon,
  vmaBehind,
  vmaEnd,
  vmaFile,
  vmaFlags,
  vmaShift,
  vmaStart,
  type World,
} from '../../../kernel/index.ts';
import type { Question } from '../../engine.ts';
import { Mover } from '../mover.ts';

/** Arguments of a call that are kept. */
const ARGUMENT_COUNT = 5;

/** The calls that histories are made of. */
const CALLS: ReadonlySet<number> = new Set([
  SYSCALL_NUMBER.mmap,
  SYSCALL_NUMBER.munmap,
  SYSCALL_NUMBER.mprotect,
  SYSCALL_NUMBER.mremap,
  SYSCALL_NUMBER.brk,
  SYSCALL_NUMBER.madvise,
]);

/** Whether a call by number is one of those that histories are made of. */
export function isMemoryCall(number: number): boolean {
  return CALLS.has(number);
}

/** A memory call: its number, and then its arguments. */
export type MemoryCall = readonly number[];

/** The call that a thread is making. */
export function callOf(world: World, thread: number): MemoryCall {
  const at = world.thread(thread);
  const call = [world.words.get(at + THREAD.NUMBER)];
  for (let which = 0; which < ARGUMENT_COUNT; which += 1)
    call.push(world.words.get(at + THREAD.ARGUMENT + which));
  return call;
}

/**
 * What is mapped on the pages, as text: not which mappings there are, as page faults, which are in
 * no history, decide what merges.
 */
export function pagesOf(world: World): string {
  const parts: string[] = [];
  let begin = 0;
  let end = -1;
  let kind = '';
  const close = (): void => {
    if (end >= 0) parts.push(`${begin}-${end}:${kind}`);
  };
  for (let record = vmaBehind(world, 0); record !== NO_VMA; record = vmaBehind(world, end)) {
    const next = kindOf(world, record);
    if (vmaStart(world, record) !== end || next !== kind) {
      close();
      begin = vmaStart(world, record);
      kind = next;
    }
    end = vmaEnd(world, record);
  }
  close();
  return parts.join(' ');
}

function kindOf(world: World, record: number): string {
  const flags = vmaFlags(world, record);
  const file = vmaFile(world, record);
  const shift = vmaShift(world, record);
  return [protText(flags), flags.toString(16), ...(file === 0 ? [] : [file, shift])].join('/');
}

/** What a call gives. */
interface Outcome {
  readonly result: number;
  /** The address space behind it, by number. */
  readonly space: number;
}

/** Address spaces by number, 0 is that of the first state, and what calls make of them. */
export class SequentialMemory {
  readonly #world: World;
  readonly #spaces: { readonly snapshot: Int32Array; readonly pages: string }[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #outcomes = new Map<string, Outcome>();

  constructor(question: Question) {
    this.#world = new Mover(question).world;
    this.#number();
  }

  /** What is mapped in an address space; see `pagesOf`. */
  pages(space: number): string {
    return this.#spaces[space]!.pages;
  }

  /** What a call gives in an address space. */
  apply(space: number, call: MemoryCall): Outcome {
    const key = `${space} ${call.join()}`;
    const known = this.#outcomes.get(key);
    if (known !== undefined) return known;
    const world = this.#world;
    world.restore(this.#spaces[space]!.snapshot);
    const result = this.#make(call);
    const outcome = { result, space: this.#number() };
    this.#outcomes.set(key, outcome);
    return outcome;
  }

  #make(call: MemoryCall): number {
    const world = this.#world;
    const [number, page = 0, count = 0, advice = 0] = call;
    if (number === SYSCALL_NUMBER.madvise) return adviceResult(world, page, count, advice);
    const at = world.thread(0);
    world.words.set(at + THREAD.NUMBER, number!);
    call.slice(1).forEach((value, which) => world.words.set(at + THREAD.ARGUMENT + which, value));
    return editAlone(world, 0);
  }

  /** The number of the address space at hand. */
  #number(): number {
    const world = this.#world;
    const parts = [`${heapBreak(world)}`];
    for (let record = vmaBehind(world, 0); record !== NO_VMA;) {
      const [start, end] = [vmaStart(world, record), vmaEnd(world, record)];
      parts.push(`${start} ${end} ${kindOf(world, record)} ${vmaAnon(world, record)}`);
      record = vmaBehind(world, end);
    }
    const key = parts.join();
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#spaces.length;
      this.#numbers.set(key, number);
      this.#spaces.push({ snapshot: world.snapshot(), pages: pagesOf(world) });
    }
    return number;
  }
}

/** madvise changes what lies behind the pages, and no mapping. */
function adviceResult(world: World, page: number, count: number, advice: number): number {
  const isRange = page >= 0 && count >= 0 && page + count <= PAGE_COUNT_MAX;
  if (!isRange || !isAdvice(advice)) return -ERRNO.EINVAL;
  return count === 0 ? 0 : madvise(world, page, count, advice);
}
