/** Memory vectors: what the schema can say beyond the recorded vectors. */
import { Fields, Mismatch } from '../../../scenarios/conform/fields.js';
import { MemoryVector } from '../../../scenarios/conform/memory-vector.js';
import { is, suite } from '../../support/suite.js';
/** Runs steps on what is given; the first mismatch in words, or nothing. */
function run(given, ...steps) {
    try {
        const fields = new Fields(given, 'given');
        const vector = new MemoryVector(fields);
        fields.done();
        for (const step of steps)
            vector.run(new Fields({ t: 'T1', ...step }, 'the step'));
    }
    catch (error) {
        if (error instanceof Mismatch)
            return error.message;
        throw error;
    }
    return '';
}
suite('scenarios/conform/memory-vector', (test) => {
    test('sealed memory can neither be changed, unmapped nor replaced', () => {
        const given = { vmas: [[0, 3, 'rw-', 'sealed']] };
        const refused = { errno: 'EPERM', vmas: [[0, 3, 'rw-', 'sealed']] };
        is(run(given, { op: 'mprotect', page: 1, pages: 1, prot: 'rw-', expect: refused }), '');
        is(run(given, { op: 'munmap', page: 1, pages: 1, expect: refused }), '');
        const fixed = { op: 'mmap', page: 1, pages: 1, prot: 'r--', flags: ['FIXED'] };
        is(run(given, { ...fixed, expect: refused }), '');
    });
    test('sealed neighbours merge, and a hole leaves everything unsealed', () => {
        const sealed = { vmas: [[0, 3, 'rw-', 'sealed']] };
        is(run({ vmas: [[0, 3, 'rw-']] }, { op: 'mseal', page: 0, pages: 1, expect: { ret: 0 } }, { op: 'mseal', page: 1, pages: 2, expect: { ret: 0, ...sealed } }, { op: 'mseal', page: 0, pages: 4, expect: { errno: 'ENOMEM', ...sealed } }), '');
        const raw = { op: 'mseal_raw', addr: 'page 0', len: 4096 };
        is(run({ vmas: [[0, 1, 'rw-']] }, { ...raw, flags: 1, expect: { errno: 'EINVAL' } }), '');
    });
    test('a shared file that was opened read-only cannot be mapped for writing', () => {
        const map = { op: 'mmap', page: 0, pages: 1, flags: ['FIXED'] };
        const refused = { errno: 'EACCES', vmas: [] };
        const shared = { vmas: [], kind: 'shared file, opened read-only' };
        is(run(shared, { ...map, prot: 'rw-', expect: refused }), '');
        is(run(shared, { ...map, prot: 'r--', expect: { ret: 'page 0' } }), '');
        const copy = { vmas: [], kind: 'private file, opened read-only' };
        is(run(copy, { ...map, prot: 'rw-', expect: { ret: 'page 0' } }), '');
        const unreadable = { vmas: [], kind: 'private file, opened write-only' };
        is(run(unreadable, { ...map, prot: '-w-', expect: refused }), '');
    });
    test('what a child inherited written joins its own parts and nothing else', () => {
        const change = { t: 'C1', op: 'mprotect', page: 1, pages: 1 };
        is(run({ vmas: [[0, 2, 'rw-']] }, { op: 'write', page: 0 }, { op: 'fork', new: 'C1', expect: { ret: 'ok' } }, {
            ...change,
            prot: 'r--',
            expect: {
                vmas: [
                    [0, 1, 'rw-'],
                    [1, 2, 'r--'],
                ],
            },
        }, { ...change, prot: 'rw-', expect: { vmas: [[0, 2, 'rw-']] } }, {
            t: 'C1',
            op: 'mmap',
            page: 2,
            pages: 1,
            prot: 'rw-',
            flags: ['FIXED'],
            expect: {
                vmas: [
                    [0, 2, 'rw-'],
                    [2, 3, 'rw-'],
                ],
            },
        }, {
            op: 'mmap',
            page: 2,
            pages: 1,
            prot: 'rw-',
            flags: ['FIXED'],
            expect: { vmas: [[0, 3, 'rw-']] },
        }), '');
    });
    test('the map-count limit is met where map_count says', () => {
        const map = { op: 'mmap', page: 8, pages: 1, prot: 'r--', flags: ['FIXED'] };
        const at = (map_count) => ({ vmas: [[0, 4, 'rw-']], map_count });
        is(run(at('limit'), { ...map, expect: { ret: 'page 8' } }), '');
        is(run(at('limit+1'), { ...map, expect: { errno: 'ENOMEM' } }), '');
    });
    test('a mapping that finds its place by itself lies elsewhere', () => {
        const hint = { op: 'mmap', page: 0, pages: 1, prot: 'r--' };
        is(run({ vmas: [[0, 1, 'r--']] }, { ...hint, expect: { ret: 'elsewhere' } }), '');
        is(run({ vmas: [] }, { ...hint, expect: { ret: 'elsewhere' } }), 'expected elsewhere, got page 0');
    });
});
//# sourceMappingURL=memory-vector.test.js.map