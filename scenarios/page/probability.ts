/**
 * The probability that a race is lost, over what was swept: what was counted with its 95 % Wilson
 * interval, beside what the closed form of the attack says of the windows that were measured, and
 * what the flips that were measured say. Invariant: every point of the stress is drawn at its
 * value; what is expected is known at these values, and only joined between them.
 */

import * as Plot from '@observablehq/plot';
import { countText, nsText, probabilityText, rateText } from '../report/number.ts';
import { closedFormText } from '../stress/closed-form.ts';
import type { Stress } from '../stress/stress.ts';
import { draw, telling } from './drawing.ts';
import { type Figure, legendOf, numberCell } from './figure.ts';

/** A range of values that is wider than this is drawn by its logarithm. */
const LINEAR_RANGE_MAX = 50;

/** The figure of a sweep; null where nothing was swept, or no point was measured. */
export function probabilityCurve(
  { sweep, points, attack }: Stress,
  isTime: boolean,
): Figure | null {
  if (sweep === null || points.length === 0) return null;
  const at = points.map((point) => ({ ...point, value: point.value ?? 0 }));
  type Point = (typeof at)[number];
  const expected = at.filter((point) => point.expected !== null);
  const predicted = at.filter((point) => point.predicted !== null);
  const valueText = (value: number): string => (isTime ? nsText(value) : countText(value));
  const positive = at.map(({ value }) => value).filter((value) => value > 0);
  const least = Math.min(...positive);
  const most = Math.max(...positive);
  const isWide = positive.length > 1 && most / least > LINEAR_RANGE_MAX;
  const hasZero = at.some(({ value }) => value <= 0);
  // A logarithm has no zero: a sweep from zero on is drawn nearly linearly up to its first step.
  const scale = !isWide
    ? {}
    : hasZero
      ? { type: 'symlog' as const, constant: least, ticks: at.map(({ value }) => value) }
      : { type: 'log' as const };
  const form = attack === null ? null : closedFormText(attack);
  const drawing = draw({
    height: 320,
    marginLeft: 60,
    marginBottom: 40,
    x: { label: sweep, tickFormat: valueText, ...scale },
    y: { label: 'probability', domain: [0, 1], grid: true, tickFormat: '.0%' },
    marks: [
      Plot.ruleY([0]),
      Plot.line(expected, {
        x: 'value',
        y: 'expected',
        stroke: 'var(--series-1)',
        strokeDasharray: '6 4',
      }),
      Plot.dot(predicted, {
        x: 'value',
        y: 'predicted',
        symbol: 'square',
        stroke: 'var(--series-2)',
        ...telling(predicted, 'predicted', (point) => ({
          value: point.value,
          predicted: point.predicted ?? 0,
        })),
      }),
      Plot.dot(expected, {
        x: 'value',
        y: 'expected',
        symbol: 'diamond',
        stroke: 'var(--series-1)',
        ...telling(expected, 'closed-form', (point) => ({
          value: point.value,
          expected: point.expected ?? 0,
        })),
      }),
      Plot.ruleX(at, {
        x: 'value',
        y1: (point: Point) => point.interval[0],
        y2: (point: Point) => point.interval[1],
        stroke: 'var(--series-0)',
        strokeWidth: 2,
        ...telling(at, 'intervals', ({ value, interval: [low, high] }) => ({ value, low, high })),
      }),
      Plot.dot(at, {
        x: 'value',
        y: 'probability',
        r: 4,
        fill: 'var(--series-0)',
        ...telling(at, 'points', ({ value, probability, hits, attempts }) => ({
          value,
          probability,
          hits,
          attempts,
        })),
      }),
    ],
  });
  const worst = at.reduce((high, point) => (point.probability > high.probability ? point : high));
  return {
    title: `Probability by ${sweep}`,
    kind: 'probability',
    summary:
      `The race is lost most often at ${sweep} ${valueText(worst.value)}: ` +
      `${countText(worst.hits)} of ${countText(worst.attempts)} attempts`,
    drawing,
    legend: legendOf([
      { swatch: 'dot series-0', text: 'counted, with its 95% Wilson interval' },
      ...(expected.length > 0
        ? [{ swatch: 'diamond series-1', text: `closed form of the attack: ${form}` }]
        : []),
      ...(predicted.length > 0
        ? [{ swatch: 'square series-2', text: 'what the flips that were measured say' }]
        : []),
    ]),
    notes: expected.length === 0 ? [] : ['W is the window as it was measured; nothing is fitted.'],
    table: {
      caption: `Probability by ${sweep}`,
      columns: [
        { title: sweep, isNumber: true },
        { title: 'attempts', isNumber: true },
        { title: 'hits', isNumber: true },
        { title: 'probability', isNumber: true },
        { title: '95% from', isNumber: true },
        { title: 'to', isNumber: true },
        { title: 'closed form', isNumber: true },
        { title: 'by measured flips', isNumber: true },
        { title: 'attempts/s', isNumber: true },
        { title: 'cut short by' },
      ],
      rows: at.map((point) => [
        numberCell(point.value, valueText(point.value)),
        numberCell(point.attempts, countText(point.attempts)),
        numberCell(point.hits, countText(point.hits)),
        numberCell(point.probability, probabilityText(point.probability)),
        numberCell(point.interval[0], probabilityText(point.interval[0])),
        numberCell(point.interval[1], probabilityText(point.interval[1])),
        point.expected === null ? '' : numberCell(point.expected, probabilityText(point.expected)),
        point.predicted === null
          ? ''
          : numberCell(point.predicted, probabilityText(point.predicted)),
        numberCell(point.attemptsPerSecond, rateText(point.attemptsPerSecond)),
        point.cut ?? '',
      ]),
    },
  };
}
