/**
 * Watched words: undo words that also remember which words a step read and wrote, whether or not
 * the write changed anything. Invariant: both lists hold each identity word once.
 */

import type { Layout } from '../../kernel/index.ts';
import { UndoWords } from './undo.ts';

/** Words of a search that learns what its steps touch. */
export class WatchedWords extends UndoWords {
  /** Indices of the words read and of those written since `begin`: so many first entries. */
  readonly read: Int32Array;
  readonly written: Int32Array;
  readCount = 0;
  writtenCount = 0;
  readonly #length: number;
  /** The epoch in which each word was last read, and written. */
  readonly #readIn: Int32Array;
  readonly #writtenIn: Int32Array;
  #watchEpoch = 1;

  constructor(layout: Layout) {
    super(layout);
    this.#length = layout.identityLength;
    this.read = new Int32Array(layout.identityLength);
    this.written = new Int32Array(layout.identityLength);
    this.#readIn = new Int32Array(layout.identityLength);
    this.#writtenIn = new Int32Array(layout.identityLength);
  }

  override begin(): void {
    super.begin();
    this.readCount = 0;
    this.writtenCount = 0;
    this.#watchEpoch = (this.#watchEpoch + 1) | 0;
    if (this.#watchEpoch !== 0) return;
    this.#readIn.fill(0);
    this.#writtenIn.fill(0);
    this.#watchEpoch = 1;
  }

  override get(index: number): number {
    this.noteRead(index);
    return this.array[index]!;
  }

  override load(index: number): number {
    this.noteRead(index);
    return this.array[index]!;
  }

  override set(index: number, value: number): void {
    this.#noteWritten(index);
    super.set(index, value);
  }

  override add(index: number, value: number): number {
    this.noteRead(index);
    return super.add(index, value);
  }

  override cas(index: number, expected: number, desired: number): number {
    this.noteRead(index);
    return super.cas(index, expected, desired);
  }

  /** A word that the engine read for the step. */
  noteRead(index: number): void {
    if (index >= this.#length || this.#readIn[index] === this.#watchEpoch) return;
    this.#readIn[index] = this.#watchEpoch;
    this.read[this.readCount] = index;
    this.readCount += 1;
  }

  #noteWritten(index: number): void {
    if (index >= this.#length || this.#writtenIn[index] === this.#watchEpoch) return;
    this.#writtenIn[index] = this.#watchEpoch;
    this.written[this.writtenCount] = index;
    this.writtenCount += 1;
  }
}
