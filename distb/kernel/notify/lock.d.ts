/**
 * notify_lock: the mutex of a filter under which its notifications change. Who wants it says so in
 * a step before (`contend`), takes it in a step of its own, and lets go of it in the step that
 * holds the work: nobody can tell a release from the work before it.
 *
 * Invariant: SCRATCH holds the filter from `contend` to `unlock`, and the holder never sleeps.
 * Source: kernel/locking/mutex.c. Deviation: any waiter may come next, no handoff.
 * Tested by: test/kernel/notify/lock.test.ts
 */
import type { World } from '../memory/world.ts';
import { type KernelStep } from '../routine.ts';
/** Scratch word of a routine that works on a filter: its number. */
export declare const FILTER_SCRATCH: 17;
/** The filter that the thread works on. */
export declare function filterAt(world: World, thread: number): number;
/** Says that the thread is about to take the mutex of its filter. */
export declare function contend(world: World, thread: number, sleep: number): void;
/**
 * The step that takes the mutex. With `interrupted` it is mutex_lock_interruptible(): a signal ends
 * the wait, and `interrupted` says how the routine goes on.
 */
export declare function lockStep(name: string, interrupted?: (world: World, thread: number) => number): KernelStep;
/** A private step that says that the thread waits for the mutex, whatever signals come. */
export declare function contendStep(name: string): KernelStep;
/** Lets go of the mutex and wakes who waits for it. */
export declare function unlock(world: World, thread: number): void;
