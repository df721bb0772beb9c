/**
 * Suite: the points of a benchmark as a table: a line a point, what its axes say, its figures with
 * the interval, and what was published of the same point with the difference in percent or, for
 * shares and ratios, percentage points; `fitted` where the model was made to agree. A point of
 * which several things were published has a line for each. Invariant: an axis with one value is
 * told once, above, and a unit that all of a column has once, in its title.
 */

import type { PublishedFigure, SuiteFigure, SuiteResult } from '../result/suite.ts';
import { measureText, nsText, quantityText } from './number.ts';
import { type Column, drawTable, paragraph } from './table.ts';

/** Times from here on are told in us, ms or s; below, each ns may count beside a published one. */
const LONG_NS = 100_000;

/** The lines of a suite. */
export function suiteLines({ axes, points, notes = [] }: SuiteResult): string[] {
  const told = axes.filter(({ values }) => values.length > 1);
  const names = [...new Set(points.flatMap(({ figures }) => Object.keys(figures)))];
  const compared = [...new Set(points.flatMap(({ published = {} }) => Object.keys(published)))];
  const plain = new Map(names.map((name) => [name, plainUnit(name, points)]));
  const columns: Column[] = [
    ...told.map(({ name, values }): Column =>
      values.every((value) => typeof value === 'number')
        ? { title: name, align: 'right' }
        : { title: name },
    ),
    ...names.map((name): Column => ({ title: titleOf(name, plain.get(name)), align: 'right' })),
    ...(compared.length > 1 ? [{ title: 'of it' }] : []),
    ...(compared.length > 0
      ? ([
          { title: 'published', align: 'right' },
          { title: 'difference', align: 'right' },
        ] as const)
      : []),
  ];
  const rows = points.flatMap(({ parameters, figures, published = {} }) => {
    const own = [
      ...told.map((axis) => String(parameters[axis.name])),
      ...names.map((each) =>
        figures[each] === undefined ? '' : figureText(figures[each], plain.get(each)),
      ),
    ];
    const beside = Object.entries(published).flatMap(([name, values]) =>
      figures[name] === undefined ? [] : comparisons(name, figures[name], values),
    );
    if (beside.length === 0) return [[...own, ...columns.slice(own.length).map(() => '')]];
    return beside.map((cells, index) => [
      ...(index === 0 ? own : own.map(() => '')),
      ...(compared.length > 1 ? cells : cells.slice(1)),
    ]);
  });
  return [
    ...axes
      .filter(({ values }) => values.length === 1)
      .map(({ name, values }) => `  ${name}: ${values[0]}`),
    ...drawTable(columns, rows, '  '),
    ...(notes.length === 0 ? [] : ['']),
    ...notes.flatMap((note) => paragraph(note, '    ', '  ')),
  ];
}

/** What was published of a figure, a row each: the name, the value, and the difference to it. */
function comparisons(
  name: string,
  figure: SuiteFigure,
  published: readonly PublishedFigure[],
): string[][] {
  return published.map((each) => [
    name,
    publishedText(each, figure.unit),
    differenceText(figure, each) + (each.isFitted === true ? ', fitted' : ''),
  ]);
}

/** Units that belong to the value: times grow into larger ones, shares and ratios are signs. */
const OWN_UNITS = ['ns', 'share', 'x'];

/** The unit that a column is in, told in its title; undefined: each value tells its own. */
function plainUnit(name: string, points: SuiteResult['points']): string | undefined {
  const units = new Set(points.flatMap(({ figures }) => figures[name]?.unit ?? []));
  const [unit] = units;
  return units.size === 1 && unit !== undefined && !OWN_UNITS.includes(unit) ? unit : undefined;
}

/** `guards/s` for guards, `maps peak` for maps; else both: `failed, a call`. */
function titleOf(name: string, unit: string | undefined): string {
  if (unit === undefined || name.startsWith(unit)) return name;
  return unit.startsWith(name) ? unit : `${name}, ${unit}`;
}

/** A figure, and by how much its interval departs from it where that is told by three figures. */
function figureText({ median, low, high, unit }: SuiteFigure, told: string | undefined): string {
  const half = Math.max(high - median, median - low);
  const spread = median === 0 ? 0 : (100 * half) / Math.abs(median);
  const text = told === undefined ? valueText(median, unit) : quantityText(median);
  return spread < 0.5 ? text : `${text} +-${spread.toFixed(spread < 10 ? 1 : 0)}%`;
}

function valueText(value: number, unit: string): string {
  if (unit === 'share') return `${(100 * value).toFixed(1)}%`;
  if (unit === 'ns' && Math.abs(value) >= LONG_NS)
    return value < 0 ? `-${nsText(-value)}` : nsText(value);
  if (unit === 'x') return `${value < 10 ? value.toFixed(3) : value.toFixed(1)}x`;
  return measureText(value, unit);
}

function publishedText({ value, low, high }: PublishedFigure, unit: string): string {
  const range = low === undefined || high === undefined || low === high ? [] : [low, high];
  return range.length === 0
    ? valueText(value, unit)
    : range.map((each) => valueText(each, unit)).join(' to ');
}

/** Percentage points for shares and ratios to a base, percent for all else. */
function differenceText({ median, unit }: SuiteFigure, { value }: PublishedFigure): string {
  const isShare = unit === 'share' || (unit === 'x' && value < 4);
  const difference = isShare ? 100 * (median - value) : 100 * (median / value - 1);
  return `${difference < 0 ? '' : '+'}${difference.toFixed(1)} ${isShare ? 'pp' : '%'}`;
}
