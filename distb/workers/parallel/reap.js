/**
 * Reap: ends a run. The stop flag is raised first; then every place where a thread may sleep is
 * woken, again and again, as a thread may be between its look at the flag and its sleep.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { CONTROL, THREAD } from '../../kernel/index.js';
import { observationOf, OBSERVED, PHASE } from './observation.js';
/** How long programs may go on to where they go round for ever before they are ordered to leave. */
const GRACE_MS = 250;
/** Whether a thread is still to leave. */
export function isPresent(world, thread) {
    const phase = world.words.load(observationOf(world.layout, thread) + OBSERVED.PHASE);
    return phase === PHASE.waiting || phase === PHASE.running;
}
/**
 * Stops all threads and returns whether all have left within `timeoutMs`. Threads that have not yet
 * come are not waited for: they find the flag.
 */
export async function reap(world, timeoutMs) {
    const { words, layout } = world;
    const { control } = layout;
    words.store(control + CONTROL.STOP, 1);
    const startedMs = performance.now();
    for (;;) {
        let present = 0;
        words.wake(control + CONTROL.GENERATION);
        words.wake(control + CONTROL.ARRIVED);
        words.wake(control + CONTROL.DORMANT);
        for (let thread = 0; thread < layout.bounds.threadCount; thread += 1) {
            if (!isPresent(world, thread))
                continue;
            present += 1;
            const parked = words.load(world.thread(thread) + THREAD.PARKED);
            if (parked !== 0)
                words.wake(parked - 1);
            words.wake(observationOf(layout, thread) + OBSERVED.NAP);
        }
        if (present === 0)
            return true;
        const elapsedMs = performance.now() - startedMs;
        if (elapsedMs > timeoutMs)
            return false;
        if (elapsedMs > GRACE_MS)
            words.store(control + CONTROL.STOP, 2);
        await delay(1);
    }
}
//# sourceMappingURL=reap.js.map