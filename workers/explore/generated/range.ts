/**
 * Range: between which bounds a value stays. Invariant: what `rangeOf` says contains every value
 * that the expression can have when its words and registers stay within theirs.
 */

import type { Value } from './reading.ts';

/** A least and a greatest value. */
export interface Range {
  readonly least: number;
  readonly most: number;
}

/** Every 32-bit word. */
export const WHOLE: Range = { least: -(2 ** 31), most: 2 ** 31 - 1 };

const BIT: Range = { least: 0, most: 1 };

/** What holds both. */
export function joined(one: Range, other: Range): Range {
  return { least: Math.min(one.least, other.least), most: Math.max(one.most, other.most) };
}

/** The bounds of a value. */
export function rangeOf(
  value: Value,
  of: (kind: 'word' | 'register', number: number) => Range,
): Range {
  switch (value.kind) {
    case 'constant':
      return { least: value.number, most: value.number };
    case 'word':
    case 'register':
      return of(value.kind, value.number);
    case 'comparison':
      return BIT;
    case 'choice':
      return joined(rangeOf(value.then, of), rangeOf(value.otherwise, of));
    case 'arithmetic':
      return within32(calculated(value.number, rangeOf(value.left, of), rangeOf(value.right, of)));
  }
}

/** What wraps may be anything. */
function within32(range: Range): Range {
  return range.least < WHOLE.least || range.most > WHOLE.most ? WHOLE : range;
}

function calculated(operator: number, left: Range, right: Range): Range {
  const isPlain = left.least >= 0 && right.least >= 0;
  switch (operator) {
    case 0:
      return left;
    case 1:
      return { least: left.least + right.least, most: left.most + right.most };
    case 2:
      return { least: left.least - right.most, most: left.most - right.least };
    case 3: {
      const corners = [left.least, left.most].flatMap((one) => [
        one * right.least,
        one * right.most,
      ]);
      return { least: Math.min(...corners), most: Math.max(...corners) };
    }
    case 4:
      return isPlain ? { least: 0, most: left.most } : WHOLE;
    case 5:
      return isPlain ? { least: 0, most: Math.min(left.most, right.most) } : WHOLE;
    case 6:
      if (isPlain) return { least: 0, most: Math.min(left.most, right.most) };
      if (right.least >= 0) return { least: 0, most: right.most };
      return left.least >= 0 ? { least: 0, most: left.most } : WHOLE;
    default: {
      const bits = 32 - Math.clz32(Math.max(left.most, right.most));
      return isPlain ? { least: 0, most: 2 ** bits - 1 } : WHOLE;
    }
  }
}
