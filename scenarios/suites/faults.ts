/**
 * Faults: page faults of 1 to 192 threads, in one address space and in separate ones, by lock
 * design, beside what was published of Linux. Nothing is fitted by the number of threads: what
 * bounds a curve is the cache lines that all faults of one address space write, and what voids a
 * read without a lock is the edits of others.
 */

import { faultChurn } from '../loads/fault-churn.ts';
import { faultScaling } from '../loads/fault-scaling.ts';
import { parametersOf } from '../catalogue.ts';
import { PUBLISHED_FAULTS } from '../result/published.ts';
import type { SuitePoint } from '../result/suite.ts';
import { ADDRESS_SPACE_DESIGNS } from '../../kernel/index.ts';
import { ratioOf, tidy } from './interval.ts';
import { measure } from './measure.ts';
import type { PointPlan, Sample, Suite, SuiteEngine } from './suite.ts';

/** The machine of P18 and P19, and that of P22. */
const PFT = 'linux-6.14-56cpu';
const SKYLAKE = 'skylake-4-socket';

/** P18, before and behind the change of per-VMA locks. */
const { rows: PFT_ROWS, rwsemSource, refcountSource } = PUBLISHED_FAULTS;
const BEFORE = 'per-vma';
const AFTER = 'per-vma-refcount';
const SPECULATIVE = 'speculative';
/** The threads at which line.transfer was fitted, under BEFORE. */
const FITTED_THREADS = 12;

/** Threads of the designs that nobody published. */
const COUNTS = [1, 12, 56, 192] as const;
const OTHERS = ['mmap-lock', 'range-lock', SPECULATIVE] as const;

/** Pages of all threads in one mapping; an address space each; mapped and unmapped by each. */
const SPACE = { shared: 'shared', separate: 'separate', churned: 'churned' } as const;
const WIDE = 192;
/** P22: operations of page_fault3 at 192 CPUs, as threads of one process and as processes. */
const P22 = { shared: 10_107, separate: 173_145 };

/** P20 and P21: ebizzy -mTt, without and with speculative faults, and faults given up of all. */
interface Churned {
  readonly profile: string;
  readonly threads: number;
  /** Pages of a record: 512 KiB. */
  readonly pages: number;
  readonly records: { readonly before: number; readonly after: number };
  readonly aborts: number;
  /** Whether a constant was fitted on the records without speculative faults, too. */
  readonly isBeforeFitted: boolean;
  readonly virtualMs: number;
}
const CHURNED: readonly Churned[] = [
  {
    profile: 'spf-2018-x86-vm',
    threads: 16,
    pages: 128,
    records: { before: 742.6, after: 1_490.2 },
    aborts: 30_588 / 1_706_379,
    isBeforeFitted: false,
    virtualMs: 100,
  },
  {
    profile: 'spf-2018-power8',
    threads: 80,
    pages: 8,
    records: { before: 13_105, after: 24_174 },
    aborts: 413_293 / 1_874_773,
    isBeforeFitted: true,
    virtualMs: 20,
  },
];
const EBIZZY = 'ebizzy -mTt, v11 of speculative page faults, 2018';

const VIRTUAL_MS = 3;
const REAL_MS = 300;
/** Threads on real workers at most. */
const WORKERS_MAX = 4;

function points(): PointPlan[] {
  const at = (profile: string, design: string, threads: number, space: string) => ({
    profile,
    design,
    threads,
    space,
  });
  const [alone] = PFT_ROWS;
  const published = (
    [
      [BEFORE, 'rwsem', rwsemSource],
      [AFTER, 'refcount', refcountSource],
    ] as const
  ).flatMap(([design, column, source]) =>
    PFT_ROWS.map((row): PointPlan => {
      const { threads } = row;
      const isFitted = design === BEFORE && threads === FITTED_THREADS;
      const value = tidy(row[column] / alone![column]);
      const efficiency = { value, source: `P18: ${source}`, ...(isFitted && { isFitted }) };
      return {
        parameters: at(PFT, design, threads, SPACE.shared),
        ...(threads > 1 && { published: { efficiency: [efficiency] } }),
      };
    }),
  );
  const wide = [BEFORE, AFTER].map((design) => ({
    parameters: at(PFT, design, WIDE, SPACE.shared),
  }));
  const predicted = OTHERS.flatMap((design) =>
    COUNTS.map((threads) => ({ parameters: at(PFT, design, threads, SPACE.shared) })),
  );
  const penalty = { value: tidy(P22.separate / P22.shared), source: 'P22: page_fault3, 192 CPUs' };
  const churned = CHURNED.flatMap(({ profile, threads, records, aborts, isBeforeFitted }) => {
    const source = `P20: ${EBIZZY}`;
    const before = { value: records.before, source, ...(isBeforeFitted && { isFitted: true }) };
    const after = { value: records.after, source, isFitted: true };
    return [
      {
        parameters: at(profile, 'mmap-lock', threads, SPACE.churned),
        published: { records: [before] },
      },
      {
        parameters: at(profile, SPECULATIVE, threads, SPACE.churned),
        published: {
          aborts: [{ value: tidy(aborts), source: `P21: ${EBIZZY}` }],
          records: [after],
        },
      },
    ];
  });
  return [
    ...published,
    ...wide,
    ...predicted,
    { parameters: at(SKYLAKE, 'mmap-lock', WIDE, SPACE.separate) },
    {
      parameters: at(SKYLAKE, 'mmap-lock', WIDE, SPACE.shared),
      published: { penalty: [penalty] },
    },
    ...churned,
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
    const isShared = point.parameters['space'] === SPACE.shared;
    const apart = isShared ? find(point, { space: SPACE.separate }) : undefined;
    const apartRate = apart?.figures['per thread'];
    if (own === undefined) return point;
    const efficiency = alone && { ...ratioOf(own, alone, 'share'), ideal: 1 };
    const penalty = apartRate && ratioOf(apartRate, own);
    return {
      ...point,
      figures: { ...figures, ...(efficiency && { efficiency }), ...(penalty && { penalty }) },
    };
  });
}

/** One point of ebizzy: what each record comes to, and how many faults were made again. */
async function churn(
  { threads, pages, virtualMs, profile }: Churned,
  design: number,
  seed: number,
  engine: SuiteEngine,
): Promise<Sample> {
  const { figures } = await measure({
    scenario: faultChurn.build(parametersOf(faultChurn, { threads, pages, design })),
    seed,
    engine,
    profile,
    cores: threads,
    virtualMs,
    realMs: REAL_MS,
  });
  const { fault, munmap, retried } = figures.total;
  const perSecond = 1_000 / figures.durationMs;
  const isSpeculative = ADDRESS_SPACE_DESIGNS[design]!.name === SPECULATIVE;
  return {
    'per thread': (fault * perSecond) / threads,
    faults: fault * perSecond,
    records: munmap * perSecond,
    ...(isSpeculative && { aborts: retried / fault }),
  };
}

/** Page faults by threads, lock design and address space. */
export const faultsSuite: Suite = {
  name: 'faults',
  about: 'page faults by threads, lock design and address space, beside what was published',
  engines: ['virtual', 'parallel'],
  axes: [
    { name: 'profile', values: [PFT, SKYLAKE, ...CHURNED.map(({ profile }) => profile)] },
    { name: 'design', values: [BEFORE, AFTER, ...OTHERS] },
    {
      name: 'threads',
      values: [...PFT_ROWS.map(({ threads }) => threads), ...CHURNED.map((each) => each.threads)]
        .concat(WIDE)
        .toSorted((left, right) => left - right),
    },
    { name: 'space', values: Object.values(SPACE) },
  ],
  points: points(),
  virtualAxes: ['profile'],
  isForWorkers: ({ threads, space }) =>
    (threads as number) <= WORKERS_MAX && space === SPACE.shared,
  units: { 'per thread': 'faults/s', faults: 'faults/s', records: 'records/s', aborts: 'share' },
  decisive: 'faults',
  notes: [
    'linux-6.14-56cpu: fault.write was fitted on P18 at 1 thread and line.transfer on P18 at 12 ' +
      'threads (before); all else of its curves is predicted by them. The model is flat from 21 ' +
      'threads on, where one line is always on its way; what was published rises by a quarter ' +
      'from 30 to 56, which nothing here explains.',
    'skylake-4-socket: fault.write was fitted on P22 as processes; nothing on P22 as threads. ' +
      'line.transfer is that of linux-6.14-56cpu, line.transfer.far that of linux-6.18-kvm-zen4.',
    'churned is ebizzy: each thread maps 512 KiB, faults on every page and unmaps them. ' +
      'spf-2018-x86-vm: mm.munmap.page was fitted on P20 with speculative faults. ' +
      'spf-2018-power8: so it was, and fault.write on P20 without. Nothing was fitted on P21, the ' +
      'aborts; but it was in view while pairs of the two that agree with P20 were compared, and ' +
      'of POWER8 no sockets are published: with one the aborts are as many as were measured, with ' +
      'two a sixth fewer. It is no blind prediction.',
    'Separate address spaces share nothing in the model, so one thread stands for all of them.',
  ],
  sample: async ({ profile, design, threads, space }, seed, engine) => {
    const number = ADDRESS_SPACE_DESIGNS.findIndex(({ name }) => name === design);
    const churned = CHURNED.find((each) => each.profile === profile);
    if (churned !== undefined) return churn(churned, number, seed, engine);
    const count = space === SPACE.separate ? 1 : (threads as number);
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
