/**
 * Histogram: times in ns, log-linear, in words of the shared buffer. Values up to 63 have a bucket
 * each; above, every power of two has 32 buckets, so a value is known to one part in 32. Recording
 * is a few plain stores by the one thread that owns the words; everybody may read at any time.
 *
 * Compare HdrHistogram, whose JavaScript port needs 100 ns for a record; this needs 2.
 */
const SUB_BUCKET_BITS = 5;
const SUB_BUCKET_COUNT = 1 << SUB_BUCKET_BITS;
/** Times above 2^42 ns, which is over an hour, are counted as that long. */
const VALUE_MAX = 2 ** 42;
/** Sums and maximums are kept as two words of 30 bits and the rest. */
const HALF = 2 ** 30;
const MAX = 0;
const SUM = 2;
const BUCKET = 4;
const BUCKET_COUNT = bucketOf(VALUE_MAX) + 1;
/** Words of one histogram. */
export const HISTOGRAM_WORDS = BUCKET + BUCKET_COUNT;
/** The bucket of a value. */
function bucketOf(value) {
    let rest = value;
    let base = 0;
    if (rest >= HALF) {
        rest = Math.floor(rest / 65_536);
        base = 16 << SUB_BUCKET_BITS;
    }
    rest |= 0;
    if (rest < SUB_BUCKET_COUNT * 2)
        return base + rest;
    const shift = 31 - Math.clz32(rest) - SUB_BUCKET_BITS;
    return base + (shift << SUB_BUCKET_BITS) + (rest >> shift);
}
/** The smallest value of a bucket. */
function lowestOf(bucket) {
    if (bucket < SUB_BUCKET_COUNT * 2)
        return bucket;
    const shift = (bucket >> SUB_BUCKET_BITS) - 1;
    return ((bucket & (SUB_BUCKET_COUNT - 1)) + SUB_BUCKET_COUNT) * 2 ** shift;
}
/** A histogram at a place in the buffer. */
export class Histogram {
    #words;
    #at;
    constructor(words, at) {
        this.#words = words;
        this.#at = at;
    }
    /** Counts a time in ns; negative times count as 0. Only the owning thread may. */
    record(ns) {
        const words = this.#words;
        const at = this.#at;
        const value = Math.min(Math.max(Math.round(ns), 0), VALUE_MAX);
        const bucket = at + BUCKET + bucketOf(value);
        words.set(bucket, words.get(bucket) + 1);
        const high = Math.floor(value / HALF);
        const low = value - high * HALF;
        if (value > words.get(at + MAX) + words.get(at + MAX + 1) * HALF) {
            words.set(at + MAX, low);
            words.set(at + MAX + 1, high);
        }
        const sum = words.get(at + SUM) + low;
        words.set(at + SUM, sum % HALF);
        words.set(at + SUM + 1, words.get(at + SUM + 1) + high + Math.floor(sum / HALF));
    }
    /** The longest time recorded. */
    get max() {
        return this.#number(MAX);
    }
    /** The sum of all times recorded. */
    get sum() {
        return this.#number(SUM);
    }
    /** Adds the buckets to `counts`, which is as long as there are buckets. */
    addTo(counts) {
        for (let bucket = 0; bucket < BUCKET_COUNT; bucket += 1)
            counts[bucket] += this.#words.get(this.#at + BUCKET + bucket);
    }
    #number(at) {
        return this.#words.get(this.#at + at) + this.#words.get(this.#at + at + 1) * HALF;
    }
}
/** The distribution of everything that the histograms hold together. */
export function distributionOf(histograms) {
    const counts = new Float64Array(BUCKET_COUNT);
    let max = 0;
    let sum = 0;
    for (const histogram of histograms) {
        histogram.addTo(counts);
        max = Math.max(max, histogram.max);
        sum += histogram.sum;
    }
    return summaryOf(counts, max, sum);
}
/** The distribution of everything that several distributions hold together. */
export function mergedDistribution(distributions) {
    const counts = new Float64Array(BUCKET_COUNT);
    let max = 0;
    let sum = 0;
    for (const { buckets, maxNs, meanNs, count } of distributions) {
        for (const [low, of] of buckets)
            counts[bucketOf(low)] += of;
        max = Math.max(max, maxNs);
        sum += meanNs * count;
    }
    return summaryOf(counts, max, sum);
}
function summaryOf(counts, max, sum) {
    const buckets = [];
    let count = 0;
    counts.forEach((of, bucket) => {
        count += of;
        if (of > 0)
            buckets.push([lowestOf(bucket), of]);
    });
    const quantile = (share) => {
        let rank = Math.max(1, Math.ceil(share * count));
        for (let bucket = 0; bucket < BUCKET_COUNT; bucket += 1) {
            rank -= counts[bucket];
            if (rank > 0)
                continue;
            // The middle of the bucket: at most half its width, one part in 64, from the true value.
            const low = lowestOf(bucket);
            return Math.min(max, low + Math.floor((lowestOf(bucket + 1) - low) / 2));
        }
        return 0;
    };
    return {
        count,
        p50Ns: quantile(0.5),
        p90Ns: quantile(0.9),
        p99Ns: quantile(0.99),
        maxNs: max,
        meanNs: count === 0 ? 0 : sum / count,
        buckets,
    };
}
//# sourceMappingURL=histogram.js.map