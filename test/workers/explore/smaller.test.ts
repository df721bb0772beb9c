/** Scenarios made small: they fail in the same way, and no single change does. */
import fc from 'fast-check';
import type { Scenario } from '../../../actors/index.ts';
import { ask, type Question } from '../../../workers/engine.ts';
import { explain } from '../../../workers/explore/explanation.ts';
import { sample } from '../../../workers/explore/sampling.ts';
import {
  failsAlike,
  type Likeness,
  likenessOf,
  smallerScenarios,
  smallestParameters,
  smallestScenario,
} from '../../../workers/explore/smaller.ts';
import { readToken } from '../../../workers/explore/token.ts';
import { mprotectRace } from '../../../scenarios/litmus/guarded.ts';
import { lostWakeup } from '../../../scenarios/litmus/locks.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { longLostUpdate } from '../../support/races.ts';

const SEED = 68;
const NODES = 4_000;

/** What a scenario's failure is like, from a sample of it. */
async function likeness(scenario: Scenario): Promise<Likeness> {
  const question = ask(scenario);
  const { findings } = await sample(question, { strategy: 'random', explains: false });
  const finding = explain(question, readToken(question, findings[0]?.token ?? ''));
  const { passing, depth, depthAtLeast } = finding.why;
  return likenessOf(question, finding, { isRace: passing !== null, depth: depth ?? depthAtLeast });
}

/** Names of single changes after which it fails still. */
function failingChanges(scenario: Scenario, fails: (question: Question) => boolean): Scenario[] {
  return [...smallerScenarios(scenario)].filter((each) => {
    try {
      return fails(ask(each));
    } catch {
      return false;
    }
  });
}

suite('workers/explore/smaller', (test) => {
  const races = [
    ['long lost update', longLostUpdate],
    ['lost wake-up', lostWakeup.build({ writers: 3, readers: 0, turns: 1 })],
  ] as const;
  for (const [name, scenario] of races) {
    test(`it fails alike, and no single change of it does: ${name}`, async () => {
      const like = await likeness(scenario);
      const fails = (question: Question) => failsAlike(question, like, NODES) !== null;
      const small = smallestScenario(scenario, fails);
      ok(fails(ask(small)));
      ok(JSON.stringify(small).length < JSON.stringify(scenario).length);
      equal(failingChanges(small, fails), []);
      // What was not made small is refused by the same check.
      ok(failingChanges(scenario, fails).length > 0);
    });
  }

  test('atomic steps and what stands in them is left out piece by piece', () => {
    const step = {
      do: 'atomic',
      effects: [
        ['x', '=', 1],
        ['r0', '=', 1],
      ],
    } as const;
    const way = { when: 'x', then: [step] };
    const program = [
      { do: 'repeat', body: [step], until: ['r0', '==', 1] },
      { do: 'select', among: [way, way] },
    ] as const;
    const { threads: _threads, ...rest } = longLostUpdate;
    const scenario = { ...rest, words: { x: 0 }, threads: { a: { at: 'native', program } } };
    const programs = [...smallerScenarios(scenario)].flatMap((each) => {
      const smaller = each.threads['a']?.program;
      return smaller === undefined || smaller === program ? [] : [JSON.stringify(smaller)];
    });
    const texts = [
      [step, program[1]],
      [program[0], { do: 'select', among: [way] }],
      [{ ...program[0], body: [{ ...step, effects: [['x', '=', 1]] }] }, program[1]],
    ].map((each) => JSON.stringify(each));
    for (const text of texts) ok(programs.includes(text), text);
  });

  test('the lost update is two threads that load and store', async () => {
    const like = await likeness(longLostUpdate);
    const small = smallestScenario(
      longLostUpdate,
      (question) => failsAlike(question, like, NODES) !== null,
    );
    equal(Object.keys(small.threads), ['a', 'b']);
    const programs = Object.values(small.threads).map(({ program }) =>
      program.map((instruction) => instruction.do).join(' '),
    );
    // One may overwrite without a look, as long as the other has looked before.
    ok(programs.includes('load compute store'), programs.join('; '));
    for (const program of programs) ok(program.endsWith('store'), program);
  });

  test('a lock never loses half of its pair, so a deadlock stays a race', async () => {
    const scenario = lostWakeup.build({ writers: 2, readers: 1, turns: 2 });
    const like = await likeness(scenario);
    const small = smallestScenario(
      scenario,
      (question) => failsAlike(question, like, NODES) !== null,
    );
    for (const { program } of Object.values(small.threads))
      equal(
        program.map((instruction) => instruction.do),
        ['lock', 'unlock'],
      );
  });

  test('a bug that takes fewer orders of steps is another one', async () => {
    const scenario = mprotectRace.build({ callers: 1, turns: 1 });
    const like = await likeness(scenario);
    is(like.depth, 2);
    const smallest = (wanted: Likeness): readonly string[] => {
      const fails = (question: Question) => failsAlike(question, wanted, NODES) !== null;
      const { threads } = smallestScenario(scenario, fails);
      return threads['call']!.program.map((instruction) => instruction.do);
    };
    // Who has not looked at the flag before cannot have looked too early.
    equal(smallest(like).includes('load'), true);
    equal(smallest({ ...like, depth: 1 }).includes('load'), false);
  });

  test(`of parameters that fail no single one can be less (seed ${SEED})`, () => {
    const number = fc.integer({ min: 0, max: 40 });
    fc.assert(
      fc.property(number, number, number, number, (least, other, more, most) => {
        const fails = ({ a = 0, b = 0 }) => a >= least && b >= other && a + b >= least + other;
        const given = { a: least + more, b: other + most };
        const small = smallestParameters(given, { a: 0, b: 0 }, fails);
        equal(small, { a: least, b: other });
      }),
      { seed: SEED },
    );
  });

  test('parameters never go below their minimum', () => {
    equal(
      smallestParameters({ a: 9 }, { a: 2 }, () => true),
      { a: 2 },
    );
    equal(
      smallestParameters({ a: 2 }, { a: 2 }, () => true),
      { a: 2 },
    );
  });

  test('another property, or another kind of wait, is not alike', async () => {
    const scenario = lostWakeup.build({ writers: 2, readers: 0, turns: 1 });
    const like = await likeness(scenario);
    const question = ask(scenario);
    ok(failsAlike(question, like, NODES) !== null);
    is(failsAlike(question, { ...like, waits: '* waits for word x' }, NODES), null);
    is(failsAlike(question, { ...like, property: 'no such property' }, NODES), null);
  });
});
