/** Parking on a word: never for a word that has changed. */
import { nap, park, parkAsync, SharedWords } from '../../../kernel/index.js';
import { is, suite } from '../../support/suite.js';
suite('kernel/memory/park', (test) => {
    test('a word that has changed since the look is not slept on', () => {
        const words = new SharedWords(new SharedArrayBuffer(8));
        words.store(1, 2);
        // Would hang, and be killed by the watchdog, if the compare were not part of the sleep.
        park(words, 1, 1, false);
        park(words, 1, 1, true);
        is(words.load(1), 2);
    });
    test('a nap ends by itself after its time', () => {
        const words = new SharedWords(new SharedArrayBuffer(8));
        nap(words, 1, 1);
        is(words.load(1), 0);
    });
    test('an asynchronous sleep ends when its word is woken, and not for a changed word', async () => {
        const words = new SharedWords(new SharedArrayBuffer(8));
        await parkAsync(words, 1, 3, true);
        // Node ends a thread whose only pending work is an asynchronous wait.
        const holder = setInterval(() => words.wake(1), 5);
        await parkAsync(words, 1, 0, true);
        clearInterval(holder);
        is(words.load(1), 0);
    });
});
//# sourceMappingURL=park.test.js.map