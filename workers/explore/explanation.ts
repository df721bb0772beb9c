/**
 * Explanation: what a person needs to understand a schedule that fails: the schedule made small,
 * how many preemptions and ordering constraints the bug needs, the steps that matter, the one at
 * which it was lost, and the nearest schedule that passes.
 *
 * Invariant: every schedule in it was replayed; what the limits left open is said to be open.
 */

import { isOfExecutions } from '../../actors/index.ts';
import { invariant, UsageError } from '../../kernel/index.ts';
import type { Question } from '../engine.ts';
import type { Finding, Why } from '../outcome.ts';
import { bugDepth } from './bug-depth.ts';
import { causalSlice } from './causal-slice.ts';
import { criticalStep } from './critical-step.ts';
import { withOrdering } from './necessity.ts';
import { fewestPreemptions, shortestWith } from './preemption.ts';
import { replaySchedule } from './replay.ts';
import { type Schedule, scheduleOf } from './schedule.ts';
import { shrinkSchedule } from './shrink.ts';
import { encodeToken } from './token.ts';
import { proposalOf, Trial } from './trial.ts';

/** How far an explanation is looked for. */
export interface ExplainOptions {
  /** Make the schedule small first; default true. */
  readonly shrinks?: boolean;
  /** Nodes of each bounded search; default NODE_COUNT_MAX_DEFAULT. */
  readonly nodeCountMax?: number;
}

/** Nodes of each bounded search, unless told otherwise. */
export const NODE_COUNT_MAX_DEFAULT = 200_000;
/** States that the search for the orders which the failure needs may come by. */
const ORDERING_NODE_COUNT_MAX = 20_000;
/** Steps beyond which a shorter schedule is looked for, and how much shorter it must be. */
const LONG_STEP_COUNT = 40;
const LONG_FACTOR = 4;
/** Beyond this depth nobody looks: PCT would need more schedules than there are seconds. */
const DEPTH_MAX = 5;

/** Explains a schedule that fails: the finding at its end, with `why`. */
export function explain(
  question: Question,
  schedule: Schedule,
  { shrinks = true, nodeCountMax = NODE_COUNT_MAX_DEFAULT }: ExplainOptions = {},
): Finding & { readonly why: Why } {
  const { ending } = schedule;
  const property =
    typeof ending === 'object' ? question.scenario.properties[ending.property] : undefined;
  if (property !== undefined && isOfExecutions(property))
    throw new UsageError(
      'a schedule that violates a property of whole executions is not explained further',
      'its way to what goes wrong is shortest already; show it with: racetrap replay TOKEN',
    );
  const found = new Trial(question, ending).make(proposalOf(question, schedule));
  invariant(found !== null, 'a schedule to explain ends in what it says');
  const small = shrinks ? shrinkSchedule(question, schedule) : found;
  const fewest = fewestPreemptions(question, ending, small.preemptions, nodeCountMax);
  // Where the bounded search came to an end its schedule is the shortest with the fewest.
  const isShortest = shrinks && fewest.moves !== null;
  const least = isShortest ? fewest.moves : small.moves;
  const spared = isShortest ? fewest.atLeast : small.preemptions;
  // A person follows one more preemption sooner than four times the steps.
  const short =
    least.length > LONG_STEP_COUNT
      ? shortestWith(question, ending, spared + 1, nodeCountMax)
      : null;
  const isFarShorter = short !== null && short.length * LONG_FACTOR <= least.length;
  const moves = isFarShorter ? short : least;
  const { depth, atLeast } = bugDepth(question, ending, DEPTH_MAX, nodeCountMax);
  const critical = criticalStep(question, moves, nodeCountMax);
  const passing = critical?.passing ?? null;
  const explained = scheduleOf(question, ending, moves);
  const { finding } = replaySchedule(question, explained);
  invariant(finding !== null, 'an explained schedule replays to its finding');
  return {
    ...withOrdering(question, finding, ORDERING_NODE_COUNT_MAX),
    why: {
      found: { steps: found.threads.length, preemptions: found.preemptions },
      preemptions: isFarShorter ? spared + 1 : spared,
      preemptionsAtLeast: fewest.atLeast,
      fewer: isFarShorter
        ? {
            preemptions: spared,
            steps: least.length,
            token: encodeToken(question, scheduleOf(question, ending, least)),
          }
        : null,
      depth,
      depthAtLeast: atLeast,
      criticalStep: critical?.step ?? null,
      slice: causalSlice(question, explained),
      passing: passing === null ? null : passingOf(question, scheduleOf(question, 'none', passing)),
    },
  };
}

function passingOf(question: Question, schedule: Schedule): Why['passing'] {
  return {
    token: encodeToken(question, schedule),
    schedule: replaySchedule(question, schedule).schedule,
  };
}
