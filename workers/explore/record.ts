/**
 * Record: how a state waits in a queue. It is stored as its difference to the state put in before
 * it: neighbours in a queue are siblings or cousins and differ in few words. Each record is its
 * words, as index + 1 and difference, both of variable length, then a 0 and the fingerprint.
 *
 * Invariant: `#last` is the state that was written last, and `#dirty` lists every word in which the
 * array at hand may differ from it; so nothing but `read` and the changes given to `write` may
 * change the array for good.
 */

import type { StateIdentity } from './exact-identity.ts';
import type { UndoWords } from './undo.ts';

/** Bytes that one difference of one word can need: two variable-length numbers of 32 bits. */
const ENTRY_BYTES_MAX = 10;
/** Bytes behind the words of a record: the 0 that ends them, and the fingerprint. */
const RECORD_TAIL_BYTES = 9;

/** Writes states as records and reads them again, for one array that holds each state in turn. */
export class RecordCodec {
  /** Bytes that a record can need. */
  readonly recordBytesMax: number;
  /** The state that was written last. */
  readonly #last: Int32Array;
  /** Words in which the array may differ from `#last`. */
  readonly #dirty: Int32Array;
  #dirtyCount = 0;
  readonly #isDirty: Uint8Array;

  /** The first record is written, and read, as its difference to what `array` holds now. */
  constructor(array: Int32Array, identityLength: number) {
    this.recordBytesMax = identityLength * ENTRY_BYTES_MAX + RECORD_TAIL_BYTES;
    this.#last = array.slice(0, identityLength);
    this.#dirty = new Int32Array(identityLength);
    this.#isDirty = new Uint8Array(identityLength);
  }

  /**
   * Writes the state that `words` holds, of identity `next`, at byte `at`; returns the byte behind
   * it.
   */
  write(
    words: UndoWords,
    { nextLow, nextHigh }: StateIdentity,
    bytes: Uint8Array,
    at: number,
  ): number {
    const { array, changed, count } = words;
    for (let position = 0; position < count; position += 1) this.#soil(changed[position]!);
    const last = this.#last;
    const dirty = this.#dirty;
    const isDirty = this.#isDirty;
    const dirtyCount = this.#dirtyCount;
    for (let position = 0; position < dirtyCount; position += 1) {
      const index = dirty[position]!;
      isDirty[index] = 0;
      const value = array[index]!;
      const difference = (value - last[index]!) | 0;
      if (difference === 0) continue;
      last[index] = value;
      let rest = index + 1;
      for (; rest > 127; rest >>>= 7) bytes[at++] = rest | 128;
      bytes[at++] = rest;
      rest = ((difference << 1) ^ (difference >> 31)) >>> 0;
      for (; rest > 127; rest >>>= 7) bytes[at++] = rest | 128;
      bytes[at++] = rest;
    }
    bytes[at++] = 0;
    for (let shift = 0; shift < 32; shift += 8) {
      bytes[at++] = nextLow >>> shift;
      bytes[at++] = nextHigh >>> shift;
    }
    // The step is taken back: what it has changed differs from the record again.
    for (let position = 0; position < count; position += 1) {
      const index = changed[position]!;
      isDirty[index] = 1;
      dirty[position] = index;
    }
    this.#dirtyCount = count;
    return at;
  }

  /**
   * Turns the array from the state of the record before into that of the record at byte `at`, and
   * its identity with it; returns the byte behind it.
   */
  read(bytes: Uint8Array, at: number, array: Int32Array, identity: StateIdentity): number {
    const dirty = this.#dirty;
    const isDirty = this.#isDirty;
    let dirtyCount = this.#dirtyCount;
    for (;;) {
      let byte = bytes[at++]!;
      if (byte === 0) break;
      let word = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++]!;
        word |= (byte & 127) << shift;
      }
      byte = bytes[at++]!;
      let coded = byte & 127;
      for (let shift = 7; byte > 127; shift += 7) {
        byte = bytes[at++]!;
        coded |= (byte & 127) << shift;
      }
      const index = word - 1;
      array[index] = (array[index]! + ((coded >>> 1) ^ -(coded & 1))) | 0;
      if (isDirty[index] === 1) continue;
      isDirty[index] = 1;
      dirty[dirtyCount] = index;
      dirtyCount += 1;
    }
    this.#dirtyCount = dirtyCount;
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 32; shift += 8) {
      low |= bytes[at++]! << shift;
      high |= bytes[at++]! << shift;
    }
    identity.low = low;
    identity.high = high;
    return at;
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
