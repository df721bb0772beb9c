/**
 * Histograms of times: how long the race window was open, calls took, locks were waited for and
 * held. Invariant: the bars together count every sample; neighbouring buckets are merged where they
 * are more than there is room for, and the figure says so.
 */

import * as Plot from '@observablehq/plot';
import type { Distribution } from '../../workers/index.ts';
import { countOf, countText, nsText } from '../report/number.ts';
import { draw, HALF_WIDTH, telling } from './drawing.ts';
import { type Figure, numberCell } from './figure.ts';

/** Bars that can be told apart, and the fewest that still show a shape. */
const BAR_COUNT_MAX = 72;
const BAR_COUNT_LEAST = 12;
/** Buckets of a power of two: workers/parallel/histogram.ts. Smaller values have one each. */
const SUB_BUCKET_COUNT = 32;

/** Samples of a range of times, in ns; `to` is not in it. */
export interface Bar {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

/** The bars of a distribution, and how many of its buckets each may hold. */
export function barsOf({ buckets, count }: Distribution): {
  readonly bars: readonly Bar[];
  readonly merged: number;
} {
  // Of few samples many bars would each hold one, and show chance for shape.
  const room = Math.min(BAR_COUNT_MAX, Math.max(BAR_COUNT_LEAST, 2 * Math.sqrt(count)));
  for (let merged = 1; ; merged *= 2) {
    const bars = mergedBars(buckets, merged);
    if (bars.length <= room || merged > SUB_BUCKET_COUNT) return { bars, merged };
  }
}

function mergedBars(buckets: Distribution['buckets'], merged: number): Bar[] {
  const bars: Bar[] = [];
  for (const [lowest, count] of buckets) {
    const width = merged * widthOf(lowest);
    const from = Math.floor(lowest / width) * width;
    const last = bars.at(-1);
    if (last?.from === from) bars[bars.length - 1] = { ...last, count: last.count + count };
    else bars.push({ from, to: from + width, count });
  }
  return bars;
}

/** How wide the bucket is that begins at a value. */
function widthOf(lowest: number): number {
  if (lowest < 2 * SUB_BUCKET_COUNT) return 1;
  return 2 ** (Math.floor(Math.log2(lowest)) - Math.log2(SUB_BUCKET_COUNT));
}

/** The figure of a distribution; null where nothing was sampled. */
export function histogram(title: string, kind: string, distribution: Distribution): Figure | null {
  const { count, p50Ns, p90Ns, p99Ns, maxNs, meanNs, buckets } = distribution;
  if (count === 0 || buckets.length === 0) return null;
  const { bars, merged } = barsOf(distribution);
  // A logarithm has no zero: what took no whole ns is drawn from a half on.
  const edge = (ns: number): number => Math.max(ns, 0.5);
  // Names that would stand upon each other stand as one.
  const isOneName = maxNs < p99Ns * 1.3;
  const marks = [
    { name: 'p50', ns: p50Ns },
    ...(isOneName
      ? [{ name: 'p99, max', ns: maxNs }]
      : [
          { name: 'p99', ns: p99Ns },
          { name: 'max', ns: maxNs },
        ]),
  ];
  const drawing = draw({
    width: HALF_WIDTH,
    height: 240,
    marginLeft: 60,
    marginTop: 28,
    marginBottom: 40,
    marginRight: 28,
    x: {
      type: 'log',
      label: 'time',
      tickFormat: (ns: number) => (isRound(ns) ? nsText(ns) : ''),
    },
    y: {
      label: 'samples',
      grid: true,
      nice: true,
      tickFormat: (samples: number) => (Number.isInteger(samples) ? countText(samples) : ''),
    },
    marks: [
      Plot.rectY(bars, {
        x1: ({ from }: Bar) => edge(from),
        x2: ({ to }: Bar) => edge(to),
        y: 'count',
        fill: 'var(--series-0)',
        insetLeft: 0.25,
        insetRight: 0.25,
        ...telling(bars, 'bars', ({ from, to, count: samples }) => ({ from, to, count: samples })),
      }),
      Plot.ruleX(marks, {
        x: ({ ns }: (typeof marks)[number]) => edge(ns),
        stroke: 'var(--ink)',
        strokeDasharray: '3 3',
        ...telling(marks, 'quantiles', ({ name, ns }) => ({ name, ns })),
      }),
      Plot.text(marks, {
        x: ({ ns }: (typeof marks)[number]) => edge(ns),
        text: 'name',
        frameAnchor: 'top',
        dy: -12,
      }),
      Plot.ruleY([0]),
    ],
  });
  return {
    title,
    kind: `histogram ${kind}`,
    summary:
      `${countOf(count, 'sample')}: half below ${nsText(p50Ns)}, 99% below ${nsText(p99Ns)}, ` +
      `the longest ${nsText(maxNs)}`,
    drawing,
    notes:
      merged === 1
        ? []
        : [
            `${countText(buckets.length)} buckets are drawn as ${countText(bars.length)} bars, ` +
              `${merged} neighbours a bar; no sample is left out.`,
          ],
    table: {
      caption:
        `p50 ${nsText(p50Ns)}, p90 ${nsText(p90Ns)}, p99 ${nsText(p99Ns)}, ` +
        `max ${nsText(maxNs)}, mean ${nsText(meanNs)}`,
      columns: [
        { title: 'from', isNumber: true },
        { title: 'to', isNumber: true },
        { title: 'samples', isNumber: true },
      ],
      rows: bars.map(({ from, to, count: samples }) => [
        numberCell(from, nsText(from)),
        numberCell(to, nsText(to)),
        numberCell(samples, countText(samples)),
      ]),
    },
  };
}

/** Whether a tick is a power of ten: the others have no room for a number. */
function isRound(ns: number): boolean {
  return Math.abs(Math.log10(ns) - Math.round(Math.log10(ns))) < 1e-9;
}
