/** Samples: what a seed repeats, what a budget ends, what is found and what is only counted. */
import type { Scenario } from '../../../actors/index.ts';
import { ask } from '../../../workers/engine.ts';
import { replay } from '../../../workers/explore/replay.ts';
import { explain } from '../../../workers/explore/explanation.ts';
import { explore } from '../../../workers/explore/search.ts';
import { readToken } from '../../../workers/explore/token.ts';
import { RandomWalk } from '../../../workers/explore/random-walk.ts';
import { sample, type SampleOptions } from '../../../workers/explore/sampling.ts';
import { always, atEnd, loop, never, sometimes, store } from '../../../scenarios/file/build.ts';
import { rwsem } from '../../../scenarios/litmus/locks.ts';
import { unlockedLookup } from '../../../scenarios/litmus/memmap.ts';
import { effort } from '../../support/effort.ts';
import { exhaustible, TOO_DEEP } from '../../support/litmus.ts';
import { equal, is, match, not, ok, rejects, suite } from '../../support/suite.ts';
import { longLostUpdate, lostUpdate, unluckyDraw } from '../../support/races.ts';
import { scenarioOf } from '../../support/walk.ts';

/** Schedules of each strategy in each scenario of the catalogue. */
const SCHEDULE_COUNT = effort(40, 400);

const STRATEGIES = ['random', 'pct', 'coverage'] as const;

function draw(scenario: Scenario, options: SampleOptions = {}) {
  return sample(ask(scenario), options);
}

/** An outcome without its clock. */
async function untimed(scenario: Scenario, options: SampleOptions) {
  const { sample: figures, ...rest } = await draw(scenario, options);
  return { ...rest, sample: { ...figures, durationMs: 0 } };
}

suite('workers/explore/sampling', (test) => {
  for (const strategy of STRATEGIES) {
    test(`the same seed gives the same sample, ${strategy}`, async () => {
      const options = { strategy, seed: 5, scheduleCountMax: 300, all: true, explains: false };
      equal(await untimed(longLostUpdate, options), await untimed(longLostUpdate, options));
    });

    test(`another seed gives another sample, ${strategy}`, async () => {
      const options = { strategy, scheduleCountMax: 30, all: true, explains: false };
      const one = await untimed(rwsem.build({}), { ...options, seed: 1 });
      const other = await untimed(rwsem.build({}), { ...options, seed: 1_000 });
      not.equal(one.sample.states, other.sample.states);
    });

    test(`what the seed of a finding says repeats it, ${strategy}`, async () => {
      const options = { strategy, seed: 3, explains: false };
      const { findings, sample: figures } = await draw(unlockedLookup.build({}), options);
      const [hit] = figures?.hits ?? [];
      const again = await draw(unlockedLookup.build({}), {
        ...options,
        seed: hit!.seed,
        scheduleCountMax: strategy === 'coverage' ? hit!.first : 1,
      });
      equal(again.findings, findings);
    });

    test(`what is found replays to itself, small as it is, ${strategy}`, async () => {
      for (const scenario of [lostUpdate, unluckyDraw, unlockedLookup.build({})]) {
        const { findings, verdict } = await draw(scenario, { strategy });
        is(verdict, 'violated');
        const { why: _why, ordering: _ordering, ...finding } = findings[0]!;
        equal(replay(ask(scenario), finding.token ?? '').finding, finding);
      }
    });
  }

  for (const { entry, parameters } of exhaustible) {
    test(`what samples of '${entry.name}' see is what a search reaches`, async () => {
      const scenario = entry.build(parameters);
      const search = await explore(ask(scenario), { all: true });
      const reached = new Set(search.observations.map(({ values }) => values.join()));
      const kinds = new Set(search.findings.map(({ kind }) => kind));
      for (const strategy of STRATEGIES) {
        const options = { strategy, scheduleCountMax: SCHEDULE_COUNT, all: true, explains: false };
        const { observations, findings } = await draw(scenario, options);
        for (const { values } of observations) ok(reached.has(values.join()), values.join());
        for (const { kind } of findings) ok(kind === 'deadline' || kinds.has(kind), kind);
      }
    });
  }

  for (const { entry, parameters } of exhaustible.filter(({ entry: { name } }) => TOO_DEEP[name])) {
    test(`PCT finds '${entry.name}' at the depth of its bug, and not at its default`, async () => {
      const scenario = entry.build(parameters);
      const { findings } = await explore(ask(scenario));
      const { why } = explain(ask(scenario), readToken(ask(scenario), findings[0]?.token ?? ''));
      const depth = TOO_DEEP[entry.name]!;
      equal([why.depth, why.depthAtLeast], [depth, depth]);
      const tried = { seed: 2_000, scheduleCountMax: 2_000, explains: false };
      is((await draw(scenario, tried)).verdict, 'interrupted');
      is((await draw(scenario, { ...tried, depth: depth + 1 })).verdict, 'violated');
    });
  }

  test('a sample in which nothing fails never holds, and says what ended it', async () => {
    const { verdict, findings, asExpected } = await draw(rwsem.build({}), {
      scheduleCountMax: 20,
    });
    is(verdict, 'interrupted');
    is(asExpected, true);
    equal(findings, [
      { kind: 'deadline', message: 'the sample was ended by its budget of 20 schedules' },
    ]);
  });

  test('a sample ends at its first finding, and with all at its budget', async () => {
    const first = await draw(lostUpdate, { strategy: 'random' });
    ok(first.sample!.schedules < 50, `${first.sample!.schedules} schedules`);
    const all = await draw(lostUpdate, { strategy: 'random', all: true, scheduleCountMax: 500 });
    is(all.sample?.schedules, 500);
    is(all.findings.length, 1);
    const [hit] = all.sample?.hits ?? [];
    const ended = all.observations.find(({ values }) => values[0] !== 2);
    is(hit?.schedules, ended?.count);
  });

  test('a random walk takes each thread that can move as often as any other', async () => {
    // Of two threads with one step each the first is a or b: half the schedules end either way.
    const { observations } = await draw(
      scenarioOf({
        words: { x: 0 },
        threads: {
          a: { at: 'native', program: [store('x', 1)] },
          b: { at: 'native', program: [store('x', 2)] },
        },
        observe: ['x'],
      }),
      { strategy: 'random', scheduleCountMax: 10_000 },
    );
    equal(observations.map(({ values }) => values.join()).sort(), ['1', '2']);
    // Five standard deviations of 10 000 draws of a coin.
    for (const { count } of observations) ok(Math.abs(count - 5_000) < 5 * 50, `${count}`);
  });

  test('a scheduler that forgets its seed is caught: two samples of a seed differ', async () => {
    class Unseeded extends RandomWalk {
      override begin(): void {
        // Broken: the stream of the schedule before runs on.
      }
    }
    const scheduler = new Unseeded();
    const twice = [];
    for (let run = 0; run < 2; run += 1) {
      const options = { scheduleCountMax: 20, all: true, explains: false };
      const outcome = await sample(ask(rwsem.build({})), options, {}, { scheduler });
      twice.push(outcome.sample?.states);
    }
    not.equal(twice[0], twice[1]);
  });

  test('a schedule that never ends is cut off, and counted so', async () => {
    const { sample: figures, verdict } = await draw(
      scenarioOf({
        words: { x: 0 },
        threads: { a: { at: 'native', program: [loop('forever', store('x', 1))] } },
      }),
      { strategy: 'random', scheduleCountMax: 3, stepCountMax: 50 },
    );
    is(verdict, 'interrupted');
    is(figures?.cutOff, 3);
    is(figures?.stepCountMax, 50);
  });

  test('what should be seen and was not is told, without a verdict', async () => {
    const { verdict, sample: figures } = await draw(
      { ...lostUpdate, properties: [sometimes('x is 3', ['x', '==', 3])] },
      { scheduleCountMax: 10 },
    );
    is(verdict, 'interrupted');
    equal(figures?.unseen, ['x is 3']);
  });

  test('what speaks of the end and was never looked at is told', async () => {
    const round = { at: 'native', program: [loop('forever', store('x', 1), store('x', 0))] };
    const endless = scenarioOf({
      words: { x: 0 },
      threads: { round },
      properties: [atEnd('x is 1', ['x', '==', 1])],
    });
    const { sample: figures } = await draw(endless, { scheduleCountMax: 2, stepCountMax: 20 });
    equal(figures?.unreached, ['x is 1']);
    const ended = { ...lostUpdate, properties: [atEnd('x is small', ['x', '<', 3])] };
    equal((await draw(ended, { scheduleCountMax: 2 })).sample?.unreached, []);
  });

  test('each property is found once, however many schedules violate it', async () => {
    const scenario = {
      ...lostUpdate,
      properties: [never('x is 1', ['x', '==', 1]), always('x stays 0', ['x', '==', 0])],
    };
    const { findings, sample: figures } = await draw(scenario, {
      all: true,
      scheduleCountMax: 40,
      explains: false,
    });
    equal(findings.map(({ message }) => message).sort(), ['x is 1', 'x stays 0']);
    equal(
      figures?.hits.map(({ schedules }) => schedules),
      [40, 40],
    );
  });

  test('a first state that is wrong already is found by an empty schedule', async () => {
    const scenario = { ...lostUpdate, properties: [always('x is 1', ['x', '==', 1])] };
    const { findings } = await draw(scenario);
    equal(findings[0]?.schedule, []);
  });

  test('a signal and a time end a sample with what it counted', async () => {
    const controller = new AbortController();
    const lines: string[] = [];
    const outcome = await sample(
      ask(rwsem.build({ writers: 4, readers: 4, turns: 20 })),
      { scheduleCountMax: 1_000_000_000 },
      {
        signal: controller.signal,
        progress: (line) => {
          lines.push(line);
          controller.abort();
        },
      },
    );
    match(lines[0] ?? '', /^\d+ schedules, \d+\/s, \d+ states, last news in schedule \d+$/);
    match(outcome.findings[0]?.message ?? '', /a signal/);
    ok(outcome.sample!.schedules > 0);
    const timed = await draw(rwsem.build({}), {
      scheduleCountMax: 1_000_000_000,
      durationMsMax: 1,
    });
    match(timed.findings[0]?.message ?? '', /budget of 1 ms/);
  });

  test('a limit that is no number from 1 is refused', async () => {
    await rejects(draw(lostUpdate, { scheduleCountMax: 0 }), /scheduleCountMax is a number from 1/);
    await rejects(draw(lostUpdate, { stepCountMax: Number.NaN }), /stepCountMax/);
    await rejects(draw(lostUpdate, { depth: 0 }), /PCT takes a depth from 1/);
  });
});
