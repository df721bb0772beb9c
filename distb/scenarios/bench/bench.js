/**
 * Bench: how the laboratory measures itself. A bench is a named function that answers with figures;
 * a figure stands beside what bounds it, and what counts are ratios within one run: a shared
 * machine drifts, a ratio of two interleaved measurements does not. Nothing here is asserted in a
 * test.
 */
/** The version of the JSON form of a bench. */
export const BENCH_VERSION = 1;
/** The middle one of some numbers, or the mean of the middle two. */
export function median(values) {
    const sorted = values.toSorted((left, right) => left - right);
    const middle = sorted.length >> 1;
    const upper = sorted[middle] ?? NaN;
    return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
/**
 * The least time of one operation in ns, over `rounds` interleaved rounds of each candidate: the
 * candidates take turns, so that a slow phase of the machine hits them alike.
 */
export function leastNs(candidates, counts, rounds = 7) {
    const least = candidates.map(() => Infinity);
    for (let round = 0; round < rounds; round += 1) {
        candidates.forEach((candidate, index) => {
            const count = counts[index];
            const begin = performance.now();
            candidate(count);
            const ns = ((performance.now() - begin) * 1e6) / count;
            least[index] = Math.min(least[index], ns);
        });
    }
    return least;
}
//# sourceMappingURL=bench.js.map