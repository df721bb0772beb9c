/** Orderings as text: the way there and back, what a shell makes of it, and what is refused. */
import { execFileSync } from 'node:child_process';
import { UsageError } from '../../../kernel/index.ts';
import { ask } from '../../../workers/engine.ts';
import {
  decodeOrdering,
  encodeOrdering,
  endingFrom,
  endsOf,
  isOrdering,
  type Ordering,
} from '../../../workers/explore/ordering.ts';
import { never, store } from '../../../scenarios/file/build.ts';
import { equal, is, match, ok, suite } from '../../support/suite.ts';
import { scenarioOf } from '../../support/walk.ts';

const question = ask(
  {
    ...scenarioOf({
      words: { x: 0 },
      threads: { a: { at: 'native', program: [store('x', 1)] } },
      properties: [never('x is 1, ever!', ['x', '==', 1]), never('x is 2', ['x', '==', 2])],
    }),
    name: 'a race/with.dots',
  },
  { turns: -1.5, more: 3 },
);

const step = (name: string, count = 1) => ({ thread: 'loader-0', name, count });
const ordering: Ordering = {
  orders: [
    [step('munmap:mm.edit'), step('store:x', 12), { ...step('choose'), draws: [1, 20] }],
    [step('getpid')],
  ],
  without: [step('read:alias', 2)],
  ends: 'x-is-1-ever',
};

function refusal(text: string): string {
  try {
    endingFrom(question, decodeOrdering(text).ends);
  } catch (error) {
    ok(error instanceof UsageError);
    ok(error.hint !== '');
    return error.message;
  }
  throw new Error('nothing was refused');
}

suite('workers/explore/ordering', (test) => {
  test('an ordering is read back as it was written', () => {
    const text = encodeOrdering(question, ordering);
    ok(isOrdering(` ${text}\n`));
    const { scenario, parameters, ...back } = decodeOrdering(` ${text}\n`);
    equal(back, ordering);
    is(scenario, 'a race/with.dots');
    equal(parameters, { turns: -1.5, more: 3 });
    const none = { orders: [], without: [], ends: null };
    const { orders, without, ends } = decodeOrdering(encodeOrdering(question, none));
    equal({ orders, without, ends }, none);
  });

  test('a shell takes the text as it stands', () => {
    const text = encodeOrdering(question, ordering);
    is(execFileSync('sh', ['-c', `printf %s ${text}`], { encoding: 'utf8' }), text);
  });

  test('what it ends in is named as the scenario names it', () => {
    for (const ending of ['deadlock' as const, { property: 0 }, { property: 1 }, { property: 2 }])
      equal(endingFrom(question, endsOf(question, ending)), ending);
    is(endsOf(question, { property: 0 }), 'x-is-1-ever');
    const single = ask(
      scenarioOf({
        words: { x: 0 },
        threads: { a: { at: 'native', program: [store('x', 1)] } },
        properties: [never('x is 1', ['x', '==', 1])],
      }),
    );
    is(endsOf(single, { property: 0 }), null);
    equal(endingFrom(single, null), { property: 0 });
  });

  test('what is no ordering is refused in one line', () => {
    match(refusal('ev2.a/b:c'), /has version ev2, not ev1/);
    match(refusal('ev1.a/b:c,d'), /'d' names no step/);
    match(refusal('ev1.a/b:c@x'), /'b:c@x' names no step/);
    match(refusal('ev1.a/b:c'), /does not say what it ends in/);
    match(refusal('ev1.a/b:c/ends=never'), /nothing ends in 'never'/);
  });
});
