/** Stress on real workers: what is counted, what is expected of it, and what can never be hit. */
import type { CatalogueEntry } from '../../../actors/index.ts';
import { defaultsOf } from '../../../scenarios/catalogue.ts';
import { markPublishOrder } from '../../../scenarios/litmus/memmap.ts';
import { toctouWindow } from '../../../scenarios/loads/toctou-window.ts';
import { stressText } from '../../../scenarios/report/stress.ts';
import { stress } from '../../../scenarios/stress/stress.ts';
import { equal, is, match, ok, rejects, suite } from '../../support/suite.ts';

const toctou = defaultsOf(toctouWindow);

const NONE = { count: 0, p50Ns: 0, p90Ns: 0, p99Ns: 0, maxNs: 0, meanNs: 0, buckets: [] };

suite('scenarios/stress/stress', (test) => {
  test('each point counts its own attempts, and is expected to hit more where it waits', async () => {
    const sweep = { parameter: 'delay', values: [0, 1_000_000] };
    const given = { ...toctou, turns: 5, mean: 3_000_000 };
    const { points, attack, steps } = await stress(toctouWindow, given, {
      sweep,
      rounds: 20,
      seed: 1,
    });
    const [short, long] = points;
    equal(attack, { kind: 'poisson', meanNs: 3_000_000 });
    is(short!.rounds, 20);
    ok(short!.attempts > 0 && short!.attempts <= 100, `${short!.attempts} attempts`);
    for (const { probability, interval, window, attempts, expected, predicted } of points) {
      ok(interval[0] <= probability && probability <= interval[1]);
      is(window!.count, attempts, 'every attempt has its window');
      ok(expected! > 0 && expected! < 1 && predicted! >= 0 && predicted! <= 1);
    }
    ok(long!.window!.p50Ns >= 1_000_000, `${long!.window!.p50Ns} ns`);
    ok(long!.expected! > short!.expected!);
    ok(steps!.hits > 0 && steps!.window.p50 > 0 && steps!.window.p50 < steps!.scheduleSteps);
  });

  test('a supervisor that opens its own copy is never fooled, and nothing is expected', async () => {
    const given = { ...toctou, answer: 2, turns: 5, delay: 100_000, mean: 3_000_000 };
    const { points, attack, steps } = await stress(toctouWindow, given, { rounds: 30, seed: 1 });
    equal(
      points.map(({ hits, expected }) => [hits, expected]),
      [[0, null]],
    );
    is(attack, null);
    is(steps!.hits, 0);
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

  test('what no hit allows is said, and where the expectation misses', () => {
    const point = {
      value: 0,
      rounds: 10,
      attempts: 1_000_000,
      hits: 0,
      probability: 0,
      interval: [0, 3.8e-6],
      expected: null,
      predicted: null,
      window: null,
      stall: null,
      innocent: null,
      stalled: null,
      guarded: null,
      attemptsPerSecond: 5,
      lockWait: NONE,
      latency: NONE,
      mapCountPeak: 1,
      splitsPerSecond: 0,
      costs: { 'calls that failed': 7 },
      cut: null,
      hung: false,
    } as const;
    const base = {
      version: 3,
      scenario: 's',
      parameters: {},
      seed: 1,
      sweep: 'delay',
      attack: null,
      steps: null,
      failed: null,
    } as const;
    const none = stressText({ ...base, points: [point] }, { isTime: true });
    match(none, /^s: 0 hits in 1,000,000 attempts\./);
    match(none, /probability is below 3\.0e-6/);
    match(none, /0 - 3\.8e-6/);
    match(none, /calls that failed\n.* 7\n/);
    const window = {
      ...NONE,
      count: 3,
      p50Ns: 900,
      p99Ns: 3_000,
      buckets: [
        [900, 2],
        [3_000, 1],
      ],
    } as const;
    const hit = {
      ...point,
      value: 1_000,
      attempts: 1_000,
      hits: 10,
      probability: 0.01,
      interval: [0.0054, 0.0183],
      expected: 0.02,
      predicted: 0.011,
      window,
    } as const;
    const attack = { kind: 'poisson', meanNs: 5 } as const;
    const text = stressText({ ...base, attack, points: [point, hit] }, { isTime: true });
    match(text, /1\.00 us +1,000 +10 +0\.0100 +0\.0054 - 0\.0183 +0\.0200! +900 ns/);
    match(text, /to 4\.10 us +1 +33\.3% +#{10}\n/);
    match(text, /time +p50 900 ns, p99 3\.00 us +0\.0200 +1 - E exp/);
    match(text, /0\.0110 +the flips as they came/);
    match(text, /hits +10 of 1,000 +0\.0100 +measured/);
  });
});
