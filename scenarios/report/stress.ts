/**
 * Stress as text: one line a point, the probability with its interval beside what the closed form
 * says; what the attempts cost; the lengths of the window; and the window in three units, with the
 * hit rate that each of them would have told. Invariant: what is predicted is never fitted to what
 * it is beside.
 */

import type { Distribution } from '../../workers/index.ts';
import { closedFormText } from '../stress/closed-form.ts';
import type { Stress, StressPoint, WindowInSteps } from '../stress/stress.ts';
import { countOf, countText, nsText, rateText, shareText } from './number.ts';
import { type Paint, plain } from './paint.ts';
import { type Column, drawTable, paragraph } from './table.ts';

const BAR_WIDTH = 20;
/** Bars of a histogram: the powers of two from the shortest to the longest window, at most. */
const BAR_COUNT_MAX = 16;

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
  const { scenario, parameters, points, sweep, seed } = stress;
  const attempts = points.reduce((sum, point) => sum + point.attempts, 0);
  const hits = points.reduce((sum, point) => sum + point.hits, 0);
  const headline = `${scenario}: ${countOf(hits, 'hit')} in ${countOf(attempts, 'attempt')}.`;
  const given = Object.entries(parameters)
    .filter(([name]) => name !== sweep)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');
  const label = (point: StressPoint): string =>
    isTime ? nsText(point.value!) : countText(point.value!);
  const last = points.at(-1);
  return [
    paint(hits > 0 ? 'bad' : 'good', headline),
    ...paragraph(given),
    '',
    ...curve(stress, label),
    '',
    ...(hits === 0 ? [...paragraph(`No hit: ${boundText(attempts)}`), ''] : []),
    ...price(stress, label),
    '',
    ...(last?.window === undefined || last.window === null
      ? []
      : [...histogram(last.window, paint), '', ...units(stress, last, paint), '']),
    ...[...new Set(points.flatMap(({ cut }) => cut ?? []))].flatMap((cut) =>
      paragraph(`Cut short: ${cut}`),
    ),
    `seed ${seed}`,
    ...(explain.length === 0 ? [] : ['', paint('title', 'Explain it'), ...explain]),
    '',
  ].join('\n');
}

/** The probability at each point. */
function curve({ points, sweep }: Stress, label: (point: StressPoint) => string): string[] {
  const hasModel = points.some(({ expected }) => expected !== null);
  const hasWindow = points.some(({ window }) => window !== null);
  const columns: Column[] = [
    ...(sweep === null ? [] : [{ title: sweep, align: 'right' as const }]),
    { title: 'attempts', align: 'right' },
    { title: 'hits', align: 'right' },
    { title: 'probability', align: 'right' },
    { title: '95 % interval' },
    ...(hasModel ? [{ title: 'expected', align: 'right' as const }] : []),
    ...(hasWindow ? [{ title: 'window', align: 'right' as const }] : []),
    { title: '' },
  ];
  const rows = points.map((point) => [
    ...(sweep === null ? [] : [label(point)]),
    countText(point.attempts),
    countText(point.hits),
    probability(point.probability),
    intervalText(point.interval),
    ...(hasModel ? [expectedText(point)] : []),
    ...(hasWindow ? [point.window === null ? '-' : nsText(point.window.p50Ns)] : []),
    '#'.repeat(Math.round(point.probability * BAR_WIDTH)),
  ]);
  return drawTable(columns, rows);
}

/** What the attempts cost at each point: columns that say nothing anywhere are left out. */
function price({ points, sweep }: Stress, label: (point: StressPoint) => string): string[] {
  const pair = (times: Distribution | null): string =>
    times === null || times.count === 0 ? '-' : `${nsText(times.p50Ns)}, ${nsText(times.p99Ns)}`;
  const costs = Object.keys(points[0]?.costs ?? {});
  const all: (readonly [string, (point: StressPoint) => string])[] = [
    ['rate', ({ attemptsPerSecond }) => rateText(attemptsPerSecond)],
    ['call p50, p99', ({ latency }) => pair(latency)],
    ['write p50, p99', ({ stall }) => pair(stall)],
    ['innocent p50, p99', ({ innocent }) => pair(innocent)],
    ['stall p50, p99', ({ stalled }) => pair(stalled)],
    ['guard p50, p99', ({ guarded }) => pair(guarded)],
    ['lock wait p50, p99', ({ lockWait }) => pair(lockWait)],
    ['mappings', ({ mapCountPeak }) => countText(mapCountPeak)],
    ['splits', (point) => (point.splitsPerSecond === 0 ? '-' : rateText(point.splitsPerSecond))],
    ...costs.map(
      (what) =>
        [
          what,
          ({ costs: of }: StressPoint) => (of[what] === 0 ? '-' : countText(of[what]!)),
        ] as const,
    ),
  ];
  const shown = all.filter(([, text]) => points.some((point) => text(point) !== '-'));
  const columns: Column[] = [
    ...(sweep === null ? [] : [{ title: sweep, align: 'right' as const }]),
    ...shown.map(([title]) => ({ title, align: 'right' as const })),
  ];
  const rows = points.map((point) => [
    ...(sweep === null ? [] : [label(point)]),
    ...shown.map(([, text]) => text(point)),
  ]);
  return drawTable(columns, rows);
}

/** Lengths of the window, a line a power of two. */
function histogram({ buckets, count }: Distribution, paint: Paint): string[] {
  if (count === 0) return ['No window was measured.'];
  const powers = new Map<number, number>();
  for (const [ns, of] of buckets) {
    const power = Math.floor(Math.log2(Math.max(1, ns)));
    powers.set(power, (powers.get(power) ?? 0) + of);
  }
  const lowest = Math.max(
    Math.min(...powers.keys()),
    Math.max(...powers.keys()) - BAR_COUNT_MAX + 1,
  );
  const highest = Math.max(...powers.keys());
  const most = Math.max(...powers.values());
  const rows = Array.from({ length: highest - lowest + 1 }, (_none, index) => {
    const power = lowest + index;
    const isFirst = index === 0;
    const of = [...powers].reduce(
      (sum, [each, has]) => sum + (each === power || (isFirst && each < power) ? has : 0),
      0,
    );
    return [
      `${isFirst ? 'below' : 'to'} ${nsText(2 ** (power + 1))}`,
      countText(of),
      shareText(of, count),
      '#'.repeat(Math.round((of / most) * BAR_WIDTH)),
    ];
  });
  const right = { title: '', align: 'right' as const };
  return [
    paint('title', 'Window lengths, at the last point'),
    ...drawTable([right, right, right, { title: '' }], rows, '  '),
  ];
}

/** The window in steps, in time and in hits, side by side. */
function units({ attack, steps }: Stress, point: StressPoint, paint: Paint): string[] {
  const { window, expected, predicted } = point;
  const form = attack === null ? null : closedFormText(attack);
  const rows = [
    ...(steps === null ? [] : [stepsRow(steps)]),
    [
      'time',
      `p50 ${nsText(window!.p50Ns)}, p99 ${nsText(window!.p99Ns)}`,
      expected === null ? '-' : probability(expected),
      form === null ? 'no closed form for this attack' : form,
    ],
    ...(predicted === null ? [] : [['', '', probability(predicted), 'the flips as they came']]),
    [
      'hits',
      `${countText(point.hits)} of ${countText(point.attempts)}`,
      probability(point.probability),
      `measured; ${intervalText(point.interval)}`,
    ],
  ];
  const columns: Column[] = [
    { title: 'unit' },
    { title: 'the window' },
    { title: 'hit rate', align: 'right' },
    { title: 'by', widthMax: 48 },
  ];
  return [paint('title', 'The window in three units'), ...drawTable(columns, rows, '  ')];
}

function stepsRow(steps: WindowInSteps): string[] {
  const { window, scheduleSteps, share, interval, schedules, hits } = steps;
  return [
    'steps',
    `p50 ${window.p50}, p99 ${window.p99} of ${countText(scheduleSteps)}`,
    probability(share),
    `${shareText(hits, schedules)} of ${countText(schedules)} random schedules hit; ` +
      intervalText(interval),
  ];
}

function intervalText([low, high]: readonly [number, number]): string {
  return `${probability(low)} - ${probability(high)}`;
}

function probability(value: number): string {
  if (value === 0) return '0';
  return value < 1e-3 ? value.toExponential(1) : value.toFixed(4);
}

/** The closed form, marked where it lies outside of the interval. */
function expectedText({ expected, interval }: StressPoint): string {
  if (expected === null) return '-';
  const [low, high] = interval;
  return `${probability(expected)}${expected >= low && expected <= high ? ' ' : '!'}`;
}

/** What no hit in so many attempts allows: the rule of three. */
function boundText(attempts: number): string {
  return attempts === 0
    ? 'nothing was attempted.'
    : `with 95 % confidence the probability is below ${(3 / attempts).toExponential(1)}.`;
}
