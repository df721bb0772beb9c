/**
 * Suite: a benchmark of many points as a value. An axis is what points differ in: threads, cores,
 * lock design, mechanism, a supervisor's delay; a point is one value of each. Invariant: a sample
 * is a function of suite, point and seed alone, so that it can be taken anywhere, in any order, and
 * once: whoever has it need not take it again.
 */

import type { AxisValue, PublishedFigure, SuiteAxis, SuitePoint } from '../result/suite.ts';

/** The values of one point, by the names of the axes. */
export type PointParameters = Readonly<Record<string, AxisValue>>;

/** What one run gave: a value by the name of the figure. */
export type Sample = Readonly<Record<string, number>>;

/** What others measured for a point, by the names of figures. */
export type Published = Readonly<Record<string, readonly PublishedFigure[]>>;

/** A point that is to be measured. */
export interface PointPlan {
  readonly parameters: PointParameters;
  readonly published?: Published;
}

/** The engines that can take samples. */
export type SuiteEngine = 'virtual' | 'parallel';

/** A benchmark of many points. */
export interface Suite {
  readonly name: string;
  readonly about: string;
  readonly engines: readonly SuiteEngine[];
  readonly axes: readonly SuiteAxis[];
  readonly points: readonly PointPlan[];
  /** Unit of each figure. */
  readonly units: Readonly<Record<string, string>>;
  /** Axes that only a virtual machine has: real workers leave them out. */
  readonly virtualAxes?: readonly string[];
  /** Points that are small enough for real workers; default: all. */
  readonly isForWorkers?: (parameters: PointParameters) => boolean;
  /** The figure whose interval says whether a point was repeated often enough. */
  readonly decisive: string;
  /** What the reader has to know, one sentence each: what was fitted, and on what. */
  readonly notes: readonly string[];
  readonly sample: (
    parameters: PointParameters,
    seed: number,
    engine: SuiteEngine,
  ) => Promise<Sample>;
  /** Adds figures that compare points, such as the ratio to the first of a group. */
  readonly compare?: (points: readonly SuitePoint[]) => readonly SuitePoint[];
}

const WORKERS_NOTE =
  'Times of real workers are those of this program on this machine: what compares is ratios.';

/**
 * A suite as an engine can measure it. On real workers points that differ in what only a virtual
 * machine has are one, and nothing is held against what was published of other machines.
 */
export function suiteFor(suite: Suite, engine: SuiteEngine): Suite {
  if (engine === 'virtual') return suite;
  const { virtualAxes = [], isForWorkers = () => true } = suite;
  const axes = suite.axes.filter(({ name }) => !virtualAxes.includes(name));
  const points = new Map<string, PointPlan>();
  for (const { parameters } of suite.points) {
    if (!isForWorkers(parameters)) continue;
    const own = Object.fromEntries(axes.map(({ name }) => [name, parameters[name]!]));
    points.set(pointKey({ axes }, own), { parameters: own });
  }
  const taken = [...points.values()];
  const values = (name: string): Set<AxisValue> =>
    new Set(taken.map(({ parameters }) => parameters[name]!));
  return {
    ...suite,
    axes: axes.map((axis) => ({
      ...axis,
      values: axis.values.filter((value) => values(axis.name).has(value)),
    })),
    points: taken,
    notes: [WORKERS_NOTE],
  };
}

/** The name of a point: its parameters in the order of the axes. */
export function pointKey({ axes }: Pick<Suite, 'axes'>, parameters: PointParameters): string {
  return axes.map(({ name }) => `${name}=${parameters[name]}`).join(' ');
}
