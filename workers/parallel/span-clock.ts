/**
 * Span clock: how long the spans of a scenario last on real workers. Where a span is one thread's
 * own, its begin stays with the thread; else it lies in the shared buffer, on a clock that all
 * workers have in common, as the clock of each begins with the worker.
 *
 * Invariant: an end takes the begin away, so that no span is counted twice. A span of more than
 * 8.6 s goes once round the clock and is counted as shorter than it is.
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
  /** Begins of this thread's own spans in ms, or negative. */
  readonly #sinceMs: Float64Array;
  /** What this worker's clock is behind the clock of all, in ms. */
  readonly #offsetMs: number;

  constructor(world: World, histograms: readonly Histogram[], isOwn: Uint8Array) {
    this.#world = world;
    this.#histograms = histograms;
    this.#isOwn = isOwn;
    this.#sinceMs = new Float64Array(histograms.length).fill(-1);
    this.#offsetMs = Number(process.hrtime.bigint()) / 1e6 - performance.now();
  }

  spanBegins(span: number): void {
    if (this.#isOwn[span] === 1) this.#sinceMs[span] = performance.now();
    else this.#world.words.store(this.#wordOf(span), this.#ticks() + 1);
  }

  spanEnds(span: number): void {
    if (this.#isOwn[span] === 1) {
      const since = this.#sinceMs[span]!;
      if (since < 0) return;
      this.#histograms[span]!.record((performance.now() - since) * 1e6);
      this.#sinceMs[span] = -1;
      return;
    }
    const { words } = this.#world;
    const word = this.#wordOf(span);
    const begin = words.load(word);
    if (begin === 0 || words.cas(word, begin, 0) !== begin) return;
    const ticks = (this.#ticks() - (begin - 1) + TICK_COUNT) % TICK_COUNT;
    this.#histograms[span]!.record(ticks * TICK_NS);
  }

  #ticks(): number {
    return Math.floor(((this.#offsetMs + performance.now()) * 1e6) / TICK_NS) % TICK_COUNT;
  }

  #wordOf(span: number): number {
    return this.#world.layout.control + CONTROL.SPAN + span;
  }
}
