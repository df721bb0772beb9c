/**
 * Rwsem: a writer-preferring read-write semaphore in two words. COUNT packs the writer bit, the
 * readers and the waiting writers; a waiting writer bars new readers (compare Linux
 * kernel/locking/rwsem.c, RWSEM_FLAG_WAITERS). Who cannot go on sleeps on COUNT with the value that
 * it saw, so the compare of the futex wait closes the gap between the look and the sleep.
 *
 * Invariant: never a writer beside a reader or another writer. A release wakes whenever anybody may
 * sleep: readers release to waiting writers, whose announcement is in the very word they change;
 * writers always. Deviations from Linux: no handoff, no reader batches, no optimistic spinning; see
 * queued-rwsem.ts for a lock with them.
 */
import { LOCK, THREAD } from '../memory/layout.js';
import { BLOCKED, NEXT } from '../routine.js';
import { hold, letGo } from './held.js';
/** The writer bit of COUNT. */
export const WRITER = 1;
/** One reader in COUNT. */
export const READER = 2;
/** One waiting writer in COUNT. */
export const WAITER = 1 << 16;
const READERS = WAITER - READER;
/** Readers that hold the lock. */
export function readerCount(count) {
    return (count & READERS) >> 1;
}
/** Writers that wait for the lock. */
export function waitingWriterCount(count) {
    return count >>> 16;
}
/** One step: a reader enters, unless a writer holds the lock or waits for it. */
function tryRead(world, thread, lock) {
    const word = world.lock(lock) + LOCK.COUNT;
    for (;;) {
        const count = world.words.load(word);
        if ((count & WRITER) !== 0 || count >= WAITER) {
            world.blocked(word, count);
            return BLOCKED;
        }
        if (world.words.cas(word, count, count + READER) === count)
            break;
    }
    hold(world, thread, lock, false);
    return NEXT;
}
/** One step: a writer says that it waits, which bars new readers. */
function announceWrite(world, lock) {
    world.words.add(world.lock(lock) + LOCK.COUNT, WAITER);
    return NEXT;
}
/** One step: an announced writer enters, unless anybody is inside. */
function tryWrite(world, thread, lock) {
    const word = world.lock(lock) + LOCK.COUNT;
    for (;;) {
        const count = world.words.load(word);
        if ((count & (WRITER | READERS)) !== 0) {
            world.blocked(word, count);
            return BLOCKED;
        }
        if (world.words.cas(word, count, count - WAITER + WRITER) === count)
            break;
    }
    world.words.set(world.lock(lock) + LOCK.OWNER, thread + 1);
    hold(world, thread, lock, true);
    return NEXT;
}
/** Steps that take a lock for reading. */
export function readAcquire(name, lock) {
    return [
        {
            name: `${name}.read`,
            shared: true,
            run: (world, thread) => tryRead(world, thread, lock(world, thread)),
        },
    ];
}
/** Steps that take a lock for writing. */
export function writeAcquire(name, lock) {
    return [
        {
            name: `${name}.announce`,
            shared: true,
            run: (world, thread) => announceWrite(world, lock(world, thread)),
        },
        {
            name: `${name}.write`,
            shared: true,
            run: (world, thread) => tryWrite(world, thread, lock(world, thread)),
        },
    ];
}
/** Set in SCRATCH 7 by a release for the wake step behind it. */
const WAKE = THREAD.SCRATCH + 7;
/** The writer leaves: the one access of a write release. */
function endWrite(world, thread, lock) {
    letGo(world, thread, lock, true);
    world.words.set(world.lock(lock) + LOCK.OWNER, 0);
    world.words.add(world.lock(lock) + LOCK.COUNT, -WRITER);
}
function wakeStep(name, lock, { futexWaits }) {
    return {
        name: `${name}.wake`,
        shared: futexWaits,
        run: (world, thread) => {
            const due = world.thread(thread) + WAKE;
            if (world.words.get(due) !== 0) {
                world.words.set(due, 0);
                world.wake(world.lock(lock(world, thread)) + LOCK.COUNT);
            }
            return NEXT;
        },
    };
}
/** Steps that release a lock held for reading. */
export function readRelease(name, lock, options) {
    return [
        {
            name: `${name}.readRelease`,
            shared: true,
            run: (world, thread) => {
                const number = lock(world, thread);
                letGo(world, thread, number, false);
                const count = world.words.add(world.lock(number) + LOCK.COUNT, -READER) - READER;
                const wakes = count >= WAITER && (count & READERS) === 0;
                world.words.set(world.thread(thread) + WAKE, wakes ? 1 : 0);
                return NEXT;
            },
        },
        wakeStep(name, lock, options),
    ];
}
/** Steps that release a lock held for writing. */
export function writeRelease(name, lock, options) {
    return [
        {
            name: `${name}.writeRelease`,
            shared: true,
            run: (world, thread) => {
                endWrite(world, thread, lock(world, thread));
                world.words.set(world.thread(thread) + WAKE, 1);
                return NEXT;
            },
        },
        wakeStep(name, lock, options),
    ];
}
/**
 * The broken twin of `writeRelease`: it looks for waiting writers *before* it releases, and wakes
 * only if it saw one. Who announces and falls asleep between the look and the release sleeps on.
 */
export function writeReleaseLosingWakeUps(name, lock, options) {
    return [
        {
            name: `${name}.look`,
            shared: true,
            run: (world, thread) => {
                const count = world.words.load(world.lock(lock(world, thread)) + LOCK.COUNT);
                world.words.set(world.thread(thread) + WAKE, count >= WAITER ? 1 : 0);
                return NEXT;
            },
        },
        {
            name: `${name}.writeRelease`,
            shared: true,
            run: (world, thread) => {
                endWrite(world, thread, lock(world, thread));
                return NEXT;
            },
        },
        wakeStep(name, lock, options),
    ];
}
//# sourceMappingURL=rwsem.js.map