/**
 * Tally: how often each final observation was seen, in litmus style, in words of the shared buffer,
 * so that the counts outlive the worker that made them. Open addressing over a fixed number of
 * entries. Invariant: the counts add up to the rounds; what finds no entry is counted in the last.
 */
import type { Words } from '../../kernel/index.ts';
import type { ObservationCount } from '../outcome.ts';
/** Counts tuples of values at a place in the buffer; an entry is a count and the values. */
export declare class Tally {
    #private;
    constructor(words: Words, at: number, stride: number);
    /** Counts one tuple. Only the owning thread may. */
    add(values: Int32Array): void;
    /** All tuples with their counts, the most frequent first, equal counts by value. */
    counts(): ObservationCount[];
    /** Tuples that found no entry. */
    get uncounted(): number;
}
