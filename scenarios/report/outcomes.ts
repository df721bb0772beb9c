/**
 * Outcomes: all final observations of a scenario, each with how many end states look so and one
 * schedule that ends so. Invariant: what a search did not exhaust is never called all.
 */

import type { Finding, Outcome } from '../../workers/index.ts';
import { exploreLines } from './figures.ts';
import { expectation, foundText, headline } from './headline.ts';
import { countOf, countText, shareText } from './number.ts';
import { byCount, countedIn, valuesText } from './observation.ts';
import { type Paint, plain } from './paint.ts';
import { replayCommand } from './repeat.ts';
import { type Column, drawTable, pageWidth, paragraph, wrap } from './table.ts';

/** What stands beside an observation, so that long ones go on below. */
const BESIDE_VALUES_WIDTH = 30;

/** How the text is made. */
interface OutcomesOptions {
  readonly paint?: Paint;
  /** The scenario's own file, which a replay must be told besides the token. */
  readonly file?: string | undefined;
}

/** The final observations of a search, with a command that leads to each. */
export function outcomesText(outcome: Outcome, { paint = plain, file }: OutcomesOptions): string {
  const { observed, observations, findings, explore, parameters } = outcome;
  const verdict = headline(outcome);
  const expected = expectation(outcome);
  const total = observations.reduce((sum, { count }) => sum + count, 0);
  const settings = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const isAll = isExhausted(outcome);
  const columns: Column[] = [
    { title: countedIn(outcome), align: 'right' },
    { title: 'share', align: 'right' },
    { title: 'observation' },
  ];
  const rows = byCount(observations).map(({ values, count, token }) => [
    countText(count),
    shareText(count, total),
    observationText(observed, values, [token], file),
  ]);
  const lines = [
    ...paragraph(verdict.text).map((line) => paint(verdict.tone, line)),
    paint(expected.tone, expected.text),
    ...(settings.length === 0 ? [] : paragraph(settings.join(' '))),
    '',
    paint('title', titleOf(rows.length, isAll)),
    ...(rows.length === 0
      ? [`  no schedule ${isAll ? 'comes' : 'that was searched came'} to an end`]
      : [
          ...drawTable(columns, rows, '  '),
          ...paragraph(
            `The share is one of ${countedIn(outcome)}, not of schedules: how likely an end is, ` +
              '`racetrap sample` and `racetrap run` can tell.',
            '  ',
          ),
        ]),
    ...(findings.length === 0
      ? []
      : ['', paint('title', 'Findings'), ...findings.flatMap((each) => foundLines(each, file))]),
    ...(explore === null ? [] : ['', paint('title', 'Search'), ...exploreLines(explore)]),
  ];
  return `${lines.join('\n')}\n`;
}

/** Whether the search came to its end: only then is what it did not reach unreachable. */
export function isExhausted({ findings }: Outcome): boolean {
  return findings.every(({ kind }) => kind !== 'deadline');
}

/** An observation and below it the commands that lead there. */
export function observationText(
  names: readonly string[],
  values: readonly number[],
  tokens: readonly (string | undefined)[],
  file?: string,
): string {
  return [
    ...wrap(valuesText(names, values), pageWidth() - BESIDE_VALUES_WIDTH),
    ...tokens.flatMap((token) => (token === undefined ? [] : [replayCommand(token, file)])),
  ].join('\n');
}

/** A finding without its schedule: what it is, and the command that leads there. */
function foundLines(finding: Finding, file: string | undefined): string[] {
  const { kind, token } = finding;
  const message = foundText(finding);
  return [
    ...paragraph(message.startsWith(kind) ? message : `${kind}: ${message}`, '    ', '  '),
    ...(token === undefined ? [] : [`    ${replayCommand(token, file)}`]),
  ];
}

function titleOf(count: number, isAll: boolean): string {
  if (count === 0) return 'Outcomes';
  if (!isAll) return `${countOf(count, 'outcome')} so far; the search was not exhausted`;
  return count === 1 ? 'The only outcome' : `All ${countOf(count, 'outcome')}`;
}
