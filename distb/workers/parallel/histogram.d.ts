/**
 * Histogram: times in ns, log-linear, in words of the shared buffer. Values up to 63 have a bucket
 * each; above, every power of two has 32 buckets, so a value is known to one part in 32. Recording
 * is a few plain stores by the one thread that owns the words; everybody may read at any time.
 *
 * Compare HdrHistogram, whose JavaScript port needs 100 ns for a record; this needs 2.
 */
import type { Words } from '../../kernel/index.ts';
import type { Distribution } from '../outcome.ts';
/** Words of one histogram. */
export declare const HISTOGRAM_WORDS: number;
/** A histogram at a place in the buffer. */
export declare class Histogram {
    #private;
    constructor(words: Words, at: number);
    /** Counts a time in ns; negative times count as 0. Only the owning thread may. */
    record(ns: number): void;
    /** The longest time recorded. */
    get max(): number;
    /** The sum of all times recorded. */
    get sum(): number;
    /** Adds the buckets to `counts`, which is as long as there are buckets. */
    addTo(counts: Float64Array): void;
}
/** The distribution of everything that the histograms hold together. */
export declare function distributionOf(histograms: readonly Histogram[]): Distribution;
/** The distribution of everything that several distributions hold together. */
export declare function mergedDistribution(distributions: readonly Distribution[]): Distribution;
