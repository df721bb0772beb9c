/**
 * Exact successors: they are made in order to know them, and known by exact keys. Invariant: the
 * key is that of all words that tell states apart.
 */

import { ExactIdentity } from './exact-identity.ts';
import type { Mover } from './mover.ts';
import { Successors } from './successors.ts';

/** Successors that no two states share a key with. */
export class ExactSuccessors extends Successors {
  readonly #exact: ExactIdentity;

  constructor(mover: Mover) {
    super(mover);
    this.#exact = new ExactIdentity(mover.words.array, mover.world.layout.distinctLength);
    this.keyLow = this.#exact.low;
    this.keyHigh = this.#exact.high;
  }

  /** Bytes of the parts that states share. */
  override get bytes(): number {
    return this.#exact.table.bytes;
  }

  override begin(): void {
    this.#exact.arrive(this.mover.words.array);
  }

  override measure(): void {
    super.measure();
    this.#exact.measure(this.mover.words);
    this.keyLow = this.#exact.nextLow;
    this.keyHigh = this.#exact.nextHigh;
  }
}
