/**
 * Run: the parallel engine. Every simulated thread is a real worker thread, the operating system
 * decides who moves, and all of them share one buffer. This file starts the workers, watches over
 * the run, ends it and reads the outcome from the buffer; it takes no part in the run itself.
 *
 * Invariant: a run ends. It is bounded by its amount, by its deadline, by the deadline of a round,
 * by the caller's signal, and by the death of any worker; and what was measured until then is told.
 */
import type { Question, Supervision } from '../engine.ts';
import type { Outcome } from '../outcome.ts';
import { Crew } from './pool.ts';
/** A worker that is to die while its thread holds a lock. */
export interface Fault {
    /** The thread's name. */
    readonly thread: string;
    readonly when: 'holding';
    /** The lock's name; the mmap lock is `mmap`. */
    readonly lock: string;
}
/** How much to run: so many rounds from the first state to the end, or one run for so long. */
export type Amount = {
    readonly rounds: number;
} | {
    readonly durationMs: number;
};
/** Options of a run on real workers. */
export interface ParallelOptions {
    readonly amount: Amount;
    /** Seed of every thread's choices and delays; default 1. */
    readonly seed?: number;
    /** The run ends after this time at the latest; default RUN_DEADLINE_MS_DEFAULT. */
    readonly deadlineMs?: number;
    /** A round, or a run in which all threads sleep, ends after this time; default 5 s. */
    readonly roundDeadlineMs?: number;
    readonly faults?: readonly Fault[];
    /** Waiting threads look a while before they sleep; default: if every thread has a core. */
    readonly spin?: boolean;
    /** Workers that live on, until one of them is lost. Default: a crew of the run's own. */
    readonly crew?: Crew;
}
/** Time after which a run ends unless its options say otherwise; a timed run adds its time. */
export declare const RUN_DEADLINE_MS_DEFAULT = 300000;
/** Time after which a round counts as hung unless the options say otherwise. */
export declare const ROUND_DEADLINE_MS_DEFAULT = 5000;
/** Runs a question on real workers. Throws `WorkerDiedError` if one of them dies. */
export declare function run(question: Question, options: ParallelOptions, supervision?: Supervision): Promise<Outcome>;
