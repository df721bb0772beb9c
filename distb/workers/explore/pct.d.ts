/**
 * PCT: probabilistic concurrency testing. Threads get distinct random priorities, the highest that
 * can move always runs, and at d - 1 steps, drawn evenly from the first k, whoever has just moved
 * falls below all others. A bug of depth d, in n threads and schedules of at most k steps, is found
 * by one schedule with a probability of at least 1 / (n k^(d-1)).
 *
 * Source: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A randomized scheduler with probabilistic
 * guarantees of finding bugs", ASPLOS 2010. Waits are guards here and never spin, so that no thread
 * of high priority can starve the one that it waits for, and no fair variant is needed.
 */
import type { Scheduler } from './scheduler.ts';
/** What PCT needs to know. */
export interface PctOptions {
    /** d: how many ordering constraints the bug needs; d - 1 priorities change on the way. */
    readonly depth: number;
    /** k: steps of the longest schedule. */
    readonly stepCount: number;
}
/** A bound on the probability that one schedule finds a bug of depth d: 1 / (n k^(d-1)). */
export declare function pctBound(threadCount: number, { depth, stepCount }: PctOptions): number;
/** Runs the thread of highest priority, and changes priorities at random steps. */
export declare class Pct implements Scheduler {
    #private;
    constructor(threadCount: number, { depth, stepCount }: PctOptions);
    begin(seed: number): void;
    pick(threads: Uint16Array, count: number): number;
    moved(thread: number): void;
    ended(): void;
}
