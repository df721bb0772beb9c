/**
 * Visited: the set of fingerprints of the states that a search has met. Open addressing with linear
 * probing over one typed array, both halves of a fingerprint side by side.
 *
 * Invariant: the set never holds more than three quarters of its slots, so probing always meets an
 * empty one, and growing keeps every member. An empty slot is two zeros; the one fingerprint that
 * looks so is kept apart.
 */
import type { StateSet } from './order.ts';
/** A set that may not take what it was given, as it holds all that it was allowed. */
export declare class SetFull extends Error {
}
/** A set of 64-bit fingerprints. */
export declare class Visited implements StateSet {
    #private;
    /** Members. */
    count: number;
    /** Bytes held now. */
    bytes: number;
    /** Most bytes held at once: while growing, the old table stands beside the new. */
    bytesPeak: number;
    /** An empty set of so many slots, a power of two, that takes at most `countMax` members. */
    constructor(slotCount?: number, countMax?: number);
    /**
     * Adds a fingerprint; returns whether it was absent. Throws a RangeError for want of memory, and
     * SetFull for a fingerprint that is absent where the set may hold no more.
     */
    add(low: number, high: number): boolean;
    /** Adds all members to another set. */
    addTo(other: StateSet): void;
}
