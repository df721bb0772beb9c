/** The set of fingerprints against the set of the language, over all its growths. */
import fc from 'fast-check';
import { SetFull, Visited } from '../../../workers/explore/visited.js';
import { equal, is, ok, suite, throws } from '../../support/suite.js';
const SEED = 64;
suite('workers/explore/visited', (test) => {
    test(`adding tells what a Set tells, through every growth (seed ${SEED})`, () => {
        const word = fc.oneof(fc.integer(), fc.integer({ min: -3, max: 3 }));
        const pairs = fc.array(fc.tuple(word, word), { maxLength: 300, size: 'max' });
        fc.assert(fc.property(pairs, (fingerprints) => {
            const visited = new Visited(4);
            const expected = new Set();
            for (const [low, high] of fingerprints) {
                is(visited.add(low, high), !expected.has(`${low} ${high}`));
                expected.add(`${low} ${high}`);
            }
            is(visited.count, expected.size);
            for (const [low, high] of fingerprints)
                is(visited.add(low, high), false);
        }), { seed: SEED, numRuns: 200 });
    });
    test('the fingerprint of two zeros is a member like any other', () => {
        const visited = new Visited();
        is(visited.add(0, 0), true);
        is(visited.add(0, 0), false);
        is(visited.add(0, 1), true);
        is(visited.add(1, 0), true);
        is(visited.count, 3);
    });
    test('fingerprints that all meet in one slot are kept apart', () => {
        const visited = new Visited(4);
        for (let high = 1; high <= 2000; high += 1)
            is(visited.add(1024, high), true);
        for (let high = 1; high <= 2000; high += 1)
            is(visited.add(1024, high), false);
    });
    test('a set that holds all that it may knows its members and takes no other', () => {
        const visited = new Visited(4, 3);
        for (const low of [0, 1, 2])
            is(visited.add(low, 0), true);
        for (const low of [0, 1, 2])
            is(visited.add(low, 0), false);
        throws(() => visited.add(3, 0), (error) => error instanceof SetFull);
        is(visited.count, 3);
        throws(() => new Visited(4, 0).add(0, 0), (error) => error instanceof SetFull);
    });
    test('its bytes are those of its slots, and at most 32 a member while it grows', () => {
        const visited = new Visited(1024);
        equal([visited.bytes, visited.bytesPeak], [8192, 8192]);
        for (let low = 1; low <= 769; low += 1)
            visited.add(low, 1);
        equal([visited.bytes, visited.bytesPeak], [16_384, 24_576]);
        for (let low = 1; low <= 100_000; low += 1)
            visited.add(low, 2);
        ok(visited.bytesPeak / visited.count <= 32);
    });
});
//# sourceMappingURL=visited.test.js.map