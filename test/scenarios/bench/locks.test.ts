/** Bench locks: designs that take turns, medians of rounds, and an end when asked for. */
import { DESIGN_NAMES } from '../../../kernel/index.ts';
import { locksBench } from '../../../scenarios/bench/locks.ts';
import { equal, is, match, ok, suite } from '../../support/suite.ts';

/** The rate with the most edits. */
const MOST_EDITS = ' 10 calls a pair';
/** Rates of edits that are measured. */
const RATE_COUNT = 3;

suite('scenarios/bench/locks', (test) => {
  test('every design is measured at every rate in every round, in turns', async () => {
    const turns: string[] = [];
    const progress = (text: string) => turns.push(text);
    const figures = await locksBench.run({ progress }, { threads: [2], rounds: 2, durationMs: 5 });
    is(figures.length, 4 * DESIGN_NAMES.length * RATE_COUNT);
    const measured = turns.filter((text) => text.startsWith('round'));
    is(measured.length, 2 * DESIGN_NAMES.length * RATE_COUNT);
    const designs = measured.map((text) => / of 2: ([a-z-]+),/.exec(text)?.[1]);
    equal(designs.slice(0, DESIGN_NAMES.length), [...DESIGN_NAMES]);
    for (const { value, spread, distribution, ratio } of figures) {
      ok(Number.isFinite(value));
      if (distribution !== undefined) continue;
      ok(spread !== undefined && spread.rounds === 2);
      ok(spread.least <= value && value <= spread.most);
      ok(ratio === undefined || ratio > 0);
    }
    const [unlocked] = figures;
    match(unlocked?.name ?? '', /^unlocked, 2 threads, \d+ calls a pair: checks$/);
    is(unlocked?.ratio, 1);
    is(locksBench.draw?.(figures).length, DESIGN_NAMES.length * RATE_COUNT + 1);
  });

  test('times that threads held locks come as histograms', async () => {
    const figures = await locksBench.run({}, { threads: [1], rounds: 1, durationMs: 20 });
    const holds = figures.filter(({ name }) => name.endsWith('lock hold, p99'));
    is(holds.length, DESIGN_NAMES.length * RATE_COUNT);
    for (const { name, distribution } of holds) {
      ok(distribution !== undefined, name);
      // Where edits are rare, none may fall into so short a time.
      if (name.includes(MOST_EDITS)) ok(distribution.count > 0, name);
      const total = distribution.buckets.reduce((sum, [, count]) => sum + count, 0);
      is(total, distribution.count);
    }
  });

  test('an interrupted bench answers with what it has', async () => {
    const controller = new AbortController();
    let turns = 0;
    const progress = (text: string) => {
      if (!text.startsWith('round')) return;
      turns += 1;
      if (turns === 3) controller.abort();
    };
    const figures = await locksBench.run(
      { signal: controller.signal, progress },
      { threads: [1], rounds: 1, durationMs: 5 },
    );
    is(figures.length, 4 * 3);
  });
});
