/**
 * Record: how a state waits in a queue. It is stored as what differs from the state put in before
 * it: neighbours in a queue are siblings or cousins and differ in few words. Each record is a
 * count, so many words that say which words of the state hold what, and the fingerprint.
 *
 * Invariant: `#last` is the state that was written last, and `#dirty` lists every word in which the
 * array at hand may differ from it; so nothing but `read` and the changes given to `write` may
 * change the array for good.
 */

import type { StateIdentity } from './exact-identity.ts';
import type { UndoWords } from './undo.ts';

/**
 * An entry is one word where index and value are small: the value in the upper half, the index
 * above a 0 in the lower one. Else it is the index above a 1, and the value in a word of its own.
 */
const SHORT_INDEX_COUNT = 2 ** 15;
/** Words that an entry can need. */
const ENTRY_WORDS_MAX = 2;
/** Words of a record beside its entries: their count, and the fingerprint. */
const FRAME_WORDS = 3;

/** Writes states as records and reads them again, for one array that holds each state in turn. */
export class RecordCodec {
  /** Words that a record can need. */
  readonly recordWordsMax: number;
  /** The state that was written last. */
  readonly #last: Int32Array;
  /** Words in which the array may differ from `#last`. */
  readonly #dirty: Int32Array;
  #dirtyCount = 0;
  readonly #isDirty: Uint8Array;

  /** The first record is written, and read, as its difference to what `array` holds now. */
  constructor(array: Int32Array, identityLength: number) {
    this.recordWordsMax = identityLength * ENTRY_WORDS_MAX + FRAME_WORDS;
    this.#last = array.slice(0, identityLength);
    this.#dirty = new Int32Array(identityLength);
    this.#isDirty = new Uint8Array(identityLength);
  }

  /** Words that the record of what `words` holds needs at most. */
  roomFor({ count }: UndoWords): number {
    const entryCount = Math.min(this.#dirtyCount + count, this.#last.length);
    return entryCount * ENTRY_WORDS_MAX + FRAME_WORDS;
  }

  /**
   * Writes the state that `words` holds, of identity `next`, at index `at`; returns the index
   * behind it.
   */
  write(
    words: UndoWords,
    { nextLow, nextHigh }: StateIdentity,
    records: Int32Array,
    at: number,
  ): number {
    const { array, changed, count } = words;
    const last = this.#last;
    const dirty = this.#dirty;
    const isDirty = this.#isDirty;
    const dirtyCount = this.#dirtyCount;
    let end = at + 1;
    for (let position = 0; position < dirtyCount; position += 1) {
      const index = dirty[position]!;
      isDirty[index] = 0;
      const value = array[index]!;
      if (value === last[index]) continue;
      last[index] = value;
      end = putEntry(records, end, index, value);
    }
    for (let position = 0; position < count; position += 1) {
      const index = changed[position]!;
      // The step is taken back: what it has changed differs from the record again.
      isDirty[index] = 1;
      dirty[position] = index;
      const value = array[index]!;
      if (value === last[index]) continue;
      last[index] = value;
      end = putEntry(records, end, index, value);
    }
    this.#dirtyCount = count;
    records[at] = end - at - 1;
    records[end] = nextLow;
    records[end + 1] = nextHigh;
    return end + 2;
  }

  /**
   * Turns the array from the state of the record before into that of the record at index `at`, and
   * its identity with it; returns the index behind it.
   */
  read(records: Int32Array, at: number, array: Int32Array, identity: StateIdentity): number {
    const dirty = this.#dirty;
    const isDirty = this.#isDirty;
    let dirtyCount = this.#dirtyCount;
    let next = at + 1;
    const end = next + records[at]!;
    while (next < end) {
      const entry = records[next]!;
      next += 1;
      let index = (entry & 0xffff) >>> 1;
      let value = entry >> 16;
      if ((entry & 1) === 1) {
        index = entry >>> 1;
        value = records[next]!;
        next += 1;
      }
      array[index] = value;
      if (isDirty[index] === 1) continue;
      isDirty[index] = 1;
      dirty[dirtyCount] = index;
      dirtyCount += 1;
    }
    this.#dirtyCount = dirtyCount;
    identity.low = records[end]!;
    identity.high = records[end + 1]!;
    return end + 2;
  }

  /** The next record is written as its difference to `base`. */
  beginWriting(base: Int32Array): void {
    const last = this.#last;
    for (let index = 0; index < last.length; index += 1) {
      if (last[index] === base[index]) continue;
      last[index] = base[index]!;
      this.#soil(index);
    }
  }

  /** The next record is read as its difference to `base`, which the array becomes. */
  beginReading(base: Int32Array, array: Int32Array): void {
    for (let index = 0; index < this.#last.length; index += 1) {
      if (array[index] === base[index]) continue;
      array[index] = base[index]!;
      this.#soil(index);
    }
  }

  /** Somebody else has changed the array. */
  soilAll(): void {
    for (let index = 0; index < this.#last.length; index += 1) this.#soil(index);
  }

  #soil(index: number): void {
    if (this.#isDirty[index] === 1) return;
    this.#isDirty[index] = 1;
    this.#dirty[this.#dirtyCount] = index;
    this.#dirtyCount += 1;
  }
}

/** Writes an entry at index `at`; returns the index behind it. */
function putEntry(records: Int32Array, at: number, index: number, value: number): number {
  if (index < SHORT_INDEX_COUNT && value === (value << 16) >> 16) {
    records[at] = (value << 16) | (index << 1);
    return at + 1;
  }
  records[at] = (index << 1) | 1;
  records[at + 1] = value;
  return at + 2;
}
