/**
 * Persistent sets: which threads need to be expanded in a state, so that every deadlock, every end
 * and every order of what the properties see is still met (P. Godefroid, "Partial-Order Methods for
 * the Verification of Concurrent Systems", LNCS 1032, 1996, chapter 4). A set of threads is
 * persistent if nothing that the others may ever do touches what its members' next steps touch; it
 * is found as the closure of one thread under that condition.
 *
 * A thread that is put off must not be put off for ever: where a step may close a cycle of states
 * and leads to a state that was met before, all threads are expanded (the search sees to that).
 */
import type { World } from '../../../kernel/index.ts';
import type { Strategy } from '../strategy.ts';
import type { Footprints } from './footprints.ts';
import type { WatchedMover } from './watched-mover.ts';
/** Threads that a set of bits can hold. */
export declare const THREAD_COUNT_MAX = 31;
/** Thrown when a search has relied on footprints that were too small. */
export declare class FootprintsGrew extends Error {
}
/** Expands a smallest persistent set. */
export declare class PersistentSets implements Strategy {
    #private;
    /** Whether the footprints have grown under the search. */
    hasFailed: boolean;
    constructor(footprints: Footprints, mover: WatchedMover);
    choose(_world: World, threads: Uint16Array, ends: Uint16Array): number;
    mayReturn(): boolean;
}
