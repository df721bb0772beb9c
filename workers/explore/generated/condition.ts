/**
 * Condition: what a property says of states, as text over packed values. Invariant: the text is
 * true where the judge's test is; what speaks of the kernel's words has no text.
 */

import {
  type SafetyProperty,
  type StateCondition,
  type StateValue,
} from '../../../actors/index.ts';
import type { Question } from '../../engine.ts';
import { comparisonText } from './text.ts';

/** Text of a value of a state: a word of memory, or a register of a thread. */
export type Lookup = (kind: 'word' | 'register', thread: number, number: number) => number | string;

/** The text of a condition, for a way to look values up. */
export type Condition = (lookup: Lookup) => string;

/** Comparisons in the order of their numbers. */
const SIGNS = ['==', '!=', '<', '<=', '>', '>='];

/** When a state strikes a property; null where that has no text. */
export function conditionOf(property: SafetyProperty, question: Question): Condition | null {
  const { that } = property;
  if ('event' in that || 'marked' in that) return null;
  const condition = compiled(that, question);
  if (condition === null) return null;
  return property.kind === 'always' ? (lookup) => `!${condition(lookup)}` : condition;
}

function compiled(condition: StateCondition, question: Question): Condition | null {
  if ('all' in condition) return joined(condition.all, '&&', 'true', question);
  if ('any' in condition) return joined(condition.any, '||', 'false', question);
  if ('not' in condition) {
    const inner = compiled(condition.not, question);
    return inner === null ? null : (lookup) => `!${inner(lookup)}`;
  }
  const [left, comparison, right] = condition;
  const one = valueOf(left, question);
  const other = valueOf(right, question);
  if (one === null || other === null) return null;
  return (lookup) => comparisonText(SIGNS.indexOf(comparison), one(lookup), other(lookup));
}

function joined(
  conditions: readonly StateCondition[],
  operator: string,
  none: string,
  question: Question,
): Condition | null {
  const parts = conditions.map((each) => compiled(each, question));
  if (parts.some((part) => part === null)) return null;
  return (lookup) =>
    parts.length === 0 ? none : `(${parts.map((part) => part!(lookup)).join(` ${operator} `)})`;
}

/** A value that a state says by name; the names go in the judge's order. */
function valueOf(
  value: StateValue,
  { compiled: { memory, threads } }: Question,
): ((lookup: Lookup) => number | string) | null {
  if (typeof value === 'number') return () => value;
  if (value === 'mapCount') return null;
  const word = memory.findIndex(({ name }) => name === value);
  if (word >= 0) return (lookup) => lookup('word', -1, word);
  const owner = namedThread(value);
  const register = /\.r([0-7])$/.exec(value);
  const thread = threads.findIndex(({ name }) => name === owner);
  if (register === null || thread < 0) return null;
  return (lookup) => lookup('register', thread, Number(register[1]));
}

/** The thread that a value of a state would be of. */
export function namedThread(value: string): string {
  return value.slice(0, Math.max(0, value.lastIndexOf('.')));
}
