/**
 * Park: how a worker thread sleeps on a word until another one wakes it. The compare and the sleep
 * are one atomic act (Atomics.wait, like futex(2) FUTEX_WAIT), so a change between the look and the
 * sleep is never lost. Spinning first, for a bounded time, avoids the 50 microseconds of a wake-up.
 *
 * Invariant: a park has no timeout. One that had would wake by itself and so hide a lost wake-up,
 * which is among the things that racetrap is there to show.
 */
import type { Words } from './word.ts';
/**
 * Returns when the word no longer holds `value`, or when somebody woke the sleepers. The caller
 * looks again at what it waits for: a return promises nothing.
 */
export declare function park(words: Words, index: number, value: number, spin: boolean): void;
/**
 * As `park`, for a thread that must keep its event loop turning. Something else has to hold that
 * thread: Node ends one whose only pending work is an asynchronous wait.
 */
export declare function parkAsync(words: Words, index: number, value: number, spin: boolean): Promise<void>;
/** Sleeps for `durationMs` on a word that holds 0; a wake of the word ends the sleep early. */
export declare function nap(words: Words, index: number, durationMs: number): void;
