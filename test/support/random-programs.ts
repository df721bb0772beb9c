/** Random scenarios of user instructions alone: words, threads, properties of every kind. */

import fc from 'fast-check';
import type {
  Alternative,
  Condition,
  Effect,
  Expression,
  Instruction,
  Operand,
  Program,
  Property,
  Register,
  Scenario,
} from '../../actors/index.ts';
import { scenarioOf } from './walk.ts';

const WORDS = ['x', 'y', 'z'] as const;
const REGISTERS: readonly Register[] = ['r0', 'r1', 'r2'];

const word = fc.constantFrom(...WORDS);
const register = fc.constantFrom(...REGISTERS);
const small = fc.integer({ min: -2, max: 3 });
const operand: fc.Arbitrary<Operand> = fc.oneof(small, register);
const comparison = fc.constantFrom('==', '!=', '<', '<=', '>', '>=');
const arithmetic = fc.constantFrom('+', '-', '*', '/', '%', '&', '|', '^');
const condition: fc.Arbitrary<Condition> = fc.tuple(operand, comparison, operand);

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.oneof(small, register, word),
    fc.tuple(tie('expression'), fc.oneof(comparison, arithmetic), tie('expression')),
  ),
}));

const effect: fc.Arbitrary<Effect> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(fc.oneof(word, register), fc.constant('=' as const), expression),
  },
  { weight: 1, arbitrary: fc.record({ expect: expression, otherwise: fc.constant('it broke') }) },
);
const effects = fc.array(effect, { maxLength: 3 });

const { program } = fc.letrec<{ program: Program; instruction: Instruction }>((tie) => ({
  program: fc.array(tie('instruction'), {
    maxLength: 4,
    depthIdentifier: 'p',
  }),
  instruction: fc.oneof(
    { maxDepth: 2, depthIdentifier: 'p' },
    fc.record({ do: fc.constant('load' as const), word, into: register }),
    fc.record({ do: fc.constant('store' as const), word, value: operand }),
    fc.record({ do: fc.constant('add' as const), word, value: operand, into: register }),
    fc.record(
      {
        do: fc.constant('cas' as const),
        word,
        expected: operand,
        desired: operand,
        into: register,
      },
      { requiredKeys: ['do', 'word', 'expected', 'desired'] },
    ),
    fc.record({
      do: fc.constant('compute' as const),
      into: register,
      value: fc.oneof(operand, fc.tuple(operand, arithmetic, operand)),
    }),
    fc.record({
      do: fc.constant('choose' as const),
      among: fc.array(small, { minLength: 1, maxLength: 3 }),
      into: register,
    }),
    fc.record({
      do: fc.constant('await' as const),
      word,
      is: fc.tuple(comparison, operand),
      into: register,
    }),
    fc.record({ do: fc.constant('atomic' as const), when: expression, effects }),
    fc.record({ do: fc.constant('atomic' as const), effects }),
    fc.record({ do: fc.constant('mark' as const), name: fc.constant('here') }),
    fc.record({
      do: fc.constant('expect' as const),
      when: condition,
      otherwise: fc.constant('it broke'),
    }),
    fc.constant({ do: 'exit' } as const),
    fc.record({
      do: fc.constant('select' as const),
      among: fc.array(
        fc.record(
          { when: expression, effects, then: tie('program') },
          { requiredKeys: [] },
        ) as fc.Arbitrary<Alternative>,
        { minLength: 1, maxLength: 3 },
      ),
    }),
    fc.record({
      do: fc.constant('branch' as const),
      when: condition,
      then: tie('program'),
      otherwise: tie('program'),
    }),
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), tie('program'))
      .map(([times, body]) => ({ do: 'loop', times, body }) as const),
    // Rounds end, as their counter does not depend on what else they do.
    fc.tuple(fc.integer({ min: 1, max: 3 }), tie('program')).map(
      ([rounds, body]) =>
        ({
          do: 'repeat',
          body: [...body, { do: 'compute', into: 'r7', value: ['r7', '+', 1] }],
          until: ['r7', '>=', rounds],
        }) as const,
    ),
  ),
}));

const stateValue = fc.oneof(small, word, fc.constantFrom('a.r0', 'b.r1'));
const state = fc.tuple(stateValue, comparison, stateValue);
const property: fc.Arbitrary<Property> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('always' as const, 'finally' as const),
    name: fc.string(),
    that: fc.oneof(state, fc.record({ any: fc.tuple(state, state) })),
  }),
  fc.record({
    kind: fc.constantFrom('never' as const, 'sometimes' as const),
    name: fc.string(),
    that: fc.oneof(
      state,
      fc.record({ all: fc.tuple(state, fc.record({ not: state })) }),
      fc.constant({ event: 'finished', thread: 'b' } as const),
      fc.constant({ event: 'marked' } as const),
    ),
  }),
);

/** Scenarios of two programs, the second of which may run twice. */
export const randomScenario: fc.Arbitrary<Scenario> = fc
  .record({
    a: program,
    b: program,
    count: fc.integer({ min: 1, max: 2 }),
    words: fc.record({ x: small, y: fc.constant(0), z: fc.constant(1) }),
    properties: fc.array(property, { maxLength: 3 }),
  })
  .map(({ a, b, count, words, properties }) =>
    scenarioOf({
      words,
      properties,
      threads: {
        a: { at: 'native', program: a },
        b: { at: 'native', program: b },
        ...(count === 2 && { c: { at: 'native', program: b, count: 2 } }),
      },
      observe: ['x', 'y', 'a.r0', 'b.r1'],
    }),
  );
