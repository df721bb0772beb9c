/**
 * Figures: from the words that a run left in the buffer to an outcome. The buffer outlives its
 * workers, so the same reading serves a run that ended well, one that was cut off, and one in which
 * a worker died. Preconditions: no thread runs any more.
 */
import { type World } from '../../kernel/index.ts';
import type { Question } from '../engine.ts';
import { type Finding, type Outcome } from '../outcome.ts';
/** What the main thread measured and saw besides the buffer. */
export interface Measured {
    readonly workerCount: number;
    readonly startMs: number;
    readonly durationMs: number;
    readonly seed: number;
    /** Rounds asked for, or 0. */
    readonly rounds: number;
    /** What ended the run before its time, if anything did. */
    readonly cut: Finding | undefined;
}
/** The outcome of a run. */
export declare function outcomeOf(question: Question, world: World, measured: Measured): Outcome;
/** Who sleeps on which word, one line a thread. */
export declare function waitsOf(question: Question, world: World): string[];
/** The locks that a thread holds, as `mmap (write)`. */
export declare function heldBy({ compiled }: Question, world: World, thread: number): string[];
