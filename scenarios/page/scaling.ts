/**
 * Scaling curves: the points of a suite, of a bench whose figures say where they belong, or of
 * several runs of one scenario, over one axis, a line for each value of a second, and a figure for
 * each combination of the rest. Beside them stand the ideal and what others published. Invariant:
 * every point of the suite is in one figure for each of its figures, and in its table.
 */

import * as Plot from '@observablehq/plot';
import { median, type BenchResult } from '../bench/bench.ts';
import { countOf, countText, nsText } from '../report/number.ts';
import type {
  AxisValue,
  PublishedFigure,
  SuiteAxis,
  SuiteFigure,
  SuitePoint,
  SuiteResult,
} from '../result/suite.ts';
import { draw, HALF_WIDTH, telling } from './drawing.ts';
import { type Cell, type Figure, legendOf, numberCell } from './figure.ts';

/** Lines that can be told apart in one figure; colours of the style. */
const SERIES_COUNT_MAX = 10;
/** Figures of one suite; the rest stands in one table. */
const FIGURE_COUNT_MAX = 36;
/** Axes that a curve is drawn over, if there are any of these. */
const PREFERRED = ['threads', 'cores', 'targets', 'workers'];
/** A range of values that is wider than this is drawn by its logarithm. */
const LINEAR_RANGE_MAX = 50;

/** One for each source of published values. */
const SYMBOLS = ['diamond', 'square', 'triangle'] as const;

/** What a curve is drawn of: a suite without what only names it. */
export type Curves = Pick<SuiteResult, 'name' | 'axes' | 'points'>;

/** The figures of a bench that say where they belong, as curves. */
export function benchCurves({ bench, figures }: BenchResult): Curves {
  const points = new Map<
    string,
    { parameters: SuitePoint['parameters']; figures: Record<string, SuiteFigure> }
  >();
  for (const { point, value, unit, spread } of figures) {
    if (point === undefined) continue;
    const key = JSON.stringify(point.parameters);
    const known = points.get(key) ?? { parameters: point.parameters, figures: {} };
    const { least: low = value, most: high = value } = spread ?? {};
    known.figures[point.figure] = { median: value, low, high, unit };
    points.set(key, known);
  }
  return curvesOf(bench, [...points.values()]);
}

/** Points with the axes that they span. */
export function curvesOf(name: string, points: readonly SuitePoint[]): Curves {
  const names = [...new Set(points.flatMap(({ parameters }) => Object.keys(parameters)))];
  const axes = names.map((axis) => ({
    name: axis,
    values: distinct(points.flatMap(({ parameters }) => parameters[axis] ?? [])),
  }));
  return { name, axes, points };
}

/** Points that differ only in the repetition as one, with the median and the range of them. */
export function mergedPoints(points: readonly SuitePoint[]): SuitePoint[] {
  const groups = new Map<string, SuitePoint[]>();
  for (const point of points) {
    const key = parametersKey(point.parameters);
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    const figures = Object.keys(first!.figures).map((name) => {
      const all = group.flatMap((point) => point.figures[name] ?? []);
      const merged: SuiteFigure = {
        ...all[0]!,
        median: median(all.map((figure) => figure.median)),
        low: Math.min(...all.map(({ low }) => low)),
        high: Math.max(...all.map(({ high }) => high)),
      };
      return [name, merged] as const;
    });
    return { ...first!, figures: Object.fromEntries(figures) };
  });
}

/** Parameters as a text that does not depend on their order. */
export function parametersKey(parameters: SuitePoint['parameters']): string {
  const names = Object.keys(parameters).toSorted((a, b) => a.localeCompare(b, 'en'));
  return JSON.stringify(names.map((name) => [name, parameters[name]]));
}

/** How the axes of a suite are drawn. */
interface Roles {
  /** The numeric axis below; undefined: there is none, and names stand there. */
  readonly over: SuiteAxis | undefined;
  /** The axis that has a line for each value. */
  readonly series: SuiteAxis | undefined;
  /** Those that have a figure for each combination. */
  readonly rest: readonly SuiteAxis[];
}

/** Where a point is drawn. */
interface Position {
  readonly at: AxisValue;
  readonly series: string;
}

/** A value of a figure at a point, with the published ones for the same. */
interface Placed extends Position {
  readonly figure: SuiteFigure;
  readonly published: readonly PublishedFigure[];
}

/** A published value, whether or not it was measured here, too. */
interface Beside extends Position, PublishedFigure {}

/** The figures of curves: one for each measured figure and combination of the other axes. */
export function scalingCurves({ name, axes, points }: Curves): Figure[] {
  const roles = rolesOf(axes);
  const measured = [...new Set(points.flatMap(({ figures }) => Object.keys(figures)))];
  const groups = groupsOf(points, roles.rest);
  const figures = measured.flatMap((figure) =>
    [...groups].flatMap(([title, group]): Figure[] => {
      const placed = group.flatMap((point) => place(point, figure, roles));
      const beside = publishedOf(group, figure, roles);
      return placed.length === 0
        ? []
        : [curve(`${name}: ${figure}${title === '' ? '' : `, ${title}`}`, placed, beside, roles)];
    }),
  );
  const shown = figures.slice(0, FIGURE_COUNT_MAX);
  const last = shown.at(-1);
  if (last === undefined || figures.length === shown.length) return shown;
  const more = `${countOf(figures.length - shown.length, 'more figure')} of this suite is not drawn.`;
  return [...shown.slice(0, -1), { ...last, notes: [...(last.notes ?? []), more] }];
}

function rolesOf(axes: readonly SuiteAxis[]): Roles {
  const varying = axes.filter(({ values }) => values.length > 1);
  const numeric = varying.filter(({ values }) =>
    values.every((value) => typeof value === 'number'),
  );
  const over =
    PREFERRED.flatMap((name) => numeric.find((axis) => axis.name === name) ?? [])[0] ??
    numeric.toSorted((a, b) => b.values.length - a.values.length)[0];
  const others = varying.filter((axis) => axis !== over);
  const fits = others.filter(({ values }) => values.length <= SERIES_COUNT_MAX);
  // Names make better lines than numbers do, and many lines a better picture than many figures.
  const series = fits.toSorted(
    (a, b) => namesFirst(a) - namesFirst(b) || b.values.length - a.values.length,
  )[0];
  return { over, series, rest: others.filter((axis) => axis !== series) };
}

function namesFirst({ values }: SuiteAxis): number {
  return values.some((value) => typeof value === 'string') ? 0 : 1;
}

function groupsOf(
  points: readonly SuitePoint[],
  rest: readonly SuiteAxis[],
): Map<string, SuitePoint[]> {
  const groups = new Map<string, SuitePoint[]>();
  // What others published for a point that says nothing of an axis holds for all its values.
  const isOpen = ({ parameters, figures }: SuitePoint): boolean =>
    Object.keys(figures).length === 0 && rest.some(({ name }) => parameters[name] === undefined);
  for (const point of points.filter((each) => !isOpen(each))) {
    const title = rest.map(({ name }) => `${name} ${point.parameters[name] ?? '-'}`).join(', ');
    groups.set(title, [...(groups.get(title) ?? []), point]);
  }
  const open = points.filter(isOpen);
  return new Map([...groups].map(([title, group]) => [title, [...group, ...open]]));
}

/** Where a point is drawn under the roles of the axes. */
function positionOf({ parameters }: SuitePoint, { over, series }: Roles): Position {
  const line = series === undefined ? '' : String(parameters[series.name] ?? '-');
  return { at: over === undefined ? line : (parameters[over.name] ?? 0), series: line };
}

function place(point: SuitePoint, name: string, roles: Roles): Placed[] {
  const figure = point.figures[name];
  if (figure === undefined) return [];
  return [{ ...positionOf(point, roles), figure, published: point.published?.[name] ?? [] }];
}

/** Published values of a figure, each once, whatever lines are drawn beside them. */
function publishedOf(points: readonly SuitePoint[], name: string, roles: Roles): Beside[] {
  const found = new Map<string, Beside>();
  for (const point of points)
    for (const published of point.published?.[name] ?? []) {
      const position = positionOf(point, roles);
      const beside = { ...position, ...published };
      const line = roles.over === undefined ? position.series : '';
      found.set(JSON.stringify([position.at, line, published.source, published.value]), beside);
    }
  return [...found.values()].sort((a, b) => Number(a.at) - Number(b.at));
}

function curve(
  title: string,
  placed: readonly Placed[],
  published: readonly Beside[],
  roles: Roles,
): Figure {
  const { over, series } = roles;
  const lines = [...new Set(placed.map((each) => each.series))];
  const colourOf = (line: string): string =>
    `series-${Math.max(0, lines.indexOf(line)) % SERIES_COUNT_MAX}`;
  const sorted =
    over === undefined ? placed : placed.toSorted((a, b) => Number(a.at) - Number(b.at));
  const { unit } = placed[0]!.figure;
  const sources = [...new Set(published.map(({ source }) => source))];
  const ideal = over === undefined ? [] : idealOf(sorted, unit, over.name);
  const drawing =
    over === undefined
      ? drawNames(sorted, published, unit, colourOf)
      : drawCurves(sorted, published, ideal, unit, over, colourOf);
  const best = sorted.reduce((most, each) =>
    each.figure.median > most.figure.median ? each : most,
  );
  const where = over === undefined ? best.series : `${over.name} ${axisText(best.at, over)}`;
  return {
    title,
    kind: 'scaling',
    summary: `The highest is ${valueText(best.figure.median, unit)} at ${where}`,
    drawing,
    legend: legendOf([
      ...(over === undefined || series === undefined
        ? []
        : lines.map((line) => ({
            swatch: `dot ${colourOf(line)}`,
            text: `${series.name} ${line}`,
          }))),
      ...(ideal.length > 0 ? [{ swatch: 'line pale', text: 'ideal' }] : []),
      ...sources.map((source, index) => ({
        swatch: `${SYMBOLS[index % SYMBOLS.length]} ink`,
        text: `published: ${source}`,
      })),
    ]),
    notes: [],
    table: {
      caption: title,
      columns: [
        ...(over === undefined ? [] : [{ title: over.name, isNumber: true }]),
        ...(series === undefined ? [] : [{ title: series.name }]),
        { title: `median, ${unit}`, isNumber: true },
        { title: 'low', isNumber: true },
        { title: 'high', isNumber: true },
        ...sources.flatMap((source) => [
          { title: `published: ${source}`, isNumber: true },
          { title: 'difference', isNumber: true },
        ]),
      ],
      rows: [
        ...sorted.map((each) => [
          ...positionCells(each, roles),
          ...[each.figure.median, each.figure.low, each.figure.high].map((value) =>
            numberCell(value, valueText(value, unit)),
          ),
          ...sources.flatMap((source) => {
            const other = each.published.find((value) => value.source === source);
            if (other === undefined) return ['', ''];
            const { value } = other;
            return [
              numberCell(value, valueText(value, unit)),
              value === 0 ? '' : differenceText(each.figure.median, value, unit),
            ];
          }),
        ]),
        // What others published for points that nobody measured here.
        ...published
          .filter((each) => !sorted.some((own) => own.at === each.at && own.published.length > 0))
          .map((each) => [
            ...positionCells(each, roles),
            '',
            '',
            '',
            ...sources.flatMap((source) =>
              source === each.source
                ? [numberCell(each.value, valueText(each.value, unit)), '']
                : ['', ''],
            ),
          ]),
      ],
    },
  };
}

/** The cells of a row that say where its point is drawn. */
function positionCells({ at, series: line }: Position, { over, series }: Roles): Cell[] {
  return [
    ...(over === undefined ? [] : [numberCell(Number(at), axisText(at, over))]),
    ...(series === undefined ? [] : [line]),
  ];
}

/** Where every thread more would bring as much as the first: what a suite says, else for rates. */
function idealOf(
  placed: readonly Placed[],
  unit: string,
  axis: string,
): readonly { readonly at: number; readonly value: number }[] {
  const given = placed.flatMap(({ at, figure: { ideal } }) =>
    ideal === undefined ? [] : [{ at: Number(at), value: ideal }],
  );
  if (given.length > 0) return given;
  const isRate = unit.endsWith('/s') && /^(threads|cores|workers)$/.test(axis);
  const [first] = placed;
  if (!isRate || first === undefined || Number(first.at) <= 0) return [];
  const base = Math.max(
    ...placed.filter(({ at }) => at === first.at).map(({ figure }) => figure.median),
  );
  return distinct(placed.map(({ at }) => at)).map((at) => ({
    at: Number(at),
    value: (base * Number(at)) / Number(first.at),
  }));
}

function drawCurves(
  sorted: readonly Placed[],
  published: readonly Beside[],
  ideal: readonly { readonly at: number; readonly value: number }[],
  unit: string,
  over: SuiteAxis,
  colourOf: (line: string) => string,
) {
  const values = [...sorted, ...published].map(({ at }) => Number(at)).sort((a, b) => a - b);
  const isWide =
    Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > LINEAR_RANGE_MAX;
  const highest = Math.max(
    ...sorted.map(({ figure: { high, median: middle } }) => Math.max(high, middle)),
    ...published.map(({ value }) => value),
  );
  // An ideal far above what was reached would press everything else to the floor.
  const top = Math.min(highest * 2, Math.max(highest, ...ideal.map(({ value }) => value))) * 1.05;
  const colour = ({ series }: Placed): string => `var(--${colourOf(series)})`;
  const symbolOf = symbolsBySource(published);
  return draw({
    width: HALF_WIDTH,
    height: 300,
    marginLeft: 76,
    marginBottom: 40,
    x: {
      label:
        over.unit === undefined || over.unit === 'ns' ? over.name : `${over.name}, ${over.unit}`,
      ticks: distinct(values).length <= 12 ? distinct(values) : 12,
      tickFormat: (value: number) => axisText(value, over),
      ...(isWide && { type: 'log', base: 2 }),
    },
    y: {
      label: unit === 'ns' ? 'time' : unit,
      domain: [0, top === 0 ? 1 : top],
      grid: true,
      clamp: false,
      tickFormat: (value: number) => tickText(value, unit),
    },
    marks: [
      Plot.ruleY([0]),
      Plot.line(ideal, {
        x: 'at',
        y: 'value',
        stroke: 'var(--pale)',
        strokeDasharray: '6 4',
        clip: true,
      }),
      Plot.line(sorted, {
        x: ({ at }: Placed) => Number(at),
        y: ({ figure }: Placed) => figure.median,
        z: 'series',
        stroke: colour,
      }),
      Plot.ruleX(sorted, {
        x: ({ at }: Placed) => Number(at),
        y1: ({ figure }: Placed) => figure.low,
        y2: ({ figure }: Placed) => figure.high,
        stroke: colour,
      }),
      Plot.dot(sorted, {
        x: ({ at }: Placed) => Number(at),
        y: ({ figure }: Placed) => figure.median,
        r: 3.5,
        fill: colour,
        ...telling(sorted, 'points', ({ at, series, figure }) => ({
          at,
          series,
          median: figure.median,
          low: figure.low,
          high: figure.high,
        })),
      }),
      Plot.dot(published, {
        x: ({ at }: Beside) => Number(at),
        y: 'value',
        symbol: symbolOf,
        r: 5,
        stroke: 'var(--ink)',
        strokeWidth: 1.5,
        ...telling(published, 'published', ({ at, source, value }) => ({ at, source, value })),
      }),
    ],
  });
}

/** Where there is no number to go by: a row for each name. */
function drawNames(
  sorted: readonly Placed[],
  published: readonly Beside[],
  unit: string,
  colourOf: (line: string) => string,
) {
  const names = distinct(sorted.map(({ series }) => series));
  const longest = Math.max(...names.map((name) => name.length));
  const symbolOf = symbolsBySource(published);
  return draw({
    width: HALF_WIDTH,
    height: 60 + 28 * names.length,
    marginLeft: Math.min(280, 20 + longest * 7),
    marginBottom: 40,
    x: {
      label: unit === 'ns' ? 'time' : unit,
      grid: true,
      zero: true,
      nice: true,
      tickFormat: (value: number) => tickText(value, unit),
    },
    y: {
      type: 'point',
      domain: names,
      label: null,
      padding: 0.6,
      tickFormat: (name: string) => shortened(name),
    },
    marks: [
      Plot.ruleX([0]),
      Plot.ruleY(sorted, {
        y: 'series',
        x1: ({ figure }: Placed) => figure.low,
        x2: ({ figure }: Placed) => figure.high,
        stroke: 'var(--series-0)',
        strokeWidth: 2,
      }),
      Plot.dot(sorted, {
        y: 'series',
        x: ({ figure }: Placed) => figure.median,
        r: 4.5,
        fill: ({ series }: Placed) => `var(--${colourOf(series)})`,
        ...telling(sorted, 'points', ({ series, figure }) => ({
          series,
          median: figure.median,
          low: figure.low,
          high: figure.high,
        })),
      }),
      Plot.dot(published, {
        y: 'series',
        x: 'value',
        symbol: symbolOf,
        r: 5,
        stroke: 'var(--ink)',
        ...telling(published, 'published', ({ series, source, value }) => ({
          series,
          source,
          value,
        })),
      }),
    ],
  });
}

function symbolsBySource(published: readonly Beside[]): (each: Beside) => string {
  const sources = [...new Set(published.map(({ source }) => source))];
  return ({ source }) => SYMBOLS[sources.indexOf(source) % SYMBOLS.length]!;
}

function shortened(name: string): string {
  return name.length > 36 ? `${name.slice(0, 35)}…` : name;
}

/** A value of an axis. */
function axisText(value: AxisValue, { unit }: SuiteAxis): string {
  if (typeof value === 'string') return value;
  if (unit === 'ns') return nsText(value);
  return Number.isInteger(value) ? countText(value) : String(value);
}

/** A value on an axis that says its unit; times say it themselves, as it changes along the axis. */
function tickText(value: number, unit: string): string {
  return valueText(value, unit === 'ns' ? unit : '');
}

/** A value with its unit; times and large counts as people read them. */
function valueText(value: number, unit: string): string {
  if (unit === 'ns') return nsText(value);
  const text = Math.abs(value) >= 1000 ? countText(value) : String(+value.toPrecision(3));
  return unit === '' ? text : `${text} ${unit}`;
}

/** How far a value lies from a published one: in points where both are percentages. */
function differenceText(value: number, other: number, unit: string): string {
  const sign = value >= other ? '+' : '';
  if (unit === '%') return `${sign}${(value - other).toFixed(1)} points`;
  return `${sign}${((value / other - 1) * 100).toFixed(1)}%`;
}

function distinct<Value>(values: readonly Value[]): Value[] {
  return [...new Set(values)];
}
