/**
 * Guards: the seed's three questions in one table. How many special mappings are there at a time,
 * how often are they made, and what do they cost a program that does nothing wrong? Every policy by
 * every mechanism, over some numbers of targets that call back to back, each with a supervisor that
 * answers at once, beside an innocent writer on the page of the first argument.
 *
 * The mean of mappings is Little's law: guards a second times how long one lives, two mappings each
 * where a guard has a VMA of its own.
 */

import { GUARD_MECHANISMS } from '../../kernel/index.ts';
import type { Outcome, ParallelFigures } from '../../workers/index.ts';
import { parametersOf } from '../catalogue.ts';
import { guardedCalls, POLICIES } from '../loads/guarded-calls.ts';
import { PROFILE_DEFAULT } from '../profiles/profile-file.ts';
import type { SuitePoint } from '../result/suite.ts';
import { sumOf } from '../result/sum.ts';
import { tidy } from './interval.ts';
import { measure } from './measure.ts';
import type { Sample, Suite } from './suite.ts';

/** Calls of a target in a round. */
const TURNS = 50;
const ROUNDS = 1;
const TARGETS = [1, 2, 4, 8] as const;
const CORES = 32;

const NONE = 'none';
/** Policies that are made by some mechanism. */
const BY_MECHANISM = ['stall', 'sigbus', 'eperm', 'snapshot'];
/** Stands where a policy has no mechanism. */
const NO_MECHANISM = '-';
/** The mechanism of policies that have none, as a parameter: it does not matter. */
const ANY_MECHANISM = 1;

/** Guards a second, mappings and prices from one run. */
function sampleOf(
  outcome: Outcome,
  { total, durationMs, rounds, addressSpace, spans }: ParallelFigures,
  isByVma: boolean,
  targets: number,
): Sample {
  const calls = Math.max(1, rounds * TURNS * targets);
  const seconds = Math.max(durationMs, 1e-6) / 1e3;
  const perSecond = total.guardInstalled / seconds;
  const live = perSecond * (spans['guarded']!.meanNs / 1e9);
  return {
    guards: perSecond,
    splits: addressSpace.splits / seconds,
    'maps peak': addressSpace.mapCountPeak,
    'maps mean': addressSpace.mapCount + (isByVma ? 2 * live : 0),
    call: spans['call']!.meanNs,
    failed: sumOf(outcome, 'failed') / calls,
    // Nobody writes but the innocent.
    stalls: (total.guardStall + total.guardRefused) / calls,
    'innocent p99': spans['innocent']!.p99Ns,
    writes: spans['innocent']!.count / seconds,
    copied: total.guardCopy / calls,
  };
}

/** What a guard adds to a call. */
function compare(measured: readonly SuitePoint[]): SuitePoint[] {
  return measured.map((point) => {
    const { parameters, figures } = point;
    const bare = measured.find(
      (each) =>
        each.parameters['policy'] === NONE && each.parameters['targets'] === parameters['targets'],
    )?.figures['call'];
    const own = figures['call'];
    if (parameters['policy'] === NONE || bare === undefined || own === undefined) return point;
    const added = {
      median: tidy(own.median - bare.median),
      low: tidy(own.low - bare.high),
      high: tidy(own.high - bare.low),
      unit: 'ns',
    };
    return { ...point, figures: { ...figures, added } };
  });
}

/** What every guard costs. */
export const guardsSuite: Suite = {
  name: 'guards',
  about: 'what a guard of arguments costs, by policy, mechanism and number of targets',
  engines: ['virtual', 'parallel'],
  axes: [
    { name: 'policy', values: POLICIES },
    { name: 'mechanism', values: [NO_MECHANISM, ...GUARD_MECHANISMS] },
    { name: 'targets', values: TARGETS },
  ],
  points: TARGETS.flatMap((targets) =>
    POLICIES.flatMap((policy) =>
      (BY_MECHANISM.includes(policy) ? GUARD_MECHANISMS : [NO_MECHANISM]).map((mechanism) => ({
        parameters: { policy, mechanism, targets },
      })),
    ),
  ),
  isForWorkers: ({ targets }) => targets === 1,
  units: {
    guards: 'guards/s',
    splits: 'splits/s',
    'maps peak': 'maps',
    'maps mean': 'maps',
    call: 'ns',
    failed: 'a call',
    stalls: 'a call',
    'innocent p99': 'ns',
    writes: 'writes/s',
    copied: 'words',
  },
  decisive: 'call',
  notes: [
    `By the costs of ${PROFILE_DEFAULT}, on ${CORES} cores; a supervisor answers at once. Mappings ` +
      'at most, and the mean by how long a guard lives. A call: from issue to return, the median; ' +
      'of a call, too: those that failed, stalls of an innocent that writes another word of the ' +
      'page every 1 us, and words copied; the p99 of its writes, and how many it makes. A freeze ' +
      'stops the innocent wherever it is, mostly between its writes.',
  ],
  sample: async ({ policy, mechanism, targets }, seed, engine) => {
    const by = GUARD_MECHANISMS.indexOf(mechanism as (typeof GUARD_MECHANISMS)[number]);
    const set = parametersOf(guardedCalls, {
      policy: POLICIES.indexOf(policy as (typeof POLICIES)[number]),
      mechanism: by < 0 ? ANY_MECHANISM : by,
      targets: targets as number,
      attackers: 0,
      innocents: 1,
      turns: TURNS,
    });
    const { outcome, figures } = await measure({
      scenario: guardedCalls.build(set),
      seed,
      engine,
      profile: PROFILE_DEFAULT,
      cores: CORES,
      rounds: ROUNDS,
    });
    return sampleOf(outcome, figures, mechanism === 'vma', targets as number);
  },
  compare,
};
