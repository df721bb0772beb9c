/** Bars of histograms: every sample is in one, and they are few enough to be seen. */
import type { Distribution } from '../../../workers/index.ts';
import { barsOf, histogram } from '../../../scenarios/page/histogram.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';

function distributionOf(buckets: readonly (readonly [number, number])[]): Distribution {
  const count = buckets.reduce((sum, [, each]) => sum + each, 0);
  return { count, p50Ns: 1, p90Ns: 1, p99Ns: 1, maxNs: 1, meanNs: 1, buckets };
}

suite('scenarios/page/histogram', (test) => {
  test('few buckets are bars of their own widths: one each below 64, 32 to a power of two above', () => {
    const { bars, merged } = barsOf(
      distributionOf([
        [0, 400],
        [63, 5],
        [64, 7],
        [1536, 2],
        [2048, 3],
      ]),
    );
    is(merged, 1);
    equal(
      bars.map(({ from, to }) => to - from),
      [1, 1, 2, 32, 64],
    );
  });

  test('many buckets are merged with their neighbours, and no sample is lost', () => {
    const buckets = Array.from({ length: 1_000 }, (_none, index): [number, number] => {
      const power = 2 ** (6 + Math.floor(index / 32));
      return [power + (index % 32) * (power / 32), index + 1];
    });
    const distribution = distributionOf(buckets);
    const { bars, merged } = barsOf(distribution);
    ok(bars.length <= 72, String(bars.length));
    ok(merged > 1);
    is(
      bars.reduce((sum, { count }) => sum + count, 0),
      distribution.count,
    );
    bars.forEach(({ from, to }, index) => {
      ok(from < to);
      if (index > 0) ok(bars[index - 1]!.to <= from, 'bars do not overlap');
    });
    const notes = histogram('x', 'x', distribution)?.notes ?? [];
    ok(notes[0]?.includes(`1,000 buckets are drawn as ${bars.length} bars`), notes[0]);
  });

  test('what was not sampled has no figure', () => {
    is(histogram('x', 'x', distributionOf([])), null);
  });
});
