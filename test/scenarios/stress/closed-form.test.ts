/** Closed forms against what a real kernel did, and predictions against what they rest on. */
import type { Distribution } from '../../../workers/index.ts';
import {
  closedForm,
  expectedShare,
  predictedShare,
} from '../../../scenarios/stress/closed-form.ts';
import { is, ok, suite } from '../../support/suite.ts';

/**
 * One flip at an exponential time of mean 100 us into openat(2) under CONTINUE, Linux 6.18.44:
 * median of the window in us, bypasses, approved calls (first of two runs).
 */
const MEASURED = [
  [4.5, 182, 3_746],
  [5.7, 187, 3_753],
  [9.9, 358, 3_749],
  [15.2, 544, 3_748],
  [55.2, 1_595, 3_751],
  [105.3, 2_417, 3_751],
] as const;

/** A distribution of a few times, each with its weight. */
function times(...buckets: readonly (readonly [number, number])[]): Distribution {
  const count = buckets.reduce((sum, [, of]) => sum + of, 0);
  const meanNs = buckets.reduce((sum, [ns, of]) => sum + ns * of, 0) / count;
  return { count, p50Ns: 0, p90Ns: 0, p99Ns: 0, maxNs: 0, meanNs, buckets };
}

suite('scenarios/stress/closed-form', (test) => {
  test('one flip at a random time scores on a kernel what the closed form says', () => {
    for (const [windowUs, bypassed, approved] of MEASURED) {
      const expected = closedForm({ kind: 'poisson', meanNs: 100_000 }, windowUs * 1_000)!;
      const deviation = Math.sqrt((expected * (1 - expected)) / approved);
      const found = bypassed / approved;
      ok(Math.abs(found - expected) < 3 * deviation, `${windowUs} us: ${found}, not ${expected}`);
    }
  });

  test('a telegraph comes to one half, a square wave goes up and down again', () => {
    const telegraph = { kind: 'telegraph', meanNs: 1_000 } as const;
    ok(Math.abs(closedForm(telegraph, 100)! - 0.0906) < 1e-3);
    ok(Math.abs(closedForm(telegraph, 100_000)! - 0.5) < 1e-9);
    const square = { kind: 'square', halfPeriodNs: 1_000 } as const;
    is(closedForm(square, 250), 0.25);
    is(closedForm(square, 1_000), 1);
    is(closedForm(square, 1_750), 0.25);
    is(closedForm(square, 2_000), 0);
    is(closedForm({ kind: 'tight' }, 5), 0.5);
  });

  test('an attack that depends on the issue of the call has no closed form', () => {
    is(closedForm({ kind: 'once', withinNs: 5 }, 5), null);
    is(expectedShare({ kind: 'aba', meanNs: 5 }, times([5, 1])), null);
    is(expectedShare({ kind: 'tight' }, times()), null);
  });

  test('the expectation weighs each window', () => {
    const square = { kind: 'square', halfPeriodNs: 1_000 } as const;
    is(expectedShare(square, times([0, 3], [1_000, 1])), 0.25);
  });

  test('flips that were measured predict the share that falls into windows behind the check', () => {
    const spans = {
      check: times([100, 1]),
      window: times([50, 1]),
      // One before the check, two within the window, one behind it.
      flip: times([40, 1], [110, 1], [150, 1], [200, 1]),
    };
    const share = predictedShare({ kind: 'once', withinNs: 1 }, spans)!;
    ok(Math.abs(share - 2 / 3) < 1e-12, `${share}`);
    is(predictedShare({ kind: 'once', withinNs: 1 }, { window: times([50, 1]) }), null);
  });

  test('an attacker that is kept from its pace is predicted by the pace that it kept', () => {
    const spans = { window: times([1_000, 1]), pace: times([2_000, 5]) };
    const share = predictedShare({ kind: 'square', halfPeriodNs: 1_000 }, spans);
    is(share, 0.5);
  });
});
