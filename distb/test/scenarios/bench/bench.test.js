/** Benches: what their figures are made of. */
import { median } from '../../../scenarios/bench/bench.js';
import { is, ok, suite } from '../../support/suite.js';
suite('scenarios/bench/bench', (test) => {
    test('the median is the middle number, or the mean of the middle two', () => {
        is(median([3]), 3);
        is(median([9, 1, 5]), 5);
        is(median([9, 1, 5, 7]), 6);
        ok(Number.isNaN(median([])));
    });
});
//# sourceMappingURL=bench.test.js.map