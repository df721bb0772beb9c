/**
 * Decode: the table of an atomic step as a value again, for engines that read programs instead of
 * running them. Invariant: what is decoded does what the step does.
 * Tested by: test/actors/program/expression.test.ts
 */

import { ALTERNATIVE_WORDS, CODE_WORDS, EFFECT_WORDS } from './code.ts';
import { EFFECT, TOKEN } from './expression.ts';

/** An expression as a tree. */
export type DecodedExpression =
  | { readonly kind: 'constant' | 'register' | 'word'; readonly number: number }
  | {
      readonly kind: 'arithmetic' | 'comparison';
      /** Its number. */
      readonly number: number;
      readonly left: DecodedExpression;
      readonly right: DecodedExpression;
    };

/** One effect; the target is a word, a register, or the mark of a failed expectation. */
export interface DecodedEffect {
  readonly kind: 'word' | 'register' | 'expect';
  readonly target: number;
  readonly value: DecodedExpression;
}

/** One way that an atomic step can go. */
export interface DecodedAlternative {
  readonly when: DecodedExpression | null;
  readonly effects: readonly DecodedEffect[];
  /** Number of the instruction behind it. */
  readonly next: number;
}

/** The ways in which the atomic step at an instruction can go. */
export function alternativesAt(code: Int32Array, pc: number): DecodedAlternative[] {
  const count = code[pc * CODE_WORDS + 3]!;
  const table = code.subarray(code[pc * CODE_WORDS + 4]);
  return Array.from({ length: count }, (_none, index) => {
    const [condition, effects, next] = table.subarray(index * ALTERNATIVE_WORDS);
    return {
      when: condition === 0 ? null : expressionAt(table, condition!),
      effects: effectsAt(table, effects!),
      next: next!,
    };
  });
}

function effectsAt(table: Int32Array, first: number): DecodedEffect[] {
  const decoded: DecodedEffect[] = [];
  for (let at = first; table[at] !== EFFECT.none; at += EFFECT_WORDS) {
    const [kind, target, value] = table.subarray(at);
    decoded.push({
      kind: kind === EFFECT.word ? 'word' : kind === EFFECT.register ? 'register' : 'expect',
      target: target!,
      value: expressionAt(table, value!),
    });
  }
  return decoded;
}

function expressionAt(table: Int32Array, first: number): DecodedExpression {
  const open: DecodedExpression[] = [];
  for (let at = first; table[at] !== TOKEN.end; at += 1) {
    const token = table[at]!;
    if (token < TOKEN.arithmetic) {
      at += 1;
      const kind =
        token === TOKEN.constant ? 'constant' : token === TOKEN.register ? 'register' : 'word';
      open.push({ kind, number: table[at]! });
      continue;
    }
    const right = open.pop()!;
    const left = open.pop()!;
    const isComparison = token >= TOKEN.comparison;
    const kind = isComparison ? 'comparison' : 'arithmetic';
    const number = token - (isComparison ? TOKEN.comparison : TOKEN.arithmetic);
    open.push({ kind, number, left, right });
  }
  return open[0]!;
}

/** The words of memory that an expression looks at. */
export function wordsOf(expression: DecodedExpression): number[] {
  switch (expression.kind) {
    case 'word':
      return [expression.number];
    case 'arithmetic':
    case 'comparison':
      return [...wordsOf(expression.left), ...wordsOf(expression.right)];
    default:
      return [];
  }
}
