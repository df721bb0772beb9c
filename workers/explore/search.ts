/**
 * Search: the engine `explore`. It walks every interleaving of a scenario's steps, and every draw,
 * until a property breaks, nothing is left, or a budget ends it. Only a search that came to its end
 * says `holds`, and it says with what probability two states shared a fingerprint.
 *
 * One searcher begins; where the search gets long, a team on all cores goes on with it. Two
 * searches that both come to their end say the same.
 */

import { availableParallelism, totalmem } from 'node:os';
import { isOfExecutions } from '../../actors/index.ts';
import { invariant, InvariantError, UsageError } from '../../kernel/index.ts';
import type { Question, Supervision } from '../engine.ts';
import { type ExploreFigures, OUTCOME_VERSION, type Finding, type Outcome } from '../outcome.ts';
import { type Budget, type Extent, searchAlone } from './alone.ts';
import { BreadthFirst } from './breadth-first.ts';
import { takenTransitions } from './coverage.ts';
import { DepthFirst } from './depth-first.ts';
import { FingerprintMemory } from './estimate.ts';
import { Examination, type Find, unreached } from './examination.ts';
import { GeneratedOrder, RangeExceeded } from './generated/generated-order.ts';
import { modelOf } from './generated/model.ts';
import { createPool, type Partition, searchPartitioned } from './generated/partition.ts';
import { type Widened, wider } from './generated/plan.ts';
import { Mover } from './mover.ts';
import type { Order, StateSet } from './order.ts';
import { Outlook, shareOf, type Sources, WALK_COUNT } from './outlook.ts';
import type { Passage } from './reduction/passage.ts';
import { replaySchedule } from './replay.ts';
import { scheduleOf } from './schedule.ts';
import { expandAll, type Strategy } from './strategy.ts';
import { Successors } from './successors.ts';
import { searchAsTeam } from './team/team.ts';
import { encodeToken } from './token.ts';
import { createMover, createSuccessors, type ToldApart } from './transition-cache.ts';
import { Visited } from './visited.ts';

/** States that a search stores unless told otherwise: at 64 bytes each, 1.3 GB. */
export const STATE_COUNT_MAX_DEFAULT = 20_000_000;
/** How long a search runs unless told otherwise, in ms. */
export const SEARCH_DURATION_MS_MAX_DEFAULT = 600_000;

/** How to search. */
export interface ExploreOptions {
  /** Default: breadth-first, whose schedules are shortest. */
  readonly order?: 'breadth-first' | 'depth-first';
  /** Go on behind the first violation, and collect one for each property. */
  readonly all?: boolean;
  /** Keep a token for each observation: a schedule that ends so. */
  readonly witnesses?: boolean;
  /** States to store at most, and no state more; default STATE_COUNT_MAX_DEFAULT. */
  readonly stateCountMax?: number;
  /** Time to search at most, in ms; default SEARCH_DURATION_MS_MAX_DEFAULT. */
  readonly durationMsMax?: number;
  /** Memory for states at most, in bytes; default: half of the machine's. */
  readonly byteCountMax?: number;
  /** Cores that search a long breadth-first search together; default: all there are. */
  readonly workerCount?: number;
  /** Take states that only swap threads of one declaration for one; breadth-first only. */
  readonly symmetry?: boolean;
  /** Tell states apart by registers, too, that nobody reads any more. */
  readonly whole?: boolean;
}

/** Parts of a search that tests and reductions replace. */
export interface SearchParts {
  readonly strategy?: Strategy;
  /** Passes through states instead of storing them; breadth-first only. */
  readonly passage?: Passage;
  /** Default: a mover of the question's world. */
  readonly mover?: Mover;
  /** Default: those that are known once they were made, unless a mover is given. */
  readonly successors?: (question: Question) => Successors;
  /** A set without a limit of its own: with it, `stateCountMax` ends nothing. */
  readonly visited?: StateSet;
  /** States behind which a team goes on; default TEAM_STATE_COUNT_MIN. */
  readonly teamStateCountMin?: number;
  /** The same where generated code makes the steps; default PART_STATE_COUNT_MIN. */
  readonly partStateCountMin?: number;
  /** And how much wider a level must be by then; default PART_WIDENING_MIN. */
  readonly wideningMin?: number;
  /** Have the stepper make all steps, where generated code could. */
  readonly isGeneric?: boolean;
  /** States up to which generated code keeps the ways to them. */
  readonly loggedCount?: number;
}

/** States behind which a search is long enough for a team: a team takes a tenth of a second. */
const TEAM_STATE_COUNT_MIN = 200_000;

/** The same for a search by generated code, which is faster; it is handed over at twice as many. */
const PART_STATE_COUNT_MIN = 1 << 19;

/**
 * How much wider than at half as many states a level must be for workers to go on: a search whose
 * levels widen no more is done before they are.
 */
const PART_WIDENING_MIN = 1.25;

/** Packed words up to which a set of 64-bit keys holds whole states. */
const EXACT_WORD_COUNT_MAX = 2;

/** Searches all interleavings of a question's scenario; throws a UsageError for a wrong limit. */
export async function explore(
  question: Question,
  options: ExploreOptions = {},
  supervision: Supervision = {},
  parts: SearchParts = {},
): Promise<Outcome> {
  const stateCountMax = limit('stateCountMax', options.stateCountMax ?? STATE_COUNT_MAX_DEFAULT);
  const durationMsMax = limit(
    'durationMsMax',
    options.durationMsMax ?? SEARCH_DURATION_MS_MAX_DEFAULT,
  );
  const budget: Budget = {
    stateCountMax,
    durationMsMax,
    byteCountMax: limit('byteCountMax', options.byteCountMax ?? Math.floor(totalmem() / 2)),
    begunMs: performance.now(),
  };
  const memberCount = limit('workerCount', options.workerCount ?? availableParallelism());
  let begun: Begun | null = null;
  let extent: Extent | null = null;
  for (let widened: Widened = new Map(); extent === null;) {
    begun = beginSearch(question, options, budget, parts, widened);
    try {
      extent = await searchOn(question, begun, memberCount, budget, supervision);
    } catch (error) {
      if (!(error instanceof RangeExceeded)) throw error;
      widened = wider(widened, error.field, error.value);
    }
  }
  const { mover, examination, isExact, outlook, successors } = begun!;
  successors?.settle();
  const searchedMs = performance.now() - budget.begunMs;
  // Only what the scenario asks for is loaded and paid for.
  const { judge } = mover;
  const isAsked = question.scenario.properties.some(isOfExecutions);
  const executions =
    isAsked && extent.interruption === null && !examination.isOver
      ? await (
          await import('./executions.ts')
        ).judgeExecutions(
          question,
          judge.liveness,
          { budget, all: options.all ?? false },
          supervision,
        )
      : null;
  const interruption = extent.interruption ?? executions?.interruption ?? null;
  return outcomeOf(question, {
    mover,
    examination,
    finds: [...examination.finds, ...(executions?.finds ?? [])],
    interruption,
    figures: {
      order: options.order ?? 'breadth-first',
      states: extent.states,
      transitions: extent.transitions,
      endStates: examination.endStates,
      depth: extent.depth,
      durationMs: searchedMs,
      bytesPerState: extent.bytesPeak / extent.states,
      omissionProbability: isExact && executions === null ? 0 : extent.states ** 2 / 2 ** 65,
      stateWordCount: mover.world.layout.identityLength,
      instructions: outlook.instructions(),
      stateCountEstimate:
        extent.interruption === null ? null : outlook.stateCount(extent.states, WALK_COUNT.end),
      ...executions?.figures,
    },
  });
}

/** What a search has come to. */
export interface Conclusion {
  readonly mover: Mover;
  readonly examination: Examination;
  readonly finds: readonly Find[];
  /** What ended the search before its end, or null. */
  readonly interruption: string | null;
  readonly figures: ExploreFigures;
}

/** What a search answers. */
export function outcomeOf(
  question: Question,
  { mover, examination, finds, interruption, figures }: Conclusion,
): Outcome {
  const { judge } = mover;
  const findings = finds.map((find) => findingOf(question, find));
  if (interruption === null && !examination.isOver) {
    for (const { name } of judge.unseen())
      findings.push({ kind: 'unseen', message: `never seen: ${name}` });
    for (const name of unreached(question, examination))
      findings.push({
        kind: 'unreached',
        message: `never looked at: ${name}, as no schedule comes to an end`,
      });
  }
  const isViolated = findings.length > 0;
  if (interruption !== null)
    findings.push({ kind: 'deadline', message: `the search was ended by ${interruption}` });
  const verdict = isViolated ? 'violated' : interruption === null ? 'holds' : 'interrupted';
  const expected = question.scenario.expect.explore ?? null;
  return {
    version: OUTCOME_VERSION,
    engine: 'explore',
    scenario: question.scenario.name,
    parameters: question.parameters,
    seed: null,
    verdict,
    expected,
    asExpected: expected === null || verdict === expected,
    findings,
    unjudged: [],
    observed: question.scenario.observe,
    observations: [...examination.sightings.values()]
      .map(({ values, count, moves }) => ({
        values,
        count,
        ...(moves === null
          ? {}
          : { token: encodeToken(question, scheduleOf(question, 'none', moves)) }),
      }))
      .sort((left, right) => right.count - left.count),
    transitions: takenTransitions(question, mover),
    explore: figures,
    parallel: null,
    sample: null,
  };
}

/** A search that has met the first state. */
interface Begun {
  readonly mover: Mover;
  readonly examination: Examination;
  readonly order: Order;
  readonly visited: StateSet;
  /** Where the stepper makes the steps. */
  readonly successors?: Successors;
  readonly collects: { readonly collectsAll: boolean; readonly wantsWitnesses: boolean };
  readonly told: ToldApart;
  /** States behind which a team may go on. */
  readonly enough: number;
  readonly outlook: Outlook;
  /** The set holds whole states, and no two share a place in it. */
  readonly isExact: boolean;
  /** How several searchers would go about it, where generated code makes the steps. */
  readonly parts?: Pick<Partition, 'model' | 'isSymmetric' | 'widened'> & {
    readonly wideningMin: number;
  };
}

/** Begins a search by generated code where the scenario lets it, and else by the stepper. */
function beginSearch(
  question: Question,
  options: ExploreOptions,
  { stateCountMax }: Budget,
  parts: SearchParts,
  widened: Widened,
): Begun {
  const { order: orderName = 'breadth-first', all = false, witnesses = false } = options;
  const { whole = parts.isGeneric === true, symmetry = false } = options;
  const collects = { collectsAll: all, wantsWitnesses: witnesses };
  const isOwn =
    parts.strategy === undefined &&
    parts.visited === undefined &&
    parts.mover === undefined &&
    parts.successors === undefined;
  const mayGenerate = isOwn && orderName === 'breadth-first' && parts.isGeneric !== true;
  const model = mayGenerate ? modelOf(question, symmetry, widened) : null;
  if (symmetry && model === null && (orderName === 'depth-first' || parts.mover !== undefined))
    throw new UsageError(
      'symmetry is for a breadth-first search without reduction',
      'leave it out: this search takes every state for itself',
    );
  const told = { whole, symmetry: symmetry && model === null };
  const successors = successorsFor(question, told, parts);
  const { mover } = successors;
  const examination = new Examination(question, mover, collects);
  const base = { mover, examination, collects, told };
  const outlookWith = (share: Sources['share']): Outlook =>
    new Outlook(question, orderName, {
      share,
      marks: examination.reached.marks,
      taken: () => takenTransitions(question, mover).length,
    });
  if (model !== null) {
    const order = new GeneratedOrder(
      question,
      mover,
      examination,
      model,
      stateCountMax,
      parts.loggedCount,
    );
    const isExact = model.plan.wordCount <= EXACT_WORD_COUNT_MAX;
    return {
      ...base,
      order,
      visited: order.visited,
      outlook: outlookWith(
        shareOf(
          () => new Mover(question),
          () => order.memory,
        ),
      ),
      enough: parts.partStateCountMin ?? PART_STATE_COUNT_MIN,
      isExact,
      ...(!witnesses && {
        parts: {
          model,
          isSymmetric: symmetry,
          widened,
          wideningMin: parts.wideningMin ?? PART_WIDENING_MIN,
        },
      }),
    };
  }
  const visited = parts.visited ?? new Visited(undefined, stateCountMax);
  const order = new (orderName === 'breadth-first' ? BreadthFirst : DepthFirst)(
    successors,
    examination,
    parts.strategy ?? expandAll,
    visited,
    parts.passage ?? null,
  );
  const mayHandOver =
    order instanceof BreadthFirst && visited instanceof Visited && parts.strategy === undefined;
  const enough = mayHandOver ? (parts.teamStateCountMin ?? TEAM_STATE_COUNT_MIN) : Infinity;
  // Where orders of steps are left out, or copies swapped, so are states that a random schedule meets.
  const isWhole = visited instanceof Visited && parts.strategy === undefined && !told.symmetry;
  const outlook = outlookWith(
    isWhole
      ? shareOf(
          () => createMover(question, told),
          () => new FingerprintMemory(visited),
        )
      : () => null,
  );
  return { ...base, order, visited, successors, outlook, enough, isExact: false };
}

function successorsFor(
  question: Question,
  told: ToldApart,
  { mover, successors }: SearchParts,
): Successors {
  if (mover !== undefined) return new Successors(mover);
  return successors?.(question) ?? createSuccessors(question, told);
}

/** Walks a search that has begun to its end, as a team where it gets long. */
async function searchOn(
  question: Question,
  { mover, examination, order, visited, collects, told, outlook, enough, parts }: Begun,
  memberCount: number,
  budget: Budget,
  supervision: Supervision,
): Promise<Extent> {
  const isOver = () => examination.isOver;
  const mayHandOver = enough < Infinity && memberCount > 1;
  const walk = { order, visited, budget, enough: mayHandOver ? enough : Infinity, isOver, outlook };
  const extent = await searchAlone(walk, supervision);
  const isAtEnd = extent.interruption !== null || isOver() || order.waiting === 0;
  if (!mayHandOver || isAtEnd) return extent;
  if (order instanceof GeneratedOrder && parts !== undefined) {
    const pool = await createPool(memberCount);
    const width = order.waiting;
    try {
      // The pool starts while one searcher goes on.
      const more = await searchAlone({ ...walk, enough: enough * 2 }, supervision);
      if (more.interruption !== null || isOver() || order.waiting === 0) return more;
      if (order.waiting < width * parts.wideningMin)
        return await searchAlone({ ...walk, enough: Infinity }, supervision);
      const shared = {
        question,
        order,
        mover,
        examination,
        outlook,
        memberCount,
        budget,
        ...parts,
      };
      // What was found has its way told by one searcher, who goes on for it.
      const whole =
        examination.finds.length > 0 ? null : await searchPartitioned(pool, shared, supervision);
      return whole ?? (await searchAlone({ ...walk, enough: Infinity }, supervision));
    } finally {
      await pool.destroy();
    }
  }
  if (!(order instanceof BreadthFirst && visited instanceof Visited)) return extent;
  const begun = order.handOver();
  if (begun === undefined) return extent;
  const task = { question, mover, examination, outlook, visited, begun, memberCount, told };
  const team = await searchAsTeam({ ...task, ...collects, budget }, supervision);
  return { ...team, transitions: extent.transitions + team.transitions };
}

/** A find with its schedule in words. That the schedule replays proves search and replay alike. */
export function findingOf(question: Question, { ending, moves }: Find): Finding {
  try {
    const { finding } = replaySchedule(question, scheduleOf(question, ending, moves));
    invariant(finding !== null, 'it ends in nothing wrong');
    return finding;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new InvariantError(`what the search found is not what replays: ${error.message}`);
  }
}

export function limit(name: string, value: number): number {
  if (!(value >= 1))
    throw new UsageError(
      `${name} is a number from 1, not ${value}`,
      'leave it out for the default',
    );
  return value;
}
