/** Expressions of atomic steps: their words, their text, and what is refused. */
import { UsageError } from '../../../kernel/index.ts';
import {
  alternativesAt,
  compileScenario,
  effectText,
  type Expression,
  expressionText,
  wordsOf,
} from '../../../actors/index.ts';
import {
  EXPRESSION_DEPTH_MAX,
  expressionWords,
  TOKEN,
} from '../../../actors/program/expression.ts';
import { equal, is, suite } from '../../support/suite.ts';
import { scenarioOf } from '../../support/walk.ts';

/** Why an atomic step with this value is refused. */
function refusal(value: Expression): string {
  try {
    const program = [{ do: 'atomic', effects: [['x', '=', value]] }] as const;
    compileScenario(scenarioOf({ words: { x: 0 }, threads: { a: { at: 'native', program } } }));
  } catch (error) {
    if (error instanceof UsageError) return `${error.where}: ${error.message}`;
    throw error;
  }
  return 'accepted';
}

const names = {
  word: (name: string) => (name === 'x' ? 7 : 8),
  operand: (operand: number | string) => (typeof operand === 'number' ? operand : { register: 2 }),
  refuse: (message: string): never => {
    throw new Error(message);
  },
};

suite('actors/program/expression', (test) => {
  test('operands come before their operator', () => {
    equal(expressionWords([['x', '+', 1], '==', 'r2'], names), [
      TOKEN.word,
      7,
      TOKEN.constant,
      1,
      TOKEN.arithmetic + 1,
      TOKEN.register,
      2,
      TOKEN.comparison,
      TOKEN.end,
    ]);
  });

  test('a value is written as it is read', () => {
    is(expressionText([['x', '+', 1], '==', 'r0']), '(x + 1) == r0');
    is(effectText(['x', '=', ['x', '-', 1]]), 'x = x - 1');
    is(effectText({ expect: ['x', '<', 2], otherwise: 'too many' }), 'expect x < 2');
  });

  test('what a value cannot name is refused with its place', () => {
    is(refusal(['y', '+', 1]), "threads.a.program[0]: no word of memory is named 'y'");
    is(refusal('@nowhere'), "threads.a.program[0]: no region is named 'nowhere'");
    const power: unknown = ['x', '**', 1];
    is(refusal(power as Expression), "threads.a.program[0]: no operator is named '**'");
    is(
      refusal(1.5),
      'threads.a.program[0]: a value is a whole number in -2147483648..2147483647, not 1.5',
    );
  });

  test('the table of a step is read as it was written', () => {
    const way = (when: Expression) => ({ when, effects: [['x', '=', 'r2']] }) as const;
    const program = [
      { do: 'select', among: [way(['x', '<', 1]), { then: [{ do: 'exit' }] }, way('r1')] },
    ] as const;
    const threads = { a: { at: 'native', program } } as const;
    const { code } = compileScenario(scenarioOf({ words: { x: 0 }, threads }));
    const word = { kind: 'word', number: 0 } as const;
    const one = { kind: 'constant', number: 1 } as const;
    const effects = [{ kind: 'word', target: 0, value: { kind: 'register', number: 2 } }] as const;
    const ways = alternativesAt(code, 0);
    equal(ways, [
      { when: { kind: 'comparison', number: 2, left: word, right: one }, effects, next: 3 },
      { when: null, effects: [], next: 1 },
      { when: { kind: 'register', number: 1 }, effects, next: 3 },
    ]);
    equal(
      ways.map(({ when }) => (when === null ? [] : wordsOf(when))),
      [[0], [], []],
    );
  });

  test('a value nests so deep and no deeper', () => {
    const deep = (depth: number): Expression => (depth === 1 ? 'x' : [1, '+', deep(depth - 1)]);
    is(refusal(deep(EXPRESSION_DEPTH_MAX)), 'accepted');
    is(
      refusal(deep(EXPRESSION_DEPTH_MAX + 1)),
      'threads.a.program[0]: a value nests at most 32 deep',
    );
  });
});
