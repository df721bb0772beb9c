/** The free set: the lowest free number, whatever was taken and given back before. */
import * as fc from 'fast-check';
import { ExclusiveWords } from '../../../kernel/index.js';
import { freeSetWordCount, giveBack, isFreeSetSound, isTaken, takeLowest, } from '../../../kernel/memory/free-set.js';
import { equal, is, ok, suite } from '../../support/suite.js';
const SEED = 31;
suite('kernel/memory/free-set', (test) => {
    test('up to 1,024 numbers it is a bitmap, above it has levels', () => {
        equal([0, 1, 32, 33, 1_024].map(freeSetWordCount), [0, 1, 1, 2, 32]);
        is(freeSetWordCount(65_533), 2_048 + 64 + 2);
    });
    for (const count of [40, 1_024, 1_025, 40_000])
        test(`${count} numbers are taken in order, and the lowest given back comes first`, () => {
            const words = new ExclusiveWords(new Int32Array(freeSetWordCount(count) + 3));
            for (let number = 0; number < count; number += 1)
                is(takeLowest(words, 2, count), number);
            ok(isFreeSetSound(words, 2, count));
            for (const number of [count - 1, 7, 33])
                giveBack(words, 2, count, number);
            equal([7, 8, 33].map((number) => isTaken(words, 2, number)), [false, true, false]);
            ok(isFreeSetSound(words, 2, count));
            equal([0, 0, 0].map(() => takeLowest(words, 2, count)), [7, 33, count - 1]);
            equal([words.array[0], words.array[1], words.array.at(-1)], [0, 0, 0]);
        });
    test(`its words depend on what is taken, not on how that came about (seed ${SEED})`, () => {
        const count = 2_000;
        fc.assert(fc.property(fc.uniqueArray(fc.nat(count - 1), { maxLength: 60 }), (given) => {
            const words = [0, 1].map(() => new ExclusiveWords(new Int32Array(freeSetWordCount(count))));
            for (const set of words)
                for (let number = 0; number < count; number += 1)
                    takeLowest(set, 0, count);
            for (const number of given)
                giveBack(words[0], 0, count, number);
            for (const number of given.toReversed())
                giveBack(words[1], 0, count, number);
            equal(words[0].array, words[1].array);
            ok(isFreeSetSound(words[0], 0, count));
            for (const number of [...given].sort((a, b) => a - b))
                is(takeLowest(words[0], 0, count), number);
        }), { seed: SEED, numRuns: 30 });
    });
    test('a level that contradicts the one below is told', () => {
        const words = new ExclusiveWords(new Int32Array(freeSetWordCount(2_000)));
        words.set(63, 1);
        is(isFreeSetSound(words, 0, 2_000), false);
    });
});
//# sourceMappingURL=free-set.test.js.map