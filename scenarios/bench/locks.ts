/**
 * Bench locks: what each lock design of the address space lets through on real workers, at several
 * numbers of threads and rates of edits. Every thread issues calls that are checked, and now and
 * then changes the protection of a page of its own, twice, so that its mapping is split and merged.
 * Beside the throughput stand the times that threads waited for locks and held them.
 *
 * The machine drifts more from one second to the next than designs differ. So all designs take
 * turns within each round, in an order that moves on by one from round to round, on the same
 * workers, which have run the code before; a figure is the median of the rounds and has its spread
 * beside it; what is compared is compared within a round.
 */

import { ADDRESS_SPACE_DESIGNS, type DesignName } from '../../kernel/index.ts';
import type { Program, Region, Scenario } from '../../actors/index.ts';
import {
  ask,
  Crew,
  type Distribution,
  mergedDistribution,
  type ParallelFigures,
  run,
  type Supervision,
} from '../../workers/index.ts';
import { loop, mprotect, scenario, syscall } from '../file/build.ts';
import { countText, nsText } from '../report/number.ts';
import { drawTable } from '../report/table.ts';
import { type Bench, type BenchOptions, type Figure, median } from './bench.ts';

const THREADS_DEFAULT: readonly number[] = [1, 2, 4, 8];
/** Checked calls for each pair of edits. */
const CALLS_PER_PAIR: readonly number[] = [1000, 100, 10];
const ROUNDS_DEFAULT = 5;
const DURATION_MS_DEFAULT = 150;
/** Each design's first run, which nobody looks at, lasts that much longer: code is compiled. */
const WARM_UP_FACTOR = 2;
/** Pages of each thread's own mapping; it edits the middle one. */
const OWN_PAGES = 3;
const OWN_FIRST = 16;

/** What is measured in each round. */
interface Candidate {
  readonly design: DesignName;
  readonly threads: number;
  /** Checked calls for each pair of edits. */
  readonly calls: number;
}

/** The load of one measurement. */
export function locksLoad({ design, threads, calls }: Candidate): Scenario {
  const own = Array.from({ length: threads }, (_none, thread): [string, Region] => [
    `own-${thread}`,
    { page: OWN_FIRST + thread * (OWN_PAGES + 1), pages: OWN_PAGES, prot: 'rw-' },
  ]);
  const program = (thread: number): Program => {
    const page = OWN_FIRST + thread * (OWN_PAGES + 1) + 1;
    return [
      loop(
        'forever',
        loop(calls, syscall('getpid')),
        mprotect(page, 1, 'r--'),
        mprotect(page, 1, 'rw-'),
      ),
    ];
  };
  return scenario({
    name: 'bench-locks',
    regions: {
      native: { page: 0, pages: 2, prot: 'r-x' },
      foreign: { page: 4, pages: 2, prot: 'r-x!', foreign: true },
      ...Object.fromEntries(own),
    },
    interposition: { kind: 'memmap', check: 'contained' },
    addressSpaceLock: { design },
    mmapLock: 'queued-rwsem',
    mapCountLimit: 4 + threads * 4,
    threads: Object.fromEntries(
      own.map(([name], thread) => [name, { at: 'native', program: program(thread) }]),
    ),
  });
}

/** What the rounds gave for one candidate. */
interface Measured {
  readonly candidate: Candidate;
  readonly checksPerSecond: number[];
  readonly editsPerSecond: number[];
  readonly wait: Distribution[];
  readonly hold: Distribution[];
}

/** Notes what one run gave. */
function note(
  { checksPerSecond, editsPerSecond, wait, hold }: Measured,
  figures: ParallelFigures,
): void {
  const { mprotect: edits, syscall: calls } = figures.total;
  checksPerSecond.push(((calls - edits) / figures.durationMs) * 1000);
  editsPerSecond.push((edits / figures.durationMs) * 1000);
  wait.push(figures.lockWait);
  hold.push(figures.lockHold);
}

/** The figures of one candidate; `unlocked` is the bound of its checks, round by round. */
function figuresOf(measured: Measured, unlocked: Measured): Figure[] {
  const { candidate, checksPerSecond, editsPerSecond } = measured;
  const { design, threads, calls } = candidate;
  const name = (what: string) => `${design}, ${threads} threads, ${calls} calls a pair: ${what}`;
  const point = (figure: string) => ({ figure, parameters: { threads, calls, design } });
  const rate = (what: string, values: readonly number[]) => ({
    name: name(what),
    point: point(what),
    value: median(values),
    unit: 'calls/s',
    spread: { least: Math.min(...values), most: Math.max(...values), rounds: values.length },
  });
  const time = (what: string, distribution: Distribution) => ({
    name: name(what),
    point: point(what),
    value: distribution.p99Ns,
    unit: 'ns',
    distribution,
  });
  return [
    {
      ...rate('checks', checksPerSecond),
      bound: { name: 'unlocked', value: median(unlocked.checksPerSecond) },
      ratio: median(
        checksPerSecond.map((value, round) => value / (unlocked.checksPerSecond[round] ?? NaN)),
      ),
    },
    rate('edits', editsPerSecond),
    time('lock wait, p99', mergedDistribution(measured.wait)),
    time('lock hold, p99', mergedDistribution(measured.hold)),
  ];
}

const PARTS = ['checks', 'edits', 'lock wait, p99', 'lock hold, p99'] as const;

/** One line a candidate. */
function draw(figures: readonly Figure[]): string[] {
  const rows: string[][] = [];
  for (let at = 0; at + PARTS.length <= figures.length; at += PARTS.length) {
    const [checks, edits, wait, hold] = figures.slice(at, at + PARTS.length);
    const waits = wait?.distribution;
    const holds = hold?.distribution;
    const [design = '', threads = '', calls = ''] = checks?.name.split(/, |: /) ?? [];
    rows.push([
      threads.replace(/ .*/, ''),
      calls.replace(/ .*/, ''),
      design,
      countText(checks?.value ?? 0),
      spreadText(checks),
      `${(checks?.ratio ?? 0).toFixed(2)}x`,
      countText(edits?.value ?? 0),
      countText(waits?.count ?? 0),
      nsText(waits?.p50Ns ?? 0),
      nsText(waits?.p99Ns ?? 0),
      nsText(holds?.p50Ns ?? 0),
      nsText(holds?.p99Ns ?? 0),
    ]);
  }
  const right = (title: string) => ({ title, align: 'right' as const });
  return drawTable(
    [
      right('threads'),
      right('calls a pair'),
      { title: 'design' },
      right('checks/s'),
      right('spread'),
      right('unlocked'),
      right('edits/s'),
      right('waits'),
      right('p50'),
      right('p99'),
      right('hold p50'),
      right('p99'),
    ],
    rows,
    '  ',
  );
}

/** How far below and above the median the rounds lie: `-12..+30 %`. */
function spreadText(figure: Figure | undefined): string {
  if (figure?.spread === undefined || figure.value === 0) return '';
  const percent = (value: number) => Math.round((value / figure.value - 1) * 100);
  return `${percent(figure.spread.least)}..+${percent(figure.spread.most)} %`;
}

/** Runs one candidate for a time; a run so short need not be broken off. */
async function measure(
  candidate: Candidate,
  durationMs: number,
  crew: Crew,
): Promise<ParallelFigures | null> {
  const { parallel } = await run(ask(locksLoad(candidate)), { amount: { durationMs }, crew });
  return parallel;
}

/** What the lock designs let through. */
export const locksBench: Bench = {
  name: 'locks',
  about: 'checks and edits of each lock design, by threads and by calls for each pair of edits',
  run: async (supervision, options) => {
    const { threads: counts = THREADS_DEFAULT } = options;
    const crew = new Crew(Math.max(...counts));
    try {
      return await measureAll(supervision, options, counts, crew);
    } finally {
      await crew.close();
    }
  },
  draw,
};

async function measureAll(
  { signal, progress }: Supervision,
  { rounds = ROUNDS_DEFAULT, durationMs = DURATION_MS_DEFAULT }: BenchOptions,
  counts: readonly number[],
  crew: Crew,
): Promise<Figure[]> {
  const designs = ADDRESS_SPACE_DESIGNS.map(({ name }) => name);
  for (const design of designs) {
    if (signal?.aborted === true) return [];
    progress?.(`warming up: ${design}`);
    await measure(
      { design, threads: Math.max(...counts), calls: 10 },
      WARM_UP_FACTOR * durationMs,
      crew,
    );
  }
  // What is compared stands together: designs that take turns.
  const groups = counts.flatMap((threads) =>
    CALLS_PER_PAIR.map((calls) =>
      designs.map((design): Measured => {
        const candidate = { design, threads, calls };
        return { candidate, checksPerSecond: [], editsPerSecond: [], wait: [], hold: [] };
      }),
    ),
  );
  for (let round = 0; round < rounds; round += 1)
    for (const group of groups)
      for (let turn = 0; turn < group.length; turn += 1) {
        const measured = group[(turn + round) % group.length] as Measured;
        const { design, threads, calls } = measured.candidate;
        if (signal?.aborted === true) return groups.flatMap(groupFigures);
        progress?.(
          `round ${round + 1} of ${rounds}: ${design}, ${threads} threads, ${calls} calls a pair`,
        );
        const figures = await measure(measured.candidate, durationMs, crew);
        if (figures !== null) note(measured, figures);
      }
  return groups.flatMap(groupFigures);
}

/** The figures of designs that took turns, as far as they were measured. */
function groupFigures(group: readonly Measured[]): Figure[] {
  const unlocked = group[0] as Measured;
  const measured = group.filter(({ checksPerSecond }) => checksPerSecond.length > 0);
  return measured.flatMap((each) => figuresOf(each, unlocked));
}
