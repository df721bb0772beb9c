/** Measured: a value that was measured on the machine of the default profile, in two runs. */

import type { PublishedFigure } from '../result/suite.ts';
import { tidy } from './interval.ts';

/** The middle of two runs, and both as its ends. */
export function inTwoRuns(runs: readonly [number, number]): PublishedFigure {
  return {
    value: tidy((runs[0] + runs[1]) / 2),
    low: Math.min(...runs),
    high: Math.max(...runs),
    source: 'measured on the machine of the profile, two runs',
  };
}
