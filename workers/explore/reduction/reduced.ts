/**
 * Reduced: a breadth-first search that leaves out orders of steps that commute. It first learns
 * from random schedules what the steps of the scenario touch, then searches; where the search meets
 * a step that touches something else, it learns that and begins anew.
 *
 * Invariant: verdict, findings and end states are those of the full search. Its schedules are found
 * in fewer states, but need not be shortest.
 */

import { UsageError } from '../../../kernel/index.ts';
import { isOfExecutions, STEP } from '../../../actors/index.ts';
import type { Question, Supervision } from '../../engine.ts';
import type { Outcome } from '../../outcome.ts';
import { PURPOSE, RandomStream } from '../../stream.ts';
import { explore, type ExploreOptions } from '../search.ts';
import type { Footprints } from './footprints.ts';
import { Passage } from './passage.ts';
import { FootprintsGrew, PersistentSets, THREAD_COUNT_MAX } from './persistent-sets.ts';
import { createFootprints, WatchedMover } from './watched-mover.ts';

/** Schedules to learn from before each search at most, and steps of each. */
const LESSON_COUNT = 200;
const LESSON_STEP_COUNT_MAX = 2_000;
/** Schedules one behind the other that taught nothing, behind which the next would not either. */
const IDLE_LESSON_COUNT = 10;

/** Searches all interleavings but for those that differ in the order of steps that commute. */
export async function exploreReduced(
  question: Question,
  options: Omit<ExploreOptions, 'order' | 'workerCount'> = {},
  supervision: Supervision = {},
  footprints: Footprints = createFootprints(question),
): Promise<Outcome> {
  const threadCount = question.compiled.threads.length;
  if (threadCount > THREAD_COUNT_MAX)
    throw new UsageError(
      `a reduced search has at most ${THREAD_COUNT_MAX} threads, not ${threadCount}`,
      'search without reduction, or with fewer threads',
    );
  const whole = question.scenario.properties.find(isOfExecutions);
  if (whole !== undefined)
    throw new UsageError(
      `a reduced search does not judge '${whole.name}', a property of whole executions`,
      'search without reduction: it leaves out executions that are fair to all threads',
    );
  for (let searchCount = 1; ; searchCount += 1) {
    learn(question, footprints, searchCount);
    footprints.settle();
    const mover = new WatchedMover(question, footprints);
    const strategy = new PersistentSets(footprints, mover);
    const passage = new Passage(mover, strategy);
    try {
      const parts = { mover, strategy, passage };
      const outcome = await explore(question, options, supervision, parts);
      const hasFailed = strategy.hasFailed || footprints.hasGrown;
      // What was found or counted stands, also where something was left out.
      if (hasFailed && outcome.verdict === 'holds') continue;
      if (hasFailed && options.all === true && outcome.verdict === 'violated') continue;
      const { passedCount } = passage;
      const reduction = { searchCount, placeCount: footprints.placeCount, passedCount };
      return { ...outcome, explore: { ...outcome.explore!, reduction } };
    } catch (error) {
      if (!(error instanceof FootprintsGrew)) throw error;
    }
  }
}

/** Learns from random schedules. */
function learn(question: Question, footprints: Footprints, search: number): void {
  const mover = new WatchedMover(question, footprints);
  const first = mover.words.array.slice();
  const threads = new Uint16Array(mover.threadCount);
  let idleCount = 0;
  for (let lesson = 1; lesson <= LESSON_COUNT && idleCount < IDLE_LESSON_COUNT; lesson += 1) {
    footprints.hasGrown = false;
    const stream = new RandomStream(lesson, search, PURPOSE.schedule);
    mover.script = (count) => stream.below(count);
    mover.words.array.set(first);
    let resting = beginTurn(threads);
    for (let step = 0; step < LESSON_STEP_COUNT_MAX && resting > 0; step += 1) {
      mover.locate();
      const position = stream.below(resting);
      if (mover.move(threads[position]!, 0) === STEP.moved) {
        resting = beginTurn(threads);
      } else {
        resting -= 1;
        threads[position] = threads[resting]!;
      }
    }
    idleCount = footprints.hasGrown ? 0 : idleCount + 1;
  }
}

/** All threads may be able to move. */
function beginTurn(threads: Uint16Array): number {
  for (let thread = 0; thread < threads.length; thread += 1) threads[thread] = thread;
  return threads.length;
}
