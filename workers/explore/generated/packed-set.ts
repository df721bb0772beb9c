/**
 * Packed set: keys of 64 bits, which are whole states where a state has no more. It is a table of
 * SEGMENT_COUNT segments by the key's highest bits, each open-addressed and doubled by itself: a
 * table that doubles at once would hold three times what it needs while it does. They begin with
 * unlike sizes, so that one grows now and another later: keys are spread evenly, and segments of
 * one size would all grow at once, which takes a tenth of a second where millions are in them. So
 * slots are also filled to much the same share at any time, 14 bytes a key. Why not by less than
 * the double: to move a key costs a third of what it costs to add it, and growth by a quarter moves
 * each four times, which was a quarter of all the time of a search of ten million states.
 *
 * Invariant: a segment holds no more than LOAD_MAX of its slots, in the order of their keys' low
 * bits but for what the end of the segment pushed to its begin; two zeros are an empty slot, and
 * the key that looks so is kept apart.
 */

import { allocateShared, SharedWords } from '../../../kernel/index.ts';
import type { StateSet } from '../order.ts';
import { packed } from '../visited.ts';

const SEGMENT_COUNT = 256;
/** Bits of a key that choose the place within a segment. */
const PLACE_MASK = 0xff_ffff;
const PLACE_SCALE = 1 / 2 ** 24;
const SLOT_COUNT_FIRST = 128;
/** Share of the slots that may be taken. */
const LOAD_MAX = 0.85;

/** A set as plain data, for whoever goes on with a copy of it. */
export interface PackedSlots {
  /** The slots of all segments, one segment behind the other. */
  readonly slots: SharedArrayBuffer;
  /** By segment, its words among them, and its keys. */
  readonly lengths: readonly number[];
  readonly counts: readonly number[];
  readonly hasZero: boolean;
}

/** A set of pairs of words. */
export class PackedSet implements StateSet {
  count = 0;
  bytes = 0;
  bytesPeak = 0;
  readonly #segments: Int32Array[] = [];
  readonly #counts = new Int32Array(SEGMENT_COUNT);
  readonly #limits = new Int32Array(SEGMENT_COUNT);
  #hasZero = false;

  /**
   * A set with room for so many keys. Why: keys that come in the order of another set crowd the
   * begin of each segment while it grows, and every look goes through the crowd.
   */
  constructor(expectedCount = 0) {
    const expected = Math.ceil(expectedCount / SEGMENT_COUNT / LOAD_MAX);
    const slotCount = Math.max(SLOT_COUNT_FIRST, expected);
    for (let segment = 0; segment < SEGMENT_COUNT; segment += 1) {
      const slots = Math.floor(slotCount * 2 ** (segment / SEGMENT_COUNT));
      this.#place(segment, new Int32Array(2 * slots));
    }
  }

  /** A copy of a set that was handed over. */
  static of({ slots, lengths, counts, hasZero }: PackedSlots): PackedSet {
    const set = new PackedSet();
    const { array } = new SharedWords(slots);
    let at = 0;
    for (const [segment, length] of lengths.entries()) {
      set.#place(segment, array.slice(at, at + length));
      set.#counts[segment] = counts[segment]!;
      set.count += counts[segment]!;
      at += length;
    }
    set.bytesPeak = set.bytes;
    set.#hasZero = hasZero;
    set.count += +hasZero;
    return set;
  }

  /** Adds a key; returns whether it was absent. Throws a RangeError for want of memory. */
  add(low: number, high: number): boolean {
    if ((low | high) === 0) {
      if (this.#hasZero) return false;
      this.#hasZero = true;
      this.count += 1;
      return true;
    }
    const segment = low >>> 24;
    const slots = this.#segments[segment]!;
    const end = slots.length;
    let at = (((low & PLACE_MASK) * PLACE_SCALE * (end >> 1)) | 0) << 1;
    for (;;) {
      const foundLow = slots[at]!;
      const foundHigh = slots[at + 1]!;
      if (foundLow === low && foundHigh === high) return false;
      if ((foundLow | foundHigh) === 0) break;
      at += 2;
      if (at === end) at = 0;
    }
    slots[at] = low;
    slots[at + 1] = high;
    this.count += 1;
    const count = this.#counts[segment]! + 1;
    this.#counts[segment] = count;
    if (count > this.#limits[segment]!) this.#grow(segment);
    return true;
  }

  /** Whether the set holds a key. */
  has(low: number, high: number): boolean {
    if ((low | high) === 0) return this.#hasZero;
    const slots = this.#segments[low >>> 24]!;
    const end = slots.length;
    let at = (((low & PLACE_MASK) * PLACE_SCALE * (end >> 1)) | 0) << 1;
    for (;;) {
      const foundLow = slots[at]!;
      const foundHigh = slots[at + 1]!;
      if (foundLow === low && foundHigh === high) return true;
      if ((foundLow | foundHigh) === 0) return false;
      at += 2;
      if (at === end) at = 0;
    }
  }

  /** All keys, low before high, in pieces that are good until the next one. */
  *pieces(): Iterable<Int32Array> {
    if (this.#hasZero) yield Int32Array.of(0, 0);
    for (const slots of this.#segments) yield* packed(slots);
  }

  /** The set as plain data. */
  handOver(): PackedSlots {
    const length = this.#segments.reduce((sum, slots) => sum + slots.length, 0);
    const slots = allocateShared(length * 4);
    const { array } = new SharedWords(slots);
    let at = 0;
    for (const segment of this.#segments) {
      array.set(segment, at);
      at += segment.length;
    }
    return {
      slots,
      lengths: this.#segments.map((segment) => segment.length),
      counts: [...this.#counts],
      hasZero: this.#hasZero,
    };
  }

  #grow(segment: number): void {
    const old = this.#segments[segment]!;
    const slots = new Int32Array(old.length * 2);
    const slotCount = old.length;
    const end = slots.length;
    for (let from = 0; from < old.length; from += 2) {
      const low = old[from]!;
      const high = old[from + 1]!;
      if ((low | high) === 0) continue;
      let at = (((low & PLACE_MASK) * PLACE_SCALE * slotCount) | 0) << 1;
      while ((slots[at]! | slots[at + 1]!) !== 0) {
        at += 2;
        if (at === end) at = 0;
      }
      slots[at] = low;
      slots[at + 1] = high;
    }
    this.#place(segment, slots);
    this.bytesPeak = Math.max(this.bytesPeak, this.bytes + old.byteLength);
  }

  /** Gives a segment its slots, in the place of those that it had. */
  #place(segment: number, slots: Int32Array): void {
    this.bytes += slots.byteLength - (this.#segments[segment]?.byteLength ?? 0);
    this.bytesPeak = Math.max(this.bytesPeak, this.bytes);
    this.#segments[segment] = slots;
    this.#limits[segment] = Math.floor((slots.length >> 1) * LOAD_MAX);
  }
}
