/**
 * Notif: what a call costs that a supervisor lets go, by targets, supervisors of one listener, how
 * many notifications each takes before it answers, cores, and SYNC_WAKE_UP; beside what was
 * measured of one target and one supervisor.
 */

import { parametersOf } from '../catalogue.ts';
import { notifiedCalls } from '../loads/notified-calls.ts';
import { PROFILE_DEFAULT } from '../profiles/profile-file.ts';
import type { SuitePoint } from '../result/suite.ts';
import { ratioOf } from './interval.ts';
import { measure } from './measure.ts';
import { inTwoRuns } from './measured.ts';
import type { PointPlan, Suite } from './suite.ts';

const PLAIN = 'plain';
const SYNC = 'sync';
/** The same core as all others, or one for each thread. */
const ONE = 'one';
const OWN = 'own';

/** Targets, supervisors, depth: more supervisors, more targets, more at a time. */
const CREWS: readonly (readonly [targets: number, supervisors: number, depth: number])[] = [
  [1, 1, 1],
  [4, 1, 1],
  [16, 1, 1],
  [4, 1, 2],
  [4, 1, 4],
  [16, 1, 4],
  [4, 2, 1],
  [4, 4, 1],
  [16, 4, 1],
  [16, 4, 4],
];

/** Time of a call in two runs: both threads on one core, and on two. */
const MEASURED_NS = { [ONE]: [5_694, 5_698], [OWN]: [55_352, 54_781] } as const;

const VIRTUAL_MS = 10;
const REAL_MS = 200;

function points(): PointPlan[] {
  return CREWS.flatMap(([targets, supervisors, depth]) =>
    ([ONE, OWN] as const).flatMap((cores) =>
      (cores === ONE ? [PLAIN] : [PLAIN, SYNC]).map((wake): PointPlan => {
        const isPair = targets === 1 && wake === PLAIN;
        // The hop on one core was fitted on the first.
        const measured = {
          ...inTwoRuns(MEASURED_NS[cores]),
          ...(cores === ONE && { isFitted: true }),
        };
        return {
          parameters: { targets, supervisors, depth, cores, wake },
          ...(isPair && { published: { call: [measured] } }),
        };
      }),
    ),
  );
}

/** How much faster SYNC_WAKE_UP is. */
function compare(measured: readonly SuitePoint[]): SuitePoint[] {
  const AXES = ['targets', 'supervisors', 'depth', 'cores'];
  return measured.map((point) => {
    const { parameters, figures } = point;
    const plain = measured.find(
      (each) =>
        each.parameters['wake'] === PLAIN &&
        AXES.every((axis) => each.parameters[axis] === parameters[axis]),
    )?.figures['call'];
    const own = figures['call'];
    if (parameters['wake'] !== SYNC || plain === undefined || own === undefined) return point;
    return { ...point, figures: { ...figures, gain: ratioOf(plain, own) } };
  });
}

/** Calls that supervisors let go. */
export const notifSuite: Suite = {
  name: 'notif',
  about: 'calls that supervisors let go, by who serves how many at a time, and where',
  engines: ['virtual', 'parallel'],
  axes: [
    { name: 'targets', values: [1, 4, 16] },
    { name: 'supervisors', values: [1, 2, 4] },
    { name: 'depth', values: [1, 2, 4] },
    { name: 'cores', values: [ONE, OWN] },
    { name: 'wake', values: [PLAIN, SYNC] },
  ],
  points: points(),
  virtualAxes: ['cores', 'wake'],
  isForWorkers: ({ targets, supervisors }) => (targets as number) + (supervisors as number) <= 8,
  units: { calls: 'calls/s', call: 'ns' },
  decisive: 'call',
  notes: [
    `By the costs of ${PROFILE_DEFAULT}; call is the time of a target for each of its calls. ` +
      'notify.receive, notify.send and the hop on one core were fitted on the first row.',
    'gain is plain beside SYNC_WAKE_UP, with which the kernel runs whom it wakes on the core of ' +
      'the waker. P6 has 12 us to 3 us, 4x, of a machine whose cores are not halted by leaving a ' +
      'guest.',
  ],
  sample: async ({ targets, supervisors, depth, cores, wake }, seed, engine) => {
    const set = parametersOf(notifiedCalls, {
      targets: targets as number,
      supervisors: supervisors as number,
      depth: depth as number,
      sync: wake === SYNC ? 1 : 0,
    });
    const { figures } = await measure({
      scenario: notifiedCalls.build(set),
      seed,
      engine,
      profile: PROFILE_DEFAULT,
      cores: cores === ONE ? 1 : (targets as number) + (supervisors as number),
      virtualMs: VIRTUAL_MS,
      realMs: REAL_MS,
    });
    const calls = figures.threads
      .filter(({ name }) => name.startsWith('target'))
      .reduce((sum, { counters }) => sum + counters.syscall, 0);
    return {
      calls: (calls * 1_000) / figures.durationMs,
      call: (figures.durationMs * 1e6 * (targets as number)) / calls,
    };
  },
  compare,
};
