/** Histogram: what it says of recorded times, against an exact sort of them. */
import fc from 'fast-check';
import { SharedWords } from '../../../kernel/index.js';
import { distributionOf, Histogram, HISTOGRAM_WORDS, mergedDistribution, } from '../../../workers/parallel/histogram.js';
import { equal, is, ok, suite } from '../../support/suite.js';
const seed = 20_240_611;
function histograms(count) {
    const words = new SharedWords(new SharedArrayBuffer(count * HISTOGRAM_WORDS * 4));
    return Array.from({ length: count }, (_none, at) => new Histogram(words, at * HISTOGRAM_WORDS));
}
/** Times of all magnitudes, from 0 ns to an hour. */
const times = fc.array(fc.tuple(fc.integer({ min: 0, max: 41 }), fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 300 });
suite('workers/parallel/histogram', (test) => {
    test(`quantiles are within one part in 32 of an exact sort (seed ${seed})`, () => {
        fc.assert(fc.property(times, (drawn) => {
            const values = drawn.map(([magnitude, share]) => Math.floor(share * 2 ** magnitude));
            const [histogram] = histograms(1);
            for (const value of values)
                histogram.record(value);
            const sorted = values.toSorted((a, b) => a - b);
            const exact = (share) => sorted[Math.max(1, Math.ceil(share * sorted.length)) - 1];
            const said = distributionOf([histogram]);
            for (const [value, share] of [
                [said.p50Ns, 0.5],
                [said.p90Ns, 0.9],
                [said.p99Ns, 0.99],
            ])
                ok(Math.abs(value - exact(share)) <= exact(share) / 32, `${value} is not near ${exact(share)}`);
            is(said.count, values.length);
            is(said.maxNs, sorted.at(-1));
            const sum = values.reduce((total, value) => total + value, 0);
            ok(Math.abs(said.meanNs - sum / values.length) < 1e-3 * Math.max(1, said.meanNs));
        }), { seed, numRuns: 300 });
    });
    test('several histograms are one distribution', () => {
        const [left, right] = histograms(2);
        for (let value = 0; value < 40; value += 1)
            (value % 2 === 0 ? left : right).record(value);
        const said = distributionOf([left, right]);
        is(said.count, 40);
        is(said.p50Ns, 19);
        is(said.maxNs, 39);
        is(said.buckets.length, 40);
    });
    test(`distributions merge into that of all their times (seed ${seed})`, () => {
        fc.assert(fc.property(times, times, (first, second) => {
            const both = histograms(2);
            [first, second].forEach((drawn, index) => {
                for (const [magnitude, share] of drawn)
                    both[index].record(Math.floor(share * 2 ** magnitude));
            });
            const merged = mergedDistribution(both.map((each) => distributionOf([each])));
            const expected = distributionOf(both);
            ok(Math.abs(merged.meanNs - expected.meanNs) <= 1e-9 * expected.meanNs);
            equal({ ...merged, meanNs: 0 }, { ...expected, meanNs: 0 });
        }), { seed, numRuns: 100 });
    });
    test('an empty histogram says zero', () => {
        const said = distributionOf(histograms(1));
        is(said.count, 0);
        is(said.p99Ns, 0);
        is(said.meanNs, 0);
    });
});
//# sourceMappingURL=histogram.test.js.map