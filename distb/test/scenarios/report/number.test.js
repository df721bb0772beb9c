/** Numbers as reports print them. */
import { bytesText, countOf, countText, measureText, msText, nsText, probabilityText, shareText, wilsonInterval, } from '../../../scenarios/report/number.js';
import { equal, is, ok, suite } from '../../support/suite.js';
suite('scenarios/report/number', (test) => {
    test('digits of a count are grouped by three', () => {
        equal([0, 999, 1000, 1_234_567].map(countText), ['0', '999', '1,000', '1,234,567']);
    });
    test('one of a thing has no s', () => {
        equal([0, 1, 2_000].map((count) => countOf(count, 'state')), ['0 states', '1 state', '2,000 states']);
    });
    test('a time has three figures and the largest unit that fits', () => {
        equal([0, 87, 2_300, 999_600, 14_200_000, 3_050_000_000].map(nsText), [
            '0 ns',
            '87 ns',
            '2.30 us',
            '1.00 ms',
            '14.2 ms',
            '3.05 s',
        ]);
        is(msText(500), '500 ms');
    });
    test('a size is told in powers of 1024', () => {
        equal([96, 1536, 3 * 1024 ** 3].map(bytesText), ['96 B', '1.50 KiB', '3.00 GiB']);
    });
    test('a share of nothing is a dash, and a small share is not told as zero', () => {
        is(shareText(0, 0), '-');
        is(shareText(0, 10), '0.0%');
        is(shareText(1, 1_000_000), '<0.001%');
        is(shareText(27, 1000), '2.7%');
        is(shareText(1, 3), '33.3%');
    });
    test('a small probability is told by its exponent', () => {
        equal([0, 2.1e-15, 0.03].map(probabilityText), ['0', '2.1e-15', '0.03']);
    });
    test('a large measure is a count, a small one has three figures', () => {
        is(measureText(412_345.6, 'states/s'), '412,346 states/s');
        is(measureText(9.6234, 'ns'), '9.62 ns');
    });
    test('the Wilson interval contains the share that was seen, and the ends of the scale', () => {
        // Source: Wilson's example values as tabled by Newcombe (1998): 81 of 263.
        const [least, most] = wilsonInterval(81, 263);
        ok(Math.abs(least - 0.2553) < 5e-4 && Math.abs(most - 0.3662) < 5e-4, `${least} ${most}`);
        equal(wilsonInterval(0, 0), [0, 1]);
        is(wilsonInterval(0, 20)[0], 0);
        is(wilsonInterval(20, 20)[1], 1);
    });
});
//# sourceMappingURL=number.test.js.map