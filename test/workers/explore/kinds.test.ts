/** Kinds of steps: short however long the schedule, and different where the steps are. */
import { ask } from '../../../workers/engine.ts';
import { firstDifference, kindsOf } from '../../../workers/explore/kinds.ts';
import type { Schedule } from '../../../workers/explore/schedule.ts';
import { loop, store, waitFor } from '../../../scenarios/file/build.ts';
import { equal, is, ok, suite } from '../../support/suite.ts';
import { scenarioOf } from '../../support/walk.ts';

const turning = (times: number, word = 'x') =>
  ask(
    scenarioOf({
      words: { x: 0, y: 0 },
      threads: {
        a: { at: 'native', program: [loop(times, store(word, 1), store('y', 1))] },
        b: { at: 'native', program: [waitFor('y', '==', 1), store('x', 2)] },
      },
    }),
  );
const scheduleOf = (threads: readonly number[]): Schedule => ({
  ending: 'none',
  threads,
  choices: [],
});
const alone = (count: number) => Array.from({ length: count }, () => 0);

suite('workers/explore/kinds', (test) => {
  test('a short schedule has the kind of each step, a long one no more characters', () => {
    is(kindsOf(turning(100), scheduleOf(alone(5))).length, 10);
    for (const count of [6, 40, 150]) {
      const { length } = kindsOf(turning(100), scheduleOf(alone(count)));
      ok(length >= 4 && length <= 10, `${count} steps: ${length} characters`);
    }
  });

  test('each switch has a kind, unless there are more switches than kinds', () => {
    const threads = [0, 0, 0, 1, 0, 1, ...alone(100)];
    is(kindsOf(turning(100), scheduleOf(threads)).length, 2 * 5);
    const at = 'native';
    const both = ask(
      scenarioOf({
        words: { x: 0, y: 0 },
        threads: {
          a: { at, program: [loop(20, store('x', 1))] },
          b: { at, program: [loop(20, store('y', 1))] },
        },
      }),
    );
    for (const count of [6, 9, 31]) {
      const switching = Array.from({ length: count }, (_none, step) => step % 2);
      const { length } = kindsOf(both, scheduleOf(switching));
      ok(length >= 2 * 3 && length <= 2 * 5, `${count} steps: ${length} characters`);
    }
  });

  test('the first step of another kind is told with both sides', () => {
    const schedule = scheduleOf([0, 0, 0, 1, 0, 1]);
    const kinds = kindsOf(turning(3), schedule);
    is(firstDifference(turning(3), schedule, kinds), null);
    is(firstDifference(turning(4), schedule, kinds), null);
    equal(firstDifference(turning(3, 'y'), schedule, kinds), {
      step: 2,
      thread: 'a',
      expected: 'a step that it does not make here',
      actual: "'store 1 in y'",
    });
  });

  test('a name that the thread still has is told as what was expected', () => {
    const storing = (...words: string[]) =>
      ask(
        scenarioOf({
          words: { x: 0, y: 0 },
          threads: { a: { at: 'native', program: words.map((word) => store(word, 1)) } },
        }),
      );
    const schedule = scheduleOf([0, 0]);
    const kinds = kindsOf(storing('x', 'y'), schedule);
    equal(firstDifference(storing('y', 'x'), schedule, kinds), {
      step: 1,
      thread: 'a',
      expected: "'store 1 in x'",
      actual: "'store 1 in y'",
    });
  });

  test('a wait, an end and a missing thread are told as such', () => {
    const kinds = kindsOf(turning(1), scheduleOf([0, 0, 0, 1]));
    const actual = (threads: readonly number[], told = kinds) =>
      firstDifference(turning(1), scheduleOf(threads), told)?.actual;
    is(
      actual([0, 0, 1], kinds.slice(0, 4) + kinds.slice(6)),
      'a wait: b waits for word y, which holds 0: await y == 1',
    );
    is(actual([0, 0, 0, 0]), 'its end');
    is(actual([2]), 'a loss: it has no such thread');
  });
});
