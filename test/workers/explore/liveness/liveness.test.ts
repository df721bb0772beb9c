/**
 * Properties of whole executions: which schedules violate them, what their tokens replay, and
 * checkers that forget a rule.
 */
import {
  type EventPattern,
  isLiveness,
  type Program,
  type Property,
  type Scenario,
} from '../../../../actors/index.ts';
import {
  cas,
  choose,
  eventually,
  load,
  loop,
  mark,
  never,
  progress,
  repeat,
  store,
  underStrongFairness,
  waitFor,
} from '../../../../scenarios/file/build.ts';
import { ask } from '../../../../workers/engine.ts';
import type { Finding } from '../../../../workers/outcome.ts';
import { judgeLiveness } from '../../../../workers/explore/liveness/liveness.ts';
import { RULES, type Rules } from '../../../../workers/explore/liveness/lasso.ts';
import { explain } from '../../../../workers/explore/explanation.ts';
import { replay, replaySchedule } from '../../../../workers/explore/replay.ts';
import { sample } from '../../../../workers/explore/sampling.ts';
import { explore } from '../../../../workers/explore/search.ts';
import { readToken } from '../../../../workers/explore/token.ts';
import { equal, is, match, ok, rejects, suite, throws } from '../../../support/suite.ts';
import { scenarioOf } from '../../../support/walk.ts';

const BUDGET = {
  stateCountMax: 100_000,
  durationMsMax: 60_000,
  byteCountMax: 2 ** 30,
  begunMs: performance.now(),
};

/** Threads of these programs, `served` ones with a name that ends in `!`. */
function world(programs: Readonly<Record<string, Program>>, properties: Property[]): Scenario {
  const threads = Object.entries(programs).map(([name, program]) => [
    name.replace('!', ''),
    { at: 'native', program, ...(name.endsWith('!') && { service: true }) },
  ]);
  return scenarioOf({
    words: { x: 0, y: 0 },
    threads: Object.fromEntries(threads) as Scenario['threads'],
    properties,
  });
}

/** What a search says, as the kind of what it found and the steps of its stem and its cycle. */
async function found(scenario: Scenario): Promise<string> {
  const { verdict, findings } = await explore(ask(scenario));
  return [verdict, ...findings.map(shapeOf)].join('; ');
}

function shapeOf({ kind, schedule = [], forever = [] }: Finding): string {
  return `${kind} ${schedule.length}+${forever.length}`;
}

/** How many properties are violated under rules that may be broken. */
async function violated(scenario: Scenario, rules: Rules): Promise<number> {
  return (await judgeLiveness(ask(scenario), BUDGET, true, {}, rules)).finds.length;
}

const XIS1 = eventually('x is 1', ['x', '==', 1]);
/** It ends only once the other thread has moved; alone it would spin for ever. */
const spinner = world(
  { spins: [repeat(['r0', '==', 1], load('x', 'r0'))], sets: [store('x', 1)] },
  [XIS1, eventually('all ends', { event: 'finished', thread: 'spins' })],
);
const toss = world({ tosses: [choose('r0', 0, 1), store('x', 'r0')] }, [XIS1]);
/** The awaited value comes again and again, and never stays. */
const starving = world(
  {
    'toggles!': [loop('forever', store('x', 1), store('x', 0))],
    waits: [waitFor('x', '==', 1), store('y', 1)],
  },
  [eventually('the waiting thread gets through', ['y', '==', 1])],
);
/** Two threads that make way for each other for ever. */
const politeness = (...by: EventPattern[]): Scenario =>
  world(
    {
      a: [repeat(['r0', '==', 7], mark('round'), cas('x', 0, 1, 'r0'))],
      'b!': [loop('forever', cas('x', 1, 0))],
    },
    [progress('somebody gets ahead', ...by)],
  );

/** It may be drawn again and again, as long as it takes. */
const coin = world(
  { tosses: [repeat(['r0', '==', 1], choose('r0', 0, 1), store('y', 'r0')), store('x', 1)] },
  [XIS1],
);
const strongly = (scenario: Scenario): Scenario => ({
  ...scenario,
  properties: scenario.properties.map((property) =>
    isLiveness(property) ? underStrongFairness(property) : property,
  ),
});

const TWINS: Readonly<Record<string, readonly [Rules, Scenario, number]>> = {
  'that executions must be fair': [
    {
      ...RULES,
      fairness: ({ graph }, { members, begin }) => graph.firstStep(members[begin]!) >= 0,
    },
    spinner,
    0,
  ],
  'that a schedule may end too early': [{ ...RULES, heedsEnds: false }, toss, 1],
  'that an execution may go on for ever': [{ ...RULES, fairness: () => false }, starving, 1],
};

suite('workers/explore/liveness/liveness', (test) => {
  test('what only an unfair execution keeps from coming true is proved', async () => {
    is(await found(spinner), 'holds');
  });

  test('a schedule that ends without it violates eventually', async () => {
    is(await found(toss), 'violated; eventually 2+0');
  });

  test('what comes and goes need never be met: fairness is weak', async () => {
    is(await found(starving), 'violated; eventually 0+3');
  });

  test('strong fairness lets nobody be passed by for ever, and no draw', async () => {
    is(await found(strongly(starving)), 'holds');
    match(await found(coin), /^violated; eventually/);
    is(await found(strongly(coin)), 'holds');
    // One draw ends the thread without it, and one goes on: no chance is left in the end.
    is(await found(strongly(toss)), 'violated; eventually 2+0');
    match(await found(strongly(politeness())), /^violated; livelock/);
  });

  test('under strong fairness a cycle draws all that can be drawn', async () => {
    const scenario = strongly(
      world({ draws: [loop('forever', choose('r0', 1, 2, 3), store('y', 'r0'))] }, [XIS1]),
    );
    const question = ask(scenario);
    const [finding] = (await explore(question)).findings;
    const drawn = new Set(finding?.forever?.flatMap(({ choices }) => choices));
    equal(
      [0, 1, 2].map((choice) => drawn.has(choice)),
      [true, true, true],
    );
    const { threads, choices } = readToken(question, finding?.token ?? '');
    // The same number, drawn for ever.
    const once = { threads: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0], choices: [0, 0, 0, 0, 0] };
    for (let length = 4; length <= once.threads.length; length += 1)
      for (let cycle = 1; cycle <= length; cycle += 1)
        throws(() =>
          replaySchedule(question, {
            ending: { property: 0, cycle },
            threads: once.threads.slice(0, length),
            choices: once.choices,
          }),
        );
    ok(threads.length > 0 && choices.length >= 3);
  });

  test('an event that must come can be what breaks a cycle', async () => {
    const rings = (rounds: number | 'forever') =>
      world({ a: [loop(rounds, store('x', 1)), mark('bell')] }, [
        eventually('the bell rings', { marked: 'bell' }),
      ]);
    is(await found(rings(3)), 'holds');
    is(await found(rings('forever')), 'violated; eventually 1+2');
  });

  test('threads that go round for ever are a livelock, unless a mark is progress', async () => {
    match(await found(politeness()), /^violated; livelock \d\+[1-9]/);
    is(await found(politeness({ marked: 'round' })), 'holds');
  });

  test('services that go round when all work is done are no livelock', async () => {
    const scenario = world(
      { 'serves!': [loop('forever', store('x', 1))], works: [store('y', 1)] },
      [progress('the work is done')],
    );
    is(await found(scenario), 'holds');
  });

  test('a violation of a single state is found first, and with all both are', async () => {
    const scenario = {
      ...starving,
      properties: [...starving.properties, never('x is 1', ['x', '==', 1])],
    };
    is(await found(scenario), 'violated; property 1+0');
    const { findings } = await explore(ask(scenario), { all: true });
    equal(findings.map(shapeOf), ['property 1+0', 'eventually 0+3']);
  });

  test('generated code and the stepper come to the same verdict', async () => {
    for (const scenario of [spinner, toss, starving, politeness()]) {
      const [generated, stepped] = [
        await explore(ask(scenario)),
        await explore(ask(scenario), {}, {}, { isGeneric: true }),
      ];
      equal(generated.findings, stepped.findings);
      is(generated.explore?.liveness?.states, stepped.explore?.liveness?.states);
      is(stepped.explore?.liveness?.states, stepped.explore?.states);
    }
  });

  test('only a scenario that asks for whole executions pays for them', async () => {
    const { explore: figures } = await explore(ask({ ...spinner, properties: [] }));
    is(figures?.liveness, undefined);
  });

  test('a search that a budget ends says nothing of whole executions', async () => {
    const { finds, interruption } = await judgeLiveness(
      ask(starving),
      { ...BUDGET, stateCountMax: 3 },
      true,
    );
    equal(finds, []);
    match(interruption ?? '', /3 states/);
  });

  test('the token replays the stem and one round of the cycle', async () => {
    for (const scenario of [toss, starving, politeness()]) {
      const question = ask(scenario);
      const [finding] = (await explore(question)).findings;
      const { schedule, forever, finding: again } = replay(question, finding?.token ?? '');
      equal(again, finding);
      equal([schedule, forever], [finding?.schedule, finding?.forever ?? []]);
    }
  });

  test('a cycle that does not come back, or is unfair, is refused by replay', async () => {
    const question = ask(starving);
    const [finding] = (await explore(question)).findings;
    const { threads, choices } = readToken(question, finding?.token ?? '');
    const claim = (more: readonly number[], cycle: number) => () =>
      replaySchedule(question, {
        ending: { property: 0, cycle },
        threads: [...threads, ...more],
        choices,
      });
    claim([], threads.length)();
    throws(claim([0], 1), /does not come back/);
    throws(claim([0, 1], 1), /does not come back/);
    throws(claim([0, 1, 1], 0), /it comes true/);
    throws(claim([], 0), /does not end/);
    const unfair = ask(spinner);
    const spins = { ending: { property: 0, cycle: 1 }, threads: [0, 0], choices: [] };
    throws(() => replaySchedule(unfair, spins), /not fair to all threads/);
  });

  for (const [what, [rules, scenario, count]] of Object.entries(TWINS))
    test(`a checker that forgets ${what} is caught`, async () => {
      is(await violated(scenario, RULES), count);
      ok((await violated(scenario, rules)) !== count);
    });

  test('samples and explanations leave whole executions alone, and say so', async () => {
    const { unjudged, verdict } = await sample(ask(toss), { scheduleCountMax: 20 });
    equal([unjudged, verdict], [['x is 1'], 'interrupted']);
    const [finding] = (await explore(ask(toss))).findings;
    const schedule = readToken(ask(toss), finding?.token ?? '');
    throws(() => explain(ask(toss), schedule), /whole executions/);
  });

  test('a property that names what there is not is refused', async () => {
    const broken = world({ a: [] }, [progress('p', { marked: 'nowhere' })]);
    await rejects(explore(ask(broken)), /no program marks 'nowhere'/);
    const many = Array.from({ length: 9 }, (_none, each) => eventually(`${each}`, ['x', '==', 0]));
    await rejects(explore(ask(world({ a: [] }, many))), /at most 8 properties/);
  });
});
