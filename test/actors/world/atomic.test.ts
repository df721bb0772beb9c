/** Atomic steps: what they wait for, what they change at once, and which way they go. */
import type { Effect, Expression, Program } from '../../../actors/index.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { scenarioOf, walk } from '../../support/walk.ts';

const at = 'native';

/** What can happen in a scenario of these programs. */
function walked(
  words: Record<string, number>,
  programs: Record<string, Program>,
  observe: readonly string[] = [],
) {
  const threads = Object.entries(programs).map(([name, program]) => [name, { at, program }]);
  return walk(scenarioOf({ words, threads: Object.fromEntries(threads), observe }));
}

/** The final x of a program that is one atomic step. */
function xBehind(effects: readonly Effect[], words: Record<string, number> = { x: 0 }): string[] {
  const { outcomes } = walked(words, { a: [{ do: 'atomic', effects }] }, ['x']);
  return [...outcomes];
}

suite('actors/world/atomic', (test) => {
  test('effects are made in order, each on what those before it left', () => {
    equal(
      xBehind([
        ['x', '=', 3],
        ['r1', '=', ['x', '*', 2]],
        ['x', '=', ['r1', '+', 'x']],
      ]),
      ['9'],
    );
  });

  test('values nest to the left and to the right', () => {
    const left: Expression = [[1, '+', 2], '*', ['x', '-', [7, '-', 4]]];
    equal(xBehind([['x', '=', left]], { x: 10 }), ['21']);
    equal(xBehind([['x', '=', [[1, '<', 2], '+', [2, '>=', 3]]]]), ['1']);
  });

  test('nothing comes between a condition and the effects', () => {
    const take: Program = [
      { do: 'atomic', when: ['free', '>', 0], effects: [['free', '=', ['free', '-', 1]]] },
      { do: 'add', word: 'in', value: 1 },
      { do: 'atomic', effects: [{ expect: ['in', '==', 1], otherwise: 'two are in' }] },
      {
        do: 'atomic',
        effects: [
          ['in', '=', 0],
          ['free', '=', 1],
        ],
      },
    ];
    const { violated, deadlocks, outcomes } = walked(
      { free: 1, in: 0 },
      { a: take, b: take, c: take },
      ['free'],
    );
    equal([...violated], []);
    is(deadlocks, 0);
    equal([...outcomes], ['1']);
  });

  test('the same in two steps lets two in', () => {
    const take: Program = [
      { do: 'await', word: 'free', is: ['>', 0] },
      { do: 'add', word: 'free', value: -1 },
      { do: 'add', word: 'in', value: 1 },
      { do: 'atomic', effects: [{ expect: ['in', '==', 1], otherwise: 'two are in' }] },
    ];
    equal([...walked({ free: 1, in: 0 }, { a: take, b: take }).violated], ['an expectation fails']);
  });

  test('a condition that never holds is a deadlock and no spin', () => {
    const { deadlocks, states } = walked(
      { x: 0 },
      {
        a: [{ do: 'atomic', when: ['x', '==', 1], effects: [] }],
      },
    );
    equal([deadlocks, states], [1, 1]);
  });

  test('a selection takes each way that can be taken, and no other', () => {
    const way = (when: Expression, value: number) =>
      ({ when, effects: [['r0', '=', value]], then: [{ do: 'add', word: 'x', value }] }) as const;
    const { outcomes } = walked(
      { x: 0 },
      {
        a: [
          {
            do: 'select',
            among: [way(1, 10), way(['x', '==', 1], 20), way(['x', '==', 0], 30), { when: 1 }],
          },
          { do: 'compute', into: 'r1', value: 5 },
        ],
      },
      ['x', 'a.r0', 'a.r1'],
    );
    equal([...outcomes].sort(), ['0,0,5', '10,10,5', '30,30,5']);
  });

  test('a repetition runs once and then until its condition holds', () => {
    const round: Program = [
      { do: 'add', word: 'x', value: 2 },
      { do: 'compute', into: 'r0', value: ['r0', '+', 1] },
    ];
    const ends = (until: number) => [
      ...walked({ x: 0 }, { a: [{ do: 'repeat', body: round, until: ['r0', '>=', until] }] }, ['x'])
        .outcomes,
    ];
    equal([ends(0), ends(1), ends(4)], [['2'], ['2'], ['8']]);
  });

  test('a sleeper on a futex wait is woken by a change of any word', () => {
    const threads = {
      a: { at, program: [{ do: 'atomic', when: ['x', '&', 'y'], effects: [] }] },
      b: {
        at,
        program: [
          { do: 'store', word: 'x', value: 1 },
          { do: 'atomic', effects: [['y', '=', 1]] },
        ],
      },
    } as const;
    const scenario = scenarioOf({ words: { x: 0, y: 0 }, futexWaits: true, threads });
    is(walk(scenario).deadlocks, 0);
  });
});
