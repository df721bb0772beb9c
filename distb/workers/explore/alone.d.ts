/**
 * Alone: one searcher that walks on until its search is at its end, a budget ends it, or it is long
 * enough to be handed over to a team.
 *
 * The clock is read here: it bounds a search and never steers it.
 */
import type { Supervision } from '../engine.ts';
import type { Order, StateSet } from './order.ts';
/** What bounds a search. */
export interface Budget {
    readonly stateCountMax: number;
    readonly byteCountMax: number;
    readonly durationMsMax: number;
    /** When the search began, by `performance.now()`. */
    readonly begunMs: number;
}
/** How far a search has come. */
export interface Extent {
    readonly states: number;
    readonly transitions: number;
    readonly depth: number;
    readonly bytesPeak: number;
    /** What ended the search before its end, or null. */
    readonly interruption: string | null;
}
/** What is said of a search that a bound has ended. */
export declare function boundText(bound: 'states' | 'memory' | 'time', budget: Budget): string;
/** A search that one searcher walks. */
export interface Walk {
    readonly order: Order;
    readonly visited: StateSet;
    readonly budget: Budget;
    /** States behind which the walk ends with the level at hand. */
    readonly enough: number;
    /** Whether all that was asked for is found. */
    readonly isOver: () => boolean;
}
/** Walks until nothing is left, a bound ends it, or there were enough states. */
export declare function searchAlone(walk: Walk, supervision: Supervision): Promise<Extent>;
/** What tells the user how far a search is, from time to time. */
export declare function progressReporter({ begunMs }: Budget, { progress }: Supervision): (states: number, waiting: number, depth: number) => void;
