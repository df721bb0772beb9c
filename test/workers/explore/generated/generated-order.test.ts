/**
 * Generated code: it says what the stepper says, of all small scenarios of the catalogue that it
 * knows and of random ones: states, transitions, verdicts, schedules, tokens, observations.
 */
import fc from 'fast-check';
import { InvariantError } from '../../../../kernel/index.ts';
import type { Scenario } from '../../../../actors/index.ts';
import { catalogue, parametersOf } from '../../../../scenarios/catalogue.ts';
import { add, atomic, load, loop, repeat, store } from '../../../../scenarios/file/build.ts';
import {
  mprotectRaceFixed,
  notifyRaceFixed,
  readWriteLockEntry,
  splitReadWriteLock,
} from '../../../../scenarios/litmus/guarded.ts';
import { ask, type Question } from '../../../../workers/engine.ts';
import { explore, type ExploreOptions } from '../../../../workers/explore/search.ts';
import { Examination } from '../../../../workers/explore/examination.ts';
import { GeneratedOrder } from '../../../../workers/explore/generated/generated-order.ts';
import { modelOf } from '../../../../workers/explore/generated/model.ts';
import { Mover } from '../../../../workers/explore/mover.ts';
import { replay } from '../../../../workers/explore/replay.ts';
import { SMALLER } from '../../../support/litmus.ts';
import { randomScenario } from '../../../support/random-programs.ts';
import { equal, is, ok, rejects, suite } from '../../../support/suite.ts';
import { bootScenario, scenarioOf, walk } from '../../../support/walk.ts';

const SEED = 20_261_124;

/** All that a search says but for what it costs. */
async function said(
  question: Question,
  options: ExploreOptions,
  isGeneric: boolean,
  loggedCount?: number,
) {
  const parts = loggedCount === undefined ? { isGeneric } : { isGeneric, loggedCount };
  const { explore: figures, ...rest } = await explore(question, options, {}, parts);
  const { states, transitions, endStates, depth, stateWordCount } = figures!;
  return { ...rest, states, transitions, endStates, depth, stateWordCount };
}

/** Both kinds of search, stopping at the first finding and collecting all. */
async function agree(question: Question, stateCountMax = 20_000): Promise<void> {
  for (const options of [{}, { all: true, witnesses: true }]) {
    const given = { ...options, stateCountMax };
    const generic = await said(question, given, true);
    equal(await said(question, given, false), generic);
    // With a log that is full at once the ways are found by a second search.
    equal(await said(question, given, false, 2), generic);
  }
}

/** The catalogue's scenarios that generated code knows. */
const known = catalogue
  .filter(({ kind }) => kind !== 'load')
  .map((entry) => {
    const parameters = parametersOf(entry, SMALLER[entry.name] ?? {});
    return ask(entry.build(parameters), parameters);
  })
  .filter((question) => modelOf(question, false) !== null);

/** A scenario of one thread. */
const lone = (program: Scenario['threads'][string]['program'], words = { x: 0 }): Question =>
  ask(scenarioOf({ words, threads: { a: { at: 'native', program } }, observe: ['x', 'a.r0'] }));

/** States that differ in more than the order of copies, counted by the naive way. */
function orbitCount(scenario: Scenario): number {
  const { world, stepper, threadCount } = bootScenario(scenario);
  const names = ask(scenario).compiled.threads.map(({ name }) => name.replace(/-\d+$/, ''));
  const stride = world.layout.threadStride;
  const first = world.snapshot();
  const seen = new Set([first.join()]);
  const orbits = new Set<string>();
  const open = [first];
  for (const state of open) {
    const threads = names.map((name, thread) => {
      const at = world.thread(thread);
      return `${name}:${state.slice(at, at + stride).join()}`;
    });
    orbits.add(`${threads.toSorted().join(';')}|${state.slice(world.layout.lock).join()}`);
    for (let thread = 0; thread < threadCount; thread += 1) {
      world.restore(state);
      stepper.step(thread);
      const next = world.snapshot();
      if (seen.has(next.join())) continue;
      seen.add(next.join());
      open.push(next);
    }
  }
  return orbits.size;
}

suite('workers/explore/generated/generated-order', (test) => {
  test('it knows the scenarios of user instructions', () => {
    const names = known.map(({ scenario }) => scenario.name);
    for (const name of ['mprotect-against-syscall', 'notify-toctou', 'read-write-lock'])
      ok(
        names.some((each) => each.startsWith(name)),
        names.join(),
      );
    is(modelOf(ask(catalogue[0]!.build({})), false), null, 'a scenario with calls');
  });

  for (const question of known)
    test(`${question.scenario.name}: it says what the stepper says`, () => agree(question));

  test('random scenarios: it says what the stepper says', async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(randomScenario, async (scenario) => {
        const question = ask(scenario);
        if (modelOf(question, false) !== null) count += 1;
        await agree(question, 1_500);
      }),
      { seed: SEED, numRuns: 80 },
    );
    ok(count > 60, `only ${count} were generated`);
  });

  test('what it finds replays', async () => {
    const parameters = parametersOf(splitReadWriteLock, {});
    const question = ask(splitReadWriteLock.build(parameters), parameters);
    const { findings } = await explore(question);
    const { finding, schedule } = replay(question, findings[0]!.token!);
    is(finding?.message, 'an expectation fails');
    is(schedule.length, 6);
  });

  test('code that steps unlike the stepper is caught by what it finds', () => {
    const failing = (value: number): Question =>
      lone([atomic(['x', '=', value], { expect: 0, otherwise: 'it broke' })]);
    const question = failing(1);
    const mover = new Mover(question);
    const examination = new Examination(question, mover, {
      collectsAll: false,
      wantsWitnesses: false,
    });
    // The broken twin: code that was made of another scenario.
    const model = modelOf(failing(2), false)!;
    const order = new GeneratedOrder(question, mover, examination, model, 100);
    let error: unknown;
    try {
      order.advance(1);
    } catch (thrown) {
      error = thrown;
    }
    ok(error instanceof InvariantError, String(error));
  });

  test('a value that outgrows its bits begins the search again with more', async () => {
    // Doubling outgrows what constants let expect, and stays below what a word holds.
    const doubling = lone([loop(20, atomic(['x', '=', ['x', '+', ['x', '+', 1]]]))]);
    ok(modelOf(doubling, false) !== null);
    await agree(doubling);
    const falling = lone([
      repeat(['r0', '<', -70], atomic(['r0', '=', ['r0', '-', 9]]), add('x', -5)),
    ]);
    await agree(falling);
  });

  test('a value of 32 bits keeps its sign', async () => {
    await agree(
      lone([add('x', 1), atomic(['x', '=', ['x', '*', 3]]), load('x', 'r0')], { x: 2 ** 31 - 1 }),
    );
  });

  test('states of more than 64 bits are told apart by fingerprints', async () => {
    const words = Object.fromEntries(Array.from({ length: 5 }, (_none, n) => [`w${n}`, 0]));
    const program = Object.keys(words).map((name) => atomic([name, '=', [name, '-', 77_777]]));
    const thread = { at: 'native', program };
    const question = ask(scenarioOf({ words, threads: { a: thread, b: thread } }));
    ok(modelOf(question, false)!.plan.wordCount > 2);
    await agree(question);
  });

  test('a limit of states is met to the state', async () => {
    for (const stateCountMax of [1, 2, 50, 86, 87])
      await agree(
        ask(readWriteLockEntry.build({ readers: 2, writers: 1, turns: 1 })),
        stateCountMax,
      );
  });

  test('a program that goes round in private is left to the stepper', () => {
    is(
      modelOf(lone([repeat(['r0', '==', 1], { do: 'work', units: 1 }), store('x', 1)]), false),
      null,
    );
  });

  const symmetric = async (scenario: Scenario, options: ExploreOptions = {}) =>
    said(ask(scenario), { all: true, symmetry: true, ...options }, false);

  test('with symmetry there are as many states as orbits', async () => {
    const lock = readWriteLockEntry.build({ readers: 3, writers: 2, turns: 1 });
    const calls = mprotectRaceFixed.build({ callers: 3, turns: 2 });
    for (const scenario of [lock, calls])
      is((await symmetric(scenario)).states, orbitCount(scenario));
    // As rumur counts them with scalarsets.
    const larger = readWriteLockEntry.build({ readers: 3, writers: 2, turns: 2 });
    is((await symmetric(larger)).states, 2_775);
  });

  test('with symmetry a schedule is one of the threads themselves, and replays', async () => {
    for (const parameters of [
      { readers: 3, writers: 2, turns: 2 },
      { readers: 2, writers: 3, turns: 1 },
    ]) {
      const question = ask(splitReadWriteLock.build(parameters));
      const { findings } = await explore(question, { symmetry: true });
      is(findings[0]!.schedule!.length, 6);
      is(replay(question, findings[0]!.token!).finding?.message, 'an expectation fails');
    }
  });

  test('symmetry changes no verdict of a random scenario', async () => {
    await fc.assert(
      fc.asyncProperty(randomScenario, async (scenario) => {
        if (modelOf(ask(scenario), true) === null) return;
        const whole = await said(ask(scenario), { all: true }, false);
        const orbits = await symmetric(scenario);
        const kinds = ({ findings }: typeof whole) =>
          findings.map(({ kind, message }) => `${kind} ${message}`).toSorted();
        equal(kinds(orbits), kinds(whole));
        ok(orbits.states <= whole.states);
        const seen = ({ observations }: typeof whole) =>
          observations.map(({ values }) => values.join()).toSorted();
        equal(seen(orbits), seen(whole));
      }),
      { seed: SEED, numRuns: 40 },
    );
  });

  test('a thread that is called by its name is told from its copies', async () => {
    const named = (observe: readonly string[]): Scenario => ({
      ...readWriteLockEntry.build({ readers: 2, writers: 1, turns: 1 }),
      observe,
    });
    is((await symmetric(named(['reader-0.r0']))).states, walk(named([])).states);
    ok((await symmetric(named([]))).states < walk(named([])).states);
  });

  test('symmetry of a depth-first search is refused', async () => {
    const question = ask(notifyRaceFixed.build({}));
    await rejects(explore(question, { order: 'depth-first', symmetry: true }), /breadth-first/);
  });
});
