/**
 * Spans: stretches of an execution that a scenario wants measured, each between two events: the
 * race window from the supervisor's look to the kernel's, the stall of a writer. One scenario has
 * them in every unit: engines on real workers measure them in ns, samples in steps.
 *
 * Invariant: a span never steers the world; a begin without an end is forgotten by the next begin.
 * Tested by: test/actors/world/span.test.ts
 */

import { type EventSet, UsageError } from '../../kernel/index.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import type { Scenario } from '../scenario/scenario.ts';
import { checkPattern, interestOf, matches } from './condition.ts';
import type { EventPattern } from './property.ts';

/** A stretch of an execution. */
export interface Span {
  readonly from: EventPattern;
  readonly to: EventPattern;
  /**
   * `thread`: it begins and ends in the same thread, and each thread has its own; default: it may
   * begin in one thread and end in another, and there is one at a time.
   */
  readonly within?: 'thread';
}

/** Spans that a scenario can have: each has a word for its begin. */
const SPAN_COUNT_MAX = 8;

/** What guards cost, wherever there are any: how long each lives, and how long writers wait. */
const GUARD_SPANS: Readonly<Record<string, Span>> = {
  guarded: { from: { event: 'guarded' }, to: { event: 'unguarded' } },
  stalled: { from: { event: 'stalled' }, to: { event: 'resumed' }, within: 'thread' },
};

/** The spans that are measured of a scenario: its own, and those of its guards. */
export function spansOf({ spans = {}, guard }: Scenario): Readonly<Record<string, Span>> {
  return guard === undefined || guard.policy === 'none' ? spans : { ...GUARD_SPANS, ...spans };
}

/** Who is told of the begins and ends of spans. */
export interface SpanWatcher {
  spanBegins(span: number): void;
  spanEnds(span: number): void;
}

/** The spans of a scenario, in the order of its declaration. */
export class Spans {
  readonly names: readonly string[];
  /** 1 for each span that is each thread's own. */
  readonly isOwn: Uint8Array;
  readonly #spans: readonly Span[];
  readonly #scenario: CompiledScenario;
  readonly #interest: EventSet;

  constructor(scenario: Scenario, compiled: CompiledScenario) {
    const spans = spansOf(scenario);
    this.names = Object.keys(spans);
    this.#spans = Object.values(spans);
    this.#scenario = compiled;
    if (this.names.length > SPAN_COUNT_MAX)
      throw new UsageError(`a scenario has at most ${SPAN_COUNT_MAX} spans`, '', 'spans');
    this.isOwn = Uint8Array.from(this.#spans, ({ within }) => (within === 'thread' ? 1 : 0));
    this.#interest = interestOf(this.#spans.flatMap(({ from, to }) => [from, to]));
    for (const [name, { from, to }] of Object.entries(spans)) {
      checkPattern(from, compiled, `spans.${name}.from`);
      checkPattern(to, compiled, `spans.${name}.to`);
    }
  }

  /** Whether an event of this kind can begin or end a span. */
  concerns(event: number): boolean {
    return this.#interest.has(event);
  }

  /** Tells the watcher what an event begins and ends; an end comes before a begin. */
  record(watcher: SpanWatcher, thread: number, event: number, detail: number): void {
    for (let span = 0; span < this.#spans.length; span += 1) {
      const { from, to } = this.#spans[span]!;
      if (matches(to, this.#scenario, thread, event, detail)) watcher.spanEnds(span);
      if (matches(from, this.#scenario, thread, event, detail)) watcher.spanBegins(span);
    }
  }
}
