/**
 * Observation: what the parallel engine keeps for each thread in the observation region: its phase,
 * its journal ring, histograms, what it has seen of the properties; and, for the thread that leads
 * the rounds, the tally. All of it outlives the worker that wrote it.
 *
 * Invariant: both ends compute the same plan from the same scenario, so offsets are never sent.
 */

import { JOURNAL_EVENT_COUNT, type Layout } from '../../kernel/index.ts';
import { type Scenario, spansOf } from '../../actors/index.ts';
import { HISTOGRAM_WORDS } from './histogram.ts';

/** Words at the head of a thread's observation record. */
export const OBSERVED = {
  /** One of PHASE; atomic. */
  PHASE: 0,
  /** Holds 0; a pause sleeps here, so that a stop can cut it short. */
  NAP: 1,
  /** Bits of the HELD word at which an injected fault ends the worker; atomic. */
  FAULT: 2,
  /** Events that the journal was told to keep, whether the ring still has them or not. */
  EVENT_COUNT: 3,
  /** The leader's: first violated round + 1, or 0. */
  FIRST_VIOLATED: 4,
  /** The leader's: rounds that violated a property. */
  VIOLATED_ROUNDS: 5,
} as const;
const HEAD_WORDS = 8;

/** Where a simulated thread is in its life. */
export const PHASE = { absent: 0, waiting: 1, running: 2, left: 3, lost: 4 } as const;

/** Words of one journalled event: order, kind, detail, result. */
export const ENTRY_WORDS = 4;

/** Different observations that a run of rounds tells apart; others are counted in one. */
export const TALLY_CAPACITY = 1_024;

/** Offsets within a thread's observation record. */
export interface ObservationPlan {
  readonly latency: number;
  readonly lockWait: number;
  readonly lockHold: number;
  readonly window: number;
  /** One histogram a span of the scenario, by its number. */
  readonly spans: number;
  readonly journal: number;
  /** One word a property: the last round + 1 in which an event of this thread violated it, or 0. */
  readonly struck: number;
  /** One word a property: whether this thread has seen it (`sometimes`). */
  readonly seen: number;
  /** One word a property, the leader's: rounds that violated it. */
  readonly violated: number;
  /**
   * The leader's, of the first round that violated something: one word a property, 1 where it was
   * violated, and behind them the observed values.
   */
  readonly failed: number;
  readonly tally: number;
  /** Words of one tally entry: the count, and the observed values. */
  readonly tallyStride: number;
  readonly propertyCount: number;
  readonly wordCount: number;
}

/** Plans the record for a scenario. */
export function planObservation(scenario: Scenario): ObservationPlan {
  // Besides the scenario's own there is the property that every expectation comes true.
  const propertyCount = scenario.properties.length + 1;
  const tallyStride = 1 + scenario.observe.length;
  let next = HEAD_WORDS;
  const place = (words: number): number => {
    const at = next;
    next += words;
    return at;
  };
  return {
    latency: place(HISTOGRAM_WORDS),
    lockWait: place(HISTOGRAM_WORDS),
    lockHold: place(HISTOGRAM_WORDS),
    window: place(HISTOGRAM_WORDS),
    spans: place(HISTOGRAM_WORDS * Object.keys(spansOf(scenario)).length),
    journal: place(JOURNAL_EVENT_COUNT * ENTRY_WORDS),
    struck: place(propertyCount),
    seen: place(propertyCount),
    violated: place(propertyCount),
    failed: place(propertyCount + scenario.observe.length),
    // The last entry takes what has no room in the others.
    tally: place((TALLY_CAPACITY + 1) * tallyStride),
    tallyStride,
    propertyCount,
    wordCount: next,
  };
}

/** First word of a thread's observation record. */
export function observationOf(layout: Layout, thread: number): number {
  return layout.observation + thread * layout.observationStride;
}
