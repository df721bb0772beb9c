/**
 * Locks: what each lock design of the address space lets through, by threads and by how often they
 * edit. Every thread issues calls that are checked, and now and then changes the protection of a
 * page of its own. The bench of the same name measures the same on real workers, in turns.
 */

import { ADDRESS_SPACE_DESIGNS, type DesignName } from '../../kernel/index.ts';
import { locksLoad } from '../bench/locks.ts';
import { PROFILE_DEFAULT } from '../profiles/profile-file.ts';
import type { SuitePoint } from '../result/suite.ts';
import { tidy } from './interval.ts';
import { measure } from './measure.ts';
import type { Suite } from './suite.ts';

const DESIGNS = ADDRESS_SPACE_DESIGNS.map(({ name }) => name);
const THREADS = [1, 4, 16, 64] as const;
/** Checked calls for each pair of edits. */
const CALLS = [100, 10] as const;
const VIRTUAL_MS = 1;
const REAL_MS = 150;

/** What as many threads would come to that are not in each other's way. */
function compare(measured: readonly SuitePoint[]): SuitePoint[] {
  return measured.map((point) => {
    const { parameters, figures } = point;
    const alone = measured.find(
      (each) =>
        each.parameters['threads'] === 1 &&
        each.parameters['design'] === parameters['design'] &&
        each.parameters['calls'] === parameters['calls'],
    )?.figures['checks'];
    const checks = figures['checks'];
    if (alone === undefined || checks === undefined) return point;
    const ideal = tidy(alone.median * (parameters['threads'] as number));
    return { ...point, figures: { ...figures, checks: { ...checks, ideal } } };
  });
}

/** Checks and edits under each lock design. */
export const locksSuite: Suite = {
  name: 'locks',
  about: 'checks and edits of each lock design, by threads and by calls for each pair of edits',
  engines: ['virtual', 'parallel'],
  axes: [
    { name: 'design', values: DESIGNS },
    { name: 'threads', values: THREADS },
    { name: 'calls', values: CALLS },
  ],
  points: DESIGNS.flatMap((design) =>
    CALLS.flatMap((calls) =>
      THREADS.map((threads) => ({ parameters: { design, threads, calls } })),
    ),
  ),
  isForWorkers: ({ threads }) => (threads as number) <= 4,
  units: { checks: 'checks/s', edits: 'edits/s', 'wait p99': 'ns' },
  decisive: 'checks',
  notes: [
    `By the costs of ${PROFILE_DEFAULT}, on as many cores as threads; calls are checked calls for ` +
      'each pair of edits. Nothing was fitted on these points, and nothing of them was published.',
  ],
  sample: async ({ design, threads, calls }, seed, engine) => {
    const { figures } = await measure({
      scenario: locksLoad({
        design: design as DesignName,
        threads: threads as number,
        calls: calls as number,
      }),
      seed,
      engine,
      profile: PROFILE_DEFAULT,
      cores: threads as number,
      virtualMs: VIRTUAL_MS,
      realMs: REAL_MS,
    });
    const { mprotect: edits, syscall } = figures.total;
    const perSecond = 1_000 / figures.durationMs;
    return {
      checks: (syscall - edits) * perSecond,
      edits: edits * perSecond,
      'wait p99': figures.lockWait.p99Ns,
    };
  },
  compare,
};
