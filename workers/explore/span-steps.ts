/**
 * Span steps: how long the spans of a scenario last in schedules, in steps of all threads. It
 * stands between a world and its judge and passes every event on. Invariant: a schedule that is cut
 * off or broken off within a span counts nothing for it.
 */

import type { Journal } from '../../kernel/index.ts';
import { type Judge, Spans, type SpanWatcher } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { StepDistribution } from '../outcome.ts';

/** Counts the steps of spans; `step` is the number of the step that is being made. */
export class SpanSteps implements Journal, SpanWatcher {
  step = 0;
  readonly #judge: Judge;
  readonly #spans: Spans;
  /** Step at which each span began, by thread where it is a thread's own; -1: it has not. */
  readonly #begins: Int32Array;
  readonly #threadCount: number;
  /** How often a span of so many steps was met, by span. */
  readonly #counts: Map<number, number>[];
  #thread = 0;

  constructor({ scenario, compiled }: Question, judge: Judge) {
    this.#judge = judge;
    this.#spans = new Spans(scenario, compiled);
    this.#threadCount = compiled.threads.length;
    this.#begins = new Int32Array(this.#spans.names.length * this.#threadCount).fill(-1);
    this.#counts = this.#spans.names.map(() => new Map<number, number>());
  }

  /** Another schedule begins. */
  begin(): void {
    this.step = 0;
    this.#begins.fill(-1);
  }

  record(thread: number, event: number, detail: number): void {
    this.#judge.record(thread, event, detail);
    if (!this.#spans.concerns(event)) return;
    this.#thread = thread;
    this.#spans.record(this, thread, event, detail);
  }

  spanBegins(span: number): void {
    this.#begins[this.#slotOf(span)] = this.step;
  }

  spanEnds(span: number): void {
    const slot = this.#slotOf(span);
    const begin = this.#begins[slot]!;
    if (begin < 0) return;
    this.#begins[slot] = -1;
    const counts = this.#counts[span]!;
    const steps = this.step - begin;
    counts.set(steps, (counts.get(steps) ?? 0) + 1);
  }

  /** What was counted, by the names of the spans. */
  figures(): Record<string, StepDistribution> {
    return Object.fromEntries(
      this.#spans.names.map((name, span) => [name, distributionOf(this.#counts[span]!)]),
    );
  }

  #slotOf(span: number): number {
    return span * this.#threadCount + (this.#spans.isOwn[span] === 1 ? this.#thread : 0);
  }
}

function distributionOf(counts: ReadonlyMap<number, number>): StepDistribution {
  const sorted = [...counts].toSorted(([left], [right]) => left - right);
  const count = sorted.reduce((sum, [, of]) => sum + of, 0);
  const quantile = (share: number): number => {
    let rank = Math.max(1, Math.ceil(share * count));
    for (const [steps, of] of sorted) {
      rank -= of;
      if (rank <= 0) return steps;
    }
    return 0;
  };
  return {
    count,
    p50: quantile(0.5),
    p99: quantile(0.99),
    max: sorted.at(-1)?.[0] ?? 0,
    mean: count === 0 ? 0 : sorted.reduce((sum, [steps, of]) => sum + steps * of, 0) / count,
  };
}
