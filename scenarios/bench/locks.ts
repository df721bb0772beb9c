/**
 * Bench locks: what each lock design of the address space lets through on real workers, at several
 * numbers of threads and shares of edits. Every thread issues calls that are checked, and now and
 * then changes the protection of a page of its own, twice, so that its mapping is split and merged.
 * Beside the throughput stand the times that threads waited for locks and held them.
 */

import { ADDRESS_SPACE_DESIGNS, type DesignName } from '../../kernel/index.ts';
import type { Program, Region, Scenario } from '../../actors/index.ts';
import { ask, type Distribution, run } from '../../workers/index.ts';
import { loop, mprotect, scenario, syscall } from '../file/build.ts';
import { countText, nsText } from '../report/number.ts';
import { drawTable } from '../report/table.ts';
import type { Bench, Figure } from './bench.ts';

const THREADS_DEFAULT: readonly number[] = [1, 2, 4, 8];
/** Checked calls for each pair of edits. */
const CALLS_PER_PAIR: readonly number[] = [1000, 100, 10];
const RUN_DURATION_MS = 200;
/** Pages of each thread's own mapping; it edits the middle one. */
const OWN_PAGES = 3;
const OWN_FIRST = 16;

/** The load of one measurement. */
function load(design: DesignName, threads: number, calls: number): Scenario {
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

/** What one run gave. */
interface Measured {
  readonly design: DesignName;
  readonly threads: number;
  readonly calls: number;
  readonly checksPerSecond: number;
  readonly editsPerSecond: number;
  readonly wait: Distribution;
  readonly hold: Distribution;
}

/** The figures of one run; `unlocked` is the bound of its checks. */
function figuresOf(measured: Measured, unlocked: Measured): Figure[] {
  const { design, threads, calls, wait, hold } = measured;
  const name = (what: string) => `${design}, ${threads} threads, ${calls} calls a pair: ${what}`;
  return [
    {
      name: name('checks'),
      value: measured.checksPerSecond,
      unit: 'calls/s',
      bound: { name: 'unlocked', value: unlocked.checksPerSecond },
      ratio: measured.checksPerSecond / unlocked.checksPerSecond,
    },
    { name: name('edits'), value: measured.editsPerSecond, unit: 'calls/s' },
    { name: name('lock wait, p99'), value: wait.p99Ns, unit: 'ns', distribution: wait },
    { name: name('lock hold, p99'), value: hold.p99Ns, unit: 'ns', distribution: hold },
  ];
}

const PARTS = ['checks', 'edits', 'lock wait, p99', 'lock hold, p99'] as const;

/** One line a run. */
function draw(figures: readonly Figure[]): string[] {
  const rows: string[][] = [];
  for (let at = 0; at + PARTS.length <= figures.length; at += PARTS.length) {
    const [checks, edits, wait, hold] = figures.slice(at, at + PARTS.length);
    const waits = wait?.distribution;
    const holds = hold?.distribution;
    const [design = '', threads = '', calls = ''] = checks?.name.split(/, |: /) ?? [];
    rows.push([
      design,
      threads.replace(/ .*/, ''),
      calls.replace(/ .*/, ''),
      countText(checks?.value ?? 0),
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
      { title: 'design' },
      right('threads'),
      right('calls a pair'),
      right('checks/s'),
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

/** What the lock designs let through. */
export const locksBench: Bench = {
  name: 'locks',
  about: 'checks and edits of each lock design, by threads and by calls for each pair of edits',
  run: async (supervision, { threads: counts = THREADS_DEFAULT }) => {
    const figures: Figure[] = [];
    for (const threads of counts) {
      for (const calls of CALLS_PER_PAIR) {
        let unlocked: Measured | undefined;
        for (const { name: design } of ADDRESS_SPACE_DESIGNS) {
          if (supervision.signal?.aborted === true) return figures;
          supervision.progress?.(`${design}, ${threads} threads, ${calls} calls a pair`);
          // So short a run need not be broken off.
          const outcome = await run(ask(load(design, threads, calls)), {
            amount: { durationMs: RUN_DURATION_MS },
          });
          const { parallel } = outcome;
          if (parallel === null) continue;
          const { mprotect: edits } = parallel.total;
          const measured: Measured = {
            design,
            threads,
            calls,
            checksPerSecond: ((parallel.total.syscall - edits) / parallel.durationMs) * 1000,
            editsPerSecond: (edits / parallel.durationMs) * 1000,
            wait: parallel.lockWait,
            hold: parallel.lockHold,
          };
          unlocked ??= measured;
          figures.push(...figuresOf(measured, unlocked));
        }
      }
    }
    return figures;
  },
  draw,
};
