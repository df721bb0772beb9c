/**
 * Pause: how long a pause lasts that a program asks for, drawn from a seeded stream. Invariant: the
 * draws of a kind depend on the stream alone, never on the clock.
 */

import { invariant, PAUSE } from '../kernel/index.ts';
import type { Histogram } from '../actors/index.ts';
import { exponential } from './elementary.ts';
import type { RandomStream } from './stream.ts';

/** Shorter pauses are spent looking at the clock: a timer would be too late. */
export const BUSY_PAUSE_NS_MAX = 100_000;

/** A longer pause than a log-normal draw may ask for: a minute, in ns. */
const DRAWN_NS_MAX = 60e9;

/** Draws the length of a pause in ns; `kind` is one of PAUSE but work. */
export function drawPauseNs(
  stream: RandomStream,
  histograms: readonly Histogram[],
  kind: number,
  first: number,
  second: number,
): number {
  switch (kind) {
    case PAUSE.constant:
      // A register may hold anything.
      return Math.max(0, first);
    case PAUSE.uniform:
      return first + stream.below(second - first + 1);
    case PAUSE.exponential:
      return stream.exponential(first);
    case PAUSE.logNormal:
      return Math.min(DRAWN_NS_MAX, first * exponential((second / 1_000) * stream.normal()));
    case PAUSE.oneIn:
      return stream.below(first) === 0 ? second : 0;
    default: {
      invariant(kind === PAUSE.histogram, 'a pause has a distribution');
      const { ns, upTo } = histograms[first]!;
      const drawn = stream.below(upTo.at(-1)!);
      return ns[upTo.findIndex((weight) => drawn < weight)]!;
    }
  }
}
