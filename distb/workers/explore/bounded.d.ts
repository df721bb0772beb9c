/**
 * Bounded search: the shortest schedule to one ending among those that keep within a bound: so many
 * preemptions, so many changes of priority. A node is a state with the *context* that the bound
 * needs to know of its past, and what was spent so far.
 *
 * Invariant: breadth first, so the first schedule found is a shortest within the bound; and a
 * search that came to its end without one has proved that there is none.
 */
import type { Question } from '../engine.ts';
import type { Ending } from './examination.ts';
import { type Move } from './mover.ts';
/** Offers a move: a thread, the context behind it, and what it costs. */
export type Offer = (thread: number, context: number, cost: number) => void;
/** What a bounded search may do. */
export interface Bound {
    /** Contexts in which a schedule may begin. */
    readonly initial: readonly number[];
    /** Offers every move that the bound knows in a context. */
    offers(context: number, isMovable: (thread: number) => boolean, offer: Offer): void;
}
/** What a bounded search has found. */
export interface BoundedAnswer {
    /** A shortest schedule within the bound. */
    readonly moves: readonly Move[] | null;
    /** Whether all schedules within the bound were searched, or one was found. */
    readonly isComplete: boolean;
    /** Nodes searched. */
    readonly nodes: number;
}
/** Any order of steps, at no cost. */
export declare function anyOrder(threadCount: number): Bound;
/** Searches for a shortest schedule to an ending that costs at most `costMax`. */
export declare function searchWithin(question: Question, ending: Ending, bound: Bound, costMax: number, nodeCountMax: number): BoundedAnswer;
