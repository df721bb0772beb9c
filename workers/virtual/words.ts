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
  woken = new Int32Array(64);
  wokenCount = 0;
  readonly #lineOf: Int32Array;
  /** Words from here on have no line. */
  readonly #lined: number;
  readonly #contention: Contention;

  constructor(array: Int32Array, lineOf: Int32Array, contention: Contention) {
    this.array = array;
    this.#lineOf = lineOf;
    this.#lined = lineOf.length;
    this.#contention = contention;
  }

  get(index: number): number {
    if (index < this.#lined) this.#contention.read(this.#lineOf[index]!);
    return this.array[index]!;
  }

  set(index: number, value: number): void {
    if (index < this.#lined) this.#contention.write(this.#lineOf[index]!);
    this.array[index] = value;
  }

  load(index: number): number {
    if (index < this.#lined) this.#contention.read(this.#lineOf[index]!);
    return this.array[index]!;
  }

  store(index: number, value: number): void {
    if (index < this.#lined) this.#contention.write(this.#lineOf[index]!);
    this.array[index] = value;
  }

  add(index: number, value: number): number {
    if (index < this.#lined) this.#contention.write(this.#lineOf[index]!);
    const before = this.array[index]!;
    this.array[index] = before + value;
    return before;
  }

  cas(index: number, expected: number, desired: number): number {
    if (index < this.#lined) this.#contention.write(this.#lineOf[index]!);
    const before = this.array[index]!;
    if (before === expected) this.array[index] = desired;
    return before;
  }

  wake(index: number): void {
    if (this.wokenCount === this.woken.length) {
      const longer = new Int32Array(this.woken.length * 2);
      longer.set(this.woken);
      this.woken = longer;
    }
    this.woken[this.wokenCount] = index;
    this.wokenCount += 1;
  }
}
