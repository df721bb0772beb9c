/**
 * The kernel text of a world: the entry check, the system calls and the program's lock operations,
 * assembled for the world's designs. Invariant: every address that a thread can start at stands in
 * `KernelEntries`.
 */
import { type CheckDesign } from '../entry/check.ts';
import { type AddressSpaceLock } from '../locks/design.ts';
import { type LockDesign } from '../locks/lock.ts';
import type { World } from '../memory/world.ts';
import { type KernelText } from '../routine.ts';
import { type PagingDesign } from '../paging/shootdown.ts';
/** The designs that a kernel text is assembled for. */
export interface KernelDesign {
    readonly check: CheckDesign | 'none';
    readonly owner: 'threads' | 'kernel-actor';
    readonly mmapLock: LockDesign;
    readonly addressSpaceLock: AddressSpaceLock;
    /** Designs of the program's own locks, by lock number; index 0 is the mmap lock and unused. */
    readonly locks: readonly LockDesign[];
    readonly futexWaits: boolean;
    /** What threads that are tasks need; absent where they are none. */
    readonly tasks?: TaskDesign;
    /** How the page table is kept; absent where there is none. */
    readonly paging?: PagingDesign;
}
/** What the kernel must know of tasks. */
export interface TaskDesign {
    /** Encoded filter programs, by number; one of no instructions is a program of length 0. */
    readonly filters: readonly Int32Array[];
    /** Page of each word of memory, or -1 for one that can always be read. */
    readonly pages: Int32Array;
    /** Names of the kernel fixes that are in. */
    readonly fixes: readonly string[];
}
/** Addresses in the kernel text at which a thread can start. */
export interface KernelEntries {
    readonly enter: number;
    readonly check: number;
    readonly deliver: number;
    readonly leave: number;
    readonly serve: number;
    /** An access of the program to memory. */
    readonly fault: number;
    /** A read or write through a translation, and the flush of a core; 0 without paging. */
    readonly touch: number;
    readonly interrupt: number;
    /** Routine of each system call number; numbers beyond the end are unknown calls. */
    readonly syscall: Int32Array;
    readonly unknownSyscall: number;
    /** Routine of each operation (see `operationIndex`); unknown where there are no tasks. */
    readonly operation: Int32Array;
    /** A call that a tracer has skipped: it returns what the registers hold. */
    readonly skipped: number;
    /** The check of SECCOMP_MODE_MEMMAP, for tasks in that mode. */
    readonly memmap: number;
    /** Exit work of tasks. */
    readonly work: number;
    /** Lock operations: index `lock * 4 + (write ? 2 : 0) + (release ? 1 : 0)`. */
    readonly lock: Int32Array;
}
/** A kernel: its text and where to enter it. */
export interface Kernel {
    readonly text: KernelText;
    readonly entries: KernelEntries;
}
/** Counts and tells that a call runs natively; a foreign one that does has escaped its trap. */
export declare function noteNative(world: World, thread: number, checked: boolean): void;
/** Counts and tells that a call is turned into SIGSYS; one from native code was misjudged. */
export declare function noteTrapped(world: World, thread: number): void;
/** Assembles the kernel for its designs. */
export declare function createKernel(design: KernelDesign): Kernel;
