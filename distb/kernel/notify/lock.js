/**
 * notify_lock: the mutex of a filter under which its notifications change. Who wants it says so in
 * a step before (`contend`), takes it in a step of its own, and lets go of it in the step that
 * holds the work: nobody can tell a release from the work before it.
 *
 * Invariant: SCRATCH holds the filter from `contend` to `unlock`, and the holder never sleeps.
 * Source: kernel/locking/mutex.c. Deviation: any waiter may come next, no handoff.
 * Tested by: test/kernel/notify/lock.test.ts
 */
import { invariant } from '../assert.js';
import { FILTER, THREAD } from '../memory/layout.js';
import { BLOCKED, NEXT } from '../routine.js';
import { hasSignal } from '../signals/send.js';
import { fallAsleep, filterWord, kickCount, kickWaiting, kickWord, SLEEP, WAIT, waitingFor, wakeUp, } from '../task/task.js';
/** Scratch word of a routine that works on a filter: its number. */
export const FILTER_SCRATCH = THREAD.SCRATCH;
/** The filter that the thread works on. */
export function filterAt(world, thread) {
    return world.words.get(world.thread(thread) + FILTER_SCRATCH);
}
/** Says that the thread is about to take the mutex of its filter. */
export function contend(world, thread, sleep) {
    fallAsleep(world, thread, waitingFor(WAIT.notifyLock, filterAt(world, thread)), sleep);
}
/**
 * The step that takes the mutex. With `interrupted` it is mutex_lock_interruptible(): a signal ends
 * the wait, and `interrupted` says how the routine goes on.
 */
export function lockStep(name, interrupted) {
    return {
        name,
        shared: true,
        run: (world, thread) => {
            const kicks = kickCount(world, thread);
            const lock = filterWord(world, filterAt(world, thread)) + FILTER.LOCK;
            if (world.words.cas(lock, 0, thread + 1) === 0) {
                wakeUp(world, thread);
                return NEXT;
            }
            if (interrupted !== undefined && hasSignal(world, thread)) {
                wakeUp(world, thread);
                return interrupted(world, thread);
            }
            world.blocked(kickWord(world, thread), kicks);
            return BLOCKED;
        },
    };
}
/** A private step that says that the thread waits for the mutex, whatever signals come. */
export function contendStep(name) {
    return {
        name,
        shared: false,
        run: (world, thread) => {
            contend(world, thread, SLEEP.uninterruptible);
            return NEXT;
        },
    };
}
/** Lets go of the mutex and wakes who waits for it. */
export function unlock(world, thread) {
    const filter = filterAt(world, thread);
    const lock = filterWord(world, filter) + FILTER.LOCK;
    invariant(world.words.load(lock) === thread + 1, 'who unlocks notify_lock holds it');
    world.words.store(lock, 0);
    kickWaiting(world, waitingFor(WAIT.notifyLock, filter));
}
//# sourceMappingURL=lock.js.map