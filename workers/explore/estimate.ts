/**
 * Estimate: how many states there are, guessed while a search has met only some of them. Random
 * schedules are drawn beside the search, and of each state that they come to it is asked whether
 * the search has met it: if it knows half of them, there are about twice as many as it has.
 *
 * It is an estimate and no bound. Random schedules meet some states far more often than others:
 * above all those near the first state, which breadth first has before the others; so there the
 * share is squared. Over the catalogue that is within a factor of two from a quarter of a search
 * on, for most scenarios (test/workers/explore/estimate.test.ts). D. Knuth's estimate (1975) counts
 * the paths of a tree, of which there are many more than states.
 *
 * Invariant: it has a world of its own and never steers the search.
 */

import { STEP } from '../../actors/index.ts';
import { PURPOSE, RandomStream } from '../stream.ts';
import { Identity } from './identity.ts';
import type { Mover } from './mover.ts';

/** Says of the states of a walk whether a search has met them. */
export interface Memory {
  /** A walk begins: the mover holds the first state. */
  begin(mover: Mover): void;
  /** The mover has moved. Null: it is not for this searcher to say. */
  knows(mover: Mover): boolean | null;
}

/** Steps of a walk at most, if the search is not deep: services go round for ever. */
const STEP_COUNT_MAX = 400;
/** How much further a walk may go than the search, whose depth a program may need to its end. */
const DEPTH_FACTOR = 4;
/** The newest walks that count: a search goes on, and so does what it knows. */
const WALK_COUNT_MAX = 64;

/** Estimates how many states a search will meet. */
export class Estimate {
  readonly #mover: Mover;
  readonly #memory: Memory;
  readonly #first: Int32Array;
  readonly #threads: Uint16Array;
  /** Of the newest walks: states that were met, and those of them that the search knew. */
  readonly #met = new Float64Array(WALK_COUNT_MAX);
  readonly #known = new Float64Array(WALK_COUNT_MAX);
  #walkCount = 0;
  #stepCount = 0;
  #stream = new RandomStream(0, 0, PURPOSE.sample);

  /** Its own mover makes states as that of the search does. */
  constructor(mover: Mover, memory: Memory) {
    this.#mover = mover;
    this.#memory = memory;
    this.#first = this.#mover.world.snapshot();
    this.#threads = new Uint16Array(this.#mover.threadCount);
    this.#mover.script = (count) => this.#stream.below(count);
  }

  /**
   * Draws so many schedules, or fewer that are as long together, beside a search of this depth;
   * returns the share of their states that are known.
   */
  look(walkCount: number, depth = 0): number {
    const end = this.#stepCount + walkCount * STEP_COUNT_MAX;
    const stepCountMax = Math.max(STEP_COUNT_MAX, depth * DEPTH_FACTOR);
    for (let walk = 0; walk < walkCount && this.#stepCount < end; walk += 1)
      this.#walk(stepCountMax);
    const sum = (counts: Float64Array): number => counts.reduce((all, count) => all + count, 0);
    const met = sum(this.#met);
    return met === 0 ? 1 : sum(this.#known) / met;
  }

  #walk(stepCountMax: number): void {
    const mover = this.#mover;
    const place = this.#walkCount % WALK_COUNT_MAX;
    this.#stream = new RandomStream(this.#walkCount, 0, PURPOSE.sample);
    this.#walkCount += 1;
    let met = 0;
    let known = 0;
    mover.world.restore(this.#first);
    mover.words.begin();
    this.#memory.begin(mover);
    for (let step = 0; step < stepCountMax && this.#step(); step += 1) {
      this.#stepCount += 1;
      const isKnown = this.#memory.knows(mover);
      if (isKnown === null) continue;
      met += 1;
      if (isKnown) known += 1;
    }
    this.#met[place] = met;
    this.#known[place] = known;
  }

  /** Moves any thread that can move, each as likely as the others; false if there is none. */
  #step(): boolean {
    const threads = this.#threads;
    for (let thread = 0; thread < threads.length; thread += 1) threads[thread] = thread;
    for (let count = threads.length; count > 0; count -= 1) {
      const position = this.#stream.below(count);
      if (this.#mover.move(threads[position]!, 0) === STEP.moved) return true;
      threads.copyWithin(position, position + 1, count);
    }
    return false;
  }
}

/** How many states there are if a search that met so many knows this share of random states. */
export function stateCountOf(
  met: number,
  share: number,
  order: 'breadth-first' | 'depth-first',
): number | null {
  if (share === 0) return null;
  return met / (order === 'breadth-first' ? share ** 2 : share);
}

/** What a search knows that keeps fingerprints. */
export class FingerprintMemory implements Memory {
  readonly #set: { has(low: number, high: number): boolean };
  #identity: Identity | null = null;
  #firstLow = 0;
  #firstHigh = 0;

  constructor(set: { has(low: number, high: number): boolean }) {
    this.#set = set;
  }

  begin({ words, world }: Mover): void {
    if (this.#identity === null) {
      this.#identity = new Identity(words.array, world.layout.distinctLength);
      this.#firstLow = this.#identity.low;
      this.#firstHigh = this.#identity.high;
    }
    this.#identity.low = this.#firstLow;
    this.#identity.high = this.#firstHigh;
  }

  knows({ words }: Mover): boolean {
    const identity = this.#identity!;
    identity.measure(words);
    identity.low = identity.nextLow;
    identity.high = identity.nextHigh;
    return this.#set.has(identity.low, identity.high);
  }
}
