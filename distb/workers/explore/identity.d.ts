/**
 * Identity: the 64-bit fingerprint of a state, kept up to date word by word. It is the sum over all
 * distinct words (`distinctLength` in the layout) of a mix of index and value, in two halves with
 * their own salts, so a step costs what it changed and not what the world holds. Order does not
 * matter to a sum; the salts by index keep equal values in different words apart (Zobrist, 1970,
 * with arithmetic in place of tables).
 *
 * Invariant: `low` and `high` are a function of those words alone, whatever the way to them.
 * Two different states share a fingerprint with probability about 2^-64.
 */
import type { UndoWords } from './undo.ts';
/** The fingerprint of one state, and of the states one step away from it. */
export declare class Identity {
    #private;
    /** Fingerprint of the state at hand. */
    low: number;
    high: number;
    /** Fingerprint of the state behind the last step; see `measure`. */
    nextLow: number;
    nextHigh: number;
    /** The fingerprint of the first `length` words. */
    constructor(array: Int32Array, length: number);
    /** Computes `nextLow` and `nextHigh` from the state at hand and what changed since. */
    measure(words: UndoWords): void;
}
