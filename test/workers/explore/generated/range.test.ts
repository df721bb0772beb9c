/** Ranges: they hold whatever an expression can come to. */
import fc from 'fast-check';
import { calculate, compare } from '../../../../actors/index.ts';
import type { Value } from '../../../../workers/explore/generated/reading.ts';
import { type Range, rangeOf, WHOLE } from '../../../../workers/explore/generated/range.ts';
import { ARITHMETIC_TEXT, comparisonText } from '../../../../workers/explore/generated/text.ts';
import { is, ok, suite } from '../../../support/suite.ts';

const SEED = 3;
const number = fc.oneof(fc.integer({ min: -9, max: 9 }), fc.integer());

suite('workers/explore/generated/range', (test) => {
  test('arithmetic stays within its range', () => {
    const triple = fc.tuple(number, number, number);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 8 }), triple, triple, (operator, one, other) => {
        const [left, right] = [one, other].map((values): Range => ({
          least: Math.min(...values),
          most: Math.max(...values),
        }));
        const value: Value = {
          kind: 'arithmetic',
          number: operator,
          left: { kind: 'word', number: 0 },
          right: { kind: 'word', number: 1 },
        };
        const range = rangeOf(value, (_kind, which) => (which === 0 ? left! : right!));
        for (const a of one)
          for (const b of other) {
            const result = calculate(operator, a, b) | 0;
            ok(result >= range.least && result <= range.most, `${a} ${operator} ${b}`);
          }
        ok(range.least >= WHOLE.least && range.most <= WHOLE.most);
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  test('the text of an operator computes what the operator does', () => {
    fc.assert(
      fc.property(number, number, (a, b) => {
        const run = (text: number | string): unknown =>
          // oxlint-disable-next-line typescript/no-implied-eval
          (new Function(`return ${text};`) as () => unknown)();
        for (const [operator, text] of ARITHMETIC_TEXT.entries())
          is(run(text(a, b)), calculate(operator, a, b) | 0);
        for (let sign = 0; sign < 6; sign += 1)
          is(run(comparisonText(sign, a, b)), compare(sign, a, b));
      }),
      { seed: SEED, numRuns: 300 },
    );
  });
});
