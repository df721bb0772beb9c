/**
 * Stress as text: one line a point, the probability with its interval and a bar, beside what the
 * closed form says. Invariant: what is fitted is said to be fitted.
 */

import type { Stress, StressPoint } from '../stress/stress.ts';
import { countOf, countText, nsText, rateText } from './number.ts';
import { type Paint, plain } from './paint.ts';
import { drawTable, paragraph } from './table.ts';

const BAR_WIDTH = 20;

/** How a stress is written. */
export interface StressTextOptions {
  /** The swept parameter is a time in ns. */
  readonly isTime?: boolean;
  /** What explains the first round that failed. */
  readonly explain?: readonly string[];
  readonly paint?: Paint;
}

/** The answer of a stress. */
export function stressText(
  stress: Stress,
  { isTime = false, explain = [], paint = plain }: StressTextOptions = {},
): string {
  const { scenario, parameters, points, sweep, seed, windowRestNs } = stress;
  const attempts = points.reduce((sum, point) => sum + point.attempts, 0);
  const hits = points.reduce((sum, point) => sum + point.hits, 0);
  const headline = `${scenario}: ${countOf(hits, 'hit')} in ${countOf(attempts, 'attempt')}.`;
  const given = Object.entries(parameters)
    .filter(([name]) => name !== sweep)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
  const hasModel = points.some(({ expected }) => expected !== null);
  const columns = [
    ...(sweep === null ? [] : [{ title: sweep, align: 'right' as const }]),
    { title: 'attempts', align: 'right' as const },
    { title: 'hits', align: 'right' as const },
    { title: 'probability', align: 'right' as const },
    { title: '95 % interval' },
    ...(hasModel ? [{ title: 'closed form', align: 'right' as const }] : []),
    { title: 'rate', align: 'right' as const },
    { title: '' },
  ];
  const rows = points.map((point) => [
    ...(sweep === null ? [] : [isTime ? nsText(point.value!) : countText(point.value!)]),
    countText(point.attempts),
    countText(point.hits),
    probability(point.probability),
    `${probability(point.interval[0])} - ${probability(point.interval[1])}`,
    ...(hasModel ? [modelText(point)] : []),
    rateText(point.attemptsPerSecond),
    '#'.repeat(Math.round(point.probability * BAR_WIDTH)),
  ]);
  const cuts = points.flatMap(({ cut }) => (cut === null ? [] : [cut]));
  return [
    paint(hits > 0 ? 'bad' : 'good', headline),
    ...(given === '' ? [] : [given]),
    '',
    ...drawTable(columns, rows),
    '',
    ...(hits === 0 ? paragraph(`No hit: ${boundText(attempts)}`) : []),
    ...(windowRestNs === null
      ? []
      : paragraph(
          `Closed form: 1 - exp(-(delay + ${nsText(windowRestNs)}) / mean); the ` +
            `${nsText(windowRestNs)} are fitted on the first point alone, and what is marked ! lies ` +
            'outside of its interval.',
        )),
    ...priceLines(points),
    ...[...new Set(cuts)].flatMap((cut) => paragraph(`Cut short: ${cut}`)),
    `seed ${seed}`,
    ...(explain.length === 0 ? [] : ['', paint('title', 'Explain it'), ...explain]),
    '',
  ].join('\n');
}

function probability(value: number): string {
  if (value === 0) return '0';
  return value < 1e-3 ? value.toExponential(1) : value.toFixed(4);
}

/** The closed form, marked where it lies outside of the interval, or was fitted. */
function modelText({ expected, interval, hits }: StressPoint): string {
  if (expected === null) return '-';
  const [low, high] = interval;
  const mark = hits === 0 || (expected >= low && expected <= high) ? ' ' : '!';
  return `${probability(expected)}${mark}`;
}

/** What no hit in so many attempts allows: the rule of three. */
function boundText(attempts: number): string {
  return attempts === 0
    ? 'nothing was attempted.'
    : `with 95 % confidence the probability is below ${(3 / attempts).toExponential(1)}.`;
}

/** What the attempts cost. */
function priceLines(points: readonly StressPoint[]): string[] {
  const last = points.at(-1);
  if (last === undefined) return [];
  const most = points.reduce((peak, { mapCountPeak }) => Math.max(peak, mapCountPeak), 0);
  return paragraph(
    `At the last point: calls take p50 ${nsText(last.latency.p50Ns)}, p99 ` +
      `${nsText(last.latency.p99Ns)}; ${countOf(last.lockWait.count, 'wait')} for locks, p50 ` +
      `${nsText(last.lockWait.p50Ns)}, p99 ${nsText(last.lockWait.p99Ns)}; ` +
      `${countOf(last.splitsPerSecond, 'split')} a second. Mappings at most: ${countText(most)}.`,
  );
}
