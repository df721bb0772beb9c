/**
 * Queued rwsem: a read-write semaphore with the rules of Linux's mmap_lock. Whoever cannot enter at
 * once stands in a queue; anybody in the queue bars new readers; the head of the queue is woken, a
 * reader with all readers behind it up to READER_BATCH_MAX; a waiter at the head that has waited
 * for HANDOFF_NS sets HANDOFF, and then nobody may overtake it any more.
 *
 * COUNT is WRITER, READER units, WAITERS (somebody stands in the queue) and HANDOFF. The queue is a
 * list through one node a thread, guarded by the queue's own lock (GUARD, Linux's wait_lock).
 * Invariant: never a writer beside a reader or another writer; WAITERS is set exactly while the
 * queue is not empty, seen under GUARD; who sleeps stands in the queue, and every release that lets
 * its head enter wakes the head.
 *
 * Source: Linux kernel/locking/rwsem.c (5.11). Deviations: a failing reader does not first add
 * itself to COUNT and take itself back; a reader that steals the lock does not grant it to the
 * readers in the queue; a writer spins by trying once before it queues, so that a spin lasts as
 * long as the engine lets nobody run it, and several may spin (no OSQ lock); nobody downgrades. A
 * timer is asked where Linux asks jiffies, when a waiter looks at the lock; where time is not told
 * that is a choice. Who wakes a reader asks its own timer, as the sleeper cannot: the handoff to a
 * reader that was overtaken may come sooner than 4 ms.
 */
import { type Part } from '../routine.ts';
/** Somebody stands in the queue. */
export declare const WAITERS: number;
/** The head of the queue must not be overtaken. */
export declare const HANDOFF: number;
/** Time after which the head of the queue asks for the handoff: RWSEM_WAIT_TIMEOUT, HZ / 250. */
export declare const HANDOFF_NS = 4000000;
/** Readers that one wake-up lets in: MAX_READERS_WAKEUP. */
export declare const READER_BATCH_MAX = 256;
/** Steps that take a lock for reading: Linux's down_read(). */
export declare function queuedReadAcquire(name: string, lock: number): Part;
/** Steps that take a lock for writing: Linux's down_write(). */
export declare function queuedWriteAcquire(name: string, lock: number): Part;
/** Steps that release a lock: Linux's up_read() and up_write(). */
export declare function queuedRelease(name: string, lock: number, write: boolean): Part;
