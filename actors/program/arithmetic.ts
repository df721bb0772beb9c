/**
 * Arithmetic: comparisons and operators of programs, by number. Invariant: every result is a signed
 * 32-bit word, on every engine alike.
 * Tested by: test/actors/program/code.test.ts
 */

import type { Arithmetic, Comparison } from './instruction.ts';

/** Comparisons by number. */
export const COMPARISONS: readonly Comparison[] = ['==', '!=', '<', '<=', '>', '>='];
/** Arithmetic by number. */
export const ARITHMETIC: readonly (Arithmetic | 'value')[] = [
  'value',
  '+',
  '-',
  '*',
  '/',
  '%',
  '&',
  '|',
  '^',
];

/** Whether a comparison, by number, holds. */
export function compare(comparison: number, left: number, right: number): boolean {
  switch (comparison) {
    case 0:
      return left === right;
    case 1:
      return left !== right;
    case 2:
      return left < right;
    case 3:
      return left <= right;
    case 4:
      return left > right;
    default:
      return left >= right;
  }
}

/** The result of arithmetic, by number; a division by zero gives zero. */
export function calculate(arithmetic: number, left: number, right: number): number {
  switch (arithmetic) {
    case 0:
      return left;
    case 1:
      return (left + right) | 0;
    case 2:
      return (left - right) | 0;
    case 3:
      return Math.imul(left, right);
    case 4:
      return right === 0 ? 0 : (left / right) | 0;
    case 5:
      return right === 0 ? 0 : left % right;
    case 6:
      return left & right;
    case 7:
      return left | right;
    default:
      return left ^ right;
  }
}
