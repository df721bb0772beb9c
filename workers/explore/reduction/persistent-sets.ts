/**
 * Persistent sets: which threads need to be expanded in a state, so that every deadlock, every end
 * and every order of what the properties see is still met (P. Godefroid, "Partial-Order Methods for
 * the Verification of Concurrent Systems", LNCS 1032, 1996, chapter 4). A set of threads is
 * persistent if nothing that the others may ever do touches what its members' next steps touch; it
 * is found as the closure of one thread under that condition.
 *
 * A thread that is put off must not be put off for ever: where a step may close a cycle of states
 * and leads to a state that was met before, all threads are expanded (the search sees to that).
 */

import type { World } from '../../../kernel/index.ts';
import type { Strategy } from '../strategy.ts';
import type { Footprints } from './footprints.ts';
import type { WatchedMover } from './watched-mover.ts';

/** Threads that a set of bits can hold. */
export const THREAD_COUNT_MAX = 31;
/** States that a search which has failed still expands at least. */
const LESSON_STATE_COUNT = 20_000;

/** Thrown when a search has relied on footprints that were too small. */
export class FootprintsGrew extends Error {}

/** Expands a smallest persistent set. */
export class PersistentSets implements Strategy {
  readonly #footprints: Footprints;
  readonly #mover: WatchedMover;
  /** For each thread those that may touch what its next step touches, as bits. */
  readonly #dependents: Int32Array;
  /** Closures of single threads, smallest first. */
  readonly #closures: Int32Array;
  /** Whether the footprints have grown under the search. */
  hasFailed = false;
  #stateCount = 0;
  /** States behind which a search that has failed ends. */
  #lastCount = Infinity;

  constructor(footprints: Footprints, mover: WatchedMover) {
    this.#footprints = footprints;
    this.#mover = mover;
    this.#dependents = new Int32Array(mover.threadCount);
    this.#closures = new Int32Array(mover.threadCount);
  }

  choose(_world: World, threads: Uint16Array, ends: Uint16Array): number {
    const { threadCount } = this.#mover;
    this.#mover.locate();
    this.#stateCount += 1;
    if (this.#footprints.hasGrown) this.#learn();
    if (this.#stateCount > this.#lastCount) throw new FootprintsGrew();
    this.#findClosures();
    let groupCount = 0;
    let count = 0;
    let named = 0;
    for (const closure of this.#closures) {
      if ((closure & ~named) === 0) continue;
      for (let thread = 0; thread < threadCount; thread += 1)
        if (((closure & ~named) >>> thread) & 1) {
          threads[count] = thread;
          count += 1;
        }
      named |= closure;
      ends[groupCount] = count;
      groupCount += 1;
    }
    return groupCount;
  }

  mayReturn(): boolean {
    return this.#mover.mayReturn;
  }

  /**
   * The search so far has relied on too little and is lost; but it goes on for as long again, as
   * what it has still to learn lies where it has not been.
   */
  #learn(): void {
    this.hasFailed = true;
    this.#lastCount = Math.min(this.#lastCount, this.#stateCount * 2 + LESSON_STATE_COUNT);
    this.#footprints.settle();
  }

  #findClosures(): void {
    const { threadCount, places } = this.#mover;
    const dependents = this.#dependents;
    const closures = this.#closures;
    for (let thread = 0; thread < threadCount; thread += 1) {
      let bits = 1 << thread;
      for (let other = 0; other < threadCount; other += 1)
        if (other !== thread && this.#footprints.dependent(places[thread]!, places[other]!))
          bits |= 1 << other;
      dependents[thread] = bits;
    }
    for (let thread = 0; thread < threadCount; thread += 1) {
      let closure = dependents[thread]!;
      for (let before = 0; before !== closure;) {
        before = closure;
        for (let member = 0; member < threadCount; member += 1)
          if ((closure >>> member) & 1) closure |= dependents[member]!;
      }
      // Insertion by size: there are few threads.
      let position = thread;
      while (position > 0 && bitCount(closures[position - 1]!) > bitCount(closure)) {
        closures[position] = closures[position - 1]!;
        position -= 1;
      }
      closures[position] = closure;
    }
  }
}

function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}
