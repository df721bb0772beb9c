/** Strips in reports, against the kernel's own reader of strips. */
import * as fc from 'fast-check';
import { parseList, parseStrip } from '../../../kernel/index.js';
import { mappedRange, stripLegend, stripOf } from '../../../scenarios/report/strip.js';
import { equal, is, suite } from '../../support/suite.js';
suite('scenarios/report/strip', (test) => {
    test('a page is one letter, a hole is a dot, and neighbours that look alike are parted', () => {
        is(stripOf('1-3:r-x 3-4:r-x 5-6:rw-!', 0, 8), '.XX|X.w..');
    });
    test('the kernel reads a strip back to the mappings that it was drawn from', () => {
        const vma = fc.record({
            gap: fc.integer({ min: 0, max: 2 }),
            pages: fc.integer({ min: 1, max: 3 }),
            prot: fc.constantFrom('---', 'r--', 'rw-', '-w-', '--x', 'r-x', '-wx', 'rwx'),
            mark: fc.constantFrom('', '!'),
        });
        fc.assert(fc.property(fc.array(vma, { maxLength: 6 }), (vmas) => {
            let page = 0;
            const list = vmas
                .map(({ gap, pages, prot, mark }) => {
                const start = page + gap;
                page = start + pages;
                return `${start}-${page}:${prot}${mark}`;
            })
                .join(' ');
            const plain = (read) => read.map(({ start, end, flags }) => [start, end, flags & 0x47]);
            equal(plain(parseStrip(stripOf(list, 0, page), 0)), plain(parseList(list, 0)), list);
        }), { seed: 1, numRuns: 300 });
    });
    test('the legend says what occurs', () => {
        is(stripLegend(['XX..x']), 'X r-x, x r-x with PROT_NOSYSCALL, . unmapped');
    });
    test('the range of several lists spans them all', () => {
        equal(mappedRange(['4-6:r-x', '', '2-3:rw- 9-10:r--']), [2, 10]);
        equal(mappedRange(['']), [0, 0]);
    });
});
//# sourceMappingURL=strip.test.js.map