/** Curves: which axis is below, which has lines, and that every point is in one figure. */
import type { SuitePoint } from '../../../scenarios/result/suite.ts';
import {
  benchCurves,
  curvesOf,
  mergedPoints,
  scalingCurves,
} from '../../../scenarios/page/scaling.ts';
import { runCurves } from '../../../scenarios/page/runs.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { countersWith, runWith } from '../../support/outcome.ts';

const figure = (median: number, unit = 'calls/s') => ({ median, low: median, high: median, unit });

suite('scenarios/page/scaling', (test) => {
  test('threads stand below, names have lines, and the rest has figures', () => {
    const points = [1, 2].flatMap((threads) =>
      [10, 100].flatMap((calls) =>
        ['a', 'b'].map((design): SuitePoint => ({
          parameters: { calls, design, threads },
          figures: { checks: figure(threads * calls) },
        })),
      ),
    );
    const figures = scalingCurves(curvesOf('locks', points));
    equal(
      figures.map(({ title }) => title),
      ['locks: checks, calls 10', 'locks: checks, calls 100'],
    );
    is(
      figures.reduce((sum, { table }) => sum + table.rows.length, 0),
      points.length,
    );
    equal(
      figures[0]!.table.columns.slice(0, 2).map(({ title }) => title),
      ['threads', 'design'],
    );
  });

  test('where no axis is a number, names stand below each other', () => {
    const points = ['memmap', 'filter'].map((mechanism, index): SuitePoint => ({
      parameters: { mechanism },
      figures: { overhead: figure([1.4, 9][index]!, '%') },
      published: { overhead: [{ value: [1.5, 10][index]!, source: 'the RFC' }] },
    }));
    const [drawn] = scalingCurves(curvesOf('mechanisms', points));
    equal(
      drawn!.table.rows.map((row) => [row[0], row.at(-1)]),
      [
        ['memmap', '-0.1 points'],
        ['filter', '-1.0 points'],
      ],
    );
  });

  test('figures of a bench that say where they belong are points; the others are not', () => {
    const point = (threads: number) => ({ figure: 'checks', parameters: { threads } });
    const { points } = benchCurves({
      version: 1,
      bench: 'locks',
      figures: [
        { name: 'x', value: 5, unit: 'calls/s', point: point(1) },
        { name: 'y', value: 9, unit: 'calls/s', point: point(2) },
        { name: 'z', value: 1, unit: 'ns' },
      ],
    });
    equal(
      points.map(({ parameters, figures }) => [parameters['threads'], figures['checks']?.median]),
      [
        [1, 5],
        [2, 9],
      ],
    );
  });

  test('repetitions of a point are one, with their median and range', () => {
    const points = [1, 9, 2].map((median): SuitePoint => ({
      parameters: { a: 1 },
      figures: { f: figure(median) },
    }));
    equal(mergedPoints(points)[0]!.figures['f'], {
      median: 2,
      low: 1,
      high: 9,
      unit: 'calls/s',
    });
  });

  test('runs of page faults stand beside the published efficiency of as many threads', () => {
    const runs = [1, 4].map((threads) =>
      runWith(
        { durationMs: 1_000, total: countersWith({ fault: threads === 1 ? 1_000 : 3_000 }) },
        { scenario: 'fault-scaling', parameters: { threads, design: 2 } },
      ),
    );
    const [, efficiency] = runCurves(runs);
    const [drawn] = scalingCurves(efficiency!);
    const rows = drawn!.table.rows.map((row) =>
      row.map((cell) =>
        typeof cell === 'object' && cell !== null && 'value' in cell ? cell.value : cell,
      ),
    );
    equal(
      rows.slice(0, 2).map((row) => row.slice(0, 2)),
      [
        [1, 100],
        [4, 75],
      ],
    );
    // 68 % at 12 threads, and 18 or 20 % at 56: each published point is in the table, too.
    is(rows[1]!.at(5), '-19.3 points', 'beside 94 % at 4 threads');
    const published = (threads: number): readonly number[] =>
      rows.filter(([at]) => at === threads).flatMap((row) => row.slice(4).map(Number));
    equal(published(12).filter(Boolean).map(Math.round), [68, 69]);
    equal(published(56).filter(Boolean).map(Math.round), [18, 20]);
    ok(drawn!.drawing.text.includes('data-at="56"'), 'published points nobody ran are drawn');
  });
});
