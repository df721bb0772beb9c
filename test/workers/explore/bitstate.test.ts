/**
 * The set of three bits a state: it forgets nobody, tells how many it takes for known that are not,
 * and a search with it finds what is wrong and never says that nothing is.
 */
import { catalogue, parametersOf } from '../../../scenarios/catalogue.ts';
import { ask, type Question } from '../../../workers/engine.ts';
import { Bitstate } from '../../../workers/explore/bitstate.ts';
import { explore } from '../../../workers/explore/search.ts';
import { PURPOSE, RandomStream } from '../../../workers/stream.ts';
import { equal, is, match, ok, suite } from '../../support/suite.ts';

const SEED = 1998;
/** A table of 2^20 bits. */
const SMALL_BYTES = 1 << 17;
const ORDERS = ['breadth-first', 'depth-first'] as const;

function questionOf(name: string): Question {
  const entry = catalogue.find((each) => each.name === name)!;
  const parameters = parametersOf(entry, {});
  return ask(entry.build(parameters), parameters);
}

suite('workers/explore/bitstate', (test) => {
  test(`it knows what was added, and tells how many others it takes for known (seed ${SEED})`, () => {
    for (const stateCount of [20_000, 60_000, 150_000]) {
      const stream = new RandomStream(SEED, stateCount, PURPOSE.sample);
      const set = new Bitstate(SMALL_BYTES);
      for (let state = 0; state < stateCount; state += 1) {
        const [low, high] = [stream.next() | 0, stream.next() | 0];
        set.add(low, high);
        ok(set.has(low, high));
        is(set.add(low, high), false);
      }
      const omitted = stateCount - set.count;
      // Each is a chance of its own: five deviations of as many.
      const told = set.omissionCount;
      ok(Math.abs(omitted - told) <= 5 * Math.sqrt(told) + 1, `${omitted} of ${told} told`);
    }
  });

  for (const order of ORDERS)
    for (const name of ['unlocked-lookup', 'read-write-lock-split'])
      test(`it finds in ${name} what a search that stores states finds, ${order}`, async () => {
        const question = questionOf(name);
        const given = { order, workerCount: 1 };
        const whole = await explore(question, given);
        const bits = await explore(question, { ...given, bitstate: true, byteCountMax: 2 ** 24 });
        equal(bits.findings, whole.findings);
        is(bits.verdict, 'violated');
      });

  for (const order of ORDERS)
    for (const name of ['writer-starvation-fixed', 'read-write-lock'])
      test(`it proves nothing of ${name}, and says what it may have left out, ${order}`, async () => {
        const question = questionOf(name);
        const given = { order, workerCount: 1 };
        const whole = await explore(question, given);
        const bits = await explore(question, { ...given, bitstate: true, byteCountMax: 2 ** 24 });
        is(bits.verdict, 'interrupted');
        match(bits.findings[0]!.message, /3 bits a state and proves nothing: about .* states/);
        is(bits.explore!.states, whole.explore!.states);
        ok(bits.explore!.bitstate!.omissionCount < 0.01);
      });

  test('where there is too little room it says that many are left out', async () => {
    const question = questionOf('rwsem');
    // 2^19 bits for 42,414 states.
    const { explore: figures, verdict } = await explore(question, {
      workerCount: 1,
      bitstate: true,
      byteCountMax: 2 ** 17,
      order: 'depth-first',
    });
    is(verdict, 'interrupted');
    const { fill, omissionCount } = figures!.bitstate!;
    ok(figures!.states < 42_414 && figures!.states > 33_000, `${figures!.states} states`);
    ok(fill > 0.2 && omissionCount > 100, `${omissionCount} at ${fill}`);
  });

  for (const order of ORDERS)
    test(`a limit of states ends it, ${order}`, async () => {
      const {
        verdict,
        findings,
        explore: figures,
      } = await explore(questionOf('rwsem'), {
        workerCount: 1,
        bitstate: true,
        byteCountMax: 2 ** 22,
        stateCountMax: 500,
        order,
      });
      is(verdict, 'interrupted');
      match(findings[0]!.message, /its limit of 500 states/);
      // It ends between two states; the last may have brought some more.
      ok(figures!.states >= 500 && figures!.states < 520, `${figures!.states} states`);
    });
});
