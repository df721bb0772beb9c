/** Errnos by number and name. */
import { ERRNO, errnoName } from '../../kernel/index.js';
import { is, suite } from '../support/suite.js';
suite('kernel/errno', (test) => {
    test('every errno has one number, and its name comes back from the returned value', () => {
        const entries = Object.entries(ERRNO);
        is(new Set(entries.map(([, number]) => number)).size, entries.length);
        for (const [name, number] of entries)
            is(errnoName(-number), name);
    });
    test('results that are no errno have no name', () => {
        is(errnoName(0), undefined);
        is(errnoName(12), undefined);
    });
});
//# sourceMappingURL=errno.test.js.map