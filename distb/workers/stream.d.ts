/**
 * Stream: the one home of random numbers, for every engine: those of one thread, from the run's
 * seed and the thread's number; a sampled schedule counts as thread 0. Invariant: the same seed
 * gives every thread the same numbers in every run, whatever the other threads do, and streams of
 * one thread for different purposes do not disturb each other.
 *
 * Sources: Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (mixing, 32-bit
 * constants by Wellons); Marsaglia, "Xorshift RNGs" (13, 17, 5). Not for cryptography.
 */
/** What a stream is for: each purpose has numbers of its own. */
export declare const PURPOSE: {
    readonly choice: 0;
    readonly delay: 1;
    readonly sample: 2;
    readonly schedule: 3;
};
/** A stream of random numbers. */
export declare class RandomStream {
    #private;
    constructor(seed: number, thread: number, purpose: number);
    /** The next number, 0..2^32 - 1 (never 0 itself). */
    next(): number;
    /** A number in `0..count - 1`. */
    below(count: number): number;
    /** A number from the exponential distribution with this mean. */
    exponential(mean: number): number;
}
