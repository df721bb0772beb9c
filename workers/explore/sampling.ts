/**
 * Sampling: the engine `sample`, for scenarios that are too large to search. It draws one schedule
 * after another, each from a seed of its own, until something breaks or a budget is spent, and says
 * what it covered. It never says `holds`: a sample proves nothing about the rest.
 *
 * The clock is read here and nowhere below: it bounds the sample and never steers a schedule.
 * Invariant: a schedule of the random walk or of PCT is a function of the question, the seed and
 * the options alone, so that the seed of one schedule repeats it; what is found replays.
 */

import type { CounterName, World } from '../../kernel/index.ts';
import { STEP, transitionCount } from '../../actors/index.ts';
import { type Question, type Supervision, wholeExecutions } from '../engine.ts';
import { type Finding, OUTCOME_VERSION, type Outcome, type SampleFigures } from '../outcome.ts';
import { PURPOSE, RandomStream } from '../stream.ts';
import { Coverage, Places, takenTransitions } from './coverage.ts';
import { CoverageGuided } from './coverage-guided.ts';
import { Examination, unreached } from './examination.ts';
import { explain } from './explanation.ts';
import { Identity } from './identity.ts';
import { type Move, Mover } from './mover.ts';
import { Pct, pctBound } from './pct.ts';
import { RandomWalk } from './random-walk.ts';
import { reachedOf } from './reached.ts';
import { type Footmark, mustRetrace } from './retrace.ts';
import type { Scheduler } from './scheduler.ts';
import { scheduleOf } from './schedule.ts';
import { findingOf, limit } from './search.ts';
import { SpanSteps } from './span-steps.ts';
import { Visited } from './visited.ts';

/** Schedules that a sample draws unless told otherwise. */
export const SCHEDULE_COUNT_DEFAULT = 10_000;
/** How long a sample runs unless told otherwise, in ms. */
export const SAMPLE_DURATION_MS_MAX_DEFAULT = 60_000;
/** Steps behind which a schedule is cut off unless told otherwise. */
export const STEP_COUNT_MAX_DEFAULT = 10_000;
/** The depth that PCT looks for unless told otherwise. */
export const DEPTH_DEFAULT = 3;

/** How to sample. */
export interface SampleOptions {
  /** Default: `pct`. */
  readonly strategy?: SampleFigures['strategy'];
  /** The first schedule's seed; the next has the next number. Default 1. */
  readonly seed?: number;
  /** Schedules to draw at most; default SCHEDULE_COUNT_DEFAULT. */
  readonly scheduleCountMax?: number;
  /** Time to sample at most, in ms; default SAMPLE_DURATION_MS_MAX_DEFAULT. */
  readonly durationMsMax?: number;
  /** Steps of a schedule at most; default STEP_COUNT_MAX_DEFAULT. */
  readonly stepCountMax?: number;
  /** PCT: the depth of the bug; default DEPTH_DEFAULT. */
  readonly depth?: number;
  /** PCT: steps of the longest schedule; default: the longest of some random walks. */
  readonly stepCount?: number;
  /** Go on behind the first violation, collect one for each property, and count the rest. */
  readonly all?: boolean;
  /** Make what is found small and say why it fails; default true. */
  readonly explains?: boolean;
}

/** Parts of a sample that tests replace. */
export interface SampleParts {
  readonly scheduler?: Scheduler;
}

/** Random walks from which the length of a schedule is estimated; their seeds are 0, 1, ... */
const TRIAL_COUNT = 64;
/** Different states that are told apart: 1 GiB of fingerprints; beyond, none is new. */
const STATE_COUNT_MAX = 48_000_000;
/** How long the sample keeps the event loop from turning, in ms. */
const TURN_MS = 100;
/** Time between two lines of progress, in ms. */
const PROGRESS_MS = 500;
const SEED_MAX = 0x7fff_ffff;

/** Draws schedules of a question's scenario; throws a UsageError for a wrong limit. */
export async function sample(
  question: Question,
  options: SampleOptions = {},
  supervision: Supervision = {},
  parts: SampleParts = {},
): Promise<Outcome> {
  const scheduleCountMax = limit(
    'scheduleCountMax',
    options.scheduleCountMax ?? SCHEDULE_COUNT_DEFAULT,
  );
  const durationMsMax = limit(
    'durationMsMax',
    options.durationMsMax ?? SAMPLE_DURATION_MS_MAX_DEFAULT,
  );
  const stepCountMax = limit('stepCountMax', options.stepCountMax ?? STEP_COUNT_MAX_DEFAULT);
  const { strategy = 'pct', seed = 1, all = false } = options;
  const begin = performance.now();
  const threadCount = question.compiled.threads.length;
  const pct =
    strategy === 'pct'
      ? {
          depth: options.depth ?? DEPTH_DEFAULT,
          stepCount: options.stepCount ?? longestTrial(question, stepCountMax),
        }
      : null;
  const scheduler =
    parts.scheduler ??
    (pct !== null
      ? new Pct(threadCount, pct)
      : strategy === 'random'
        ? new RandomWalk()
        : new CoverageGuided());
  const sampler = new Sampler(question, scheduler, { all, stepCountMax });

  let turnedAt = begin;
  let toldAt = begin;
  let interruption: string | null = null;
  while (!sampler.examination.isOver && interruption === null) {
    const number = sampler.schedules;
    if (supervision.signal?.aborted === true) interruption = 'a signal';
    else if (number >= scheduleCountMax) interruption = `its budget of ${number} schedules`;
    if (interruption !== null) break;
    sampler.draw(seedOf(seed, number));
    const now = performance.now();
    if (now - turnedAt < TURN_MS) continue;
    if (now - begin >= durationMsMax) interruption = `its budget of ${durationMsMax} ms`;
    if (now - toldAt >= PROGRESS_MS) {
      toldAt = now;
      supervision.progress?.(sampler.progressLine(now - begin));
    }
    await new Promise((resolve) => setImmediate(resolve));
    turnedAt = performance.now();
  }
  const durationMs = performance.now() - begin;

  const { explains = true } = options;
  const findings: Finding[] = sampler.examination.finds.map((find) =>
    explains
      ? explain(question, scheduleOf(question, find.ending, find.moves))
      : findingOf(question, find),
  );
  const isViolated = findings.length > 0;
  const expected = question.scenario.expect.explore ?? null;
  if (interruption !== null && !isViolated)
    findings.push({ kind: 'deadline', message: `the sample was ended by ${interruption}` });
  return {
    version: OUTCOME_VERSION,
    engine: 'sample',
    scenario: question.scenario.name,
    parameters: question.parameters,
    seed,
    // However many schedules went well, they prove nothing: only a search says `holds`.
    verdict: isViolated ? 'violated' : 'interrupted',
    expected,
    asExpected: !isViolated || expected !== 'holds',
    findings,
    unjudged: wholeExecutions(question),
    observed: question.scenario.observe,
    observations: [...sampler.examination.sightings.values()]
      .map(({ values, count }) => ({ values, count }))
      .sort((left, right) => right.count - left.count),
    transitions: takenTransitions(question, sampler.mover),
    explore: null,
    parallel: null,
    sample: {
      strategy,
      ...sampler.figures(seed, strategy === 'coverage'),
      pct: pct === null ? null : { ...pct, threadCount, bound: pctBound(threadCount, pct) },
      durationMs,
    },
  };
}

/** The seed of a schedule of a sample, counted from 0. */
function seedOf(seed: number, number: number): number {
  return (seed + number) % (SEED_MAX + 1);
}

/** Steps of the longest of some random walks: the estimate of k, the same in every sample. */
function longestTrial(question: Question, stepCountMax: number): number {
  const sampler = new Sampler(question, new RandomWalk(), { all: true, stepCountMax });
  for (let seed = 0; seed < TRIAL_COUNT; seed += 1) sampler.draw(seed);
  return Math.max(1, sampler.longest);
}

/** Draws schedules on one world, each from the first state. */
class Sampler {
  readonly mover: Mover;
  readonly examination: Examination;
  schedules = 0;
  longest = 0;
  readonly #question: Question;
  readonly #scheduler: Scheduler;
  readonly #stepCountMax: number;
  readonly #coverage: Coverage;
  readonly #places: Places;
  readonly #first: Int32Array;
  readonly #identity: Identity;
  readonly #firstLow: number;
  readonly #firstHigh: number;
  readonly #visited = new Visited();
  readonly #spans: SpanSteps;
  readonly #threads: Uint16Array;
  #moves: Move[] = [];
  #footmarks: Footmark[] = [];
  #draws = new RandomStream(0, 0, PURPOSE.choice);
  #code = 0;
  #weight = 1;
  #steps = 0;
  #cutOff = 0;
  #newest = 0;
  /** The first schedule that met each ending. */
  readonly #firsts = new Map<string, number>();

  constructor(
    question: Question,
    scheduler: Scheduler,
    { all, stepCountMax }: { readonly all: boolean; readonly stepCountMax: number },
  ) {
    this.#question = question;
    this.#scheduler = scheduler;
    this.#stepCountMax = stepCountMax;
    const mover = new Mover(question);
    this.mover = mover;
    this.#spans = new SpanSteps(question, mover.judge);
    mover.world.journal = this.#spans;
    this.#first = mover.world.snapshot();
    this.#identity = new Identity(mover.words.array, mover.world.layout.identityLength);
    this.#firstLow = this.#identity.low;
    this.#firstHigh = this.#identity.high;
    this.#threads = new Uint16Array(mover.threadCount);
    this.#places = new Places(question);
    this.#coverage = new Coverage(question, mover);
    this.examination = new Examination(question, mover, {
      collectsAll: all,
      wantsWitnesses: false,
    });
    mover.script = (count) => {
      const number = this.#draws.below(count);
      this.#code += number * this.#weight;
      this.#weight *= count;
      return number;
    };
  }

  /** Draws one schedule. */
  draw(seed: number): void {
    const { mover, examination } = this;
    this.schedules += 1;
    mover.world.restore(this.#first);
    mover.judge.heedAll();
    this.#spans.begin();
    this.#identity.low = this.#firstLow;
    this.#identity.high = this.#firstHigh;
    this.#visited.add(this.#firstLow, this.#firstHigh);
    this.#moves = [];
    this.#footmarks = [];
    this.#draws = new RandomStream(seed, 0, PURPOSE.choice);
    this.#scheduler.begin(seed);
    this.#coverage.begin();
    const findCount = examination.finds.length;
    if (this.schedules > 1) examination.begin();
    const trail = { trail: () => [...this.#moves] };
    while (!examination.isOver) {
      if (this.#moves.length >= this.#stepCountMax) {
        this.#cutOff += 1;
        break;
      }
      if (!this.#step()) {
        examination.rested(trail);
        break;
      }
      if (mover.judge.violated(mover.world) >= 0) examination.struck(trail, null);
    }
    this.#steps += this.#moves.length;
    this.longest = Math.max(this.longest, this.#moves.length);
    const noveltyCount = this.#coverage.ended();
    if (noveltyCount > 0) this.#newest = this.schedules;
    this.#scheduler.ended(
      this.#moves.map(({ thread }) => thread),
      noveltyCount,
    );
    for (const ending of examination.hits.keys())
      if (!this.#firsts.has(ending)) this.#firsts.set(ending, this.schedules);
    // What is found must repeat, and so must now and then what is not.
    const isProbe = (this.schedules & (this.schedules - 1)) === 0;
    if (isProbe || examination.finds.length > findCount)
      mustRetrace(this.#question, this.#moves, this.#footmarks);
  }

  /** Makes one step of whichever thread the scheduler picks; false if none can move. */
  #step(): boolean {
    const { mover } = this;
    const threads = this.#threads;
    let count = mover.threadCount;
    for (let thread = 0; thread < count; thread += 1) threads[thread] = thread;
    while (count > 0) {
      const position = this.#scheduler.pick(threads, count);
      const thread = threads[position]!;
      const place = this.#places.of(mover, thread);
      this.#code = 0;
      this.#weight = 1;
      this.#spans.step = this.#moves.length;
      if (mover.move(thread, 0) === STEP.moved) {
        this.#note(thread, place);
        return true;
      }
      threads.copyWithin(position, position + 1, count);
      count -= 1;
    }
    return false;
  }

  #note(thread: number, place: number): void {
    const identity = this.#identity;
    identity.measure(this.mover.words);
    identity.low = identity.nextLow;
    identity.high = identity.nextHigh;
    if (this.#visited.count < STATE_COUNT_MAX) this.#visited.add(identity.low, identity.high);
    this.#moves.push({ thread, code: this.#code });
    this.#footmarks.push({ place, low: identity.low, high: identity.high });
    this.#coverage.moved(thread, place);
    this.examination.reached.note(thread);
    this.#scheduler.moved(thread);
  }

  /** What the sample has covered so far. */
  figures(seed: number, isWhole: boolean): Omit<SampleFigures, 'strategy' | 'pct' | 'durationMs'> {
    const { table } = this.#question;
    const { judge } = this.mover;
    return {
      schedules: this.schedules,
      steps: this.#steps,
      stepCountMax: this.longest,
      cutOff: this.#cutOff,
      hits: [...this.examination.hits].map(([ending, schedules]) => ({
        name: judge.properties[Number(ending)]?.name ?? ending,
        schedules,
        first: this.#firsts.get(ending) ?? 0,
        seed: isWhole ? seed : seedOf(seed, (this.#firsts.get(ending) ?? 1) - 1),
      })),
      states: this.#visited.count,
      transitionsTaken: takenTransitions(this.#question, this.mover).length,
      transitionsAll: transitionCount(table),
      instructions: reachedOf(this.#question, this.examination.reached.marks),
      places: this.#coverage.places,
      overtakings: this.#coverage.overtakings,
      newestSchedule: this.#newest,
      total: totalOf(this.mover.world, this.#question.compiled.threads.length),
      spans: this.#spans.figures(),
      unseen: judge.unseen().map(({ name }) => name),
      unreached: unreached(this.#question, this.examination),
    };
  }

  /** One line about how far the sample is. */
  progressLine(elapsedMs: number): string {
    const perSecond = Math.round((this.schedules / elapsedMs) * 1000);
    return (
      `${this.schedules} schedules, ${perSecond}/s, ${this.#visited.count} states, ` +
      `last news in schedule ${this.#newest}`
    );
  }
}

/** The counters of all threads together. */
function totalOf(world: World, threadCount: number): Record<CounterName, number> {
  const total = { ...world.counters(0) };
  for (let thread = 1; thread < threadCount; thread += 1) {
    const counters = world.counters(thread);
    for (const name of Object.keys(total) as CounterName[]) total[name] += counters[name];
  }
  return total;
}
