/**
 * Scheduler: who moves next in a sampled schedule. The seam of sampling: a random walk, PCT and
 * coverage-guided scheduling differ in nothing else.
 *
 * Invariant: what a scheduler picks is a function of its seeds and of what it was told, never of
 * the clock, so that a seed repeats its schedule.
 */
/** Picks the threads of one schedule after another. */
export interface Scheduler {
    /** Begins a schedule with a seed of its own. */
    begin(seed: number): void;
    /**
     * The position in `threads[0..count-1]` of the thread to try next; `count` is 1 or more. A thread
     * that cannot move is taken out, in order, and the question asked again.
     */
    pick(threads: Uint16Array, count: number): number;
    /** A picked thread has moved. */
    moved(thread: number): void;
    /** The schedule has ended; `noveltyCount` of what it covered was not covered before. */
    ended(threads: readonly number[], noveltyCount: number): void;
}
