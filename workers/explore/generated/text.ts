/**
 * Text of operators: comparisons and arithmetic of programs as JavaScript. Invariant: a text
 * computes what `calculate` and `compare` of the programs do.
 * Tested by: test/workers/explore/generated/range.test.ts
 */

import { calculate, compare } from '../../../actors/index.ts';

type Text = number | string;

const COMPARISON_SIGNS = ['===', '!==', '<', '<=', '>', '>='] as const;

/** A comparison by number; it is true or false. */
export function comparisonText(number: number, left: Text, right: Text): string {
  return `(${left} ${COMPARISON_SIGNS[number]} ${right})`;
}

/** Arithmetic by number; each text is a signed 32-bit value. */
export const ARITHMETIC_TEXT: readonly ((left: Text, right: Text) => Text)[] = [
  (left) => left,
  (left, right) => `((${left} + ${bracketed(right)}) | 0)`,
  (left, right) => `((${left} - ${bracketed(right)}) | 0)`,
  (left, right) => `Math.imul(${left}, ${right})`,
  (left, right) => `(${right} === 0 ? 0 : (${left} / ${bracketed(right)}) | 0)`,
  (left, right) => `(${right} === 0 ? 0 : (${left} % ${bracketed(right)}) | 0)`,
  (left, right) => `(${left} & ${bracketed(right)})`,
  (left, right) => `(${left} | ${bracketed(right)})`,
  (left, right) => `(${left} ^ ${bracketed(right)})`,
];

/** What a constant expression is. */
export function foldArithmetic(number: number, left: number, right: number): number {
  return calculate(number, left, right) | 0;
}

/** Whether a constant comparison holds, as 0 or 1. */
export function foldComparison(number: number, left: number, right: number): number {
  return compare(number, left, right) ? 1 : 0;
}

/** `1 - -1` rather than `1 --1`. */
function bracketed(text: Text): string {
  return typeof text === 'number' && text < 0 ? `(${text})` : `${text}`;
}
