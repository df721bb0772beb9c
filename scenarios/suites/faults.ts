/**
 * Faults: page faults of 1 to 192 threads, in one address space and in separate ones, by lock
 * design, beside what was published of Linux. Nothing is fitted by the number of threads: what
 * bounds a curve is the cache lines that all faults of one address space write.
 */

import { faultScaling } from '../loads/fault-scaling.ts';
import { parametersOf } from '../catalogue.ts';
import type { SuitePoint } from '../result/suite.ts';
import { ADDRESS_SPACE_DESIGNS } from '../../kernel/index.ts';
import { tidy } from './interval.ts';
import { measure } from './measure.ts';
import type { PointPlan, Published, Suite } from './suite.ts';

/** The machine of P18 and P19, and that of P22. */
const PFT = 'linux-6.14-56cpu';
const SKYLAKE = 'skylake-4-socket';

/** P18: faults a second and CPU, before and behind the change of per-VMA locks, by threads. */
const PUBLISHED: readonly (readonly [threads: number, before: number, after: number])[] = [
  [1, 507_927, 506_519],
  [4, 479_120, 481_334],
  [7, 452_880, 455_846],
  [12, 347_639, 352_004],
  [21, 200_061, 229_597],
  [30, 145_251, 164_203],
  [48, 106_848, 120_642],
  [56, 92_472, 103_465],
];
const BEFORE = 'per-vma';
const AFTER = 'per-vma-refcount';
const P18 = 'P18: pft, v10 of per-VMA locks with reference counts, 2025-02-13';

/** Threads of the designs that nobody published. */
const COUNTS = [1, 12, 56, 192] as const;
const OTHERS = ['mmap-lock', 'range-lock'] as const;

const SHARED = 'shared';
const SEPARATE = 'separate';
const WIDE = 192;
/** P22: operations of page_fault3 at 192 CPUs, as threads of one process and as processes. */
const P22 = { shared: 10_107, separate: 173_145 };

const VIRTUAL_MS = 3;
const REAL_MS = 300;

function points(): PointPlan[] {
  const at = (profile: string, design: string, threads: number, space: string) => ({
    profile,
    design,
    threads,
    space,
  });
  const efficiency = (rate: number, alone: number): Published => ({
    efficiency: [{ value: tidy(rate / alone), source: P18 }],
  });
  const [alone] = PUBLISHED;
  const published = [BEFORE, AFTER].flatMap((design, column) =>
    PUBLISHED.map((row) => ({
      parameters: at(PFT, design, row[0], SHARED),
      published: efficiency(row[1 + column]!, alone![1 + column]!),
    })),
  );
  const wide = [BEFORE, AFTER].map((design) => ({ parameters: at(PFT, design, WIDE, SHARED) }));
  const predicted = OTHERS.flatMap((design) =>
    COUNTS.map((threads) => ({ parameters: at(PFT, design, threads, SHARED) })),
  );
  const penalty = { value: tidy(P22.separate / P22.shared), source: 'P22: page_fault3, 192 CPUs' };
  return [
    ...published,
    ...wide,
    ...predicted,
    { parameters: at(SKYLAKE, 'mmap-lock', WIDE, SEPARATE) },
    { parameters: at(SKYLAKE, 'mmap-lock', WIDE, SHARED), published: { penalty: [penalty] } },
  ];
}

/** Efficiency beside one thread of the same design, and the penalty of one address space. */
function compare(measured: readonly SuitePoint[]): SuitePoint[] {
  const find = (point: SuitePoint, parameters: Readonly<Record<string, string | number>>) =>
    measured.find((each) =>
      Object.entries({ ...point.parameters, ...parameters }).every(
        ([name, value]) => each.parameters[name] === value,
      ),
    );
  return measured.map((point) => {
    const { figures } = point;
    const own = figures['per thread'];
    const alone = find(point, { threads: 1 })?.figures['per thread'];
    const apart = find(point, { space: SEPARATE })?.figures['per thread'];
    if (own === undefined) return point;
    const efficiency = alone && {
      median: tidy(own.median / alone.median),
      low: tidy(own.low / alone.high),
      high: tidy(own.high / alone.low),
      unit: 'share',
      ideal: 1,
    };
    const penalty = apart && {
      median: tidy(apart.median / own.median),
      low: tidy(apart.low / own.high),
      high: tidy(apart.high / own.low),
      unit: 'x',
    };
    return {
      ...point,
      figures: { ...figures, ...(efficiency && { efficiency }), ...(penalty && { penalty }) },
    };
  });
}

/** Page faults by threads, lock design and address space. */
export const faultsSuite: Suite = {
  name: 'faults',
  about: 'page faults by threads, lock design and address space, beside what was published',
  engines: ['virtual'],
  axes: [
    { name: 'profile', values: [PFT, SKYLAKE] },
    { name: 'design', values: [BEFORE, AFTER, ...OTHERS] },
    { name: 'threads', values: [...PUBLISHED.map(([threads]) => threads), WIDE] },
    { name: 'space', values: [SHARED, SEPARATE] },
  ],
  points: points(),
  units: { 'per thread': 'faults/s', faults: 'faults/s' },
  decisive: 'faults',
  notes: [
    'linux-6.14-56cpu: fault.write was fitted on P18 at 1 thread and line.transfer on P18 at 12 ' +
      'threads (before); all else of its curves is predicted by them.',
    'skylake-4-socket: fault.write was fitted on P22 as processes, line.transfer.far derived from ' +
      'P22 as threads (two moves of the mmap lock a fault), line.transfer is that of ' +
      'linux-6.14-56cpu.',
    'Separate address spaces share nothing in the model, so one thread stands for all of them.',
  ],
  sample: async ({ profile, design, threads, space }, seed, engine) => {
    const count = space === SEPARATE ? 1 : (threads as number);
    const number = ADDRESS_SPACE_DESIGNS.findIndex(({ name }) => name === design);
    const set = parametersOf(faultScaling, { threads: count, design: number, editors: 0 });
    const { figures } = await measure({
      scenario: faultScaling.build(set),
      seed,
      engine,
      profile: profile as string,
      cores: count,
      virtualMs: VIRTUAL_MS,
      realMs: REAL_MS,
    });
    const rate = (figures.total.fault / figures.durationMs) * 1_000;
    return { 'per thread': rate / count, faults: (rate * (threads as number)) / count };
  },
  compare,
};
