/** The fingerprint that follows changes against the one computed anew. */
import fc from 'fast-check';
import { createLayout } from '../../../kernel/index.js';
import { Identity } from '../../../workers/explore/identity.js';
import { UndoWords } from '../../../workers/explore/undo.js';
import { equal, is, not, ok, suite } from '../../support/suite.js';
const SEED = 65;
function freshWords() {
    const layout = createLayout({
        threadCount: 2,
        signalDepth: 0,
        lockCount: 1,
        vmaCapacity: 2,
        memoryWordCount: 3,
        barrierCount: 0,
        processCount: 0,
        filterCount: 0,
        fileCount: 0,
        codeWordCount: 4,
        transitionCount: 1,
        observationWordCount: 0,
        padded: false,
    });
    return { words: new UndoWords(layout), length: layout.identityLength };
}
const LENGTH = freshWords().length;
const writes = fc.array(fc.tuple(fc.integer({ min: 0, max: LENGTH + 3 }), fc.oneof(fc.integer(), fc.integer({ min: -2, max: 2 })), fc.constantFrom('set', 'store', 'add', 'cas')), { maxLength: 30 });
function write(words, list) {
    for (const [index, value, how] of list) {
        if (how === 'add')
            words.add(index, value);
        else if (how === 'cas')
            words.cas(index, words.load(index), value);
        else if (how === 'store')
            words.store(index, value);
        else
            words.set(index, value);
    }
}
suite('workers/explore/identity', (test) => {
    test(`what is measured over changes is what is computed anew (seed ${SEED})`, () => {
        fc.assert(fc.property(writes, writes, (before, step) => {
            const { words, length } = freshWords();
            write(words, before);
            const identity = new Identity(words.array, length);
            words.begin();
            write(words, step);
            identity.measure(words);
            const anew = new Identity(words.array, length);
            equal([identity.nextLow, identity.nextHigh], [anew.low, anew.high]);
        }), { seed: SEED });
    });
    test(`taking back restores every identity word (seed ${SEED})`, () => {
        fc.assert(fc.property(writes, writes, (before, step) => {
            const { words, length } = freshWords();
            write(words, before);
            const kept = words.array.slice(0, length);
            words.begin();
            write(words, step);
            words.takeBack();
            equal(words.array.slice(0, length), kept);
        }), { seed: SEED });
    });
    test('words beyond the identity neither count nor are taken back', () => {
        const { words, length } = freshWords();
        words.begin();
        words.set(length, 7);
        is(words.count, 0);
        words.takeBack();
        is(words.get(length), 7);
    });
    test('changing one word changes both halves, and so does moving a value to another word', () => {
        const { words, length } = freshWords();
        const zero = new Identity(words.array, length);
        const seen = new Set();
        for (let index = 0; index < length; index += 1) {
            words.array[index] = 1;
            const identity = new Identity(words.array, length);
            words.array[index] = 0;
            not.equal(identity.low, zero.low);
            not.equal(identity.high, zero.high);
            seen.add(identity.low);
            seen.add(identity.high);
        }
        is(seen.size, length * 2);
    });
    test('each half alone meets about as many collisions as 32 random bits', () => {
        const { words, length } = freshWords();
        const lows = new Set();
        const highs = new Set();
        const count = 200_000;
        const identity = new Identity(words.array, length);
        for (let state = 0; state < count; state += 1) {
            words.begin();
            for (let word = 0; word < 6; word += 1)
                words.set(word, (state >>> (word * 3)) & 7);
            identity.measure(words);
            identity.low = identity.nextLow;
            identity.high = identity.nextHigh;
            lows.add(identity.low);
            highs.add(identity.high);
        }
        // Expected: count^2 / 2^33 = 4.7 collisions.
        ok(lows.size > count - 25 && highs.size > count - 25, `${lows.size} ${highs.size}`);
    });
});
//# sourceMappingURL=identity.test.js.map