/**
 * Held: what each thread says of the locks that it holds, for reports, for the order checker
 * (lockdep.ts) and for the time that locks are held. Locks by number (the mmap lock and the
 * program's) have two bits in HELD; the classes that a lock design of the address space adds have a
 * bit each in the first of its words for the thread. Invariant: whoever takes a lock says so in the
 * step that takes it, and unsays it in the step that lets it go.
 * Tested by: test/kernel/locks/lockdep.test.ts
 */
import type { World } from '../memory/world.ts';
/** Lock number of the mmap lock. */
export declare const MMAP_LOCK = 0;
/** Classes of locks besides those with a number; a class is one bit of a thread's first word. */
export declare const LOCK_CLASS: {
    readonly vma: 0;
    readonly range: 1;
    readonly table: 2;
};
/** The name of a class. */
export type LockClassName = keyof typeof LOCK_CLASS;
/** How a lock was taken, as the result of an `acquired` event. */
export declare const TAKEN: {
    readonly READ: 0;
    readonly WRITE: 1;
    readonly TRY: 2;
};
/** The bit of a thread's HELD word for a lock and mode. */
export declare function heldBit(lock: number, write: boolean): number;
/** Notes that a thread has taken a lock by number. */
export declare function hold(world: World, thread: number, lock: number, write: boolean): void;
/** Notes that a thread lets a lock by number go. */
export declare function letGo(world: World, thread: number, lock: number, write: boolean): void;
/** Notes that a thread has taken a lock of a class; `how` is one of TAKEN. */
export declare function holdClass(world: World, thread: number, lockClass: number, how: number): void;
/** Notes that a thread lets a lock of a class go. */
export declare function letGoClass(world: World, thread: number, lockClass: number): void;
/** The word that holds the classes of locks that a thread holds. */
export declare function classWord(world: World, thread: number): number;
