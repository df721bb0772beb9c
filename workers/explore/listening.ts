/**
 * Listening: words that also remember what a step read and wrote. For replays alone, where people
 * look on: a search would pay for it in every access.
 *
 * Invariant: each word that was read since `begin` stands in `reads` once, with the value that was
 * read first; each that was written stands in `writes`, also where its value stayed the same.
 */

import { UndoWords } from './undo.ts';

/** Words with the reads and the writes since `begin`. */
export class ListeningWords extends UndoWords {
  readonly reads = new Map<number, number>();
  readonly writes = new Set<number>();

  override begin(): void {
    super.begin();
    this.reads.clear();
    this.writes.clear();
  }

  /** Every store comes by here. */
  override set(index: number, value: number): void {
    this.writes.add(index);
    super.set(index, value);
  }

  override get(index: number): number {
    return this.#note(index, super.get(index));
  }

  override load(index: number): number {
    return this.#note(index, super.load(index));
  }

  override add(index: number, value: number): number {
    return this.#note(index, super.add(index, value));
  }

  override cas(index: number, expected: number, desired: number): number {
    return this.#note(index, super.cas(index, expected, desired));
  }

  #note(index: number, value: number): number {
    if (!this.reads.has(index)) this.reads.set(index, value);
    return value;
  }
}
