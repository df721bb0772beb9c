/**
 * Elementary functions, of additions, multiplications and divisions in a fixed order. What
 * Math.log, Math.exp and Math.cos give may differ in the last digit from one engine of JavaScript
 * and one processor to the next (ECMA-262 leaves it to them); these are the same everywhere, as
 * IEEE 754 says what each operation gives. Invariant: correct to a few units of the last digit.
 * Tested by: test/workers/elementary.test.ts
 */

const LN_2 = Math.LN2;
const TERM_COUNT = 20;

/** The natural logarithm of a whole number in 1..2^32 - 1. */
export function logarithm(whole: number): number {
  const exponent = 31 - Math.clz32(whole);
  const mantissa = whole / ((1 << exponent) >>> 0);
  // ln m = 2 artanh z, with z at most 1/3.
  const z = (mantissa - 1) / (mantissa + 1);
  const square = z * z;
  let sum = 0;
  for (let term = TERM_COUNT; term >= 0; term -= 1) sum = sum * square + 1 / (2 * term + 1);
  return exponent * LN_2 + 2 * z * sum;
}

/** e to the power of x, for |x| up to 700. */
export function exponential(x: number): number {
  const power = Math.round(x / LN_2);
  const rest = x - power * LN_2;
  let sum = 1;
  for (let term = TERM_COUNT; term >= 1; term -= 1) sum = 1 + (sum * rest) / term;
  for (let left = power; left > 0; left -= 1) sum *= 2;
  for (let left = power; left < 0; left += 1) sum /= 2;
  return sum;
}

/** The cosine of so many turns, 0 to 1. */
export function cosine(turns: number): number {
  // Symmetry leaves an eighth of a turn to either side of 0 or of a quarter.
  const half = turns > 0.5 ? 1 - turns : turns;
  const quarter = half > 0.25 ? 0.5 - half : half;
  const sign = half > 0.25 ? -1 : 1;
  return sign * (quarter > 0.125 ? sineSeries(0.25 - quarter) : cosineSeries(quarter));
}

function cosineSeries(turns: number): number {
  const x = 2 * Math.PI * turns;
  const square = x * x;
  let sum = 1;
  for (let term = TERM_COUNT; term >= 2; term -= 2) sum = 1 - (sum * square) / (term * (term - 1));
  return sum;
}

function sineSeries(turns: number): number {
  const x = 2 * Math.PI * turns;
  const square = x * x;
  let sum = 1;
  for (let term = TERM_COUNT + 1; term >= 3; term -= 2)
    sum = 1 - (sum * square) / (term * (term - 1));
  return x * sum;
}
