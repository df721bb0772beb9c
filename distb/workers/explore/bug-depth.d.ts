/**
 * Bug depth: the least d with which PCT can find a bug: some order of priorities and d - 1 changes
 * lead to it. Not estimated from hits but searched: all orders, and all steps at which the thread
 * that has just moved may fall below the others.
 *
 * Invariant: a depth is the least, as every schedule of less depth was searched.
 * Source: Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010; see pct.ts.
 */
import type { Question } from '../engine.ts';
import type { Ending } from './examination.ts';
/** The depth of a bug, as far as it was found out. */
export interface BugDepth {
    /** The least d, or null where the limits ended the search. */
    readonly depth: number | null;
    /** What was proved: no smaller d finds it. */
    readonly atLeast: number;
}
/** Searches for the least depth from 1 to `depthMax`. */
export declare function bugDepth(question: Question, ending: Ending, depthMax: number, nodeCountMax: number): BugDepth;
