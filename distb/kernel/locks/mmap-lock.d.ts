/**
 * mmap-lock: readers take the mmap lock for reading, writers for writing, for the whole of what
 * they do; the lock has Linux's queue unless the scenario says otherwise (queued-rwsem.ts). This is
 * Linux before per-VMA locks, and where most other designs end up when they cannot go on.
 *
 * Lock order: mmap. Its twin `the hold` reads the flags behind the release.
 * Source: Linux mm/mmap.c, arch/x86/mm/fault.c (before 6.4).
 * Tested by: test/kernel/locks/designs.test.ts
 */
import { type KernelStep, type Part } from '../routine.ts';
import { type AddressSpaceDesign, type DesignContext, type Reading, type Writing } from './design.ts';
/** Looks up and decides while the table cannot change. */
export declare function decideUnderLock(reading: Reading): KernelStep;
/** A reader that holds the mmap lock while it decides. */
export declare function readUnderMmapLock(reading: Reading, { mmap }: DesignContext): Part;
/** A writer that holds the mmap lock for writing, and nothing else. */
export declare function writeUnderMmapLock({ mmap }: DesignContext): Writing;
/** The last step of a reader that decides by a record which it found before. */
export declare function decideLater(reading: Reading): KernelStep;
/** Finds the record and keeps it; where there is none the verdict is clear. */
export declare function findKeeping(reading: Reading, isShared: boolean): KernelStep;
/** The design. */
export declare const mmapLock: AddressSpaceDesign;
