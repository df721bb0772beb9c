/**
 * VMA records: what the table knows of each VMA, by number. Invariant: a record that is not in use
 * holds zeros besides its generation, and the lowest free record is taken first, so that equal
 * histories of use give equal worlds.
 *
 * A reader that found a record number may hold it while the record is freed and used again: the
 * generation, which every freeing raises, tells.
 * Tested by: test/kernel/vma/table.test.ts
 */
import type { World } from '../memory/world.ts';
/** What a lookup returns when there is no such VMA. */
export declare const NO_VMA = -1;
/**
 * First page of a VMA. Guarded by: mmap write, sequence; who holds no lock loads the word instead,
 * and looks at the sequence.
 */
export declare function vmaStart(world: World, record: number): number;
/** First page behind a VMA. Guarded by: as `vmaStart`. */
export declare function vmaEnd(world: World, record: number): number;
/** Flags of a VMA, VM bits. Guarded by: as `vmaStart`. */
export declare function vmaFlags(world: World, record: number): number;
/** File identity of a VMA, 0 if it is anonymous. Guarded by: mmap write. */
export declare function vmaFile(world: World, record: number): number;
/**
 * anon_vma identity of a VMA, 0 as long as it was not written to. Guarded by: mmap read, atomic.
 */
export declare function vmaAnon(world: World, record: number): number;
/** As `vmaAnon`, for who holds the mmap lock for writing: nobody gives it one meanwhile. */
export declare function vmaAnonHeld(world: World, record: number): number;
/** How often a record was freed, modulo 256. Guarded by: mmap write, sequence. */
export declare function vmaGeneration(world: World, record: number): number;
/** Whether a record is in use. Guarded by: mmap write. */
export declare function isRecordUsed(world: World, record: number): boolean;
/** Moves the borders of a VMA in its record. Preconditions: within an edit. */
export declare function setVmaRange(world: World, record: number, start: number, end: number): void;
/** Replaces the flags of a VMA. Preconditions: within an edit. */
export declare function setVmaFlags(world: World, record: number, flags: number): void;
/** Replaces the anon_vma identity of a VMA. Preconditions: the mmap lock is held for writing. */
export declare function setVmaAnon(world: World, record: number, anon: number): void;
/**
 * A new anon_vma identity for a VMA. It is made of the record and its generation, so that it needs
 * no counter and two threads cannot choose the same one; it repeats after the record was freed 256
 * times.
 */
export declare function anonIdentity(world: World, record: number): number;
/**
 * The identity that a forked child's VMA has instead of its parent's: one of its own, and marked,
 * since Linux chains it to the parent's pages.
 */
export declare function inheritedIdentity(world: World, record: number): number;
/** Whether an anon_vma identity came with a fork (mm/vma.c vma_had_uncowed_parents()). */
export declare function isInherited(anon: number): boolean;
/**
 * Gives a VMA an anon_vma identity unless it has one; two threads that fault at once agree.
 * Preconditions: the mmap lock is held, for reading at least.
 */
export declare function adoptVmaAnon(world: World, record: number, anon: number): void;
/** Takes the lowest free record. Preconditions: within an edit; one is free. */
export declare function takeRecord(world: World): number;
/** Frees a record: zeros, and one more generation. Preconditions: within an edit. */
export declare function giveRecord(world: World, record: number): void;
/** The word of a record's field. */
export declare function wordOf(world: World, record: number, field: number): number;
