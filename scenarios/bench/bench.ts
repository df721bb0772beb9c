/**
 * Bench: how the laboratory measures itself. A bench is a named function that answers with figures;
 * a figure stands beside what bounds it, and what counts are ratios within one run: a shared
 * machine drifts, a ratio of two interleaved measurements does not. Nothing here is asserted in a
 * test.
 */

import type { Distribution, Supervision } from '../../workers/index.ts';

/** The version of the JSON form of a bench. */
export const BENCH_VERSION = 1;

/** One measured figure. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value is compared with: its name and value in the same unit. */
  readonly bound?: { readonly name: string; readonly value: number };
  /** The ratio that the laboratory holds itself to, as text, such as `<= 2x the bound`. */
  readonly aim?: string;
  /** All that was measured, where the value is a part of a distribution of times in ns. */
  readonly distribution?: Distribution;
  /** The measured ratio that the aim speaks of. */
  readonly ratio?: number;
  /** Least and greatest value of the rounds whose median the value is. */
  readonly spread?: { readonly least: number; readonly most: number; readonly rounds: number };
  /** Where it belongs among others that differ in parameters only, so that it can be drawn. */
  readonly point?: {
    readonly figure: string;
    readonly parameters: Readonly<Record<string, number | string>>;
  };
}

/** What a bench answers. */
export interface BenchResult {
  readonly version: typeof BENCH_VERSION;
  readonly bench: string;
  readonly figures: readonly Figure[];
}

/** What the caller of a bench can choose. */
export interface BenchOptions {
  /** Numbers of threads, for benches that run with several. */
  readonly threads?: readonly number[];
  /** Rounds over all candidates, for benches whose figures are medians of rounds. */
  readonly rounds?: number;
  /** Time of one of their measurements, in ms. */
  readonly durationMs?: number;
}

/** A bench: run by name. */
export interface Bench {
  readonly name: string;
  readonly about: string;
  readonly run: (supervision: Supervision, options: BenchOptions) => Promise<readonly Figure[]>;
  /** Draws the figures, where a line for each would be too long. */
  readonly draw?: (figures: readonly Figure[]) => readonly string[];
}

/** The middle one of some numbers, or the mean of the middle two. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}

/**
 * The least time of one operation in ns, over `rounds` interleaved rounds of each candidate: the
 * candidates take turns, so that a slow phase of the machine hits them alike.
 */
export function leastNs(
  candidates: readonly ((count: number) => void)[],
  counts: readonly number[],
  rounds = 7,
): number[] {
  const least = candidates.map(() => Infinity);
  for (let round = 0; round < rounds; round += 1) {
    candidates.forEach((candidate, index) => {
      const count = counts[index] as number;
      const begin = performance.now();
      candidate(count);
      const ns = ((performance.now() - begin) * 1e6) / count;
      least[index] = Math.min(least[index] as number, ns);
    });
  }
  return least;
}
