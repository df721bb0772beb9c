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
import type { World } from '../memory/world.ts';
import { type KernelStep } from '../routine.ts';
/** The writer bit of COUNT. */
export declare const WRITER = 1;
/** One reader in COUNT. */
export declare const READER = 2;
/** One waiting writer in COUNT. */
export declare const WAITER: number;
/** Readers that hold the lock. */
export declare function readerCount(count: number): number;
/** Writers that wait for the lock. */
export declare function waitingWriterCount(count: number): number;
/** The lock of a thread's operation: a constant, or for program instructions a scratch word. */
export type LockOf = (world: World, thread: number) => number;
/** Steps that take a lock for reading. */
export declare function readAcquire(name: string, lock: LockOf): KernelStep[];
/** Steps that take a lock for writing. */
export declare function writeAcquire(name: string, lock: LockOf): KernelStep[];
/** What a release must know of its world: whether waking is a step that matters. */
export interface ReleaseOptions {
    /** Waits are modelled as futex waits, so a wake-up is a step of its own. */
    readonly futexWaits: boolean;
}
/** Steps that release a lock held for reading. */
export declare function readRelease(name: string, lock: LockOf, options: ReleaseOptions): KernelStep[];
/** Steps that release a lock held for writing. */
export declare function writeRelease(name: string, lock: LockOf, options: ReleaseOptions): KernelStep[];
/**
 * The broken twin of `writeRelease`: it looks for waiting writers *before* it releases, and wakes
 * only if it saw one. Who announces and falls asleep between the look and the release sleeps on.
 */
export declare function writeReleaseLosingWakeUps(name: string, lock: LockOf, options: ReleaseOptions): KernelStep[];
