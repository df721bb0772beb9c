/**
 * Stalls: what a supervisor that stalls does to those whose calls it judges, and to what may change
 * meanwhile: it thinks, some answers are slow, its processor is taken away, its runtime collects
 * garbage. The window between its look and the kernel's is what an attacker has; the share of
 * approved calls that were executed otherwise is what becomes of it.
 */

import type { Parameters } from '../../actors/index.ts';
import { parametersOf } from '../catalogue.ts';
import { toctouWindow } from '../loads/toctou-window.ts';
import { PROFILE_DEFAULT } from '../profiles/profile-file.ts';
import { sumOf } from '../result/sum.ts';
import { measure } from './measure.ts';
import type { Suite } from './suite.ts';

/** Kinds of stalls, as parameters of the duel; `ns` is their length. */
const STALLS: Readonly<Record<string, (ns: number) => Parameters>> = {
  none: () => ({}),
  thinks: (ns) => ({ delay: ns }),
  exponential: (ns) => ({ delay: ns, think: 1 }),
  'slow, 1 in 20': (ns) => ({ slow: 20, stall: ns }),
  'descheduled, 1 in 20': (ns) => ({ deschedule: 20, stall: ns }),
  'collects, each 20': (ns) => ({ collect: 20, stall: ns }),
};
const NONE = 'none';
const LENGTHS_NS = [10_000, 100_000, 1_000_000] as const;
const SUPERVISORS = [1, 2] as const;
/** The attacker writes once a call, after an exponential time of this mean. */
const ATTACK_MEAN_NS = 100_000;
const POISSON = 0;
const TURNS = 200;
const ROUNDS = 2;
const CORES = 4;

const KINDS = Object.keys(STALLS);

/** Supervisors with stalls. */
export const stallsSuite: Suite = {
  name: 'stalls',
  about: 'a supervisor that stalls: what its targets wait, and how often an attacker is quicker',
  engines: ['virtual', 'parallel'],
  axes: [
    { name: 'stall', values: KINDS },
    { name: 'length', unit: 'ns', values: [0, ...LENGTHS_NS] },
    { name: 'supervisors', values: SUPERVISORS },
  ],
  points: KINDS.flatMap((stall) =>
    (stall === NONE ? [0] : LENGTHS_NS).flatMap((length) =>
      SUPERVISORS.map((supervisors) => ({ parameters: { stall, length, supervisors } })),
    ),
  ),
  isForWorkers: ({ length }) => (length as number) < 1_000_000,
  units: { 'window p50': 'ns', 'window p99': 'ns', window: 'ns', bypassed: 'share' },
  decisive: 'bypassed',
  notes: [
    `By the costs of ${PROFILE_DEFAULT}, on ${CORES} cores; window is the mean. The attacker ` +
      'writes once a call, after an exponential time of 100 us on average from its issue; nothing ' +
      'was fitted on these points.',
  ],
  sample: async ({ stall, length, supervisors }, seed, engine) => {
    const set = parametersOf(toctouWindow, {
      ...STALLS[stall as string]!(length as number),
      supervisors: supervisors as number,
      attack: POISSON,
      mean: ATTACK_MEAN_NS,
      turns: TURNS,
    });
    const { figures, outcome } = await measure({
      scenario: toctouWindow.build(set),
      seed,
      engine,
      profile: PROFILE_DEFAULT,
      cores: CORES,
      rounds: ROUNDS,
    });
    const window = figures.spans['window']!;
    return {
      'window p50': window.p50Ns,
      'window p99': window.p99Ns,
      window: window.meanNs,
      bypassed: sumOf(outcome, 'bypassed') / Math.max(1, sumOf(outcome, 'approved')),
    };
  },
};
