/// <reference lib="es2024.sharedmemory" />
/**
 * Park: how a worker thread sleeps on a word until another one wakes it. The compare and the sleep
 * are one atomic act (Atomics.wait, like futex(2) FUTEX_WAIT), so a change between the look and the
 * sleep is never lost. Spinning first, for a bounded time, avoids the 50 microseconds of a wake-up.
 *
 * Invariant: a park has no timeout. One that had would wake by itself and so hide a lost wake-up,
 * which is among the things that racetrap is there to show.
 */
/** Looks at a word before sleeping: about 10 microseconds on current hardware. */
const SPIN_COUNT = 1_000;
function hasChanged(words, index, value) {
    for (let look = 0; look < SPIN_COUNT; look += 1)
        if (words.load(index) !== value)
            return true;
    return false;
}
/**
 * Returns when the word no longer holds `value`, or when somebody woke the sleepers. The caller
 * looks again at what it waits for: a return promises nothing.
 */
export function park(words, index, value, spin) {
    if (spin && hasChanged(words, index, value))
        return;
    Atomics.wait(words.array, index, value);
}
/**
 * As `park`, for a thread that must keep its event loop turning. Something else has to hold that
 * thread: Node ends one whose only pending work is an asynchronous wait.
 */
export async function parkAsync(words, index, value, spin) {
    if (spin && hasChanged(words, index, value))
        return;
    const wait = Atomics.waitAsync(words.array, index, value);
    if (wait.async)
        await wait.value;
}
/** Sleeps for `durationMs` on a word that holds 0; a wake of the word ends the sleep early. */
export function nap(words, index, durationMs) {
    Atomics.wait(words.array, index, 0, durationMs);
}
//# sourceMappingURL=park.js.map