/**
 * Observations as a litmus table: what the observed words were in the end, and how often. With a
 * comparison of a run and a search beside each other, what each of them saw. Invariant: every
 * observation of the result has its row.
 */

import type { Outcome } from '../../workers/index.ts';
import { countText, shareText } from '../report/number.ts';
import { byCount, countedIn, type Parity } from '../report/observation.ts';
import { replayCommand } from '../report/repeat.ts';
import { type Cell, numberCell, type Table, tableOf } from './figure.ts';
import { html, type Html } from './html.ts';

/** Rows of a table; rarer observations are counted together. */
const ROW_COUNT_MAX = 500;

/** The table of an outcome; null where it observes nothing. */
export function litmusTable(outcome: Outcome): Html | null {
  const { observed, observations } = outcome;
  if (observed.length === 0 || observations.length === 0) return null;
  const total = observations.reduce((sum, { count }) => sum + count, 0);
  const hasTokens = observations.some(({ token }) => token !== undefined);
  const sorted = byCount(observations);
  const shown = sorted.slice(0, ROW_COUNT_MAX);
  const left = sorted.slice(ROW_COUNT_MAX);
  const rest = left.reduce((sum, { count }) => sum + count, 0);
  const table: Table = {
    caption:
      `${countText(observations.length)} different ends in ${countText(total)} ` +
      countedIn(outcome) +
      (left.length === 0
        ? ''
        : `; the ${countText(left.length)} rarest, ${countText(rest)} ${countedIn(outcome)}, are left out`),
    columns: [
      { title: countedIn(outcome), isNumber: true },
      { title: 'share', isNumber: true },
      { title: '' },
      ...observed.map((title) => ({ title, isNumber: true })),
      ...(hasTokens ? [{ title: 'a schedule that ends so' }] : []),
    ],
    rows: shown.map(({ values, count, token }): Cell[] => [
      numberCell(count, countText(count)),
      numberCell(count / total, shareText(count, total)),
      bar(count / total),
      ...observed.map((_name, index) => values[index] ?? '?'),
      ...(hasTokens ? [token === undefined ? '' : html`<code>${replayCommand(token)}</code>`] : []),
    ]),
  };
  return html`<section class="observations">
    <h3>Observations</h3>
    ${tableOf(table)}
  </section>`;
}

/** The comparison of a run with a search of the same scenario. */
export function parityTable({ observed, rows, isExhausted, holds }: Parity): Html {
  const verdict = !isExhausted
    ? 'The search was not exhausted: no claim.'
    : holds
      ? 'Every observation of the run is reachable.'
      : 'Real workers saw what the search says cannot be: racetrap is wrong.';
  return html`<section class="parity">
    <h3>Parity of real workers and exploration</h3>
    <p>${verdict}</p>
    ${tableOf({
      caption: 'What the run saw, beside the end states that the search reaches',
      columns: [
        { title: 'run', isNumber: true },
        { title: 'explore', isNumber: true },
        ...observed.map((title) => ({ title, isNumber: true })),
      ],
      rows: rows.map(({ values, seen, reachable }): Cell[] => [
        numberCell(seen, countText(seen)),
        numberCell(reachable, countText(reachable)),
        ...observed.map((_name, index) => values[index] ?? '?'),
      ]),
    })}
  </section>`;
}

/** A share as a bar beside its number, for the eye alone. */
function bar(share: number): Html {
  return html`<span class="share" style="width:${(share * 8).toFixed(2)}em"></span>`;
}
