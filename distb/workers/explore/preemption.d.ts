/**
 * Preemption: a switch away from a thread that could have gone on. A schedule with few of them is
 * one that a person can follow, so the fewest with which a bug shows is searched for.
 *
 * Invariant: what is called the fewest was proved: every schedule with less was searched.
 * Source: iterative context bounding (Musuvathi, Qadeer, PLDI 2007).
 */
import type { Question } from '../engine.ts';
import type { Ending } from './examination.ts';
import type { Move } from './mover.ts';
/** A schedule with the fewest preemptions, as far as that was found out. */
export interface FewestPreemptions {
    /** A shortest schedule with so many preemptions, or null: none was found within the limits. */
    readonly moves: readonly Move[] | null;
    /** No schedule to the ending has fewer. */
    readonly atLeast: number;
}
/** Searches with 0 preemptions, then with 1, and so on up to `preemptionCountMax`. */
export declare function fewestPreemptions(question: Question, ending: Ending, preemptionCountMax: number, nodeCountMax: number): FewestPreemptions;
