/**
 * Random walk: in each state every thread that can move is as likely as any other. The baseline of
 * sampling: it needs no parameter, and favours no schedule but the short ones.
 *
 * Invariant: a thread that cannot move is picked again in the same state by nobody, so asking until
 * one moves is an even choice among those that can.
 */

import { PURPOSE, RandomStream } from '../stream.ts';
import type { Scheduler } from './scheduler.ts';

/** Picks evenly among the threads that can move. */
export class RandomWalk implements Scheduler {
  #stream = new RandomStream(0, 0, PURPOSE.schedule);

  begin(seed: number): void {
    this.#stream = new RandomStream(seed, 0, PURPOSE.schedule);
  }

  pick(_threads: Uint16Array, count: number): number {
    return this.#stream.below(count);
  }

  moved(): void {
    // A walk without memory.
  }

  ended(): void {
    // Nor does it learn.
  }
}
