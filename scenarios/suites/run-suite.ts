/**
 * Run suite: measures all points of a suite, each with seed after seed until the interval of its
 * decisive figure is narrow enough or a cap is met, on several cores of the host at once.
 *
 * Invariant: the result is a function of suite, engine, first seed and the options alone; which
 * core took a sample, in which order, and whether it was taken now or before an interruption, makes
 * no difference (real workers apart, whose times are the host's).
 */

import { availableParallelism } from 'node:os';
import { createHostPool, type Supervision, workerUrl } from '../../workers/index.ts';
import { SUITE_VERSION, type SuitePoint, type SuiteResult } from '../result/suite.ts';
import { msText } from '../report/number.ts';
import { figureOf, isNarrow } from './interval.ts';
import { Samples } from './samples.ts';
import {
  type PointPlan,
  pointKey,
  type Sample,
  type Suite,
  type SuiteEngine,
  suiteFor,
} from './suite.ts';
import type { SampleOrder } from './suite.worker.ts';

/** How a suite is measured. */
export interface SuiteOptions {
  readonly engine: SuiteEngine;
  /** First seed of each point; default 1. */
  readonly seed?: number;
  /** Seeds of a point at most; default SEED_COUNT_MAX_DEFAULT. */
  readonly seeds?: number;
  /** Cores of the host that take samples; default: all, and one for real workers. */
  readonly hostCores?: number;
  /** File for samples of a suite that is not complete yet. */
  readonly samples?: string;
}

/** Seeds that each point is measured with at least and, unless told otherwise, at most. */
const SEED_COUNT_MIN = 3;
const SEED_COUNT_MAX_DEFAULT = 7;
/** Half of the confidence interval that is narrow enough, as a share of the figure. */
const NARROW_SHARE = 0.02;

/** A suite that was measured; `isComplete` is false where the user ended it. */
export interface MeasuredSuite {
  readonly result: SuiteResult;
  readonly isComplete: boolean;
}

/** Measures a suite. */
export async function runSuite(
  whole: Suite,
  options: SuiteOptions,
  { progress, signal }: Supervision = {},
): Promise<MeasuredSuite> {
  const { engine, seed = 1, seeds = SEED_COUNT_MAX_DEFAULT } = options;
  const suite = suiteFor(whole, engine);
  const hostCores = options.hostCores ?? (engine === 'parallel' ? 1 : availableParallelism());
  const samples = new Samples(suite, engine, options.samples);
  const pool =
    hostCores === 1
      ? undefined
      : createHostPool<SampleOrder, Sample>(workerUrl('scenarios/suites/suite'), hostCores);
  const begunMs = performance.now();
  let done = 0;
  /** Points for which something had to be measured: what was on disk says nothing of the rest. */
  let measuredCount = 0;
  const tell = (isMeasured: boolean): void => {
    done += 1;
    if (isMeasured) measuredCount += 1;
    const left = suite.points.length - done;
    const restMs = ((performance.now() - begunMs) / measuredCount) * left;
    const isKnown = measuredCount > 0 && left > 0;
    progress?.(bar(done, suite.points.length, isKnown ? `about ${msText(restMs)} to go` : ''));
  };
  const take = async (plan: PointPlan, at: number): Promise<Sample> => {
    const key = pointKey(suite, plan.parameters);
    const known = samples.get(key, at);
    if (known !== undefined) return known;
    const { parameters } = plan;
    const order: SampleOrder = { suite: suite.name, parameters, seed: at, engine };
    const sample = await (pool?.run(order) ?? suite.sample(parameters, at, engine));
    samples.put(key, at, sample);
    return sample;
  };
  const points: (SuitePoint | undefined)[] = suite.points.map(() => undefined);
  let next = 0;
  const isAborted = (): boolean => signal?.aborted === true;
  const measure = async (): Promise<void> => {
    while (next < suite.points.length && !isAborted()) {
      const index = next;
      next += 1;
      const plan = suite.points[index]!;
      const taken: Sample[] = [];
      const before = samples.count;
      const decisive = (): number[] => taken.map((each) => each[suite.decisive] ?? 0);
      while (taken.length < seeds) {
        if (isAborted()) return;
        taken.push(await take(plan, seed + taken.length));
        if (taken.length >= SEED_COUNT_MIN && isNarrow(decisive(), NARROW_SHARE)) break;
      }
      points[index] = pointOf(suite, plan, taken);
      tell(samples.count > before);
    }
  };
  try {
    await Promise.all(Array.from({ length: pool === undefined ? 1 : hostCores }, measure));
  } finally {
    await pool?.close();
  }
  const measured = points.filter((point) => point !== undefined);
  const isComplete = measured.length === points.length;
  if (isComplete) samples.discard();
  return {
    isComplete,
    result: {
      version: SUITE_VERSION,
      kind: 'suite',
      name: suite.name,
      engine,
      seed,
      axes: suite.axes,
      points: suite.compare?.(measured) ?? measured,
      notes: suite.notes,
    },
  };
}

function pointOf(
  { units }: Suite,
  { parameters, published }: PointPlan,
  taken: readonly Sample[],
): SuitePoint {
  const figures = Object.fromEntries(
    Object.entries(units)
      .filter(([name]) => taken[0]?.[name] !== undefined)
      .map(([name, unit]) => [
        name,
        figureOf(
          taken.map((each) => each[name]!),
          unit,
        ),
      ]),
  );
  return { parameters, figures, ...(published !== undefined && { published }) };
}

const BAR_WIDTH = 30;

/** A bar of what is done. */
function bar(done: number, all: number, rest: string): string {
  const full = Math.round((BAR_WIDTH * done) / all);
  return `[${'#'.repeat(full)}${'.'.repeat(BAR_WIDTH - full)}] ${done} of ${all} points${rest === '' ? '' : `, ${rest}`}`;
}
