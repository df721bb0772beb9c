/**
 * Shared visited: the set of fingerprints that several searchers fill at once, without a lock. Open
 * addressing with linear probing, the halves of a fingerprint side by side; a slot is claimed by a
 * compare-and-swap of its low half, and who sets the high half has added the fingerprint.
 *
 * Invariant: a half of a slot is written once, from 0 to its value. So a slot whose high half is
 * missing belongs to nobody yet: whoever comes to it with the same low half may finish it, and its
 * claimant goes on to the next slot when it finds another's half there. A half that is 0 counts as
 * 1: two fingerprints in 2^31 are taken for one more often by that than by chance.
 */

import { allocateShared, InvariantError, invariant, SharedWords } from '../../../kernel/index.ts';
import type { StateSet } from '../order.ts';
import { packed } from '../visited.ts';

/** One searcher's view of the set. */
export class SharedVisited implements StateSet {
  /** Members that this searcher added. */
  count = 0;
  readonly #words: SharedWords;
  readonly #mask: number;

  constructor(buffer: SharedArrayBuffer) {
    this.#words = new SharedWords(buffer);
    this.#mask = buffer.byteLength / 8 - 1;
    invariant((this.#mask & (this.#mask + 1)) === 0, 'the slots of a set are a power of two');
  }

  get bytes(): number {
    return this.#words.array.byteLength;
  }

  get bytesPeak(): number {
    return this.bytes;
  }

  /** Slots. */
  get slotCount(): number {
    return this.#mask + 1;
  }

  add(low: number, high: number): boolean {
    const words = this.#words;
    const mask = this.#mask;
    const wantedLow = low === 0 ? 1 : low;
    const wantedHigh = high === 0 ? 1 : high;
    let slot = wantedLow & mask;
    for (let probes = 0; probes <= mask; probes += 1) {
      const at = slot * 2;
      let foundLow = words.load(at);
      if (foundLow === 0) foundLow = words.cas(at, 0, wantedLow);
      if (foundLow === 0 || foundLow === wantedLow) {
        let foundHigh = words.load(at + 1);
        if (foundHigh === 0) foundHigh = words.cas(at + 1, 0, wantedHigh);
        if (foundHigh === 0) {
          this.count += 1;
          return true;
        }
        if (foundHigh === wantedHigh) return false;
      }
      slot = (slot + 1) & mask;
    }
    throw new InvariantError('the set of states is full');
  }

  /** All members, low before high, in pieces; nobody may add to the set meanwhile. */
  pieces(): Iterable<Int32Array> {
    return packed(this.#words.array);
  }

  /** Whether the set holds a fingerprint, as far as this searcher can see. */
  has(low: number, high: number): boolean {
    const words = this.#words;
    const wantedLow = low === 0 ? 1 : low;
    const wantedHigh = high === 0 ? 1 : high;
    for (let slot = wantedLow & this.#mask; ; slot = (slot + 1) & this.#mask) {
      const foundLow = words.load(slot * 2);
      if (foundLow === 0) return false;
      if (foundLow === wantedLow && words.load(slot * 2 + 1) === wantedHigh) return true;
    }
  }

  /** Adds the members of one part of an older set; all parts together hold all of them. */
  addPart(older: SharedVisited, part: number, partCount: number): void {
    const { array } = older.#words;
    const slots = Math.ceil(older.slotCount / partCount);
    const end = Math.min((part + 1) * slots, older.slotCount) * 2;
    for (let at = part * slots * 2; at < end; at += 2)
      if (array[at] !== 0) this.add(array[at]!, array[at + 1]!);
    this.count = older.count;
  }
}

/** Memory for a set of so many slots. Throws a RangeError where it cannot be had. */
export function allocateSet(slotCount: number): SharedArrayBuffer {
  return allocateShared(slotCount * 8);
}
