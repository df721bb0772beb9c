/** Sweeps: values that rise within their range, and every slip refused in one line. */
import { UsageError } from '../../../kernel/index.ts';
import { toctouWindow } from '../../../scenarios/loads/toctou-window.ts';
import { parseSweep } from '../../../scenarios/stress/sweep.ts';
import { equal, is, match, suite } from '../../support/suite.ts';

/** What is said of a wrong sweep. */
function refusal(text: string): string {
  try {
    parseSweep(toctouWindow, text);
  } catch (error) {
    if (error instanceof UsageError) return `${error.message}; ${error.hint}`;
    throw error;
  }
  return 'accepted';
}

suite('scenarios/stress/sweep', (test) => {
  test('a range rises by the same factor, from its begin to its end', () => {
    equal(parseSweep(toctouWindow, 'delay=1us..1ms/4'), {
      parameter: 'delay',
      values: [1_000, 10_000, 100_000, 1_000_000],
    });
  });

  test('a range from 0 has the 0 before it', () => {
    const { values } = parseSweep(toctouWindow, 'delay=0us..10ms');
    is(values.length, 9);
    equal([values[0], values[1], values.at(-1)], [0, 1_000, 10_000_000]);
  });

  test('values may be listed', () => {
    equal(parseSweep(toctouWindow, 'turns=1,2,4').values, [1, 2, 4]);
  });

  test('a sweep without an end, downwards, or of nothing is refused', () => {
    match(refusal('delay=0us..'), /^a sweep has a begin and an end/);
    match(refusal('delay=5us..1us'), /^a sweep goes up/);
    match(refusal('delay=3,2'), /^a sweep goes up/);
    match(refusal('delay'), /^--sweep takes name=values/);
    match(refusal('delay=1us..soon'), /^'soon' is neither a whole number nor a time/);
    match(refusal('delay=1..2/1000'), /^a sweep has 2..100 points, not 1000/);
  });

  test('a parameter that is unknown or out of its range is refused with the nearest', () => {
    match(refusal('delays=1..2'), /no parameter 'delays'; did you mean 'delay'\?/);
    match(refusal('turns=1,5000'), /^turns is in 1..1000, not 5000/);
  });
});
