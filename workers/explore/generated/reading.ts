/**
 * Reading: the programs of a scenario as steps that a text can be made of: what a thread waits for,
 * what it changes, where it goes on. Invariant: a step that is read does what the stepper does with
 * its instruction; a program with an instruction that is not read is left to the stepper.
 */

import {
  alternativesAt,
  CODE_WORDS,
  type DecodedExpression,
  OPERATION,
  OPERATION_SHARED,
} from '../../../actors/index.ts';
import { EVENT } from '../../../kernel/index.ts';

/** A value: as decoded, or one of two values by a condition. */
export type Value =
  | DecodedExpression
  | {
      readonly kind: 'choice';
      readonly when: Value;
      readonly then: Value;
      readonly otherwise: Value;
    };

/** What a step does. */
export type Deed =
  | { readonly kind: 'word' | 'register'; readonly target: number; readonly value: Value }
  | {
      /** A word gets a value, and a register what the word held before. */
      readonly kind: 'exchange';
      readonly target: number;
      readonly value: Value;
      readonly into: number;
    }
  | {
      readonly kind: 'event';
      readonly event: number;
      readonly detail: number;
      /** It happens where this is 0; null: always. */
      readonly unless: Value | null;
    };

/** Where a thread goes on. */
export type Onward =
  | { readonly kind: 'next'; readonly pc: number }
  | { readonly kind: 'branch'; readonly when: Value; readonly pc: number; readonly other: number }
  | {
      readonly kind: 'choose';
      readonly register: number;
      readonly among: readonly number[];
      readonly pc: number;
    }
  | { readonly kind: 'exit' };

/** One way in which a step can go. */
export interface Way {
  readonly when: Value | null;
  readonly deeds: readonly Deed[];
  readonly onward: Onward;
}

/** One instruction, read. */
export interface ReadStep {
  /** Whether a thread rests before it, as others could notice it. */
  readonly rests: boolean;
  readonly ways: readonly Way[];
}

/** The steps that a thread can come to from its first instruction, or null if one is not read. */
export function readProgram(code: Int32Array, entry: number): Map<number, ReadStep> | null {
  const steps = new Map<number, ReadStep>();
  const pending = [entry];
  for (const pc of pending) {
    if (steps.has(pc)) continue;
    const ways = readWays(code, pc);
    if (ways === null) return null;
    steps.set(pc, { rests: OPERATION_SHARED[code[pc * CODE_WORDS]!] === 1, ways });
    for (const { onward } of ways) {
      if (onward.kind !== 'exit') pending.push(onward.pc);
      if (onward.kind === 'branch') pending.push(onward.other);
    }
  }
  return steps;
}

const NONE = -1;
const constant = (number: number): Value => ({ kind: 'constant', number });
const word = (number: number): Value => ({ kind: 'word', number });
const register = (number: number): Value => ({ kind: 'register', number });
const comparison = (number: number, left: Value, right: Value): Value =>
  ({ kind: 'comparison', number, left, right }) as Value;
const arithmetic = (number: number, left: Value, right: Value): Value =>
  ({ kind: 'arithmetic', number, left, right }) as Value;

/** Numbers of `==`, `>`, `+` and `-`. */
const EQUAL = 0;
const GREATER = 4;
const PLUS = 1;
const MINUS = 2;

/** The ways of one instruction, or null if it is not read. */
function readWays(code: Int32Array, pc: number): Way[] | null {
  const at = pc * CODE_WORDS;
  const field = (number: number): number => code[at + 2 + number]!;
  const operand = (number: number): Value =>
    (code[at + 1]! >>> number) & 1 ? register(field(number)) : constant(field(number));
  const next: Onward = { kind: 'next', pc: pc + 1 };
  const one = (deeds: readonly Deed[], onward: Onward = next, when: Value | null = null): Way[] => [
    { when, deeds, onward },
  ];
  const intoRegister = (number: number, value: Value): Deed[] =>
    field(number) === 0 ? [] : [{ kind: 'register', target: field(number) - 1, value }];
  switch (code[at]) {
    case OPERATION.load:
      return one(intoRegister(1, word(field(0))));
    case OPERATION.store:
      return one([{ kind: 'word', target: field(0), value: operand(1) }]);
    case OPERATION.cas: {
      const when = comparison(EQUAL, word(field(0)), operand(1));
      const value: Value = { kind: 'choice', when, then: operand(2), otherwise: word(field(0)) };
      return one([{ kind: 'exchange', target: field(0), value, into: field(3) - 1 }]);
    }
    case OPERATION.add: {
      const value = arithmetic(PLUS, word(field(0)), operand(1));
      return one([{ kind: 'exchange', target: field(0), value, into: field(2) - 1 }]);
    }
    case OPERATION.compute:
      return one(intoRegister(3, arithmetic(field(2), operand(0), operand(1))));
    case OPERATION.choose: {
      const first = field(2);
      const among = [...code.subarray(first, first + field(1))];
      return one([], { kind: 'choose', register: field(0) - 1, among, pc: pc + 1 });
    }
    case OPERATION.pause:
      return one([]);
    case OPERATION.loopBegin:
      return one([{ kind: 'register', target: field(0), value: constant(field(1)) }]);
    case OPERATION.loopBack: {
      const counter = field(0);
      const value = arithmetic(MINUS, register(counter), constant(1));
      const when = comparison(GREATER, register(counter), constant(0));
      return one([{ kind: 'register', target: counter, value }], {
        kind: 'branch',
        when,
        pc: field(1),
        other: pc + 1,
      });
    }
    case OPERATION.forever:
    case OPERATION.goto:
      return one([], { kind: 'next', pc: field(0) });
    case OPERATION.unless: {
      const when = comparison(field(2), operand(0), operand(1));
      return one([], { kind: 'branch', when, pc: pc + 1, other: field(3) });
    }
    case OPERATION.expect: {
      const unless = comparison(field(2), operand(0), operand(1));
      return one([event(EVENT.expectationFailed, field(3), unless)]);
    }
    case OPERATION.await:
      return one(
        intoRegister(3, word(field(0))),
        next,
        comparison(field(2), word(field(0)), operand(1)),
      );
    case OPERATION.mark:
      return one([event(EVENT.marked, field(0), null)]);
    case OPERATION.exit:
      return one([event(EVENT.finished, 0, null)], { kind: 'exit' });
    case OPERATION.atomic:
    case OPERATION.select:
      return alternativesAt(code, pc).map(({ when, effects, next: behind }) => ({
        when,
        deeds: effects.map(({ kind, target, value }): Deed =>
          kind === 'expect'
            ? event(EVENT.expectationFailed, target, value)
            : { kind, target, value },
        ),
        onward: { kind: 'next', pc: behind },
      }));
    default:
      return null;
  }
}

function event(number: number, detail: number, unless: Value | null): Deed {
  return { kind: 'event', event: number, detail, unless };
}

/** Whether an exchange keeps the value before. */
export function keepsBefore(deed: Deed): deed is Deed & { kind: 'exchange' } {
  return deed.kind === 'exchange' && deed.into > NONE;
}
