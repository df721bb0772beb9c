/** The orders that a failure needs, held against every schedule of small scenarios. */
import type { Scenario } from '../../../actors/index.ts';
import { ask, type Question } from '../../../workers/engine.ts';
import type { Ending } from '../../../workers/explore/examination.ts';
import { type Move, Mover } from '../../../workers/explore/mover.ts';
import { necessaryOrdering } from '../../../workers/explore/necessity.ts';
import { escapeFrom } from '../../../workers/explore/ordered.ts';
import { occurrenceText, type Ordering } from '../../../workers/explore/ordering.ts';
import { explore } from '../../../workers/explore/search.ts';
import { StepNames } from '../../../workers/explore/step-name.ts';
import { readToken } from '../../../workers/explore/token.ts';
import { atEnd, choose, load, never, store } from '../../../scenarios/file/build.ts';
import { everySchedule } from '../../support/every-schedule.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { scenarioOf } from '../../support/walk.ts';

const threadsOf = (programs: Readonly<Record<string, Scenario['threads'][string]['program']>>) =>
  Object.fromEntries(
    Object.entries(programs).map(([name, program]) => [name, { at: 'native', program }]),
  );

const lostUpdate = scenarioOf({
  words: { x: 0, y: 0 },
  threads: threadsOf({
    a: [load('x', 'r0'), { do: 'compute', into: 'r0', value: ['r0', '+', 1] }, store('x', 'r0')],
    b: [load('x', 'r0'), { do: 'compute', into: 'r0', value: ['r0', '+', 1] }, store('x', 'r0')],
    idle: [store('y', 1)],
  }),
  properties: [atEnd('nothing is lost', ['x', '!=', 1])],
});
const takes = (word: string) =>
  ({ do: 'atomic', when: [word, '==', 0], effects: [[word, '=', 1]] }) as const;
const crossed = scenarioOf({
  words: { first: 0, second: 0 },
  threads: threadsOf({
    one: [takes('first'), takes('second'), store('second', 0), store('first', 0)],
    two: [takes('second'), takes('first'), store('first', 0), store('second', 0)],
  }),
});
const drawn = scenarioOf({
  words: { x: 0 },
  threads: threadsOf({
    a: [choose('r0', 1, 2, 3), store('x', 'r0')],
    b: [load('x', 'r1'), store('x', 0)],
  }),
  properties: [never('b reads 2', ['b.r1', '==', 2])],
});
const early = scenarioOf({
  words: { x: 0, ready: 0 },
  threads: threadsOf({
    a: [store('ready', 1), store('x', 1)],
    b: [load('x', 'r0'), store('x', 1)],
  }),
  properties: [never('too early', ['b.r0', '==', 1])],
});

/** The first finding of a scenario, with the orders that it needs. */
async function needed(scenario: Scenario) {
  const question = ask(scenario);
  const { findings } = await explore(question);
  const schedule = readToken(question, findings[0]?.token ?? '');
  const ordering = necessaryOrdering(question, schedule, 100_000)!;
  return { question, schedule, ordering, ending: schedule.ending };
}

/** Whether moves keep an ordering, by looking at each of its steps in turn. */
function keeps(question: Question, moves: readonly Move[], ordering: Ordering): boolean {
  const mover = new Mover(question);
  const names = new StepNames(question);
  const made = new Map<string, number>();
  for (const [at, { thread, code }] of moves.entries()) {
    const step = { thread: question.compiled.threads[thread]!.name, name: names.of(mover, thread) };
    let count = 1;
    while (made.has(occurrenceText({ ...step, count }))) count += 1;
    mover.move(thread, code);
    made.set(occurrenceText({ ...step, count }), at);
    const draws = mover.drawn();
    if (draws.length > 0) made.set(occurrenceText({ ...step, count, draws }), at);
  }
  const at = (step: Parameters<typeof occurrenceText>[0]) => made.get(occurrenceText(step)) ?? -1;
  return (
    ordering.orders.every((steps) =>
      steps.every((step, index) => at(step) > (index === 0 ? -1 : at(steps[index - 1]!))),
    ) && ordering.without.every((step) => at(step) < 0)
  );
}

function texts({ orders, without }: Ordering): string[] {
  return [
    ...orders.map((steps) => steps.map(occurrenceText).join(' < ')),
    ...without.map((step) => `not ${occurrenceText(step)}`),
  ];
}

function escapes(question: Question, ordering: Ordering, ending: Ending) {
  return escapeFrom(question, ordering, ending, { nodes: 100_000 });
}

suite('workers/explore/necessity', (test) => {
  for (const [name, scenario] of Object.entries({ lostUpdate, crossed, drawn, early }))
    test(`every schedule that keeps the orders fails, and some others do not: ${name}`, async () => {
      const { question, ordering, ending } = await needed(scenario);
      ok(ordering.isSufficient);
      const runs = everySchedule(question, ending);
      const kept = runs.filter(({ moves }) => keeps(question, moves, ordering));
      ok(kept.length > 0 && kept.length < runs.length, `${kept.length} of ${runs.length}`);
      for (const { moves, fails } of kept) ok(fails, moves.map(({ thread }) => thread).join());
    });

  test('none of the orders can be left out', async () => {
    for (const scenario of [lostUpdate, crossed, drawn, early]) {
      const { question, ordering, ending } = await needed(scenario);
      const { orders, without } = ordering;
      const fewer = [
        ...orders.map((_each, at) => ({ ...ordering, orders: orders.toSpliced(at, 1) })),
        ...without.map((_each, at) => ({ ...ordering, without: without.toSpliced(at, 1) })),
      ];
      ok(fewer.length > 0);
      for (const less of fewer) ok(Array.isArray(escapes(question, less, ending)));
    }
  });

  test('the orders are those that a person would name', async () => {
    // With the order of its own program, a loads x before b stores it.
    equal(texts((await needed(lostUpdate)).ordering), ['b:load:x < a:store:x < b:store:x']);
    equal(texts((await needed(crossed)).ordering), [
      'not one:atomic:second',
      'not two:atomic:first',
    ]);
    equal(texts((await needed(drawn)).ordering), ['a:store:x < b:load:x', 'a:choose=1']);
    equal(texts((await needed(early)).ordering), ['a:store:x < b:load:x']);
  });

  test('a search without the means to tell says that it does not know', async () => {
    const { question, schedule, ending, ordering } = await needed(lostUpdate);
    is(necessaryOrdering(question, schedule, 3)?.isSufficient, false);
    is(escapeFrom(question, ordering, ending, { nodes: 2 }), 'unknown');
  });

  test('a run that goes round for ever is no failure', async () => {
    const spinning: Scenario = {
      ...early,
      threads: {
        ...early.threads,
        c: { at: 'native', program: [{ do: 'loop', times: 'forever', body: [store('ready', 2)] }] },
      },
    };
    const question = ask(spinning);
    const none = { orders: [], without: [], ends: null };
    ok(Array.isArray(escapes(question, none, { property: 0 })));
  });
});
