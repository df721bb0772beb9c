/**
 * Frontier: the states that a breadth-first search still has to expand, first in, first out. States
 * come out in the same order in which they were put in, so one array that follows the records is
 * each state in turn.
 *
 * Invariant: the array given to `take` holds the state taken last and nothing but `take` changes it
 * for good; what `put` is given is that array with a step's changes in it.
 */

import { invariant } from '../../kernel/index.ts';
import type { StateIdentity } from './exact-identity.ts';
import { RecordCodec } from './record.ts';
import type { UndoWords } from './undo.ts';

/** Words of one piece of the queue; pieces that were read are used again. */
const CHUNK_WORDS = 1 << 12;
/** So many pieces are read before the list forgets them. */
const FORGET_COUNT = 64;

/** A queue of states. */
export class Frontier {
  /** States in the queue. */
  count = 0;
  /** Bytes held for pieces of the queue, in use or spare. */
  bytes = 0;
  readonly #codec: RecordCodec;
  readonly #chunkWords: number;
  /** Full pieces, and where the records of each end. The one that is read is at `#next`. */
  readonly #full: Int32Array[] = [];
  readonly #ends: number[] = [];
  readonly #spare: Int32Array[] = [];
  #reading: Int32Array;
  #readAt = 0;
  #writing: Int32Array;
  #writeAt = 0;
  #next = 0;

  /** An empty queue; `array` holds the state before the first one. */
  constructor(array: Int32Array, identityLength: number) {
    this.#codec = new RecordCodec(array, identityLength);
    this.#chunkWords = Math.max(CHUNK_WORDS, this.#codec.recordWordsMax);
    this.#writing = this.#newChunk();
    this.#reading = this.#writing;
  }

  /** Puts the state that `words` holds now, of identity `next`, at the end of the queue. */
  put(words: UndoWords, identity: StateIdentity): void {
    if (this.#writeAt + this.#codec.roomFor(words) > this.#chunkWords) this.#turnWritten();
    this.#writeAt = this.#codec.write(words, identity, this.#writing, this.#writeAt);
    this.count += 1;
  }

  /** As `put`, for an array that may differ from the state put in before in any word. */
  putAny(words: UndoWords, identity: StateIdentity): void {
    this.#codec.soilAll();
    this.put(words, identity);
  }

  /** The array has been changed otherwise than by `take`. */
  strayed(): void {
    this.#codec.soilAll();
  }

  /** Turns the array into the first state of the queue, and its identity with it. */
  take(array: Int32Array, identity: StateIdentity): void {
    invariant(this.count > 0, 'a state is taken from a frontier that holds one');
    this.count -= 1;
    if (this.#reading !== this.#writing && this.#readAt === this.#ends[this.#next])
      this.#turnRead();
    this.#readAt = this.#codec.read(this.#reading, this.#readAt, array, identity);
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

  #newChunk(): Int32Array {
    const chunk = new Int32Array(this.#chunkWords);
    this.bytes += chunk.byteLength;
    return chunk;
  }
}
