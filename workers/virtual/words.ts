/**
 * Virtual words: a view of a world that tells the contention of each line that a step touches, and
 * keeps the words that it wakes until the step is over. Otherwise as `ExclusiveWords`: nobody else
 * can reach them.
 */

import type { Words } from '../../kernel/index.ts';
import type { Contention } from './contention.ts';

/** The words of a world in virtual time. */
export class VirtualWords implements Words {
  readonly array: Int32Array;
  /** Words that the running step has woken, `wokenCount` of them. */
  readonly woken: Int32Array;
  wokenCount = 0;
  readonly #lineOf: Int32Array;
  readonly #contention: Contention;

  constructor(array: Int32Array, lineOf: Int32Array, contention: Contention) {
    this.array = array;
    // A step wakes each word of memory at most once, and few others.
    this.woken = new Int32Array(array.length);
    this.#lineOf = lineOf;
    this.#contention = contention;
  }

  get(index: number): number {
    const line = this.#lineOf[index]!;
    if (line !== 0) this.#contention.read(line);
    return this.array[index]!;
  }

  set(index: number, value: number): void {
    const line = this.#lineOf[index]!;
    if (line !== 0) this.#contention.write(line);
    this.array[index] = value;
  }

  load(index: number): number {
    const line = this.#lineOf[index]!;
    if (line !== 0) this.#contention.read(line);
    return this.array[index]!;
  }

  store(index: number, value: number): void {
    const line = this.#lineOf[index]!;
    if (line !== 0) this.#contention.write(line);
    this.array[index] = value;
  }

  add(index: number, value: number): number {
    const line = this.#lineOf[index]!;
    if (line !== 0) this.#contention.write(line);
    const before = this.array[index]!;
    this.array[index] = before + value;
    return before;
  }

  cas(index: number, expected: number, desired: number): number {
    const line = this.#lineOf[index]!;
    if (line !== 0) this.#contention.write(line);
    const before = this.array[index]!;
    if (before === expected) this.array[index] = desired;
    return before;
  }

  wake(index: number): void {
    this.woken[this.wokenCount] = index;
    this.wokenCount += 1;
  }
}
