/** Parking on a word: never for a word that has changed. */
import { park, SharedWords } from '../../../kernel/index.ts';
import { is, suite } from '../../support/suite.ts';

suite('kernel/memory/park', (test) => {
  test('a word that has changed since the look is not slept on', () => {
    const words = new SharedWords(new SharedArrayBuffer(8));
    words.store(1, 2);
    // Would hang, and be killed by the watchdog, if the compare were not part of the sleep.
    park(words, 1, 1, Infinity, false);
    park(words, 1, 1, Infinity, true);
    is(words.load(1), 2);
  });

  test('a sleep ends by itself after its time', () => {
    const words = new SharedWords(new SharedArrayBuffer(8));
    park(words, 1, 0, 1, false);
    is(words.load(1), 0);
  });
});
