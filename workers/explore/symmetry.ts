/**
 * Symmetry: states that only swap the copies of a thread are one. Copies stand at the same
 * instructions, so what a swap moves are the words of the threads and the numbers of threads in
 * the words of locks and queues. The fingerprint of a state is kept for every swap, and the least
 * of them is the one that is known again (C. N. Ip and D. L. Dill, "Better verification through
 * symmetry", 1996, with fingerprints in place of a canonical state).
 *
 * Which words hold numbers of threads is declared here, and not believed: each step that a search
 * learns is made for every swap as well, and a step that goes by the number of its thread ends the
 * search with a UsageError.
 *
 * Invariant: a swap of threads is a swap of words, and maps the first state to itself.
 */

import { STEP } from '../../actors/index.ts';
import { invariant, LOCK, QUEUE, QUEUE_NODE, THREAD, UsageError } from '../../kernel/index.ts';
import type { Question } from '../engine.ts';
import type { Identity } from './identity.ts';
import type { Mover } from './mover.ts';

/** Ways to number the copies anew, at most: those of five. */
const SWAP_COUNT_MAX = 120;

/** What a word holds: a value, the number of a thread + 1, or that of a word + 1. */
const HOLDS = { value: 0, thread: 1, word: 2 } as const;

const HINT = 'leave symmetry out: this search takes every state for itself';

/** One way to number the copies anew. */
interface Swap {
  /** The thread that each becomes. */
  readonly threads: readonly number[];
  /** The word that each becomes. */
  readonly words: Int32Array;
}

/** The swaps of one scenario's copies, and the fingerprints of what they make of a state. */
export class Symmetry {
  /** Behind `measure` and `turn`: the least fingerprint of the state and its images. */
  keyLow = 0;
  keyHigh = 0;
  /** All swaps but the one that changes nothing. */
  readonly #swaps: readonly Swap[];
  readonly #mover: Mover;
  readonly #identity: Identity;
  readonly #holds: Uint8Array;
  /** Words that some swap moves or changes; those of them that may tell the images apart. */
  readonly #moved: readonly number[];
  #active: readonly number[] = [];
  /** By how much the fingerprint of each image differs from that of the state at hand. */
  readonly #lows: Int32Array;
  readonly #highs: Int32Array;

  /** Throws a UsageError for a scenario whose copies are told apart. */
  constructor(question: Question, mover: Mover, identity: Identity) {
    const { distinctLength } = mover.world.layout;
    this.#mover = mover;
    this.#identity = identity;
    this.#holds = this.holdings();
    this.#swaps = renumberings(copiesOf(question), mover.threadCount).map((threads) => ({
      threads,
      words: wordsBy(mover, threads),
    }));
    this.#lows = new Int32Array(this.#swaps.length);
    this.#highs = new Int32Array(this.#swaps.length);
    this.#moved = Array.from({ length: distinctLength }, (_none, word) => word).filter(
      (word) =>
        this.#holds[word] !== HOLDS.value || this.#swaps.some(({ words }) => words[word] !== word),
    );
    const first = mover.words.array.slice(0, distinctLength);
    invariant(
      this.#swaps.every((swap) => isAlike(this.#imageOf(first, swap), first)),
      'copies of a thread begin alike',
    );
  }

  /** How many swaps there are. */
  get count(): number {
    return this.#swaps.length;
  }

  /** Learns which words may differ between states: what no step changes is alike in all images. */
  vary(varies: Uint8Array): void {
    this.#active = this.#moved.filter(
      (word) => varies[word] === 1 || this.#swaps.some(({ words }) => varies[words[word]!] === 1),
    );
  }

  /** Another state is at hand. */
  begin(): void {
    const { array } = this.#mover.words;
    for (const [number, swap] of this.#swaps.entries()) {
      let low = 0;
      let high = 0;
      for (const word of this.#active) {
        const value = array[word]!;
        const at = swap.words[word]!;
        const gone = this.#identity.lowOf(word, value);
        const come = this.#identity.lowOf(at, this.#valueOf(word, value, swap));
        low = (low + come - gone) | 0;
        high = (high + this.#identity.highOf(at, come) - this.#identity.highOf(word, gone)) | 0;
      }
      this.#lows[number] = low;
      this.#highs[number] = high;
    }
  }

  /** By how much the last step moves the fingerprint of each image, in pairs of halves. */
  movesOf(pairs: Int32Array, begin: number): void {
    const { array, changed, before, count } = this.#mover.words;
    const identity = this.#identity;
    for (const [number, swap] of this.#swaps.entries()) {
      let low = 0;
      let high = 0;
      for (let position = 0; position < count; position += 1) {
        const word = changed[position]!;
        if (word >= this.#holds.length) continue;
        const at = swap.words[word]!;
        const gone = identity.lowOf(at, this.#valueOf(word, before[position]!, swap));
        const come = identity.lowOf(at, this.#valueOf(word, array[word]!, swap));
        low = (low + come - gone) | 0;
        high = (high + identity.highOf(at, come) - identity.highOf(at, gone)) | 0;
      }
      pairs[begin + number * 2] = low;
      pairs[begin + number * 2 + 1] = high;
    }
  }

  /** The key of the state behind a step, by what `movesOf` said of it. */
  turn(pairs: Int32Array, begin: number): void {
    const { low, high, nextLow, nextHigh } = this.#identity;
    this.keyLow = nextLow;
    this.keyHigh = nextHigh;
    for (let number = 0; number < this.#lows.length; number += 1) {
      const imageLow = (low + this.#lows[number]! + pairs[begin + number * 2]!) | 0;
      const imageHigh = (high + this.#highs[number]! + pairs[begin + number * 2 + 1]!) | 0;
      if (imageHigh > this.keyHigh || (imageHigh === this.keyHigh && imageLow >= this.keyLow))
        continue;
      this.keyLow = imageLow;
      this.keyHigh = imageHigh;
    }
  }

  /**
   * Makes a step for every swap, and takes it back. Throws a UsageError if one of them does not
   * lead where it would lead if the threads were alike.
   */
  check(thread: number, code: number): void {
    const mover = this.#mover;
    const { array } = mover.words;
    const all = array.slice();
    const state = all.slice(0, this.#holds.length);
    const name = mover.stepper.nextName(thread);
    const made = this.#makeFrom(state, all, thread, code);
    for (const swap of this.#swaps) {
      const swapped = this.#makeFrom(this.#imageOf(state, swap), all, swap.threads[thread]!, code);
      const isSame =
        swapped.result === made.result &&
        swapped.nextCode === made.nextCode &&
        isAlike(swapped.behind, this.#imageOf(made.behind, swap));
      if (!isSame)
        throw new UsageError(
          `copies of a thread are not alike: ${name} goes by their numbers`,
          HINT,
        );
    }
  }

  /** What each word holds: one of HOLDS. */
  protected holdings(): Uint8Array {
    const { world, threadCount } = this.#mover;
    const { layout } = world;
    const holds = new Uint8Array(layout.distinctLength);
    for (let thread = 0; thread < threadCount; thread += 1) {
      holds[world.thread(thread) + THREAD.PARKED] = HOLDS.word;
      if (layout.queueNodeStride > 0)
        holds[layout.queueNode + thread * layout.queueNodeStride + QUEUE_NODE.NEXT] = HOLDS.thread;
    }
    for (let lock = 0; lock < layout.bounds.lockCount; lock += 1) {
      holds[world.lock(lock) + LOCK.OWNER] = HOLDS.thread;
      if (layout.queueStride === 0) continue;
      const queue = layout.queue + lock * layout.queueStride;
      for (const word of [QUEUE.GUARD, QUEUE.HEAD, QUEUE.TAIL]) holds[queue + word] = HOLDS.thread;
    }
    return holds;
  }

  #makeFrom(state: Int32Array, all: Int32Array, thread: number, code: number) {
    const mover = this.#mover;
    const { words } = mover;
    words.array.set(state);
    const result = mover.move(thread, code);
    const behind = words.array.slice(0, state.length);
    words.array.set(all);
    words.begin();
    return { result, nextCode: result === STEP.moved ? mover.nextCode : -1, behind };
  }

  /** What a state becomes. */
  #imageOf(state: Int32Array, swap: Swap): Int32Array {
    const image = state.slice();
    for (const word of this.#moved)
      image[swap.words[word]!] = this.#valueOf(word, state[word]!, swap);
    return image;
  }

  #valueOf(word: number, value: number, { threads, words }: Swap): number {
    const holds = this.#holds[word]!;
    if (holds === HOLDS.value || value <= 0) return value;
    const by = holds === HOLDS.thread ? threads : words;
    return value > by.length ? value : by[value - 1]! + 1;
  }
}

function isAlike(left: Int32Array, right: Int32Array): boolean {
  return left.every((value, word) => value === right[word]);
}

/**
 * The copies of each thread that is declared for several; one that a property or an observation
 * calls by its name is told from the others.
 */
function copiesOf({ scenario, compiled }: Question): number[][] {
  if (compiled.tasks !== undefined)
    throw new UsageError('symmetry does not know which words hold the ids of tasks', HINT);
  if (compiled.paging !== undefined)
    throw new UsageError('symmetry does not know which core a copy of a thread runs on', HINT);
  const seen = JSON.stringify([scenario.observe, scenario.properties]);
  const isNamed = (name: string): boolean =>
    seen.includes(`"${name}"`) || seen.includes(`"${name}.`);
  const groups = Object.entries(scenario.threads).map(([name, { count = 1 }]) =>
    Array.from({ length: count === 1 ? 0 : count }, (_none, copy) => `${name}-${copy}`)
      .filter((copy) => !isNamed(copy))
      .map((copy) => compiled.threads.findIndex((thread) => thread.name === copy)),
  );
  const copies = groups.filter((group) => group.length > 1);
  if (copies.length === 0)
    throw new UsageError('no thread has a copy that is not called by its name', HINT);
  return copies;
}

/** All ways to number the threads of each group anew, but the one that changes nothing. */
function renumberings(groups: readonly (readonly number[])[], threadCount: number): number[][] {
  let all = [Array.from({ length: threadCount }, (_none, thread) => thread)];
  for (const group of groups) {
    all = all.flatMap((threads) =>
      ordersOf(group).map((order) => {
        const renumbered = [...threads];
        for (const [position, thread] of group.entries()) renumbered[thread] = order[position]!;
        return renumbered;
      }),
    );
    if (all.length > SWAP_COUNT_MAX)
      throw new UsageError(
        `copies of threads can be swapped in more than ${SWAP_COUNT_MAX} ways`,
        'declare fewer copies',
      );
  }
  return all.filter((threads) => threads.some((to, from) => to !== from));
}

function ordersOf(group: readonly number[]): number[][] {
  if (group.length <= 1) return [[...group]];
  return group.flatMap((first) =>
    ordersOf(group.filter((each) => each !== first)).map((rest) => [first, ...rest]),
  );
}

/** The word that each becomes where threads are numbered anew. */
function wordsBy({ world }: Mover, threads: readonly number[]): Int32Array {
  const { layout } = world;
  const words = Int32Array.from({ length: layout.distinctLength }, (_none, word) => word);
  const records: readonly (readonly [number, number])[] = [
    [layout.thread, layout.threadStride],
    [layout.queueNode, layout.queueNodeStride],
    [layout.spaceThread, layout.spaceThreadStride],
  ];
  for (const [first, stride] of records)
    for (const [from, to] of threads.entries())
      for (let offset = 0; offset < stride; offset += 1)
        words[first + from * stride + offset] = first + to * stride + offset;
  return words;
}
