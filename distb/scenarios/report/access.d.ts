/**
 * Accesses: what a step of a schedule read and wrote, in words that a person reads: protections as
 * letters, locks by their holders. Invariant: a word that was written stands here once, with both
 * values; a word that was only read stands here with the value that the step saw.
 */
import type { ScheduleStep } from '../../workers/index.ts';
/** What a step did to shared words and registers. */
export interface Accesses {
    /** `x = 3` */
    readonly reads: readonly string[];
    /** `x: 0 -> 1` */
    readonly writes: readonly string[];
    /** Threads that the step woke. */
    readonly wakes: readonly string[];
}
/** The accesses of a step, without the bookkeeping of the laboratory. */
export declare function accessesOf({ thread, reads, changes }: ScheduleStep): Accesses;
/** The value of a word: letters for protections, holders for locks, else the number. */
export declare function valueText(word: string, value: number): string;
