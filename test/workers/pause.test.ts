/** Pauses: each distribution has the shape that it names. */
import { PAUSE } from '../../kernel/index.ts';
import { drawPauseNs } from '../../workers/pause.ts';
import { PURPOSE, RandomStream } from '../../workers/stream.ts';
import { equal, is, ok, suite } from '../support/suite.ts';

const COUNT = 20_000;

/** Pauses of one kind, shortest first. */
function drawn(kind: number, first: number, second = 0): number[] {
  const stream = new RandomStream(1, 0, PURPOSE.choice);
  const histograms = [{ ns: [10, 30], upTo: [1, 4] }];
  return Array.from({ length: COUNT }, () =>
    drawPauseNs(stream, histograms, kind, first, second),
  ).toSorted((a, b) => a - b);
}

/** The share of pauses of so many ns. */
function share(pauses: readonly number[], ns: number): number {
  return pauses.filter((pause) => pause === ns).length / COUNT;
}

suite('workers/pause', (test) => {
  test('a constant pause is what it says', () => {
    equal([...new Set(drawn(PAUSE.constant, 7))], [7]);
  });

  test('a uniform pause stays within its bounds and reaches both', () => {
    equal([...new Set(drawn(PAUSE.uniform, 5, 8))], [5, 6, 7, 8]);
  });

  test('half of the log-normal pauses are longer than the median, a sixth by a sigma', () => {
    const pauses = drawn(PAUSE.logNormal, 1_000, 500);
    ok(Math.abs(pauses[COUNT / 2]! - 1_000) < 30, `${pauses[COUNT / 2]}`);
    const long = pauses.filter((pause) => pause > 1_000 * Math.exp(0.5)).length / COUNT;
    ok(Math.abs(long - 0.1587) < 0.015, `${long}`);
  });

  test('a pause once in n times is none at all the other times', () => {
    const pauses = drawn(PAUSE.oneIn, 8, 900);
    ok(Math.abs(share(pauses, 900) - 1 / 8) < 0.015);
    is(share(pauses, 0) + share(pauses, 900), 1);
  });

  test('a histogram gives its times as often as they weigh', () => {
    const pauses = drawn(PAUSE.histogram, 0);
    ok(Math.abs(share(pauses, 10) - 1 / 4) < 0.02);
    is(share(pauses, 10) + share(pauses, 30), 1);
  });
});
