/**
 * Bitstate: a set of states that keeps three bits for each, in a table that never grows: for what
 * is too large to be stored (G. Holzmann, "An analysis of bitstate hashing", 1998). A state whose
 * bits others have set is taken for known, and left out with all that lies behind it alone. So what
 * such a search finds is true, and what it does not find proves nothing; how many states it can be
 * expected to have left out is told.
 *
 * Invariant: a state that was added is known ever after.
 */

import type { StateSet } from './order.ts';

/** Bits of one state. */
export const BITS_PER_STATE = 3;
/** Words of the largest table: 4 GiB. */
const WORD_COUNT_MAX = 2 ** 30;

/** A set that forgets which of its members set a bit. */
export class Bitstate implements StateSet {
  /** States that were taken for new. */
  count = 0;
  /**
   * States that were new and can be expected to have been taken for known: of those that a step led
   * to, without what lies behind them alone.
   */
  omissionCount = 0;
  readonly #words: Int32Array;
  readonly #mask: number;
  #bitCount = 0;

  /** A table of at most so many bytes, the largest whose words are a power of two. */
  constructor(byteCountMax: number) {
    let wordCount = 1024;
    while (wordCount * 8 <= byteCountMax && wordCount < WORD_COUNT_MAX) wordCount *= 2;
    this.#words = new Int32Array(wordCount);
    this.#mask = wordCount - 1;
  }

  get bytes(): number {
    return this.#words.byteLength;
  }

  get bytesPeak(): number {
    return this.bytes;
  }

  /** The share of all bits that are set. */
  get fill(): number {
    return this.#bitCount / (this.#words.length * 32);
  }

  add(low: number, high: number): boolean {
    const third = mixed(low, high);
    const fill = this.fill;
    const isNew =
      +this.#set(low, high) | +this.#set(high, low >>> 7) | +this.#set(third, high >>> 13);
    if (isNew === 0) return false;
    this.count += 1;
    // As many were new and taken for known as the bits let expect, beside each that was not.
    const chance = fill ** BITS_PER_STATE;
    this.omissionCount += chance / (1 - chance);
    return true;
  }

  /** Whether a state was added, or looks so. */
  has(low: number, high: number): boolean {
    return (
      this.#isSet(low, high) &&
      this.#isSet(high, low >>> 7) &&
      this.#isSet(mixed(low, high), high >>> 13)
    );
  }

  /** Sets a bit; returns whether it was not set. */
  #set(place: number, bit: number): boolean {
    const index = place & this.#mask;
    const before = this.#words[index]!;
    const after = before | (1 << (bit & 31));
    if (before === after) return false;
    this.#words[index] = after;
    this.#bitCount += 1;
    return true;
  }

  #isSet(place: number, bit: number): boolean {
    return ((this.#words[place & this.#mask]! >>> (bit & 31)) & 1) === 1;
  }
}

/** A third place, which neither half tells. */
function mixed(low: number, high: number): number {
  let bits = Math.imul(low ^ (high >>> 15), 0x2c1b3c6d) ^ high;
  bits = Math.imul(bits ^ (bits >>> 12), 0x297a2d39);
  return bits ^ (bits >>> 15);
}
