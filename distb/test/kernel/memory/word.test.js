/** The three views of words agree, whatever is done through them. */
import fc from 'fast-check';
import { ExclusiveWords, RecordedWords, SharedWords } from '../../../kernel/index.js';
import { equal, suite } from '../../support/suite.js';
const SEED = 20200605;
const LENGTH = 4;
const operation = fc.record({
    kind: fc.constantFrom('get', 'set', 'load', 'store', 'add', 'cas'),
    index: fc.nat(LENGTH - 1),
    first: fc.integer({ min: -3, max: 3 }),
    second: fc.integer(),
});
function run(words, operations) {
    const returned = operations.map(({ kind, index, first, second }) => {
        switch (kind) {
            case 'get':
                return words.get(index);
            case 'set':
                return words.set(index, second);
            case 'load':
                return words.load(index);
            case 'store':
                return words.store(index, first);
            case 'add':
                return words.add(index, second);
            default:
                return words.cas(index, first, second);
        }
    });
    return { returned, words: [...words.array] };
}
suite('kernel/memory/word', (test) => {
    test(`shared, exclusive and recorded words agree (seed ${SEED})`, () => {
        fc.assert(fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
            const shared = run(new SharedWords(new SharedArrayBuffer(LENGTH * 4)), operations);
            equal(run(new ExclusiveWords(new Int32Array(LENGTH)), operations), shared);
            equal(run(new RecordedWords(new Int32Array(LENGTH), () => { }), operations), shared);
        }), { seed: SEED });
    });
    test('recorded words tell every access in order', () => {
        const told = [];
        const words = new RecordedWords(new Int32Array(2), (kind, index, value) => told.push([kind, index, value]));
        words.store(1, 5);
        words.cas(1, 5, 6);
        words.add(0, 2);
        words.wake(1);
        equal(told, [
            ['store', 1, 5],
            ['cas', 1, 5],
            ['add', 0, 2],
            ['wake', 1, 0],
        ]);
    });
});
//# sourceMappingURL=word.test.js.map