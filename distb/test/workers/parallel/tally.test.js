/** Tally: counts of observations, and what it does when there are too many different ones. */
import { SharedWords } from '../../../kernel/index.js';
import { TALLY_CAPACITY } from '../../../workers/parallel/observation.js';
import { Tally } from '../../../workers/parallel/tally.js';
import { equal, is, suite } from '../../support/suite.js';
const tallyOf = (valueCount) => {
    const stride = valueCount + 1;
    const words = new SharedWords(new SharedArrayBuffer((TALLY_CAPACITY + 1) * stride * 4));
    return new Tally(words, 0, stride);
};
suite('workers/parallel/tally', (test) => {
    test('equal tuples are counted together, the most frequent first', () => {
        const tally = tallyOf(2);
        for (const values of [
            [1, 0],
            [0, 1],
            [1, 0],
            [-1, 7],
            [1, 0],
            [0, 1],
        ])
            tally.add(Int32Array.from(values));
        equal(tally.counts(), [
            { values: [1, 0], count: 3 },
            { values: [0, 1], count: 2 },
            { values: [-1, 7], count: 1 },
        ]);
    });
    test('the tuple of no values is counted', () => {
        const tally = tallyOf(0);
        tally.add(new Int32Array(0));
        tally.add(new Int32Array(0));
        equal(tally.counts(), [{ values: [], count: 2 }]);
    });
    test('tuples beyond the capacity are counted as such, and none is lost', () => {
        const tally = tallyOf(1);
        const total = TALLY_CAPACITY + 100;
        for (let value = 0; value < total; value += 1)
            tally.add(Int32Array.of(value));
        is(tally.counts().length, TALLY_CAPACITY);
        is(tally.uncounted, 100);
    });
});
//# sourceMappingURL=tally.test.js.map