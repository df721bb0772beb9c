/**
 * Suite: the shape in which a benchmark of many points is saved, whatever engine made it: a value
 * for each figure at each combination of parameters, with its spread, and beside it what others
 * published for the same point. It is plain JSON. Invariant: every point says all its parameters,
 * so that points can be read alone, in any order, and drawn over any axis.
 *
 *     {
 *       "version": 1, "kind": "suite", "name": "faults", "engine": "virtual", "seed": 1,
 *       "axes": [
 *         { "name": "threads", "values": [1, 12] },
 *         { "name": "lock", "values": ["rwsem"] }
 *       ],
 *       "points": [{
 *         "parameters": { "threads": 12, "lock": "rwsem" },
 *         "figures": {
 *           "faults": {
 *             "median": 3.9e6, "low": 3.8e6, "high": 4.1e6, "unit": "faults/s", "ideal": 6.1e6
 *           }
 *         },
 *         "published": { "faults": [{ "value": 4.06e6, "source": "pft, per-VMA rwsem, 2025" }] }
 *       }]
 *     }
 */

/** The version of a suite as JSON. */
export const SUITE_VERSION = 1;

/** A value that an axis takes: a number such as 12 threads, or a name such as that of a lock. */
export type AxisValue = number | string;

/** One thing that points differ in. */
export interface SuiteAxis {
  readonly name: string;
  /** What numbers on it are measured in, such as `ns`; left out where they are counts. */
  readonly unit?: string;
  /** In the order in which they are to be shown. */
  readonly values: readonly AxisValue[];
}

/** A measured or simulated value. */
export interface SuiteFigure {
  /** The middle one over seeds or rounds. */
  readonly median: number;
  /** Ends of its 95 % confidence interval, or of the rounds where they are few. */
  readonly low: number;
  readonly high: number;
  /** Such as `ns` or `faults/s`: the same for this figure at all points. */
  readonly unit: string;
  /** What it would be if nothing were in the way, as far as that can be said. */
  readonly ideal?: number;
}

/** What others measured for the same point. */
export interface PublishedFigure {
  readonly value: number;
  /** Ends of what was published, where it was a range. */
  readonly low?: number;
  readonly high?: number;
  /** Who, where and when, in one line: the same at all points of one curve. */
  readonly source: string;
  /** Constants were fitted on it: that the model comes near it says nothing. */
  readonly isFitted?: boolean;
}

/** One combination of parameters. */
export interface SuitePoint {
  /** A value for every axis, and any others that are the same at all points. */
  readonly parameters: Readonly<Record<string, AxisValue>>;
  /** By name; none at a point that others published and nobody measured here. */
  readonly figures: Readonly<Record<string, SuiteFigure>>;
  /** By the names of figures and in their units; one for each source. */
  readonly published?: Readonly<Record<string, readonly PublishedFigure[]>>;
}

/** What a suite answers. */
export interface SuiteResult {
  readonly version: typeof SUITE_VERSION;
  readonly kind: 'suite';
  readonly name: string;
  /** What made the figures, such as `virtual` or `parallel`. */
  readonly engine: string;
  /** Seed of every random choice, or null where nothing was random or time is the machine's. */
  readonly seed?: number | null;
  readonly axes: readonly SuiteAxis[];
  readonly points: readonly SuitePoint[];
  /** What the reader has to know, one sentence each: parameters that were fitted, and on what. */
  readonly notes?: readonly string[];
}
