/**
 * Journal: what one thread on a real worker makes of its events. Rare events go into a ring in the
 * shared buffer with a number that orders them over all threads; spans between events of a sampled
 * call go into histograms; events that a property speaks of go to the judge.
 *
 * Invariant: a number is drawn before its event is written and after all that the event tells of,
 * so merged journals are in an order in which things can have happened. Numbers come from one word,
 * which costs every thread that draws one: events of every ordinary call are not numbered in loads.
 */
import { type Journal, type World } from '../../kernel/index.ts';
import type { CompiledScenario, Judge } from '../../actors/index.ts';
import { type ObservationPlan } from './observation.ts';
/** The journal of one simulated thread. */
export declare class ThreadJournal implements Journal {
    #private;
    constructor(world: World, thread: number, plan: ObservationPlan, judge: Judge, seed: number, inRounds: boolean);
    record(thread: number, event: number, detail: number, result: number): void;
    /** Notes that a round begins; `isLeader` says who tells of it. */
    beginRound(round: number, isLeader: boolean): void;
}
/** One event of a merged journal. */
export interface JournalEntry {
    /** Number over all threads. */
    readonly order: number;
    readonly thread: number;
    readonly event: number;
    readonly detail: number;
    readonly result: number;
}
/** The journals of all threads in one order, and how many events the rings no longer hold. */
export interface MergedJournal {
    readonly entries: readonly JournalEntry[];
    readonly dropped: number;
}
/** Merges the rings of all threads. Preconditions: no thread runs. */
export declare function mergeJournals(world: World, plan: ObservationPlan): MergedJournal;
/** A journalled event as one line of text. */
export declare function entryText(entry: JournalEntry, compiled: CompiledScenario): string;
