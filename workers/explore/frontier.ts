/**
 * Frontier: the states that a breadth-first search still has to expand, first in, first out. Each
 * is stored as its difference to the state put in before it: neighbours in the queue are siblings
 * or cousins and differ in few words. States come out in the same order, so one array that follows
 * the differences is each state in turn.
 *
 * Invariant: the array given to `take` holds the state taken last and nothing but `take` changes it
 * for good; what `put` is given is that array with a step's changes in it.
 */

import { invariant } from '../../kernel/index.ts';
import type { Identity } from './identity.ts';
import type { UndoWords } from './undo.ts';

/** Bytes of one piece of the queue; pieces that were read are used again. */
const CHUNK_BYTES = 1 << 14;
/** Bytes that one difference of one word can need: two variable-length numbers of 32 bits. */
const ENTRY_BYTES_MAX = 10;
/** Bytes behind the words of a record: the 0 that ends them, and the fingerprint. */
const RECORD_TAIL_BYTES = 9;
/** So many pieces are read before the list forgets them. */
const FORGET_COUNT = 64;

/** A queue of states. */
export class Frontier {
  /** States in the queue. */
  count = 0;
  /** Bytes held for pieces of the queue, in use or spare. */
  bytes = 0;
  readonly #chunkBytes: number;
  readonly #recordBytesMax: number;
  /** Full pieces, and where the records of each end. The one that is read is at `#next`. */
  readonly #full: Uint8Array[] = [];
  readonly #ends: number[] = [];
  readonly #spare: Uint8Array[] = [];
  #reading: Uint8Array;
  #readAt = 0;
  #writing: Uint8Array;
  #writeAt = 0;
  #next = 0;
  /** The state that was put in last. */
  readonly #last: Int32Array;
  /** Words in which the state taken last may differ from `#last`. */
  readonly #dirty: Int32Array;
  #dirtyCount = 0;
  readonly #isDirty: Uint8Array;

  /** An empty queue; `array` holds the state before the first one. */
  constructor(array: Int32Array, identityLength: number) {
    this.#last = array.slice(0, identityLength);
    this.#dirty = new Int32Array(identityLength);
    this.#isDirty = new Uint8Array(identityLength);
    this.#recordBytesMax = identityLength * ENTRY_BYTES_MAX + RECORD_TAIL_BYTES;
    this.#chunkBytes = Math.max(CHUNK_BYTES, this.#recordBytesMax * 2);
    this.#writing = this.#newChunk();
    this.#reading = this.#writing;
  }

  /** Puts the state that `words` holds now, of identity `next`, at the end of the queue. */
  put(words: UndoWords, { nextLow, nextHigh }: Identity): void {
    const { array, changed, count } = words;
    if (this.#writeAt + this.#recordBytesMax > this.#chunkBytes) this.#turnWritten();
    for (let position = 0; position < count; position += 1) this.#soil(changed[position]!);
    const last = this.#last;
    const isDirty = this.#isDirty;
    const bytes = this.#writing;
    let at = this.#writeAt;
    // A record is its words, each as index + 1 and the difference, then a 0 and the fingerprint.
    for (let position = 0; position < this.#dirtyCount; position += 1) {
      const index = this.#dirty[position]!;
      isDirty[index] = 0;
      const difference = (array[index]! - last[index]!) | 0;
      if (difference === 0) continue;
      last[index] = array[index]!;
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
    this.#writeAt = at;
    this.#dirtyCount = 0;
    for (let position = 0; position < count; position += 1) this.#soil(changed[position]!);
    this.count += 1;
  }

  /** Turns the array into the first state of the queue, and its identity with it. */
  take(array: Int32Array, identity: Identity): void {
    invariant(this.count > 0, 'a state is taken from a frontier that holds one');
    this.count -= 1;
    if (this.#reading !== this.#writing && this.#readAt === this.#ends[this.#next])
      this.#turnRead();
    const bytes = this.#reading;
    let at = this.#readAt;
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
      this.#soil(index);
    }
    let low = 0;
    let high = 0;
    for (let shift = 0; shift < 32; shift += 8) {
      low |= bytes[at++]! << shift;
      high |= bytes[at++]! << shift;
    }
    identity.low = low;
    identity.high = high;
    this.#readAt = at;
  }

  #soil(index: number): void {
    if (this.#isDirty[index] === 1) return;
    this.#isDirty[index] = 1;
    this.#dirty[this.#dirtyCount] = index;
    this.#dirtyCount += 1;
  }

  #turnWritten(): void {
    this.#full.push(this.#writing);
    this.#ends.push(this.#writeAt);
    this.#writing = this.#spare.pop() ?? this.#newChunk();
    this.#writeAt = 0;
  }

  #turnRead(): void {
    this.#spare.push(this.#reading);
    this.#next += 1;
    this.#reading = this.#full[this.#next] ?? this.#writing;
    this.#readAt = 0;
    if (this.#next < FORGET_COUNT) return;
    this.#full.splice(0, this.#next);
    this.#ends.splice(0, this.#next);
    this.#next = 0;
  }

  #newChunk(): Uint8Array {
    this.bytes += this.#chunkBytes;
    return new Uint8Array(this.#chunkBytes);
  }
}
