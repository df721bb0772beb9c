/**
 * Undo: words that remember what a step changed. A step touches some ten words of several hundred,
 * so a search that takes back, hashes and stores only those is several times faster than one that
 * copies and hashes whole states. Only identity words are remembered: what is merely observed runs
 * on.
 *
 * Invariant: from `begin` to `takeBack` each changed identity word stands in `changed` once, with
 * the value that it had at `begin` in `before`.
 */

import type { Layout, Words } from '../../kernel/index.ts';

/** Words of an engine that runs alone, with the changes since `begin`. */
export class UndoWords implements Words {
  readonly array: Int32Array;
  /** Indices of the words changed since `begin`: the first `count` entries. */
  readonly changed: Int32Array;
  /** What those words held at `begin`. */
  readonly before: Int32Array;
  count = 0;
  /** Words below this index are remembered. */
  readonly #identityLength: number;
  /** The epoch in which each word was last noted. */
  readonly #noted: Int32Array;
  #epoch = 1;

  constructor(layout: Layout) {
    this.array = new Int32Array(layout.length);
    this.#identityLength = layout.identityLength;
    this.changed = new Int32Array(layout.identityLength);
    this.before = new Int32Array(layout.identityLength);
    this.#noted = new Int32Array(layout.identityLength);
  }

  /** Forgets the changes so far: they stay. */
  begin(): void {
    this.count = 0;
    this.#epoch = (this.#epoch + 1) | 0;
    if (this.#epoch !== 0) return;
    this.#noted.fill(0);
    this.#epoch = 1;
  }

  /** Takes all changes since `begin` back; they stay listed until the next `begin`. */
  takeBack(): void {
    const { array, changed, before, count } = this;
    for (let position = 0; position < count; position += 1)
      array[changed[position]!] = before[position]!;
  }

  /**
   * Makes the changes of a step that is known: pairs of index and value from `at` on, each index
   * once and each value another than the word holds.
   */
  change(pairs: Int32Array, at: number, count: number): void {
    const { array, changed, before } = this;
    for (let position = 0; position < count; position += 1) {
      const index = pairs[at + position * 2]!;
      changed[position] = index;
      before[position] = array[index]!;
      array[index] = pairs[at + position * 2 + 1]!;
    }
    this.count = count;
  }

  get(index: number): number {
    return this.array[index]!;
  }

  set(index: number, value: number): void {
    const before = this.array[index]!;
    if (before === value) return;
    this.array[index] = value;
    if (index < this.#identityLength) this.#note(index, before);
  }

  load(index: number): number {
    return this.array[index]!;
  }

  store(index: number, value: number): void {
    this.set(index, value);
  }

  add(index: number, value: number): number {
    const before = this.array[index]!;
    this.set(index, (before + value) | 0);
    return before;
  }

  cas(index: number, expected: number, desired: number): number {
    const before = this.array[index]!;
    if (before === expected) this.set(index, desired);
    return before;
  }

  wake(): void {
    // Nobody sleeps in the host: `World.wake` moves the sleepers of the model.
  }

  #note(index: number, before: number): void {
    if (this.#noted[index] === this.#epoch) return;
    this.#noted[index] = this.#epoch;
    this.changed[this.count] = index;
    this.before[this.count] = before;
    this.count += 1;
  }
}
