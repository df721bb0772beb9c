/**
 * Visited: the set of fingerprints of the states that a search has met. Open addressing with linear
 * probing over one typed array, both halves of a fingerprint side by side.
 *
 * Invariant: the set never holds more than three quarters of its slots, so probing always meets an
 * empty one, and growing keeps every member. An empty slot is two zeros; a half of a fingerprint
 * that is 0 counts as 1, as in the set of a team, so that either takes over from the other.
 */

import type { StateSet } from './order.ts';

/** A set that may not take what it was given, as it holds all that it was allowed. */
export class SetFull extends Error {}

/** Words of one piece of a set that is written. */
const PIECE_WORDS = 1 << 16;

/** Slots of a new set, and the share of slots that may be taken: 3/4. */
const SLOT_COUNT_FIRST = 1024;
/** Slots of the largest set: 8 GiB, and the last whose word index is a 31-bit number. */
const SLOT_COUNT_MAX = 2 ** 30;

/** A set of 64-bit fingerprints. */
export class Visited implements StateSet {
  /** Members. */
  count = 0;
  /** Bytes held now. */
  bytes: number;
  /** Most bytes held at once: while growing, the old table stands beside the new. */
  bytesPeak: number;
  #slots: Int32Array;
  #mask: number;
  #limit: number;
  readonly #countMax: number;

  /** An empty set of so many slots, a power of two, that takes at most `countMax` members. */
  constructor(slotCount: number = SLOT_COUNT_FIRST, countMax = Number.POSITIVE_INFINITY) {
    this.#countMax = countMax;
    this.#slots = new Int32Array(slotCount * 2);
    this.#mask = slotCount - 1;
    this.#limit = (slotCount / 4) * 3;
    this.bytes = this.#slots.byteLength;
    this.bytesPeak = this.bytes;
  }

  /**
   * Adds a fingerprint; returns whether it was absent. Throws a RangeError for want of memory, and
   * SetFull for a fingerprint that is absent where the set may hold no more.
   */
  add(low: number, high: number): boolean {
    if (this.count >= this.#limit) this.#grow();
    const wantedLow = low === 0 ? 1 : low;
    const wantedHigh = high === 0 ? 1 : high;
    const slots = this.#slots;
    const mask = this.#mask;
    let slot = wantedLow & mask;
    for (;;) {
      const at = slot << 1;
      const foundLow = slots[at]!;
      const foundHigh = slots[at + 1]!;
      if ((foundLow | foundHigh) === 0) {
        this.#admit();
        slots[at] = wantedLow;
        slots[at + 1] = wantedHigh;
        return true;
      }
      if (foundLow === wantedLow && foundHigh === wantedHigh) return false;
      slot = (slot + 1) & mask;
    }
  }

  /** Whether the set holds a fingerprint. */
  has(low: number, high: number): boolean {
    const slots = this.#slots;
    const mask = this.#mask;
    const wantedLow = low === 0 ? 1 : low;
    const wantedHigh = high === 0 ? 1 : high;
    for (let slot = wantedLow & mask; ; slot = (slot + 1) & mask) {
      const foundLow = slots[slot << 1]!;
      const foundHigh = slots[(slot << 1) + 1]!;
      if ((foundLow | foundHigh) === 0) return false;
      if (foundLow === wantedLow && foundHigh === wantedHigh) return true;
    }
  }

  /** Adds all members to another set. */
  addTo(other: StateSet): void {
    const slots = this.#slots;
    for (let at = 0; at < slots.length; at += 2)
      if ((slots[at]! | slots[at + 1]!) !== 0) other.add(slots[at]!, slots[at + 1]!);
  }

  /** All members, low before high, in pieces that are good until the next one. */
  *pieces(): Iterable<Int32Array> {
    yield* packed(this.#slots);
  }

  /** Bytes held at once if so many members come. */
  bytesWith(moreCount: number): number {
    return this.count + moreCount <= this.#limit ? this.bytes : this.bytes * 3;
  }

  /** Counts a member that is about to be added. */
  #admit(): void {
    if (this.count >= this.#countMax)
      throw new SetFull(`a set of states holds ${this.count}, all that it may`);
    this.count += 1;
  }

  #grow(): void {
    const old = this.#slots;
    if (old.length >= SLOT_COUNT_MAX * 2) throw new RangeError('a set of states cannot grow');
    const slots = new Int32Array(old.length * 2);
    const mask = slots.length / 2 - 1;
    for (let from = 0; from < old.length; from += 2) {
      const low = old[from]!;
      const high = old[from + 1]!;
      if ((low | high) === 0) continue;
      let slot = low & mask;
      while ((slots[slot << 1]! | slots[(slot << 1) + 1]!) !== 0) slot = (slot + 1) & mask;
      slots[slot << 1] = low;
      slots[(slot << 1) + 1] = high;
    }
    this.#slots = slots;
    this.#mask = mask;
    this.#limit = ((mask + 1) / 4) * 3;
    this.bytes = slots.byteLength;
    this.bytesPeak = Math.max(this.bytesPeak, this.bytes + old.byteLength);
  }
}

/** The slots of a table that are taken, in pieces that are good until the next one. */
export function* packed(slots: Int32Array): Iterable<Int32Array> {
  const piece = new Int32Array(PIECE_WORDS);
  let count = 0;
  for (let at = 0; at < slots.length; at += 2) {
    if ((slots[at]! | slots[at + 1]!) === 0) continue;
    piece[count] = slots[at]!;
    piece[count + 1] = slots[at + 1]!;
    count += 2;
    if (count < PIECE_WORDS) continue;
    yield piece;
    count = 0;
  }
  yield piece.subarray(0, count);
}
