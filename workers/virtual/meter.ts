/**
 * Meter: what the running step has cost so far. Kernel steps, instructions, cache lines and
 * wake-ups add to it while the step runs; the engine reads it behind the step. Invariant: each
 * thing that a step does is charged once, where it is done.
 */

import { PURPOSE, RandomStream } from '../stream.ts';
import type { Cost } from './profile.ts';

/** Sums the cost of one step, in ps. */
export class Meter {
  /** What the running step has cost so far, in ps. */
  ps = 0;
  /** Nothing costs anything: what happens is put off until it costs nobody time. */
  isFree = false;
  readonly #stream: RandomStream;

  constructor(seed: number) {
    this.#stream = new RandomStream(seed, 0, PURPOSE.cost);
  }

  /** Draws a cost and adds it. */
  charge(cost: Cost): void {
    this.ps += this.draw(cost);
  }

  /** Draws a cost, for who adds it elsewhere. */
  draw(cost: Cost): number {
    return this.isFree ? 0 : cost.draw(this.#stream);
  }
}
