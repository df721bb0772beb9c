/**
 * Level: the states of one depth as they lie in shared memory, in chunks that any searcher of a
 * team may take. A chunk is a run of records, the first of them the difference to the first state
 * of the search, so each can be read without those before it. It is some milliseconds of work: few
 * enough that searchers finish a level together, and enough that taking one costs nothing.
 *
 * Invariant: what is written is read only behind the meeting that ends the level, and a segment is
 * written again only behind the meeting that ends the level it was read in.
 */

import { allocateShared } from '../../../kernel/index.ts';
import type { Question } from '../../engine.ts';
import type { StateIdentity } from '../exact-identity.ts';
import type { Frontier } from '../frontier.ts';
import { Mover } from '../mover.ts';
import { RecordCodec } from '../record.ts';
import type { UndoWords } from '../undo.ts';

/** Words of records in a chunk, about. */
const CHUNK_WORDS = 1 << 12;
/** Words of a segment. */
const SEGMENT_WORDS = 1 << 18;

/** A run of records that one searcher expands. */
export interface Chunk {
  /** Who met these states, and the number of the first; the others follow. */
  readonly origin: number;
  readonly first: number;
  readonly count: number;
  /** Where they lie: one of the origin's segments, and the first word. */
  readonly segment: number;
  readonly begin: number;
}

/** Writes the next level. */
export class LevelWriter {
  /** Memory that chunks lie in; grows, and is used again. */
  readonly segments: Int32Array<SharedArrayBuffer>[] = [];
  readonly #origin: number;
  readonly #codec: RecordCodec;
  readonly #base: Int32Array;
  /** Segments that nobody reads, those of the level that is read, and those being written. */
  #spare: number[] = [];
  #read: number[] = [];
  #written: number[] = [];
  #chunks: Chunk[] = [];
  #begin = 0;
  #at = 0;
  #first = 0;
  #count = 0;

  /** A writer for the searcher `origin`; `base` is the first state of the search. */
  constructor(origin: number, codec: RecordCodec, base: Int32Array) {
    this.#origin = origin;
    this.#codec = codec;
    this.#base = base;
  }

  get bytes(): number {
    return this.segments.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /** Puts the state that `words` holds, of identity `next` and number `number`. */
  put(words: UndoWords, identity: StateIdentity, number: number): void {
    if (this.#count > 0 && this.#at - this.#begin > CHUNK_WORDS) this.#endChunk();
    if (this.#count === 0) this.#beginChunk(number);
    const segment = this.segments[this.#written.at(-1)!]!;
    this.#at = this.#codec.write(words, identity, segment, this.#at);
    this.#count += 1;
  }

  /** Ends the level: its chunks. The segments of the level before it are free again. */
  end(): Chunk[] {
    this.#endChunk();
    const chunks = this.#chunks;
    this.#chunks = [];
    this.#spare.push(...this.#read);
    this.#read = this.#written;
    this.#written = [];
    this.#at = 0;
    return chunks;
  }

  #beginChunk(number: number): void {
    const room = this.segments[this.#written.at(-1) ?? -1]?.length ?? 0;
    if (room < this.#at + CHUNK_WORDS + 2 * this.#codec.recordWordsMax) {
      this.#written.push(this.#spare.pop() ?? this.#newSegment());
      this.#at = 0;
    }
    this.#codec.beginWriting(this.#base);
    this.#begin = this.#at;
    this.#first = number;
  }

  #endChunk(): void {
    if (this.#count === 0) return;
    this.#chunks.push({
      origin: this.#origin,
      first: this.#first,
      count: this.#count,
      segment: this.#written.at(-1)!,
      begin: this.#begin,
    });
    this.#count = 0;
  }

  #newSegment(): number {
    const length = Math.max(SEGMENT_WORDS, CHUNK_WORDS + 2 * this.#codec.recordWordsMax);
    return this.segments.push(new Int32Array(allocateShared(length * 4))) - 1;
  }
}

/** All states of a frontier, which is empty then, as chunks of origin 0. */
export function chunksOf(
  question: Question,
  { words, world }: Mover,
  {
    frontier,
    identity,
    first,
  }: { readonly frontier: Frontier; readonly identity: StateIdentity; readonly first: number },
): { readonly segments: Int32Array<SharedArrayBuffer>[]; readonly chunks: Chunk[] } {
  const { identityLength } = world.layout;
  const base = new Mover(question).words.array.slice(0, identityLength);
  const codec = new RecordCodec(words.array, identityLength);
  const writer = new LevelWriter(0, codec, base);
  words.begin();
  for (let number = first; frontier.count > 0; number += 1) {
    frontier.take(words.array, identity);
    identity.measure(words);
    codec.soilAll();
    writer.put(words, identity, number);
  }
  const chunks = writer.end();
  return { segments: writer.segments, chunks };
}
