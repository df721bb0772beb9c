/** The sentences that tell verdicts. */

import type { Finding } from '../../../workers/index.ts';
import { expectation, headline } from '../../../scenarios/report/headline.ts';
import { is, ok, suite } from '../../support/suite.ts';
import { countersWith, outcomeWith, runWith, searchWith, stepWith } from '../../support/outcome.ts';

const finding: Finding = { kind: 'property', message: 'it breaks' };

suite('scenarios/report/headline', (test) => {
  test('an exhausted search proves', () => {
    is(
      headline(outcomeWith()).text,
      'sample holds: proved for this scenario; 1,234,567 states, search exhausted.',
    );
  });

  test('a proof of what never ends says so', () => {
    is(
      headline(outcomeWith({ explore: searchWith({ states: 11, endStates: 0 }) })).text,
      'sample holds: proved for this scenario; 11 states, no schedule ends, search exhausted.',
    );
  });

  test('an expectation is named by what was expected, as all share one property', () => {
    const failed = (events: string[]): string =>
      headline(
        outcomeWith({
          verdict: 'violated',
          findings: [
            { kind: 'property', message: 'an expectation fails', schedule: [stepWith({ events })] },
          ],
        }),
      ).text;
    is(
      failed(["expectationFailed 'it is two'"]),
      'sample is violated: an expectation fails: it is two.',
    );
    is(failed(["marked 'it is two'"]), 'sample is violated: an expectation fails.');
  });

  test('a violation names the property', () => {
    const { text, tone } = headline(outcomeWith({ verdict: 'violated', findings: [finding] }));
    is(text, 'sample is violated: it breaks.');
    is(tone, 'bad');
  });

  test('nothing but an exhausted search is called a proof', () => {
    for (const outcome of [
      outcomeWith({ verdict: 'violated', findings: [finding] }),
      outcomeWith({ verdict: 'interrupted' }),
      runWith(),
      runWith({ rounds: 100 }),
    ])
      ok(!/\bproved\b/.test(headline(outcome).text), headline(outcome).text);
  });

  test('a sample in which nothing failed says that it proves nothing', () => {
    is(
      headline(runWith({ rounds: 20_000 })).text,
      'sample: nothing failed in 20,000 rounds on 3 workers; a sample proves nothing about the rest.',
    );
  });

  test('a load whose calls escaped says how many', () => {
    const total = countersWith({ syscall: 1_000, trapped: 95, escaped: 5, misjudged: 1 });
    is(
      headline(runWith({ total })).text,
      'sample: 5 of 99 foreign calls escaped, 1 native call trapped; ' +
        '2.00 s and 1,000 calls on 3 workers.',
    );
  });

  test('what is not as expected says what was expected', () => {
    is(expectation(outcomeWith()).text, "As expected: the scenario says 'holds'.");
    is(
      expectation(outcomeWith({ verdict: 'violated', asExpected: false })).text,
      "NOT as expected: the scenario says 'holds'.",
    );
    is(
      expectation(outcomeWith({ verdict: 'interrupted', asExpected: false })).text,
      "No verdict: the scenario says 'holds'.",
    );
  });

  test('a sample is never said to confirm a proof', () => {
    const { text } = expectation(runWith({ rounds: 5 }, { expected: 'holds' }));
    is(text, "Nothing against it: the scenario says that a search finds 'holds'.");
  });
});
