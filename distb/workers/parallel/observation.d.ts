/**
 * Observation: what the parallel engine keeps for each thread in the observation region: its phase,
 * its journal ring, histograms, what it has seen of the properties; and, for the thread that leads
 * the rounds, the tally. All of it outlives the worker that wrote it.
 *
 * Invariant: both ends compute the same plan from the same scenario, so offsets are never sent.
 */
import { type Layout } from '../../kernel/index.ts';
import type { Scenario } from '../../actors/index.ts';
/** Words at the head of a thread's observation record. */
export declare const OBSERVED: {
    /** One of PHASE; atomic. */
    readonly PHASE: 0;
    /** Holds 0; a pause sleeps here, so that a stop can cut it short. */
    readonly NAP: 1;
    /** Bits of the HELD word at which an injected fault ends the worker; atomic. */
    readonly FAULT: 2;
    /** Events that the journal was told to keep, whether the ring still has them or not. */
    readonly EVENT_COUNT: 3;
    /** The leader's: first violated round + 1, or 0. */
    readonly FIRST_VIOLATED: 4;
};
/** Where a simulated thread is in its life. */
export declare const PHASE: {
    readonly absent: 0;
    readonly waiting: 1;
    readonly running: 2;
    readonly left: 3;
    readonly lost: 4;
};
/** Words of one journalled event: order, kind, detail, result. */
export declare const ENTRY_WORDS = 4;
/** Different observations that a run of rounds tells apart; others are counted in one. */
export declare const TALLY_CAPACITY = 1024;
/** Offsets within a thread's observation record. */
export interface ObservationPlan {
    readonly latency: number;
    readonly lockWait: number;
    readonly lockHold: number;
    readonly window: number;
    readonly journal: number;
    /** One word a property: the last round + 1 in which an event of this thread violated it, or 0. */
    readonly struck: number;
    /** One word a property: whether this thread has seen it (`sometimes`). */
    readonly seen: number;
    /** One word a property, the leader's: rounds that violated it. */
    readonly violated: number;
    readonly tally: number;
    /** Words of one tally entry: the count, and the observed values. */
    readonly tallyStride: number;
    readonly propertyCount: number;
    readonly wordCount: number;
}
/** Plans the record for a scenario. */
export declare function planObservation(scenario: Scenario): ObservationPlan;
/** First word of a thread's observation record. */
export declare function observationOf(layout: Layout, thread: number): number;
