/**
 * The matrix as text: a row a guard, a column a route, in each cell how the call can end.
 * Invariant: a cell that was measured on a real kernel says whether the two agree.
 */

import { CELL_ROUTES } from '../matrix/cell.ts';
import { agreement, type CellAnswer, type Matrix } from '../matrix/matrix.ts';
import { countOf, countText } from './number.ts';
import { type Paint, plain } from './paint.ts';
import { drawTable, paragraph } from './table.ts';

/** The answers of all cells. */
export function matrixText({ cells }: Matrix, paint: Paint = plain): string {
  const routes = CELL_ROUTES.filter((route) => cells.some((each) => each.route === route));
  const guards = [...new Set(cells.map(({ guard }) => guard))];
  const cellOf = (guard: string, route: string): CellAnswer | undefined =>
    cells.find((each) => each.guard === guard && each.route === route);
  const columns = [{ title: 'guard' }, ...routes.map((title) => ({ title }))];
  const rows = guards.map((guard) => [
    guard,
    ...routes.map((route) => {
      const answer = cellOf(guard, route);
      return answer === undefined ? '' : cellText(answer);
    }),
  ]);
  const holding = guards.filter((guard) =>
    cells.every((each) => each.guard !== guard || isSafe(each)),
  );
  const compared = cells.map(agreement).filter((each) => each !== 'not measured');
  const differing = compared.filter((each) => each === 'differs').length;
  const states = cells.reduce((sum, each) => sum + each.states, 0);
  const headline =
    `${holding.length} of ${countOf(guards.length, 'guard')} hold against ` +
    `${countOf(routes.length, 'route')}.`;
  return [
    paint(holding.length > 0 ? 'good' : 'bad', headline),
    '',
    ...drawTable(columns, rows),
    '',
    ...paragraph(
      '-: what was approved is executed, or nothing, proved. bypass: the forbidden path is executed. ' +
        'wrong: another content is. fails: an operation of the attacker fails. hangs: somebody can ' +
        'wait for ever. ?: the search was ended. !: a real kernel did otherwise.',
    ),
    ...(holding.length === 0 ? [] : paragraph(`Hold: ${holding.join('; ')}.`)),
    ...(compared.length === 0
      ? []
      : paragraph(
          `${countOf(compared.length, 'cell')} measured on Linux 6.18.44: ` +
            (differing === 0 ? 'all agree.' : `${countOf(differing, 'cell')} differ.`),
        )),
    `${countOf(cells.length, 'search')}, ${countText(states)} states`.replace(
      'searchs',
      'searches',
    ),
    '',
  ].join('\n');
}

/** Whether nothing is executed but what was approved, and nobody waits for ever. */
function isSafe({ isBypassed, isWrong, deadlocks, interruption }: CellAnswer): boolean {
  return !isBypassed && !isWrong && !deadlocks && interruption === null;
}

function cellText(answer: CellAnswer): string {
  const { isBypassed, isWrong, hasFailures, deadlocks, interruption } = answer;
  const words = [
    ...(interruption === null ? [] : ['?']),
    ...(isBypassed ? ['bypass'] : []),
    ...(isWrong ? ['wrong'] : []),
    ...(hasFailures ? ['fails'] : []),
    ...(deadlocks ? ['hangs'] : []),
  ];
  const text = words.length === 0 ? '-' : words.join(', ');
  return agreement(answer) === 'differs' ? `${text} !` : text;
}
