/**
 * Interval: how well a figure is known from its samples. Invariant: a function of the samples in
 * their order and of nothing else, so that who repeats a suite stops where the first one stopped.
 */

import type { SuiteFigure } from '../result/suite.ts';
import { median } from '../bench/bench.ts';

/** Quantile 0.975 of Student's distribution with 1, 2, ... degrees of freedom (t-table). */
const STUDENT = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201];

/** Half the width of the 95 % confidence interval of the mean. */
export function halfWidth(samples: readonly number[]): number {
  const { length } = samples;
  if (length < 2) return Infinity;
  const mean = samples.reduce((sum, each) => sum + each, 0) / length;
  const squares = samples.reduce((sum, each) => sum + (each - mean) ** 2, 0);
  const quantile = STUDENT[length - 2] ?? 1.96;
  return quantile * Math.sqrt(squares / (length - 1) / length);
}

/** The median of the samples, and the ends of the interval around it. */
export function figureOf(samples: readonly number[], unit: string): SuiteFigure {
  const middle = median(samples);
  const half = samples.length < 2 ? 0 : halfWidth(samples);
  const low = Math.max(Math.min(...samples), middle - half);
  const high = Math.min(Math.max(...samples), middle + half);
  return { median: tidy(middle), low: tidy(low), high: tidy(high), unit };
}

/** Whether a figure is known well enough: half of its interval is a small share of it. */
export function isNarrow(samples: readonly number[], share: number): boolean {
  return halfWidth(samples) <= Math.abs(median(samples)) * share;
}

/** One figure by another, the ends of the interval as far apart as both intervals allow. */
export function ratioOf(over: SuiteFigure, under: SuiteFigure, unit = 'x'): SuiteFigure {
  return {
    median: tidy(over.median / under.median),
    low: tidy(over.low / under.high),
    high: tidy(over.high / under.low),
    unit,
  };
}

/** Six figures: what is written down is what counts, and diffs stay readable. */
export function tidy(value: number): number {
  return Number(value.toPrecision(6));
}
