/**
 * Park: how a worker thread sleeps on a word until another one wakes it. The compare and the sleep
 * are one atomic act (Atomics.wait, like futex(2) FUTEX_WAIT), so a change between the look and the
 * sleep is never lost. Spinning first, for a bounded time, avoids the 50 microseconds of a wake-up.
 */

import type { Words } from './word.ts';

/** Looks at a word before sleeping: about 10 microseconds on current hardware. */
const SPIN_COUNT = 1_000;

/**
 * Returns when the word no longer holds `value`, when somebody woke the sleepers, or after
 * `timeoutMs`. The caller looks again at what it waits for: a return promises nothing.
 */
export function park(
  words: Words,
  index: number,
  value: number,
  timeoutMs: number,
  spin: boolean,
): void {
  if (spin) {
    for (let look = 0; look < SPIN_COUNT; look += 1) if (words.load(index) !== value) return;
  }
  Atomics.wait(words.array, index, value, timeoutMs);
}
