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
import { BITS_PER_STATE, Bitstate } from './bitstate.ts';
import { BreadthFirst } from './breadth-first.ts';
import { takenTransitions } from './coverage.ts';
import {
  openSearch,
  type Request,
  restoreFound,
  type SavedSearch,
  saveSearch,
  type SaveRest,
} from './continuation/continuation.ts';
import { DepthFirst } from './depth-first.ts';
import { FingerprintMemory } from './estimate.ts';
import { ExactSuccessors } from './exact-successors.ts';
import { Examination, type Find, unreached } from './examination.ts';
import { GeneratedOrder, RangeExceeded } from './generated/generated-order.ts';
import { modelOf } from './generated/model.ts';
import { PackedSet } from './generated/packed-set.ts';
import { createPool, type Partition, searchPartitioned } from './generated/partition.ts';
import { type Widened, wider } from './generated/plan.ts';
import { Mover } from './mover.ts';
import type { Order, StateSet } from './order.ts';
import { Outlook, shareOf, type Sources, WALK_COUNT } from './outlook.ts';
import type { Passage } from './reduction/passage.ts';
import { replayFind } from './replay.ts';
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
  /**
   * Keep three bits of each state instead of a fingerprint, in a table of half of `byteCountMax`:
   * such a search finds what is wrong in what is too large to be stored, and proves nothing.
   */
  readonly bitstate?: boolean;
  /** Store states whole, so that no two can be taken for one; one worker, and no `save`. */
  readonly exact?: boolean;
  /** Where to write what is left of a search that is ended before its end. */
  readonly save?: string;
  /** A file that `save` has written, of a search for the same: it goes on. */
  readonly continue?: string;
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

/**
 * The same for a search by generated code, which is faster. Its workers take half a second until
 * they run; it is handed over at PART_START_FACTOR times as many.
 */
const PART_STATE_COUNT_MIN = 1 << 17;
const PART_START_FACTOR = 4;

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
    isSoft: options.save !== undefined || options.exact === true || options.bitstate === true,
    begunMs: performance.now(),
  };
  const memberCount = limit('workerCount', options.workerCount ?? availableParallelism());
  const request: Request = {
    order: options.order ?? 'breadth-first',
    all: options.all ?? false,
    witnesses: options.witnesses ?? false,
    symmetry: options.symmetry ?? false,
    whole: options.whole ?? parts.isGeneric === true,
  };
  expectWritable(options);
  let saved =
    options.continue === undefined ? null : openSearch(options.continue, question, request);
  const durationMsBefore = saved?.header.durationMs ?? 0;
  let bitstate: Bitstate | null = null;
  let begun: Begun | null = null;
  let extent: Extent | null = null;
  for (let widened: Widened = new Map(saved?.header.widened); extent === null;) {
    if (options.bitstate === true) bitstate = new Bitstate(budget.byteCountMax / 2);
    begun = beginSearch(
      question,
      request,
      budget,
      parts,
      widened,
      saved,
      bitstate,
      options.exact ?? false,
    );
    saved?.close();
    // A search by generated code that begins anew has all to do again.
    saved = null;
    try {
      extent = await searchOn(
        question,
        begun,
        options.save ?? null,
        memberCount,
        budget,
        supervision,
      );
    } catch (error) {
      if (!(error instanceof RangeExceeded)) throw error;
      widened = wider(widened, error.field, error.value);
    }
  }
  const { mover, examination, isExact, outlook, successors } = begun!;
  successors?.settle();
  const searchedMs = performance.now() - budget.begunMs + durationMsBefore;
  const { saveRest } = extent;
  const isSaved =
    options.save !== undefined &&
    extent.interruption !== null &&
    saveRest !== null &&
    !examination.isOver;
  if (isSaved)
    saveSearch(options.save, question, request, { mover, examination }, searchedMs, saveRest);
  // Only what the scenario asks for is loaded and paid for.
  const { judge } = mover;
  const isAsked = question.scenario.properties.some(isOfExecutions);
  const executions =
    isAsked && extent.interruption === null && bitstate === null && !examination.isOver
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
    doubt: bitstate === null ? null : doubtOf(bitstate),
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
      ...(bitstate !== null && {
        bitstate: { fill: bitstate.fill, omissionCount: bitstate.omissionCount },
      }),
      omissionProbability: isExact && executions === null ? 0 : extent.states ** 2 / 2 ** 65,
      stateWordCount: mover.world.layout.identityLength,
      continuation: isSaved ? options.save : null,
      instructions: outlook.instructions(),
      stateCountEstimate:
        extent.interruption === null
          ? null
          : outlook.stateCount(extent.states, WALK_COUNT.end, extent.depth),
      ...executions?.figures,
    },
  });
}

/** Why a search that keeps three bits a state proves nothing. */
function doubtOf({ omissionCount }: Bitstate): string {
  const about = Number(omissionCount.toPrecision(2));
  return (
    `it keeps ${BITS_PER_STATE} bits a state and proves nothing: about ${about} states can be ` +
    'expected to be left out, and what lies behind them alone'
  );
}

/** Refuses a file for a search of which none is written. */
function expectWritable({ save, continue: from, exact, bitstate }: ExploreOptions): void {
  if ((save ?? from) === undefined || (exact !== true && bitstate !== true)) return;
  throw new UsageError(
    `a search that ${exact === true ? 'stores states whole' : 'keeps bits of states'} is not continued`,
    'leave out the file, or search by fingerprints',
  );
}

/** What a search has come to. */
export interface Conclusion {
  readonly mover: Mover;
  readonly examination: Examination;
  readonly finds: readonly Find[];
  /** What ended the search before its end, or null. */
  readonly interruption: string | null;
  /** Why a search that came to its end proves nothing. */
  readonly doubt?: string | null;
  readonly figures: ExploreFigures;
}

/** What a search answers. */
export function outcomeOf(
  question: Question,
  { mover, examination, finds, interruption, doubt = null, figures }: Conclusion,
): Outcome {
  const { judge } = mover;
  const findings = finds.map((find) => findingOf(question, find));
  if (interruption === null && doubt === null && !examination.isOver) {
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
  if (interruption === null && doubt !== null && !examination.isOver)
    findings.push({ kind: 'deadline', message: doubt });
  const isProved = interruption === null && doubt === null;
  const verdict = isViolated ? 'violated' : isProved ? 'holds' : 'interrupted';
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
  readonly saveRest: SaveRest | undefined;
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
  { order: orderName, all, witnesses, symmetry, whole }: Request,
  budget: Budget,
  parts: SearchParts,
  widened: Widened,
  saved: SavedSearch | null,
  bitstate: Bitstate | null,
  exact: boolean,
): Begun {
  const stateCountMax = budget.isSoft ? Infinity : budget.stateCountMax;
  const collects = { collectsAll: all, wantsWitnesses: witnesses };
  const isOwn =
    parts.strategy === undefined &&
    parts.visited === undefined &&
    parts.mover === undefined &&
    parts.successors === undefined;
  const mayGenerate = isOwn && orderName === 'breadth-first' && parts.isGeneric !== true;
  const model = mayGenerate ? modelOf(question, symmetry, widened, exact) : null;
  if (symmetry && model === null && (orderName === 'depth-first' || parts.mover !== undefined))
    throw new UsageError(
      'symmetry is for a breadth-first search without reduction',
      'leave it out: this search takes every state for itself',
    );
  // A key of a whole state is that of one state; generated code packs the least of all swaps.
  if (symmetry && model === null && exact)
    throw new UsageError(
      'states of this scenario are stored whole as they are, not as the least of all swaps',
      'leave out one of the two: --exact, or --symmetry',
    );
  const searcher = model === null ? orderName : 'generated';
  if (saved !== null && saved.header.searcher !== searcher)
    throw new UsageError(
      `the saved search was one of ${saved.header.searcher}, not ${searcher}`,
      'it was written by another version of racetrap: search anew',
    );
  const told = { whole, symmetry: symmetry && model === null };
  const successors = successorsFor(question, told, parts, exact);
  const { mover } = successors;
  const examination = new Examination(question, mover, collects);
  if (saved !== null) restoreFound(saved.header, mover, examination);
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
      saved,
      bitstate,
    );
    const isPaired = exact && model.plan.wordCount > EXACT_WORD_COUNT_MAX;
    const isExact = bitstate === null && (exact || model.plan.wordCount <= EXACT_WORD_COUNT_MAX);
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
      saveRest:
        bitstate === null && !exact
          ? (file) => ({
              searcher: 'generated',
              states: order.visited.count,
              widened: [...widened],
              position: order.save(file),
            })
          : undefined,
      enough:
        bitstate === null && !isPaired
          ? (parts.partStateCountMin ?? PART_STATE_COUNT_MIN)
          : Infinity,
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
  const visited =
    bitstate ??
    parts.visited ??
    (exact ? new PackedSet() : new Visited(slotCountFor(saved), stateCountMax));
  if (saved !== null)
    for (const words of saved.words('set'))
      for (let at = 0; at < words.length; at += 2) visited.add(words[at]!, words[at + 1]!);
  const strategy = parts.strategy ?? expandAll;
  const passage = parts.passage ?? null;
  const order =
    orderName === 'breadth-first'
      ? new BreadthFirst(successors, examination, strategy, visited, passage, saved)
      : new DepthFirst(successors, examination, strategy, visited, saved);
  const mayHandOver =
    order instanceof BreadthFirst && visited instanceof Visited && parts.strategy === undefined;
  const enough = mayHandOver ? (parts.teamStateCountMin ?? TEAM_STATE_COUNT_MIN) : Infinity;
  // Where orders of steps are left out, so are states that a random schedule meets.
  const isWhole =
    (visited instanceof Visited || visited instanceof Bitstate) &&
    parts.strategy === undefined &&
    !told.symmetry;
  const outlook = outlookWith(
    isWhole
      ? shareOf(
          () => createMover(question, told),
          () => new FingerprintMemory(visited),
        )
      : () => null,
  );
  const saveRest =
    isWhole && visited instanceof Visited ? saveRestOf(question, order, visited) : undefined;
  return { ...base, order, visited, successors, outlook, saveRest, enough, isExact: exact };
}

/** Slots of a set that takes a saved search over. */
function slotCountFor(saved: SavedSearch | null): number {
  let slotCount = 1024;
  while (slotCount * 3 < (saved?.header.states ?? 0) * 4) slotCount *= 2;
  return slotCount;
}

/** Writes what is left of a search by the stepper. */
function saveRestOf(
  question: Question,
  order: BreadthFirst | DepthFirst,
  visited: Visited,
): SaveRest {
  return (file) => {
    file.section('set', visited.pieces());
    const states = visited.count;
    return order instanceof BreadthFirst
      ? { searcher: 'breadth-first', states, widened: [], position: order.save(file, question) }
      : { searcher: 'depth-first', states, widened: [], position: order.save(file) };
  };
}

function successorsFor(
  question: Question,
  told: ToldApart,
  { mover, successors }: SearchParts,
  exact: boolean,
): Successors {
  if (mover !== undefined) return exact ? new ExactSuccessors(mover) : new Successors(mover);
  if (exact) return new ExactSuccessors(createMover(question, told));
  return successors?.(question) ?? createSuccessors(question, told);
}

/** Walks a search that has begun to its end, as a team where it gets long. */
async function searchOn(
  question: Question,
  { mover, examination, order, visited, collects, told, outlook, saveRest, enough, parts }: Begun,
  savePath: string | null,
  memberCount: number,
  budget: Budget,
  supervision: Supervision,
): Promise<Extent> {
  const isOver = () => examination.isOver;
  const mayHandOver = enough < Infinity && memberCount > 1;
  const walk = {
    order,
    visited,
    budget,
    enough: mayHandOver ? enough : Infinity,
    isOver,
    outlook,
    saveRest,
  };
  const isAtEnd = ({ interruption }: Extent): boolean =>
    interruption !== null || isOver() || order.waiting === 0;
  const extent = await searchAlone(walk, supervision);
  if (!mayHandOver || isAtEnd(extent)) return extent;
  if (order instanceof GeneratedOrder && parts !== undefined) {
    const pool = await createPool(memberCount);
    try {
      // The pool starts while one searcher goes on.
      const end = enough * PART_START_FACTOR;
      const half = await searchAlone({ ...walk, enough: end / 2 }, supervision);
      if (isAtEnd(half)) return half;
      const width = order.waiting;
      const more = await searchAlone({ ...walk, enough: end }, supervision);
      if (isAtEnd(more)) return more;
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
        savePath,
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
  const { transitions } = extent;
  const task = {
    question,
    mover,
    examination,
    outlook,
    visited,
    begun,
    transitions,
    memberCount,
    told,
  };
  return searchAsTeam({ ...task, ...collects, budget }, supervision);
}

/** A find with its schedule in words. That the schedule replays proves search and replay alike. */
export function findingOf(question: Question, find: Find): Finding {
  try {
    const { finding } = replayFind(question, find);
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
