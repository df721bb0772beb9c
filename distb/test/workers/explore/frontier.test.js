/** The queue of differences against a queue of whole states. */
import fc from 'fast-check';
import { createLayout } from '../../../kernel/index.js';
import { Frontier } from '../../../workers/explore/frontier.js';
import { Identity } from '../../../workers/explore/identity.js';
import { UndoWords } from '../../../workers/explore/undo.js';
import { equal, is, ok, suite } from '../../support/suite.js';
const SEED = 66;
const layout = createLayout({
    threadCount: 3,
    signalDepth: 1,
    lockCount: 1,
    vmaCapacity: 4,
    memoryWordCount: 3,
    barrierCount: 0,
    processCount: 0,
    filterCount: 0,
    fileCount: 0,
    codeWordCount: 0,
    transitionCount: 1,
    observationWordCount: 0,
    padded: false,
});
const change = fc.tuple(fc.integer({ min: 0, max: layout.identityLength - 1 }), fc.oneof(fc.integer(), fc.integer({ min: -2, max: 2 })));
/** For each state taken: the steps out of it that lead to new states. */
const expansions = fc.array(fc.array(fc.array(change, { maxLength: 8 }), { maxLength: 4 }), {
    maxLength: 200,
    size: 'max',
});
suite('workers/explore/frontier', (test) => {
    test(`states come out whole, with their fingerprints, as they went in (seed ${SEED})`, () => {
        fc.assert(fc.property(expansions, (steps) => {
            const words = new UndoWords(layout);
            const { identityLength } = layout;
            const identity = new Identity(words.array, identityLength);
            const frontier = new Frontier(words.array, identityLength);
            const expected = [];
            const put = () => {
                identity.measure(words);
                frontier.put(words, identity);
                expected.push(words.array.slice(0, identityLength).join());
            };
            put();
            for (const out of steps) {
                if (frontier.count === 0)
                    break;
                frontier.take(words.array, identity);
                is(words.array.slice(0, identityLength).join(), expected.shift());
                const anew = new Identity(words.array, identityLength);
                equal([identity.low, identity.high], [anew.low, anew.high]);
                for (const changes of out) {
                    words.begin();
                    for (const [index, value] of changes)
                        words.set(index, value);
                    put();
                    words.takeBack();
                }
            }
            is(frontier.count, expected.length);
        }), { seed: SEED, numRuns: 60 });
    });
    test('pieces that were read are used again', () => {
        const words = new UndoWords(layout);
        const identity = new Identity(words.array, layout.identityLength);
        const frontier = new Frontier(words.array, layout.identityLength);
        identity.measure(words);
        frontier.put(words, identity);
        for (let state = 0; state < 50_000; state += 1) {
            frontier.take(words.array, identity);
            words.begin();
            words.set(state % layout.identityLength, state);
            identity.measure(words);
            frontier.put(words, identity);
            words.takeBack();
        }
        ok(frontier.bytes <= 2 * 16_384, `${frontier.bytes} bytes`);
    });
});
//# sourceMappingURL=frontier.test.js.map