/**
 * Walks: some random walks through a scenario, for whoever wants to know what its threads can do.
 * They prove nothing of what they do not come by. Invariant: their seeds are fixed, so that they
 * are the same walks each time.
 */

import { STEP } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import { PURPOSE, RandomStream } from '../stream.ts';
import { Mover } from './mover.ts';

const WALK_COUNT = 32;
const STEP_COUNT_MAX = 2_000;
/** Threads tried in vain, for each that there is, behind which nothing seems to move. */
const FAILED_COUNT_MAX = 8;

/**
 * What each thread was about to do before each step that it made, as `tell` puts it, and how often
 * in one walk at most.
 */
export function walkedBy(
  question: Question,
  tell: (mover: Mover, thread: number) => string,
): readonly ReadonlyMap<string, number>[] {
  const mover = new Mover(question);
  const first = mover.world.snapshot();
  const told = Array.from({ length: mover.threadCount }, () => new Map<string, number>());
  for (let seed = 0; seed < WALK_COUNT; seed += 1) {
    const stream = new RandomStream(seed, 0, PURPOSE.schedule);
    mover.world.restore(first);
    mover.script = (count) => stream.below(count);
    const times = told.map(() => new Map<string, number>());
    let failedCount = 0;
    for (let step = 0; step < STEP_COUNT_MAX; step += 1) {
      const thread = stream.below(mover.threadCount);
      const deed = mover.stepper.isDone(thread) ? '' : tell(mover, thread);
      const hasMoved = mover.move(thread, 0) === STEP.moved;
      if (hasMoved) {
        const count = (times[thread]!.get(deed) ?? 0) + 1;
        times[thread]!.set(deed, count);
        told[thread]!.set(deed, Math.max(count, told[thread]!.get(deed) ?? 0));
      }
      failedCount = hasMoved ? 0 : failedCount + 1;
      if (failedCount > mover.threadCount * FAILED_COUNT_MAX) break;
    }
  }
  return told;
}
