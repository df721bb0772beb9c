/**
 * Held: what each thread says of the locks that it holds, for reports, for the order checker
 * (lockdep.ts) and for the time that locks are held. Locks by number (the mmap lock and the
 * program's) have two bits in HELD; the classes that a lock design of the address space adds have a
 * bit each in the first of its words for the thread. Invariant: whoever takes a lock says so in the
 * step that takes it, and unsays it in the step that lets it go.
 * Tested by: test/kernel/locks/lockdep.test.ts
 */
import { EVENT } from '../event.js';
import { LOCK_COUNT_MAX } from '../limits.js';
import { COUNTER, THREAD } from '../memory/layout.js';
/** Lock number of the mmap lock. */
export const MMAP_LOCK = 0;
/** Classes of locks besides those with a number; a class is one bit of a thread's first word. */
export const LOCK_CLASS = { vma: 0, range: 1, table: 2 };
/** How a lock was taken, as the result of an `acquired` event. */
export const TAKEN = { READ: 0, WRITE: 1, TRY: 2 };
/** The bit of a thread's HELD word for a lock and mode. */
export function heldBit(lock, write) {
    return 1 << (lock * 2 + (write ? 1 : 0));
}
/** Notes that a thread has taken a lock by number. */
export function hold(world, thread, lock, write) {
    const held = world.thread(thread) + THREAD.HELD;
    world.words.set(held, world.words.get(held) | heldBit(lock, write));
    world.count(thread, COUNTER.lockAcquired);
    world.record(thread, EVENT.acquired, lock, write ? TAKEN.WRITE : TAKEN.READ);
}
/** Notes that a thread lets a lock by number go. */
export function letGo(world, thread, lock, write) {
    const held = world.thread(thread) + THREAD.HELD;
    world.words.set(held, world.words.get(held) & ~heldBit(lock, write));
    world.record(thread, EVENT.released, lock, 0);
}
/** Notes that a thread has taken a lock of a class; `how` is one of TAKEN. */
export function holdClass(world, thread, lockClass, how) {
    const at = classWord(world, thread);
    world.words.set(at, world.words.get(at) | (1 << lockClass));
    world.count(thread, COUNTER.lockAcquired);
    world.record(thread, EVENT.acquired, LOCK_COUNT_MAX + lockClass, how);
}
/** Notes that a thread lets a lock of a class go. */
export function letGoClass(world, thread, lockClass) {
    const at = classWord(world, thread);
    world.words.set(at, world.words.get(at) & ~(1 << lockClass));
    world.record(thread, EVENT.released, LOCK_COUNT_MAX + lockClass, 0);
}
/** The word that holds the classes of locks that a thread holds. */
export function classWord(world, thread) {
    return world.layout.spaceThread + thread * world.layout.spaceThreadStride;
}
//# sourceMappingURL=held.js.map