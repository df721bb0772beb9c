/**
 * Ranges: what a filter on the address of the caller costs by the number of code ranges that it
 * knows, searched one by one or by halves, with the caller in the first or the last of them; beside
 * the costs that were measured of the caller in the last. `chain, whole` compares both halves of
 * every address, as the generator of the RFC's author did: five instructions a range.
 */

import { callerScenario, type Mechanism } from '../bench/caller.ts';
import { chainMechanism, RANGE_COUNTS, rangesMechanism, UNTOUCHED } from '../bench/mechanism.ts';
import { PROFILE_DEFAULT } from '../profiles/profile-file.ts';
import type { PublishedFigure, SuitePoint } from '../result/suite.ts';
import { ratioOf } from './interval.ts';
import { measure } from './measure.ts';
import { inTwoRuns } from './measured.ts';
import type { PointPlan, Suite } from './suite.ts';

const NONE = 'none';
/** As measured, high half once; whole addresses, range by range; by halves. */
const CHAIN = 'chain';
const WHOLE = 'chain, whole';
const HALVES = 'halves';
const LAST = 'last';
const FIRST = 'first';

/** Ratios of getpid to getpid alone, the caller in the last range, in two runs. */
const MEASURED: Readonly<Record<string, readonly [number, number]>> = {
  [`${CHAIN} 1`]: [1.276, 1.28],
  [`${CHAIN} 8`]: [1.295, 1.331],
  [`${CHAIN} 32`]: [1.341, 1.35],
  [`${CHAIN} 64`]: [1.412, 1.407],
  [`${CHAIN} 128`]: [1.525, 1.539],
  [`${HALVES} 128`]: [1.294, 1.32],
};

const VIRTUAL_MS = 1;
const REAL_MS = 100;

function points(): PointPlan[] {
  const plans: PointPlan[] = [{ parameters: { search: NONE, ranges: 0, caller: FIRST } }];
  for (const search of [CHAIN, WHOLE, HALVES])
    for (const caller of search === CHAIN ? [LAST] : [FIRST, LAST])
      for (const ranges of RANGE_COUNTS) {
        const runs = caller === LAST ? MEASURED[`${search} ${ranges}`] : undefined;
        const ratio: readonly PublishedFigure[] = runs === undefined ? [] : [inTwoRuns(runs)];
        plans.push({
          parameters: { search, ranges, caller },
          ...(ratio.length > 0 && { published: { ratio } }),
        });
      }
  return plans;
}

/** Every ratio to the call alone. */
function compare(measured: readonly SuitePoint[]): SuitePoint[] {
  const alone = measured.find(({ parameters }) => parameters['search'] === NONE)?.figures['call'];
  return measured.map((point) => {
    const time = point.figures['call'];
    if (alone === undefined || time === undefined) return point;
    return { ...point, figures: { ...point.figures, ratio: ratioOf(time, alone) } };
  });
}

function mechanismOf(search: string, ranges: number, caller: 'first' | 'last'): Mechanism {
  if (search === NONE) return UNTOUCHED;
  if (search === CHAIN) return chainMechanism(ranges);
  return rangesMechanism(ranges, search === WHOLE ? 'linear' : 'binary', caller);
}

/** The cost of a filter on ranges of addresses. */
export const rangesSuite: Suite = {
  name: 'ranges',
  about: 'a filter on the address of the caller, by ranges that it knows and how it searches',
  engines: ['virtual', 'parallel'],
  axes: [
    { name: 'search', values: [NONE, CHAIN, WHOLE, HALVES] },
    { name: 'ranges', values: [0, ...RANGE_COUNTS] },
    { name: 'caller', values: [FIRST, LAST] },
  ],
  points: points(),
  units: { call: 'ns' },
  decisive: 'call',
  notes: [
    `getpid by the costs of ${PROFILE_DEFAULT}; seccomp.instruction was measured on chains, by ` +
      'their slope; nothing was fitted on these rows.',
  ],
  sample: async ({ search, ranges, caller }, seed, engine) => {
    const mechanism = mechanismOf(
      search as string,
      ranges as number,
      caller === FIRST ? 'first' : 'last',
    );
    const { figures } = await measure({
      scenario: callerScenario(mechanism),
      seed,
      engine,
      profile: PROFILE_DEFAULT,
      cores: 1,
      virtualMs: VIRTUAL_MS,
      realMs: REAL_MS,
    });
    return { call: (figures.durationMs * 1e6) / figures.threads[0]!.counters.native };
  },
  compare,
};
