/**
 * Span clock: how long the spans of a scenario last. Where a span is one thread's own, its begin
 * stays with the thread; else it lies in the buffer, on the clock that all threads have in common.
 *
 * Invariant: an end takes the begin away, so that no span is counted twice. Words are read and
 * written plainly: a begin that is ordered before its end by the protocol that is measured is seen
 * by it, and no access of a measurement costs virtual time. Clocks of two threads agree to a
 * fraction of a microsecond, so that an end can seem to come before its begin: it counts as 0. A
 * span of more than 4.3 s does so, too, until it has gone once round the clock.
 */

import { CONTROL, type World } from '../../kernel/index.ts';
import type { SpanWatcher } from '../../actors/index.ts';
import type { Histogram } from './histogram.ts';

/** One unit of the times in the buffer, in ns. */
const TICK_NS = 8;
/** Times that the words tell apart: 8.6 s. */
const TICK_COUNT = 2 ** 30;

/** The spans that one thread begins and ends. */
export class SpanClock implements SpanWatcher {
  readonly #world: World;
  readonly #histograms: readonly Histogram[];
  readonly #isOwn: Uint8Array;
  readonly #nowMs: () => number;
  /** Begins of this thread's own spans in ms, or negative. */
  readonly #sinceMs: Float64Array;

  constructor(
    world: World,
    histograms: readonly Histogram[],
    isOwn: Uint8Array,
    nowMs: () => number,
  ) {
    this.#world = world;
    this.#histograms = histograms;
    this.#isOwn = isOwn;
    this.#nowMs = nowMs;
    this.#sinceMs = new Float64Array(histograms.length).fill(-1);
  }

  spanBegins(span: number): void {
    if (this.#isOwn[span] === 1) this.#sinceMs[span] = this.#nowMs();
    else this.#world.words.set(this.#wordOf(span), this.#ticks() + 1);
  }

  spanEnds(span: number): void {
    if (this.#isOwn[span] === 1) {
      const since = this.#sinceMs[span]!;
      if (since < 0) return;
      this.#histograms[span]!.record((this.#nowMs() - since) * 1e6);
      this.#sinceMs[span] = -1;
      return;
    }
    const { words } = this.#world;
    const word = this.#wordOf(span);
    const begin = words.get(word);
    if (begin === 0) return;
    words.set(word, 0);
    const ticks = (this.#ticks() - (begin - 1) + TICK_COUNT) % TICK_COUNT;
    this.#histograms[span]!.record(ticks < TICK_COUNT / 2 ? ticks * TICK_NS : 0);
  }

  #ticks(): number {
    return Math.floor((this.#nowMs() * 1e6) / TICK_NS) % TICK_COUNT;
  }

  #wordOf(span: number): number {
    return this.#world.layout.control + CONTROL.SPAN + span;
  }
}
