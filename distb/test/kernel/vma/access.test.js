/** Accesses: what is allowed, and whose anon_vma a first write takes. */
import { ACCESS, ACCESS_OK, accessPage, listText, recordAt, SEGV_ACCERR, SEGV_MAPERR, stripText, tableSequence, vmaAnon, } from '../../../kernel/index.js';
import { createAddressSpace, STRIP_PAGE } from '../../support/address-space.js';
import { equal, is, not, suite } from '../../support/suite.js';
const anons = (world, count) => Array.from({ length: count }, (_, position) => vmaAnon(world, recordAt(world, position)));
suite('kernel/vma/access', (test) => {
    const outcomes = (kind) => {
        const world = createAddressSpace({ draw: 'NROWEXBA.x' });
        return Array.from({ length: 10 }, (_, page) => accessPage(world, STRIP_PAGE + page, kind));
    };
    test('whatever is mapped with any permission can be read', () => {
        const ok = ACCESS_OK;
        equal(outcomes(ACCESS.READ), [SEGV_ACCERR, ok, ok, ok, ok, ok, ok, ok, SEGV_MAPERR, ok]);
    });
    test('writing needs PROT_WRITE', () => {
        const [no, ok] = [SEGV_ACCERR, ACCESS_OK];
        equal(outcomes(ACCESS.WRITE), [no, no, ok, ok, no, no, ok, ok, SEGV_MAPERR, no]);
    });
    test('executing needs PROT_EXEC, marked or not', () => {
        const [no, ok] = [SEGV_ACCERR, ACCESS_OK];
        equal(outcomes(ACCESS.EXECUTE), [no, no, no, no, ok, ok, ok, ok, SEGV_MAPERR, ok]);
    });
    test('a read gives no anon_vma, a write gives one and keeps it', () => {
        const world = createAddressSpace({ draw: 'WW' });
        accessPage(world, STRIP_PAGE, ACCESS.READ);
        equal(anons(world, 1), [0]);
        accessPage(world, STRIP_PAGE, ACCESS.WRITE);
        const [first] = anons(world, 1);
        not.equal(first, 0);
        accessPage(world, STRIP_PAGE + 1, ACCESS.WRITE);
        equal(anons(world, 1), [first]);
    });
    test('a first write takes the anon_vma of the next neighbour, else of the previous one', () => {
        const write = (draw, page) => {
            const world = createAddressSpace({ draw });
            accessPage(world, STRIP_PAGE + page, ACCESS.WRITE);
            return listText(world, STRIP_PAGE, STRIP_PAGE + 10, true);
        };
        is(write('0-1:r--+a#7 1-2:rw-+a 2-3:r--+a#8', 1), '0-1:r--+a#7 1-2:rw-+a#8 2-3:r--+a#8');
        is(write('0-1:r--+a#7 1-2:rw-+a 2-3:r--', 1), '0-1:r--+a#7 1-2:rw-+a#7 2-3:r--');
    });
    test('neighbours that differ in more than r, w and x share no anon_vma', () => {
        const shares = (neighbour) => {
            const world = createAddressSpace({ draw: `0-1:rw-+a ${neighbour}` });
            accessPage(world, STRIP_PAGE, ACCESS.WRITE);
            return anons(world, 1)[0] === 700;
        };
        equal(['1-2:--x+a#700', '1-2:r--#700', '1-2:rw-!+a#700', '1-2:rw-+a@1#700', '2-3:rw-+a#700'].map(shares), [true, false, false, false, false]);
    });
    test('shared memory has no anon_vma, private memory of a file has', () => {
        const world = createAddressSpace({ draw: '0-1:rw-+s@3 1-2:rw-+a@4' });
        accessPage(world, STRIP_PAGE, ACCESS.WRITE);
        accessPage(world, STRIP_PAGE + 1, ACCESS.WRITE);
        const [shared, private_] = anons(world, 2);
        is(shared, 0);
        not.equal(private_, 0);
    });
    test('a fault merges nothing and edits nothing', () => {
        const world = createAddressSpace({ draw: 'WW|WW' });
        const sequence = tableSequence(world);
        accessPage(world, STRIP_PAGE, ACCESS.WRITE);
        accessPage(world, STRIP_PAGE + 2, ACCESS.WRITE);
        is(stripText(world, STRIP_PAGE, STRIP_PAGE + 4), 'WW|WW');
        is(tableSequence(world), sequence);
    });
});
//# sourceMappingURL=access.test.js.map