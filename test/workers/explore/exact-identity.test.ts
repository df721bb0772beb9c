/**
 * Exact keys: two states have the same if and only if all their words are the same; searches by
 * them meet the states that searches by fingerprints meet; and a twin that takes pairs for one.
 */
import fc from 'fast-check';
import type { Parameters, Scenario } from '../../../actors/index.ts';
import { catalogue, parametersOf } from '../../../scenarios/catalogue.ts';
import { load, store } from '../../../scenarios/file/build.ts';
import { ask, type Question } from '../../../workers/engine.ts';
import { ExactIdentity, PairTable } from '../../../workers/explore/exact-identity.ts';
import { modelOf } from '../../../workers/explore/generated/model.ts';
import { explore } from '../../../workers/explore/search.ts';
import type { UndoWords } from '../../../workers/explore/undo.ts';
import { equal, is, match, ok, rejects, suite } from '../../support/suite.ts';
import { scenarioOf } from '../../support/walk.ts';

const SEED = 2_011;

function questionOf(name: string, given: Parameters = {}): Question {
  const entry = catalogue.find((each) => each.name === name)!;
  const parameters = parametersOf(entry, given);
  return ask(entry.build(parameters), parameters);
}

/** Words with the changes of one step. */
function changesOf(array: Int32Array, changes: readonly (readonly [number, number])[]): UndoWords {
  const before = changes.map(([index]) => array[index]!);
  for (const [index, value] of changes) array[index] = value;
  return {
    array,
    changed: Int32Array.from(changes, ([index]) => index),
    before: Int32Array.from(before),
    count: changes.length,
  } as unknown as UndoWords;
}

/** Steps of states of some length; each changes some words, and may be taken back. */
const steps = fc.integer({ min: 1, max: 23 }).chain((length) =>
  fc.tuple(
    fc.constant(length),
    fc.array(
      fc.tuple(
        fc.uniqueArray(fc.tuple(fc.nat(length - 1), fc.constantFrom(0, 1, -1, 7)), {
          selector: ([index]) => index,
          maxLength: 4,
        }),
        fc.boolean(),
      ),
      { maxLength: 40 },
    ),
  ),
);

/** Whether keys and words tell the same states apart. */
function tellsApart(
  [length, walk]: typeof steps extends fc.Arbitrary<infer Value> ? Value : never,
  table = new PairTable(),
): boolean {
  const array = new Int32Array(length);
  const identity = new ExactIdentity(array, length, table);
  const keys = new Map<string, string>([[array.join(), `${identity.low} ${identity.high}`]]);
  for (const [changes, staysThere] of walk) {
    const state = array.slice();
    identity.measure(changesOf(array, changes));
    const key = `${identity.nextLow} ${identity.nextHigh}`;
    if ((keys.get(array.join()) ?? key) !== key) return false;
    keys.set(array.join(), key);
    if (staysThere) identity.arrive(array);
    else array.set(state);
    if (`${identity.low} ${identity.high}` !== keys.get(array.join())) return false;
  }
  return new Set(keys.values()).size === keys.size;
}

suite('workers/explore/exact-identity', (test) => {
  test(`keys are the same if and only if all words are (seed ${SEED})`, () => {
    fc.assert(
      fc.property(steps, (each) => tellsApart(each)),
      { seed: SEED, numRuns: 300 },
    );
  });

  test('a table that takes two pairs for one is caught', () => {
    const coarse = (): PairTable => {
      const table = new PairTable();
      const numberOf = (left: number, right: number) => table.numberOf(left & 3, right);
      return { numberOf } as unknown as PairTable;
    };
    const { failed } = fc.check(
      fc.property(steps, (each) => tellsApart(each, coarse())),
      { seed: SEED, numRuns: 300 },
    );
    ok(failed);
  });

  for (const [name, given, order] of [
    ['unlocked-lookup', {}, 'breadth-first'],
    ['unlocked-lookup', {}, 'depth-first'],
    ['rwsem', { readers: 1 }, 'breadth-first'],
    ['lost-wakeup', {}, 'depth-first'],
    ['notify-toctou', {}, 'breadth-first'],
  ] as const)
    test(`whole states of ${name} are those of fingerprints, ${order}`, async () => {
      const question = questionOf(name, given);
      const base = { order, all: true, workerCount: 1, stateCountMax: 30_000 } as const;
      const plain = await explore(question, base);
      const exact = await explore(question, { ...base, exact: true });
      if (plain.verdict === 'interrupted') return;
      const said = ({ explore: figures, findings, observations }: typeof plain) => ({
        states: figures!.states,
        transitions: figures!.transitions,
        findings,
        observations,
      });
      equal(said(exact), said(plain));
      is(exact.explore!.omissionProbability, 0);
    });

  test('generated states of more than two words have exact keys, too', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const threads = names.map((name) => [
      name,
      { at: 'native', program: [store(name, 1 << 20), load('a', 'r0'), store(name, 'r0')] },
    ]);
    const scenario = scenarioOf({
      words: Object.fromEntries(names.map((name) => [name, 0])),
      threads: Object.fromEntries(threads) as Scenario['threads'],
      observe: names,
    });
    const question = ask(scenario);
    ok(modelOf(question, false)!.plan.wordCount > 2);
    match(modelOf(question, false, new Map(), true)!.make.toString(), /numberOf\(n0, n1\)/);
    const plain = await explore(question, { workerCount: 1 });
    const exact = await explore(question, { workerCount: 1, exact: true });
    is(exact.explore!.states, plain.explore!.states);
    equal(exact.observations, plain.observations);
    equal([exact.explore!.omissionProbability, plain.explore!.omissionProbability > 0], [0, true]);
  });

  test('no file is written of whole states', () =>
    rejects(
      explore(questionOf('rwsem'), { exact: true, save: 'somewhere' }),
      /stores states whole is not continued/,
    ));
});
