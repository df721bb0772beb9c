/**
 * Reduced: a search that leaves out orders of steps that commute. It first learns from random
 * schedules what the steps of the scenario touch, then searches; and where the search meets a step
 * that touches something else, it learns that and searches anew.
 */

import { STEP } from '../../../actors/index.ts';
import type { Question, Supervision } from '../../engine.ts';
import type { Outcome } from '../../outcome.ts';
import { PURPOSE, RandomStream } from '../../stream.ts';
import { explore, type ExploreOptions } from '../search.ts';
import type { Footprints } from './footprints.ts';
import { FootprintsGrew, PersistentSets } from './persistent-sets.ts';
import { createFootprints, WatchedMover } from './watched-mover.ts';

/** Schedules to learn from before the first search, and steps of each. */
const LESSON_COUNT = 200;
const LESSON_STEP_COUNT_MAX = 2_000;

export async function exploreReduced(
  question: Question,
  options: ExploreOptions = {},
  supervision: Supervision = {},
): Promise<Outcome & { searches: number; places: number }> {
  const footprints = createFootprints(question);
  learn(question, footprints);
  for (let searches = 1; ; searches += 1) {
    footprints.settle();
    const mover = new WatchedMover(question, footprints);
    try {
      const outcome = await explore(question, options, supervision, {
        mover,
        strategy: new PersistentSets(footprints, mover),
      });
      if (!footprints.hasGrown || outcome.verdict === 'violated')
        return { ...outcome, searches, places: footprints.placeCount };
    } catch (error) {
      if (!(error instanceof FootprintsGrew)) throw error;
    }
  }
}

/** Learns from random schedules. */
function learn(question: Question, footprints: Footprints): void {
  const mover = new WatchedMover(question, footprints);
  const first = mover.words.array.slice();
  for (let lesson = 0; lesson < LESSON_COUNT; lesson += 1) {
    const stream = new RandomStream(lesson + 1, 0, PURPOSE.schedule);
    mover.words.array.set(first);
    mover.script = (count) => stream.below(count);
    const threads = Array.from({ length: mover.threadCount }, (_none, thread) => thread);
    for (let step = 0; step < LESSON_STEP_COUNT_MAX && threads.length > 0; step += 1) {
      mover.locate();
      const position = stream.below(threads.length);
      const thread = threads[position]!;
      if (mover.move(thread, 0) === STEP.moved) {
        threads.length = 0;
        for (let other = 0; other < mover.threadCount; other += 1) threads.push(other);
      } else threads.splice(position, 1);
    }
  }
}
