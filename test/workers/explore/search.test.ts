/**
 * The search against what can be counted by hand, against the naive walk, and against itself in the
 * other order; and what it says when it finds, when it is ended and when nothing is wrong.
 */
import type { Scenario } from '../../../actors/index.ts';
import { ask } from '../../../workers/engine.ts';
import type { Outcome } from '../../../workers/outcome.ts';
import { explore, type ExploreOptions } from '../../../workers/explore/search.ts';
import type { StateSet } from '../../../workers/explore/order.ts';
import { expandAll, type Strategy } from '../../../workers/explore/strategy.ts';
import { Visited } from '../../../workers/explore/visited.ts';
import {
  always,
  atEnd,
  barrier,
  choose,
  load,
  lock,
  loop,
  never,
  sometimes,
  store,
  syscall,
  unlock,
  waitFor,
} from '../../../scenarios/file/build.ts';
import { catalogue, defaultsOf } from '../../../scenarios/catalogue.ts';
import { lostWakeup, rwsem } from '../../../scenarios/litmus/locks.ts';
import { unlockedLookup } from '../../../scenarios/litmus/memmap.ts';
import { effort } from '../../support/effort.ts';
import { exhaustible } from '../../support/litmus.ts';
import { equal, is, match, not, ok, rejects, suite } from '../../support/suite.ts';
import { scenarioOf, walk } from '../../support/walk.ts';

const ORDERS = ['breadth-first', 'depth-first'] as const;

/** States beyond which the naive walk, which keeps each as text, is spared. */
const WALKED_STATE_COUNT_MAX = effort(40_000, 100_000);
/** Names of scenarios that the naive walk has counted too. */
const walked: string[] = [];

function search(scenario: Scenario, options: ExploreOptions = {}): Promise<Outcome> {
  return explore(ask(scenario), options);
}

/** What both orders must agree on. */
function answer({ explore: figures, verdict, observations, findings, transitions }: Outcome) {
  return {
    states: figures?.states,
    transitions: figures?.transitions,
    endStates: figures?.endStates,
    verdict,
    observations: observations.map(({ values, count }) => `${values.join()} x${count}`).sort(),
    findings: findings.map(({ kind, message }) => `${kind} ${message}`).sort(),
    taken: transitions,
  };
}

/** Threads `a` and `b` that each store and load crosswise: store buffering, SB. */
const storeBuffering = scenarioOf({
  words: { x: 0, y: 0 },
  threads: {
    a: { at: 'native', program: [store('x', 1), load('y', 'r0')] },
    b: { at: 'native', program: [store('y', 1), load('x', 'r0')] },
  },
  observe: ['a.r0', 'b.r0'],
});

/** Two threads that take two locks in opposite orders. */
const crossedLocks = scenarioOf({
  locks: { p: 'rwsem', q: 'rwsem' },
  threads: {
    a: {
      at: 'native',
      program: [lock('p', 'write'), lock('q', 'read'), unlock('q', 'read'), unlock('p', 'write')],
    },
    b: {
      at: 'native',
      program: [lock('q', 'write'), lock('p', 'write'), unlock('p', 'write'), unlock('q', 'write')],
    },
  },
});

/** Distinct sums of two racing additions, and how many programs end. */
const racingAdds = (times: number): Scenario =>
  scenarioOf({
    words: { x: 0 },
    threads: {
      a: { at: 'native', program: [loop(times, { do: 'add', word: 'x', value: 1 })] },
      b: { at: 'native', program: [loop(times, { do: 'add', word: 'x', value: 100 })] },
    },
    observe: ['x'],
  });

/** A thread that goes round for ever, beside one that ends. */
const endless = scenarioOf({
  words: { x: 0 },
  threads: {
    round: { at: 'native', program: [loop('forever', store('x', 1), store('x', 0))] },
    other: { at: 'native', program: [load('x', 'r0')] },
  },
});

suite('workers/explore/search', (test) => {
  for (const order of ORDERS) {
    test(`independent steps make the product of the threads’ states, ${order}`, async () => {
      const { explore: figures, verdict } = await search(
        scenarioOf({
          words: { x: 0, y: 0 },
          threads: {
            a: { at: 'native', program: [store('x', 1), store('x', 2), store('x', 3)] },
            b: { at: 'native', program: [store('y', 1), store('y', 2)] },
          },
        }),
        { order },
      );
      // 4 places of a times 3 of b; a moves in 3 of its 4 places, b in 2 of its 3.
      is(figures?.states, 12);
      is(figures?.transitions, 3 * 3 + 4 * 2);
      is(figures?.endStates, 1);
      is(figures?.depth, 5);
      is(verdict, 'holds');
    });

    test(`store buffering has three outcomes under sequential consistency, ${order}`, async () => {
      const { explore: figures, observations } = await search(storeBuffering, { order });
      // 9 pairs of places; (2,1), (1,2) and (2,2) split by what was loaded: 2, 2 and 3 states.
      is(figures?.states, 13);
      equal(observations.map(({ values }) => values.join()).sort(), ['0,1', '1,0', '1,1']);
    });

    test(`every draw is a branch, and draws of one step multiply, ${order}`, async () => {
      const { explore: figures, observations } = await search(
        scenarioOf({
          words: { x: 0 },
          threads: {
            a: {
              at: 'native',
              program: [
                choose('r0', 10, 20, 30),
                choose('r1', 1, 2),
                { do: 'compute', into: 'r0', value: ['r0', '+', 'r1'] },
                store('x', 'r0'),
              ],
            },
          },
          observe: ['x'],
        }),
        { order },
      );
      equal(observations.map(({ values }) => values.join()).sort(), [
        '11',
        '12',
        '21',
        '22',
        '31',
        '32',
      ]);
      is(figures?.states, 1 + 6 + 6);
      is(figures?.transitions, 12);
    });

    test(`a deadlock is found, and told by who waits for what, ${order}`, async () => {
      const { verdict, findings } = await search(crossedLocks, { order });
      is(verdict, 'violated');
      is(findings.length, 1);
      is(findings[0]?.kind, 'deadlock');
      equal(findings[0]?.waits, [
        'a waits for lock q held for writing by b',
        'b waits for lock p held for writing by a',
      ]);
    });
  }

  test('a word that nobody writes is a deadlock that names the word', async () => {
    const { findings } = await search(
      scenarioOf({
        words: { go: 0 },
        threads: { a: { at: 'native', program: [waitFor('go', '==', 1)] } },
      }),
    );
    equal(findings[0]?.waits, ['a waits for word go, which holds 0: await go == 1']);
  });

  test('a service thread that waits for work is no deadlock', async () => {
    const { verdict, explore: figures } = await search(
      scenarioOf({
        owner: 'kernel-actor',
        threads: { a: { at: 'native', program: [syscall('munmap', [0, 1], 'r0')] } },
        observe: ['a.r0'],
      }),
    );
    is(verdict, 'holds');
    is(figures?.endStates, 1);
  });

  test('a barrier lets all parties through, and both orders agree', async () => {
    const scenario = scenarioOf({
      words: { x: 0, y: 0 },
      threads: {
        a: { at: 'native', program: [store('x', 1), barrier('b'), load('y', 'r0')] },
        b: { at: 'native', program: [store('y', 1), barrier('b'), load('x', 'r0')] },
      },
      observe: ['a.r0', 'b.r0'],
    });
    const { observations } = await search(scenario);
    equal(
      observations.map(({ values }) => values),
      [[1, 1]],
    );
    equal(answer(await search(scenario, { order: 'depth-first' })), answer(await search(scenario)));
  });

  test('breadth first finds a shortest schedule', async () => {
    // x is 7 after three additions at least: 1 + 1 + 5, of threads that add 1, 1, 1, 1 and 5.
    const scenario = scenarioOf({
      words: { x: 0 },
      threads: {
        a: { at: 'native', program: [loop(4, { do: 'add', word: 'x', value: 1 })] },
        b: { at: 'native', program: [{ do: 'add', word: 'x', value: 5 }] },
      },
      properties: [never('x is 7', ['x', '==', 7])],
    });
    const { findings } = await search(scenario);
    // The first step of a runs its loop's private beginning, up to the first addition.
    equal(findings[0]?.schedule?.length, 4);
  });

  for (const [name, scenario] of agreeing()) {
    test(`both orders, and the naive walk of what is small, agree on ${name}`, async () => {
      // The walk knows nothing of registers that are dead; dead-registers.test.ts does.
      const [breadth, depth] = await Promise.all(
        ORDERS.map((order) => search(scenario, { order, all: true, whole: true })),
      );
      equal(answer(depth!), answer(breadth!));
      if (breadth!.explore!.states > WALKED_STATE_COUNT_MAX) return;
      walked.push(name);
      const expected = walk(scenario, WALKED_STATE_COUNT_MAX);
      is(breadth?.explore?.states, expected.states);
      equal(new Set(breadth?.observations.map(({ values }) => values.join())), expected.outcomes);
      const found = (breadth?.findings ?? [])
        .filter(({ kind }) => kind === 'property')
        .map(({ message }) => message);
      // The walk lets what was merely observed run on, and so may miss an event; never the reverse.
      for (const violated of expected.violated) ok(found.includes(violated), violated);
      is(
        breadth?.findings.some(({ kind }) => kind === 'deadlock'),
        expected.deadlocks > 0,
      );
    });
  }

  test('the naive walk counts nearly all of them', () => {
    const large = agreeing().filter(([name]) => !walked.includes(name));
    ok(
      large.length <= agreeing().length / 10,
      `not walked: ${large.map(([name]) => name).join(', ')}`,
    );
  });

  for (const entry of catalogue.filter(({ kind }) => kind !== 'load')) {
    test(`the catalogue’s '${entry.name}' is as expected`, async () => {
      const outcome = await explore(ask(entry.build(defaultsOf(entry)), defaultsOf(entry)));
      ok(outcome.asExpected, `${outcome.verdict}, expected ${outcome.expected}`);
    });
  }

  test('a lock that loses wake-ups is caught asleep', async () => {
    const { verdict, findings } = await search(
      lostWakeup.build({ writers: 2, readers: 0, turns: 1 }),
    );
    is(verdict, 'violated');
    is(findings[0]?.kind, 'deadlock');
    equal(findings[0]?.waits?.length, 1);
    match(
      findings[0]?.waits?.[0] ?? '',
      /^writer-\d sleeps, waiting for lock a that nobody holds$/,
    );
  });

  test('the sound lock is proved alike as guards and as futex waits', async () => {
    const scenario = rwsem.build({ writers: 2, readers: 3, turns: 1 });
    const futex = await search(scenario);
    const guards = await search({ ...scenario, futexWaits: false });
    is(futex.verdict, 'holds');
    is(guards.verdict, 'holds');
    const ends = ({ observations }: Outcome) =>
      observations.map(({ values }) => values.join()).sort();
    equal(ends(futex), ends(guards));
    ok(futex.explore!.states > guards.explore!.states);
  });

  test('an event of the kernel’s watch is found, whatever was searched before', async () => {
    for (const order of ORDERS) {
      const { findings } = await search(unlockedLookup.build({}), { order, all: true });
      equal(findings.map(({ message }) => message).sort(), [
        'the check reads a freed mapping',
        'the decision is not the table’s',
      ]);
    }
  });

  test('all collects each property once, and ending at the first collects one', async () => {
    const scenario = {
      ...storeBuffering,
      properties: [
        never('a saw b', ['a.r0', '==', 1]),
        always('x stays 0', ['x', '==', 0]),
        atEnd('b saw nothing', ['b.r0', '==', 0]),
        sometimes('a sees 2', ['a.r0', '==', 2]),
        sometimes('a sees 1', ['a.r0', '==', 1]),
      ],
    };
    const all = await search(scenario, { all: true });
    equal(all.findings.map(({ kind, message }) => `${kind} ${message}`).sort(), [
      'property a saw b',
      'property b saw nothing',
      'property x stays 0',
      'unseen never seen: a sees 2',
    ]);
    is((await search(scenario)).findings.length, 1);
  });

  test('a first state that is wrong already is found by an empty schedule', async () => {
    const { findings } = await search({
      ...storeBuffering,
      properties: [always('x is 1', ['x', '==', 1])],
    });
    equal(findings[0]?.schedule, []);
  });

  test('what was never seen violates a scenario that is searched to its end', async () => {
    const { verdict, findings } = await search({
      ...storeBuffering,
      properties: [sometimes('both see nothing', { all: [['a.r0', '==', 3]] })],
    });
    is(verdict, 'violated');
    equal(findings, [{ kind: 'unseen', message: 'never seen: both see nothing' }]);
  });

  for (const order of ORDERS) {
    test(`what speaks of the end was never looked at where no schedule ends, ${order}`, async () => {
      const {
        verdict,
        findings,
        explore: figures,
      } = await search(
        { ...endless, properties: [atEnd('x is 1', ['x', '==', 1]), always('x', ['x', '<', 2])] },
        { order },
      );
      is(figures?.endStates, 0);
      is(verdict, 'violated');
      equal(findings, [
        {
          kind: 'unreached',
          message: 'never looked at: x is 1, as no schedule comes to an end',
        },
      ]);
    });
  }

  test('a scenario without an end and without a word of it holds', async () => {
    const { verdict, findings, explore: figures } = await search(endless);
    equal([verdict, findings, figures?.endStates], ['holds', [], 0]);
  });

  test('nothing is called unreached by a search that did not come to its own end', async () => {
    const scenario = { ...endless, properties: [atEnd('x is 1', ['x', '==', 1])] };
    const { verdict, findings } = await search(scenario, { stateCountMax: 2 });
    equal([verdict, findings.map(({ kind }) => kind)], ['interrupted', ['deadline']]);
  });

  for (const order of ORDERS) {
    test(`a search that a limit ends is interrupted and never holds, ${order}`, async () => {
      const scenario = {
        ...racingAdds(50),
        properties: [sometimes('a sees 2', ['a.r0', '==', 2])],
      };
      const outcome = await search(scenario, { order, stateCountMax: 100 });
      is(outcome.verdict, 'interrupted');
      is(outcome.asExpected, true);
      equal(outcome.findings, [
        {
          kind: 'deadline',
          message: 'the search was ended by its limit of 100 states',
        },
      ]);
      is(outcome.explore?.states, 100);
    });

    test(`a limit is met to the state, and does not end what has just as many, ${order}`, async () => {
      const { explore: whole } = await search(racingAdds(20), { order });
      const states = whole!.states;
      for (const stateCountMax of [1, 2, 7, states - 1, states]) {
        const outcome = await search(racingAdds(20), { order, stateCountMax });
        is(outcome.explore?.states, stateCountMax);
        is(outcome.verdict, stateCountMax === states ? 'holds' : 'interrupted');
      }
    });

    test(`what is found with the last state that a limit allows is found, ${order}`, async () => {
      const scenario = { ...storeBuffering, properties: [never('x is 1', ['x', '==', 1])] };
      const { verdict, findings } = await search(scenario, { order, stateCountMax: 1 });
      equal([verdict, findings.map(({ message }) => message)], ['violated', ['x is 1']]);
    });
  }

  test('an aborted search says so, with what it counted', async () => {
    const controller = new AbortController();
    const lines: string[] = [];
    const outcome = await explore(
      ask(rwsem.build({ writers: 3, readers: 3, turns: 50 })),
      {},
      {
        signal: controller.signal,
        progress: (line) => {
          lines.push(line);
          controller.abort();
        },
      },
    );
    is(outcome.verdict, 'interrupted');
    match(
      lines[0] ?? '',
      /^\d+ states of about \d\S*( million)?, \d+\/s, about \d\S* \w+ left, \d+ waiting, depth \d+, instructions \d+\/\d+, transitions \d+\/\d+$/,
    );
    match(outcome.findings[0]?.message ?? '', /a signal/);
    ok(outcome.explore!.states > 1000);
  });

  test('a search beyond its time is interrupted', async () => {
    const scenario = rwsem.build({ writers: 3, readers: 3, turns: 50 });
    is((await search(scenario, { durationMsMax: 1 })).verdict, 'interrupted');
  });

  test('a search that gets no more memory is interrupted with what it counted', async () => {
    const visited = new Visited();
    const full: StateSet = {
      bytes: 0,
      bytesPeak: 0,
      get count() {
        return visited.count;
      },
      add(low, high) {
        if (visited.count === 50) throw new RangeError('Array buffer allocation failed');
        return visited.add(low, high);
      },
    };
    const outcome = await explore(ask(racingAdds(50)), {}, {}, { visited: full });
    is(outcome.verdict, 'interrupted');
    is(outcome.explore?.states, 50);
    match(outcome.findings[0]?.message ?? '', /want of memory \(Array buffer allocation failed\)/);
  });

  test('a limit that is no number from 1 is refused', async () => {
    await rejects(search(storeBuffering, { stateCountMax: 0 }), /stateCountMax is a number from 1/);
    await rejects(search(storeBuffering, { durationMsMax: Number.NaN }), /durationMsMax/);
  });

  test('a large search stays within 64 bytes a state and says how sure it is', async () => {
    const { explore: figures } = await search(rwsem.build({ writers: 2, readers: 2, turns: 2 }));
    const { states, bytesPerState, omissionProbability } = figures!;
    ok(states > 10_000, `${states} states`);
    ok(bytesPerState <= 64, `${bytesPerState} bytes a state`);
    is(omissionProbability, states ** 2 / 2 ** 65);
  });

  test('a set that loses states when it grows is caught: the orders disagree', async () => {
    const counts = await Promise.all(
      ORDERS.map(async (order) => {
        const parts = { visited: new Forgetful(), strategy: expandAll };
        const { explore: figures } = await explore(ask(racingAdds(20)), { order }, {}, parts);
        return figures?.states;
      }),
    );
    not.equal(counts[0], counts[1]);
    not.equal(counts[0], (await search(racingAdds(20))).explore?.states);
  });

  test('a strategy that leaves a thread out for ever is caught by the replay', async () => {
    const strategy: Strategy = {
      ...expandAll,
      choose: (_world, _threads, ends) => ((ends[0] = 1), 1),
    };
    await rejects(explore(ask(storeBuffering), {}, {}, { strategy }), /does not end in a deadlock/);
  });
});

/** The broken twin of `Visited`: it drops what it held when it grows. */
class Forgetful implements StateSet {
  count = 0;
  #held = new Visited();
  #limit = 16;

  get bytes(): number {
    return this.#held.bytes;
  }

  get bytesPeak(): number {
    return this.#held.bytesPeak;
  }

  add(low: number, high: number): boolean {
    if (this.#held.count >= this.#limit) {
      this.#held = new Visited();
      this.#limit *= 2;
    }
    const isNew = this.#held.add(low, high);
    if (isNew) this.count += 1;
    return isNew;
  }
}

/** Scenarios on which every way to search must agree. */
function agreeing(): [string, Scenario][] {
  return [
    ['store buffering', storeBuffering],
    ['crossed locks', crossedLocks],
    ['racing additions', racingAdds(5)],
    ['the sound lock', rwsem.build({ writers: 2, readers: 1, turns: 1 })],
    ['the broken lock', lostWakeup.build({ writers: 2, readers: 0, turns: 1 })],
    ...exhaustible
      .filter(({ entry }) => entry.name !== 'rwsem')
      .map(({ entry, parameters }): [string, Scenario] => [
        `'${entry.name}'`,
        entry.build(parameters),
      ]),
  ];
}
