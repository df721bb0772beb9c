/**
 * Traces: the engine `explore --traces`. It counts what can differ: executions that are more than
 * another order of steps that commute. It keeps no states, so it needs no memory, and no two states
 * can be taken for one; where threads loop there are many more traces than states.
 */

import { isOfExecutions } from '../../../actors/index.ts';
import { UsageError } from '../../../kernel/index.ts';
import type { Question, Supervision } from '../../engine.ts';
import type { Outcome } from '../../outcome.ts';
import { boundText } from '../alone.ts';
import { Examination } from '../examination.ts';
import { roughText } from '../outlook.ts';
import { reachedOf } from '../reached.ts';
import { THREAD_COUNT_MAX } from '../reduction/persistent-sets.ts';
import { limit, outcomeOf, SEARCH_DURATION_MS_MAX_DEFAULT } from '../search.ts';
import { StepFootprints } from './step-footprints.ts';
import { SOURCE_SETS, STEP_COUNT_MAX, type TraceRule, TraceWalk } from './trace-walk.ts';

/** How to walk the traces of a scenario. */
export interface TracesOptions {
  /** Go on behind the first violation, and collect one for each property. */
  readonly all?: boolean;
  /** Keep a token for each observation: a schedule that ends so. */
  readonly witnesses?: boolean;
  /** Executions to follow at most; default: all. */
  readonly scheduleCountMax?: number;
  /** Time to search at most, in ms; default SEARCH_DURATION_MS_MAX_DEFAULT. */
  readonly durationMsMax?: number;
}

/** Parts that tests replace. */
export interface TracesParts {
  readonly rule?: TraceRule;
  /** Whether additions to one word commute; default true. */
  readonly commutes?: boolean;
}

/** Steps between two looks at the clock. */
const SLICE_STEP_COUNT = 2048;
/** How long the walk keeps the event loop from turning, in ms. */
const TURN_MS = 100;

/** Walks one execution of each trace; throws a UsageError for what has no traces to count. */
export async function exploreTraces(
  question: Question,
  options: TracesOptions = {},
  supervision: Supervision = {},
  parts: TracesParts = {},
): Promise<Outcome> {
  const begunMs = performance.now();
  const { all = false, witnesses = false, scheduleCountMax = Infinity } = options;
  const durationMsMax = options.durationMsMax ?? SEARCH_DURATION_MS_MAX_DEFAULT;
  limit('scheduleCountMax', scheduleCountMax);
  limit('durationMsMax', durationMsMax);
  expectTraces(question);
  const { commutes = true, rule = SOURCE_SETS } = parts;
  const footprints = new StepFootprints(question, { commutes });
  const { mover } = footprints;
  const examination = new Examination(question, mover, {
    collectsAll: all,
    wantsWitnesses: witnesses,
  });
  const walk = new TraceWalk(footprints, examination, rule);
  const budget = { stateCountMax: Infinity, byteCountMax: Infinity, durationMsMax, begunMs };
  let interruption: string | null = null;
  let turnedAt = begunMs;
  while (interruption === null && walk.advance(SLICE_STEP_COUNT, scheduleCountMax)) {
    const now = performance.now();
    if (supervision.signal?.aborted === true) interruption = 'a signal';
    else if (now - begunMs >= durationMsMax) interruption = boundText('time', budget);
    if (now - turnedAt < TURN_MS) continue;
    supervision.progress?.(progressLine(walk));
    await new Promise((resolve) => setImmediate(resolve));
    turnedAt = performance.now();
  }
  if (walk.isAtLimit) interruption = `its limit of ${scheduleCountMax} schedules`;
  if (walk.isTooLong)
    interruption = `a schedule of more than ${STEP_COUNT_MAX} steps, which may go round for ever`;
  return outcomeOf(question, {
    mover,
    examination,
    finds: examination.finds,
    interruption,
    figures: {
      order: 'depth-first',
      states: walk.states,
      transitions: walk.transitions,
      endStates: examination.endStates,
      depth: walk.depth,
      durationMs: performance.now() - begunMs,
      bytesPerState: 0,
      omissionProbability: 0,
      stateWordCount: mover.world.layout.identityLength,
      continuation: null,
      instructions: reachedOf(question, examination.reached.marks),
      stateCountEstimate: null,
      traces: {
        complete: walk.complete,
        blocked: walk.blocked,
        deadlocks: walk.deadlocked,
        violations: walk.violated,
        executionCountEstimate: interruption === null ? null : executionCountOf(walk),
      },
    },
  });
}

/** How far a walk is. */
function progressLine(walk: TraceWalk): string {
  const all = executionCountOf(walk);
  const about = all === null ? '' : `, of about ${roughText(all)} schedules`;
  return `${walk.complete} traces, ${walk.blocked} blocked${about}`;
}

/** About how many executions there are to follow; null before the first came to its end. */
function executionCountOf({ executions, share }: TraceWalk): number | null {
  return share === 0 ? null : executions / share;
}

/** Refuses a question that this search has no answer to. */
function expectTraces({ compiled, scenario }: Question): void {
  const threadCount = compiled.threads.length;
  if (threadCount > THREAD_COUNT_MAX)
    throw new UsageError(
      `traces are counted of at most ${THREAD_COUNT_MAX} threads, not ${threadCount}`,
      'search states, or with fewer threads',
    );
  const whole = scenario.properties.find(isOfExecutions);
  if (whole !== undefined)
    throw new UsageError(
      `one execution of each trace does not judge '${whole.name}', a property of whole executions`,
      'leave out --traces',
    );
}
