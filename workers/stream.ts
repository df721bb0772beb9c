/**
 * Stream: the one home of random numbers, for every engine: those of one thread, from the run's
 * seed and the thread's number; a sampled schedule counts as thread 0. Invariant: the same seed
 * gives every thread the same numbers in every run, whatever the other threads do, and streams of
 * one thread for different purposes do not disturb each other; and they are the same numbers on
 * every machine.
 *
 * Sources: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (mixing, 32-bit
 * constants by Wellons); Marsaglia, "Xorshift RNGs" (13, 17, 5). Not for cryptography.
 */

import { cosine, logarithm } from './elementary.ts';

/** ln 2^32. */
const WORD_LOGARITHM = 32 * Math.LN2;

/** What a stream is for: each purpose has numbers of its own. */
export const PURPOSE = { choice: 0, delay: 1, sample: 2, schedule: 3, cost: 4 } as const;

function mix(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x7feb352d);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x846ca68b);
  return mixed ^ (mixed >>> 16);
}

/** A stream of random numbers. */
export class RandomStream {
  #state: number;

  constructor(seed: number, thread: number, purpose: number) {
    const mixed = mix(mix(mix(seed) + thread * 0x9e3779b9) + purpose * 0x85ebca6b);
    // Zero is the one state that xorshift never leaves.
    this.#state = mixed === 0 ? 1 : mixed;
  }

  /** The next number, 0..2^32 - 1 (never 0 itself). */
  next(): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return state >>> 0;
  }

  /** A number in `0..count - 1`. */
  below(count: number): number {
    return Math.floor((this.next() / 2 ** 32) * count);
  }

  /** A number from the normal distribution with mean 0 and deviation 1 (Box and Muller, 1958). */
  normal(): number {
    return Math.sqrt(this.exponential(2)) * cosine(this.next() / 2 ** 32);
  }

  /** A number from the exponential distribution with this mean. */
  exponential(mean: number): number {
    return (WORD_LOGARITHM - logarithm(this.next())) * mean;
  }
}
