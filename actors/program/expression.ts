/**
 * Expressions of atomic steps: as words, operands first, and as text. Invariant: the words of an
 * expression need no more than EXPRESSION_DEPTH_MAX places for values that wait for their operator.
 */

import { ARITHMETIC, COMPARISONS } from './arithmetic.ts';
import type { Effect, Expression, Operand } from './instruction.ts';

/** Values of an expression that may wait for their operator. */
export const EXPRESSION_DEPTH_MAX = 32;

/** Words of an expression; an operand's word is followed by its number, an operator's by none. */
export const TOKEN = {
  /** The expression is at its end. */
  end: 0,
  constant: 1,
  register: 2,
  /** A word of memory. */
  word: 3,
  /** From here on arithmetic by number, and from `comparison` on comparisons by number. */
  arithmetic: 16,
  comparison: 32,
} as const;

/** Kinds of effects in the table of an atomic step. */
export const EFFECT = { none: 0, word: 1, register: 2, expect: 3 } as const;

/** What names in expressions stand for. */
export interface ExpressionNames {
  /** The number of a word of memory. */
  readonly word: (name: string) => number;
  /** A number, or the register that holds it. */
  readonly operand: (operand: Operand) => number | { readonly register: number };
  readonly refuse: (message: string, hint: string) => never;
}

/** The words of an expression. */
export function expressionWords(expression: Expression, names: ExpressionNames): number[] {
  const words: number[] = [];
  const append = (part: Expression, depth: number): void => {
    if (depth > EXPRESSION_DEPTH_MAX)
      names.refuse(`a value nests at most ${EXPRESSION_DEPTH_MAX} deep`, 'take two steps');
    if (typeof part === 'object') {
      const [left, operator, right] = part;
      append(left, depth);
      append(right, depth + 1);
      words.push(operatorWord(operator, names));
    } else if (typeof part === 'string' && !isOperand(part)) {
      words.push(TOKEN.word, names.word(part));
    } else {
      const value = names.operand(part);
      if (typeof value === 'number') words.push(TOKEN.constant, value);
      else words.push(TOKEN.register, value.register);
    }
  };
  append(expression, 1);
  return [...words, TOKEN.end];
}

function operatorWord(operator: string, names: ExpressionNames): number {
  const comparison = (COMPARISONS as readonly string[]).indexOf(operator);
  if (comparison >= 0) return TOKEN.comparison + comparison;
  const arithmetic = (ARITHMETIC as readonly string[]).indexOf(operator);
  if (arithmetic > 0) return TOKEN.arithmetic + arithmetic;
  return names.refuse(`no operator is named '${operator}'`, 'arithmetic or a comparison');
}

/** Whether a name is no word of memory: registers, regions and constants go before. */
function isOperand(name: string): name is Operand & string {
  return /^(r[0-7]$|@|&|\$)/.test(name);
}

/** An expression as people write it: `(x + 1) == r0`. */
export function expressionText(expression: Expression): string {
  if (typeof expression !== 'object') return String(expression);
  const [left, operator, right] = expression;
  return `${operandText(left)} ${operator} ${operandText(right)}`;
}

function operandText(part: Expression): string {
  return typeof part === 'object' ? `(${expressionText(part)})` : String(part);
}

/** An effect as people write it. */
export function effectText(effect: Effect): string {
  return 'expect' in effect
    ? `expect ${expressionText(effect.expect)}`
    : `${effect[0]} = ${expressionText(effect[2])}`;
}
