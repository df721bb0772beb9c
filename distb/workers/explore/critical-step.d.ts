/**
 * Critical step: the step of a failing schedule behind which every continuation fails; before it a
 * passing one was still there. That continuation, as near to the failing schedule as one is found,
 * is the passing schedule to put beside it: both are the same up to the critical step.
 *
 * A continuation passes if it comes to the end of all work and violates nothing on its way.
 *
 * Invariant: from every state that the search has left behind without a passing schedule there is
 * none, so each state is searched once, whatever the prefix it was reached by.
 * Source: SimGrid's critical transition (simgrid-mc), answered here by reachability.
 */
import type { Question } from '../engine.ts';
import { type Move } from './mover.ts';
/** Where a schedule is lost. */
export interface CriticalStep {
    /** Its number, from 1; 0 if the first state is lost already: no schedule passes. */
    readonly step: number;
    /** A passing schedule that is the same up to the critical step; null if none passes. */
    readonly passing: readonly Move[] | null;
}
/** Finds the critical step of a failing schedule; null if `stateCountMax` states do not tell. */
export declare function criticalStep(question: Question, moves: readonly Move[], stateCountMax: number): CriticalStep | null;
