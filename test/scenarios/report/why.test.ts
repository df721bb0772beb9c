/** Why a schedule fails, in words, and beside it the one that passes. */
import type { Finding, SampleFigures, Why } from '../../../workers/index.ts';
import { besideLines, legendLines, whyLines } from '../../../scenarios/report/why.ts';
import { repeatLines, sampleLines, samplePairs } from '../../../scenarios/report/sample.ts';
import { equal, is, match, ok, suite } from '../../support/suite.ts';
import { outcomeWith, stepWith, countersWith } from '../../support/outcome.ts';

function findingWith(why: Partial<Why>): Finding {
  return {
    kind: 'property',
    message: 'x',
    schedule: [stepWith({ thread: 'a', did: 'one' }), stepWith({ thread: 'b', did: 'two' })],
    why: {
      found: { steps: 9, preemptions: 4 },
      preemptions: 1,
      preemptionsAtLeast: 1,
      fewer: null,
      depth: 2,
      depthAtLeast: 2,
      criticalStep: 2,
      slice: { matters: [1, 2], leads: [] },
      passing: {
        token: 'rt2.x',
        schedule: [
          stepWith({ thread: 'a', did: 'one' }),
          ...Array.from({ length: 9 }, () => stepWith({ thread: 'a', did: 'more' })),
        ],
      },
      ...why,
    },
  };
}

const figures = {
  strategy: 'pct',
  schedules: 1_000,
  steps: 9_000,
  stepCountMax: 10,
  cutOff: 0,
  hits: [{ name: 'x', schedules: 20, first: 7, seed: 7 }],
  states: 44,
  transitionsTaken: 3,
  transitionsAll: 40,
  places: 8,
  overtakings: 12,
  total: countersWith({}),
  spans: {},
  instructions: { reached: 2, all: 2, unreached: [] },
  newestSchedule: 70,
  unseen: [],
  unreached: [],
  pct: { depth: 2, stepCount: 10, threadCount: 3, bound: 1 / 30 },
  durationMs: 100,
} as const;

suite('scenarios/report/why', (test) => {
  test('it tells preemptions, depth, size and the critical step', () => {
    equal(whyLines(findingWith({})), [
      '  preemptions: 1, proved to be the fewest',
      '  bug depth: 2: 2 ordering constraints, the least with which PCT finds it',
      '  size: 2 steps; found with 9 steps and 4 preemptions',
      '  depends on: all steps',
      '  critical step: 2, b: two; behind it every continuation fails',
    ]);
  });

  test('it tells which steps matter, which lead there and which play no part', () => {
    const told = (matters: number[], leads: number[], count: number): string | undefined =>
      whyLines({
        ...findingWith({ slice: { matters, leads } }),
        schedule: Array.from({ length: count }, () => stepWith({})),
      }).find((line) => line.includes('depends on'));
    is(
      told([2, 8, 9], [1, 3, 4, 5, 6, 7], 9),
      '  depends on: steps 2, 8, 9; the others to bring their threads there',
    );
    is(told([1, 3, 4, 5], [], 5), '  depends on: steps 1, 3 to 5; the others without a part in it');
    is(
      told([4], [1, 2], 4),
      '  depends on: step 4; steps 1, 2 to bring their threads there; step 3 without a part in it',
    );
  });

  test('the signs of a schedule are told below it, where it has any', () => {
    equal(legendLines(findingWith({ slice: { matters: [2], leads: [1] } })), [
      '  * the failure depends on it; > behind it every continuation fails',
    ]);
    equal(legendLines(findingWith({ criticalStep: null })), []);
  });

  test('as a table, the two stand side by side with the values that they read and wrote', () => {
    const step = (value: number) =>
      stepWith({ thread: 'a', did: 'load x', reads: [{ word: 'x', value }] });
    const passing = { token: 'rt2.x', schedule: [step(2)] };
    const lines = besideLines(
      { ...findingWith({ criticalStep: 1, passing }), schedule: [step(1)] },
      'table',
    );
    ok(
      lines.some((line) => /reads x = 1 +reads x = 2$/.test(line)),
      lines.join('\n'),
    );
  });

  test('what was not proved is not said to be the fewest or the least', () => {
    const text = whyLines(
      findingWith({ preemptions: 3, depth: null, criticalStep: null, passing: null }),
    ).join('\n');
    ok(!text.includes('proved to be the fewest') && !text.includes('the least'), text);
    match(text, /fewer than 1 do not suffice is proved/);
    match(text, /at least 2; the limit of the search left it open/);
  });

  test('the passing schedule stands beside the failing one from the critical step on', () => {
    equal(besideLines(findingWith({})), [
      '  The nearest passing schedule is the same up to step 1.',
      '  #  fails   passes',
      '  2  b: two  a: more',
      '  3          a: more',
      '  4          a: more',
      '  5          a: more',
      '  and 5 steps more to the end of the passing one',
      '  racetrap replay rt2.x',
    ]);
    equal(besideLines(findingWith({ criticalStep: 0, passing: null })), []);
    const last = (file: string | null) => besideLines(findingWith({}), 'text', file).at(-1);
    is(last('mine.ts'), '  racetrap replay rt2.x mine.ts');
    is(last(null), '  and 5 steps more to the end of the passing one');
  });

  test('where nothing failed, it is told how likely that is where something could', () => {
    const clean = { ...figures, hits: [], schedules: 100 };
    const boundOf = (given: SampleFigures): string =>
      samplePairs(given).find(([name]) => name === 'bound')?.[1] ?? '';
    // (1 - 1 / 30) ** 100
    match(boundOf(clean), /; all 100 miss it with p <= 0\.034$/);
    const random = { ...clean, strategy: 'random' as const, pct: null };
    match(boundOf(random), /^none; of random schedules fewer than 3% fail \(95% confidence\)$/);
    for (const other of [
      { ...random, strategy: 'coverage' as const },
      { ...random, hits: [{ name: 'x', schedules: 1, first: 3, seed: 3 }] },
    ])
      is(boundOf(other), 'none');
  });

  test('a bound is told with its terms, and only where its premise holds', () => {
    match(sampleLines(figures).join('\n'), /p >= \S+ = 1 \/ \(3 \* 10\^1\)/);
    const longer = sampleLines({ ...figures, stepCountMax: 12 }).join('\n');
    match(longer, /none: schedules were longer than the 10 steps assumed; --steps 12/);
  });

  test('each finding has the command that repeats its schedule', () => {
    const outcome = outcomeWith({ engine: 'sample', seed: 1, explore: null, sample: figures });
    equal(repeatLines(outcome, 'mine'), [
      '  racetrap sample mine --strategy pct --depth 2 --steps 10 --seed 7 --schedules 1',
    ]);
  });
});
