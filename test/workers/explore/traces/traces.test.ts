/**
 * The walk of traces against three oracles: the numbers that other tools and papers give for the
 * guarded problems, sleep sets alone, and every interleaving one by one; and twins that miss
 * traces.
 */
import fc from 'fast-check';
import {
  type CatalogueEntry,
  type Effect,
  type Expression,
  isOfExecutions,
  type Scenario,
} from '../../../../actors/index.ts';
import {
  add,
  atomic,
  eventually,
  load,
  loop,
  never,
  select,
  store,
  waitUntil,
} from '../../../../scenarios/file/build.ts';
import {
  mprotectRace,
  mprotectRaceFixed,
  notifyRaceFixed,
  readWriteLockEntry,
  splitReadWriteLock,
} from '../../../../scenarios/litmus/guarded.ts';
import { ask } from '../../../../workers/engine.ts';
import type { Outcome } from '../../../../workers/outcome.ts';
import { replay } from '../../../../workers/explore/replay.ts';
import { explore } from '../../../../workers/explore/search.ts';
import { exploreTraces, type TracesParts } from '../../../../workers/explore/traces/traces.ts';
import type { TraceRule } from '../../../../workers/explore/traces/trace-walk.ts';
import { effort } from '../../../support/effort.ts';
import { exhaustible } from '../../../support/litmus.ts';
import { naiveTraces } from '../../../support/naive-traces.ts';
import { randomScenario } from '../../../support/random-programs.ts';
import { smallWorld } from '../../../support/small-world.ts';
import { equal, is, ok, rejects, suite } from '../../../support/suite.ts';
import { scenarioOf } from '../../../support/walk.ts';

const SEED = 2_014;
const WORLD_COUNT = effort(60, 3_000);
/** Interleavings of a world beyond which it is not compared. */
const INTERLEAVING_COUNT_MAX = 600;
/** Executions of a scenario beyond which its findings are not compared. */
const SCHEDULE_COUNT_MAX = 200;

/** Sleep sets alone: every thread is tried in every state. */
const SLEEP_SETS: TraceRule = { triesAll: true, raceCountMax: 0, widens: false };
/** A broken twin: only the last step that a step does not commute with is looked at. */
const LAST_RACE: TraceRule = { triesAll: false, raceCountMax: 1, widens: false };
/** Another: a step is taken to touch in the other order of a race what it touches in this one. */
const NARROW: TraceRule = { triesAll: false, raceCountMax: Infinity, widens: false };

const PLAIN: TracesParts = { commutes: false };

/** How many traces there are, by the walk. */
async function count(scenario: Scenario, parts: TracesParts = {}) {
  const { explore: figures } = await exploreTraces(ask(scenario), { all: true }, {}, parts);
  return figures!.traces!;
}

/** Traces of the guarded problems: with additions that commute, and as plain reads and writes. */
const KNOWN: readonly (readonly [
  CatalogueEntry,
  Readonly<Record<string, number>>,
  number,
  number?,
])[] = [
  [mprotectRaceFixed, { turns: 1 }, 9, 32],
  [mprotectRaceFixed, { turns: 2 }, 225, 3_060],
  [mprotectRaceFixed, { turns: 3 }, 7_056],
  [mprotectRace, { turns: 1 }, 16, 16],
  [mprotectRace, { turns: 2 }, 784, 784],
  [mprotectRace, { turns: 3 }, 49_284],
  [notifyRaceFixed, { words: 2, transactions: 1, attackers: 1, flips: 2 }, 3, 3],
  [notifyRaceFixed, { words: 2, transactions: 2, attackers: 2, flips: 2 }, 56, 56],
  [readWriteLockEntry, { readers: 2, writers: 1, turns: 1 }, 4, 54],
  [readWriteLockEntry, { readers: 2, writers: 2, turns: 1 }, 18, 384],
  [readWriteLockEntry, { readers: 3, writers: 2, turns: 1 }, 54],
];

/** Small enough for every interleaving, and how many of these there are. */
const INTERLEAVED: readonly (readonly [
  CatalogueEntry,
  Readonly<Record<string, number>>,
  number,
])[] = [
  [mprotectRaceFixed, { turns: 1 }, 1_310],
  [notifyRaceFixed, { words: 2, transactions: 1, attackers: 1, flips: 2 }, 6],
  [readWriteLockEntry, { readers: 2, writers: 1, turns: 1 }, 526],
  [readWriteLockEntry, { readers: 2, writers: 2, turns: 1 }, 12_264],
];

/** Whether the walk counts as the naive counter does; whether that could be told. */
async function agreesWithNaive(scenario: Scenario, parts: TracesParts = {}): Promise<boolean> {
  const question = ask(scenario);
  const naive = naiveTraces(question, INTERLEAVING_COUNT_MAX);
  if (naive === null) return false;
  is(naive.torn, 0, 'interleavings of one trace end in one state');
  const { complete, deadlocks } = await count(scenario, parts);
  equal({ traces: complete, deadlocks }, { traces: naive.traces, deadlocks: naive.deadlocks });
  return true;
}

/** Random guarded steps that wait for each other's words: most races are with blocked steps. */
const guarded: fc.Arbitrary<Scenario> = (() => {
  const word = fc.constantFrom('x', 'y', 'z');
  const test: fc.Arbitrary<Expression> = fc.oneof(
    fc.tuple(word, fc.constantFrom('==', '!=', '<'), fc.integer({ min: 0, max: 2 })),
    fc.tuple(fc.tuple(word, fc.constant('=='), fc.constant(0)), fc.constantFrom('&', '|'), word),
  );
  const effect = fc.oneof(
    fc.tuple(word, fc.constantFrom(1, -1)).map(([at, by]): Effect => [at, '=', [at, '+', by]]),
    fc.tuple(word, fc.integer({ min: 0, max: 2 })).map(([at, to]): Effect => [at, '=', to]),
    fc.tuple(word, word).map(([at, by]): Effect => [at, '=', [at, '+', by]]),
  );
  const effects = fc.array(effect, { minLength: 1, maxLength: 2 });
  const instruction = fc.oneof(
    { weight: 3, arbitrary: fc.tuple(test, effects).map(([when, all]) => waitUntil(when, ...all)) },
    { weight: 2, arbitrary: effects.map((all) => atomic(...all)) },
    { weight: 1, arbitrary: word.map((at) => add(at, 1)) },
    { weight: 1, arbitrary: word.map((at) => load(at, 'r0')) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(test, effects, test, effects)
        .map(([when, first, other, second]) =>
          select({ when, effects: first }, { when: other, effects: second }),
        ),
    },
  );
  const program = fc.array(instruction, { minLength: 1, maxLength: 3 });
  return fc.array(program, { minLength: 2, maxLength: 4 }).map((programs) =>
    scenarioOf({
      words: { x: 0, y: 0, z: 0 },
      threads: Object.fromEntries(
        programs.map((body, number) => [`thread-${number}`, { at: 'native', program: body }]),
      ),
    }),
  );
})();

/** A step that is blocked by one thread and races with another, but only once it is not blocked. */
const hidden = scenarioOf({
  words: { x: 0, y: 0, z: 0 },
  threads: {
    waits: {
      at: 'native',
      program: [
        waitUntil(['x', '!=', 1], ['y', '=', ['y', '+', 1]]),
        waitUntil(['x', '==', 0], ['x', '=', ['x', '+', 'x']]),
      ],
    },
    blocks: { at: 'native', program: [add('x', 1)] },
    races: { at: 'native', program: [load('x', 'r0'), atomic(['z', '=', ['z', '+', 'y']])] },
  },
});

/** What is found, in any order. */
function found({ findings }: Outcome): string[] {
  return findings.map(({ kind, message }) => `${kind} ${message}`).sort();
}

/** Two stores that commute, but for what a property sees between them. */
const between = scenarioOf({
  words: { x: 0, y: 0 },
  threads: {
    first: { at: 'native', program: [store('x', 1)] },
    second: { at: 'native', program: [store('y', 1)] },
  },
  properties: [
    never('y is ahead', {
      all: [
        ['x', '==', 0],
        ['y', '==', 1],
      ],
    }),
  ],
});

const title = ({ name }: CatalogueEntry, parameters: object): string =>
  `${name} ${Object.entries(parameters)
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')}`;

suite('workers/explore/traces/traces', (test) => {
  for (const [entry, parameters, commuting, plain] of KNOWN)
    test(`${title(entry, parameters)} has ${commuting} traces`, async () => {
      const scenario = entry.build(parameters);
      is((await count(scenario)).complete, commuting);
      if (plain !== undefined) is((await count(scenario, PLAIN)).complete, plain);
    });

  for (const [entry, parameters, interleavings] of INTERLEAVED)
    test(`${title(entry, parameters)}: every interleaving gives as many traces`, async () => {
      const scenario = entry.build(parameters);
      for (const commutes of interleavings < 2_000 ? [true, false] : [true]) {
        const naive = naiveTraces(ask(scenario), interleavings, commutes)!;
        const { complete } = await count(scenario, { commutes });
        equal(naive, { interleavings, traces: complete, deadlocks: 0, torn: 0 });
      }
    });

  test('sleep sets alone count the same, and give up more', async () => {
    for (const [entry, parameters] of KNOWN.slice(0, 3).concat(KNOWN.slice(6))) {
      const scenario = entry.build(parameters);
      const source = await count(scenario);
      const sleep = await count(scenario, { rule: SLEEP_SETS });
      is(source.complete, sleep.complete);
      ok(source.blocked <= sleep.blocked);
    }
  });

  test(`random guarded steps have as many by sleep sets alone (seed ${SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(guarded, async (scenario) => {
        const given = { all: true, scheduleCountMax: SCHEDULE_COUNT_MAX };
        const sleep = await exploreTraces(ask(scenario), given, {}, { rule: SLEEP_SETS });
        if (sleep.findings.some(({ kind }) => kind === 'deadline')) return;
        const { complete, deadlocks } = sleep.explore!.traces!;
        const source = await count(scenario);
        equal({ complete, deadlocks }, { complete: source.complete, deadlocks: source.deadlocks });
      }),
      { seed: SEED, numRuns: WORLD_COUNT * 2 },
    );
  });

  test('a walk that looks at the last race of a step alone misses traces', async () => {
    const scenario = readWriteLockEntry.build({ readers: 2, writers: 2, turns: 1 });
    is((await count(scenario, { rule: LAST_RACE })).complete, 16);
  });

  test('a step that is blocked races with what it touches once it can be made', async () => {
    ok(await agreesWithNaive(hidden));
    is((await count(hidden)).complete, 9);
  });

  test('a walk that takes a blocked step for what it looks at misses traces', async () => {
    is((await count(hidden, { rule: NARROW })).complete, 7);
  });

  for (const [what, world] of [
    ['small worlds', smallWorld],
    ['guarded steps', guarded],
    ['programs', randomScenario],
  ] as const)
    test(`random ${what} have as many traces as every interleaving shows (seed ${SEED})`, async () => {
      let told = 0;
      await fc.assert(
        fc.asyncProperty(world, async (scenario) => {
          if (await agreesWithNaive(scenario)) told += 1;
        }),
        { seed: SEED, numRuns: WORLD_COUNT },
      );
      ok(told > WORLD_COUNT / 4, `only ${told} were compared`);
    });

  test(`a walk of last races alone is caught by random guarded steps (seed ${SEED})`, async () => {
    const { failed } = await fc.check(
      fc.asyncProperty(guarded, async (scenario) => {
        await agreesWithNaive(scenario, { rule: LAST_RACE });
      }),
      { seed: SEED, numRuns: 3_000, endOnFailure: true },
    );
    ok(failed);
  });

  test('the catalogue: it finds what the search of states finds, wherever it comes to its end', async () => {
    let told = 0;
    for (const { entry, parameters } of exhaustible) {
      const scenario = entry.build(parameters);
      if (scenario.properties.some(isOfExecutions)) continue;
      const question = ask(scenario);
      const limit = { all: true, scheduleCountMax: SCHEDULE_COUNT_MAX };
      const traces = await exploreTraces(question, limit);
      if (traces.findings.some(({ kind }) => kind === 'deadline')) continue;
      told += 1;
      const full = await explore(question, { all: true, workerCount: 1 });
      equal(found(traces), found(full), entry.name);
      const ends = ({ observations }: Outcome) =>
        observations.map(({ values }) => values.join()).sort();
      equal(ends(traces), ends(full), entry.name);
    }
    ok(told > 10, `only ${told} were compared`);
  });

  test('what it finds replays', async () => {
    const question = ask(splitReadWriteLock.build({ readers: 2, writers: 1, turns: 1 }));
    const { verdict, findings, explore: figures } = await exploreTraces(question);
    is(verdict, 'violated');
    is(figures!.traces!.violations, 1);
    is(replay(question, findings[0]!.token!).finding?.message, 'an expectation fails');
  });

  test('what a property sees between steps that commute is seen', async () => {
    const outcome = await exploreTraces(ask(between), { all: true });
    equal(found(outcome), ['property y is ahead']);
    equal(outcome.explore!.traces, {
      complete: 2,
      blocked: 0,
      deadlocks: 0,
      violations: 1,
      executionCountEstimate: null,
    });
  });

  test('threads that touch nothing of each other have one trace', async () => {
    const threads = Object.fromEntries(
      Array.from({ length: 8 }, (_none, n) => [
        `t${n}`,
        { at: 'native', program: [store(`w${n}`, 1), load(`w${n}`, 'r0'), store(`w${n}`, 2)] },
      ]),
    );
    const words = Object.fromEntries(Array.from({ length: 8 }, (_none, n) => [`w${n}`, 0]));
    const { complete, blocked } = await count(scenarioOf({ words, threads }));
    equal({ complete, blocked }, { complete: 1, blocked: 0 });
  });

  test('a limit of schedules or a thread that turns for ever proves nothing', async () => {
    const question = ask(readWriteLockEntry.build({ readers: 2, writers: 2, turns: 1 }));
    const limited = await exploreTraces(question, { scheduleCountMax: 20 });
    is(limited.verdict, 'interrupted');
    const { complete, blocked } = limited.explore!.traces!;
    is(complete + blocked, 20);
    is((await exploreTraces(question, { scheduleCountMax: 44 })).verdict, 'holds');
    const turning = scenarioOf({
      words: { x: 0 },
      threads: { a: { at: 'native', program: [loop('forever', store('x', 1))] } },
    });
    is((await exploreTraces(ask(turning))).verdict, 'interrupted');
  });

  test('a property of whole executions is refused', () =>
    rejects(
      exploreTraces(ask(scenarioOf({ ...between, properties: [eventually('x', ['x', '==', 1])] }))),
      /a property of whole executions/,
    ));
});
