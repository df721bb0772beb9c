/** Stress on real workers: what is counted, what is expected of it, and what can never be hit. */
import type { CatalogueEntry } from '../../../actors/index.ts';
import { defaultsOf } from '../../../scenarios/catalogue.ts';
import { markPublishOrder } from '../../../scenarios/litmus/memmap.ts';
import { toctouWindow } from '../../../scenarios/loads/toctou-window.ts';
import { stressText } from '../../../scenarios/report/stress.ts';
import { stress } from '../../../scenarios/stress/stress.ts';
import { equal, is, match, ok, rejects, suite } from '../../support/suite.ts';

const toctou = defaultsOf(toctouWindow);

suite('scenarios/stress/stress', (test) => {
  test('each point counts its own attempts, and the first one is what is fitted', async () => {
    const sweep = { parameter: 'delay', values: [0, 1_000_000] };
    const given = { ...toctou, turns: 5, mean: 3_000_000 };
    const { points, windowRestNs } = await stress(toctouWindow, given, {
      sweep,
      rounds: 20,
      seed: 1,
    });
    const [short, long] = points;
    is(short!.rounds, 20);
    ok(short!.attempts > 0 && short!.attempts <= 100, `${short!.attempts} attempts`);
    for (const { probability, interval } of points)
      ok(interval[0] <= probability && probability <= interval[1]);
    if (short!.hits > 0) {
      ok(windowRestNs! > 0);
      ok(
        Math.abs(short!.expected! - short!.probability) < 1e-9,
        'the first point is the fitted one',
      );
      ok(long!.expected! > short!.expected!);
    }
  });

  test('a supervisor that opens its own copy is never fooled', async () => {
    const given = { ...toctou, emulate: 1, turns: 5, delay: 100_000, mean: 3_000_000 };
    const { points } = await stress(toctouWindow, given, { rounds: 30, seed: 1 });
    equal(
      points.map(({ hits }) => hits),
      [0],
    );
    ok(points[0]!.attempts > 0);
  });

  test('rounds that violate a property are hits where a scenario counts nothing itself', async () => {
    const parameters = defaultsOf(markPublishOrder);
    const { points, sweep } = await stress(markPublishOrder, parameters, {
      rounds: 2_000,
      seed: 1,
    });
    is(sweep, null);
    is(points[0]!.attempts, 2_000);
    ok(points[0]!.hits > 0 && points[0]!.hits <= 2_000, `${points[0]!.hits} hits`);
  });

  test('a scenario that counts what it does not observe is refused', async () => {
    const broken: CatalogueEntry = {
      ...toctouWindow,
      counts: { attempts: 'approved', hits: 'bypass' },
    };
    await rejects(stress(broken, toctou, { rounds: 1, seed: 1 }), /counts 'bypass'/);
  });

  test('what no hit allows is said, and what is fitted', () => {
    const point = {
      value: 0,
      rounds: 10,
      attempts: 1_000,
      hits: 0,
      probability: 0,
      interval: [0, 2e-6],
      expected: null,
      attemptsPerSecond: 5,
      lockWait: { count: 0, p50Ns: 0, p90Ns: 0, p99Ns: 0, maxNs: 0, meanNs: 0, buckets: [] },
      latency: { count: 0, p50Ns: 0, p90Ns: 0, p99Ns: 0, maxNs: 0, meanNs: 0, buckets: [] },
      mapCountPeak: 1,
      splitsPerSecond: 0,
      cut: null,
    } as const;
    const base = { version: 1, scenario: 's', parameters: {}, seed: 1, sweep: 'delay' } as const;
    match(
      stressText({ ...base, points: [point], windowRestNs: null, failed: null }, { isTime: true }),
      /probability is below 3\.0e-3/,
    );
    match(
      stressText({ ...base, points: [point], windowRestNs: null, failed: null }, { isTime: true }),
      /0 - 2\.0e-6/,
    );
    const hit = { ...point, value: 1_000, hits: 10, probability: 0.01, expected: 0.01 };
    const text = stressText(
      { ...base, points: [point, hit], windowRestNs: 900, failed: null },
      { isTime: true },
    );
    match(text, /^s: 10 hits in 2,000 attempts\./);
    match(text, /the 900 ns are fitted on the first point/);
    match(text, /1\.00 us +1,000/);
  });
});
