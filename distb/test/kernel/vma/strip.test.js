/** Strips and lists: what is drawn is read back. */
import { listText, parseList, parseStrip, stripText, UsageError } from '../../../kernel/index.js';
import { createAddressSpace, STRIP_PAGE } from '../../support/address-space.js';
import { equal, instance, is, suite } from '../../support/suite.js';
suite('kernel/vma/strip', (test) => {
    test('a strip is drawn as it was read', () => {
        for (const strip of ['', '...', 'NROWEXBAnrowexba', 'WW|WW..R|R|RX', '.x.x|x.'])
            is(stripText(createAddressSpace({ draw: strip }), STRIP_PAGE, STRIP_PAGE + strip.replaceAll('|', '').length), strip);
    });
    test('a list is written as it was read', () => {
        const list = '0-2:rw-+a 2-3:r-x! 4-6:---+n 6-7:rw-+s@4 8-9:rw-!+a@2#7 9-10:rw-+a#-3';
        const world = createAddressSpace({ draw: list });
        is(listText(world, STRIP_PAGE, STRIP_PAGE + 20, true), list);
        is(listText(world, STRIP_PAGE + 2, STRIP_PAGE + 6), '0-1:r-x! 2-4:---+n');
    });
    test('equal pages are one VMA unless a bar or a hole stands between them', () => {
        equal(parseStrip('WW|W.W', 10).map(({ start, end }) => [start, end]), [
            [10, 12],
            [12, 13],
            [14, 15],
        ]);
    });
    test('a page or entry that is none is a usage error', () => {
        const errorOf = (act) => {
            try {
                return act();
            }
            catch (error) {
                return error;
            }
        };
        instance(errorOf(() => parseStrip('WZ', 0)), UsageError);
        instance(errorOf(() => parseList('0-1:rwz', 0)), UsageError);
        instance(errorOf(() => parseList('0-1:wr', 0)), UsageError);
    });
});
//# sourceMappingURL=strip.test.js.map