/**
 * Sum: what a scenario counts, over all of an outcome: a value that it observes, or a counter of
 * the kernel. Invariant: a name that is observed is never taken for a counter.
 */

import { UsageError } from '../../kernel/index.ts';
import type { Outcome } from '../../workers/index.ts';

/** The sum of an observed value over all that was observed, or of a counter over all threads. */
export function sumOf({ observed, observations, parallel, sample }: Outcome, name: string): number {
  const at = observed.indexOf(name);
  const counters: Readonly<Record<string, number>> = (parallel ?? sample!).total;
  if (at < 0 && counters[name] !== undefined) return counters[name];
  if (at < 0) throw new UsageError(`the scenario counts '${name}' and does not observe it`);
  return observations.reduce((total, { values, count }) => total + values[at]! * count, 0);
}
