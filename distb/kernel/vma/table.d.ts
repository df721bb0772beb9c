/**
 * The VMA table: which page ranges are mapped, and how. An order of ends leads to records: two
 * columns where few VMAs fit (column.ts), a tree where many do (tree.ts); nothing outside this
 * folder knows which.
 *
 * Invariant: between edits the VMAs are non-empty, sorted and disjoint, `count` is exact, and order
 * and records agree. Who writes holds the mmap lock for writing and brackets each change that
 * others may see at once with `beginEdit` and `endEdit`: the sequence is odd in between, and
 * readers without a lock look again. A lookup is therefore one atomic act, and so is each edit.
 * Compare Linux mm/mmap.c find_vma() and its maple tree, whose stores are atomic to RCU readers;
 * the sequence stands for that, not for a lock of Linux.
 */
import type { World } from '../memory/world.ts';
export { adoptVmaAnon, anonIdentity, inheritedIdentity, isInherited, isRecordUsed, NO_VMA, setVmaAnon, setVmaFlags, vmaAnon, vmaAnonHeld, vmaEnd, vmaFile, vmaFlags, vmaGeneration, vmaStart, } from './record.ts';
/**
 * The constants of an address space: its limit, and where mmap places what has no fixed address.
 */
export interface TablePolicy {
    /** vm.max_map_count. */
    readonly mapCountLimit: number;
    /** Lowest page that placement chooses. */
    readonly placeFloor: number;
    /** First page that placement does not choose; requests for fixed pages may lie above. */
    readonly placeCeiling: number;
    /** Highest gap first, as x86-64 does; else lowest gap first, the legacy layout. */
    readonly topDown: boolean;
}
/** Writes the constants into a world whose words are zero: an empty table. */
export declare function prepareTable(world: World, policy: TablePolicy): void;
/** VMAs in the table: Linux's mm->map_count. */
export declare function mapCount(world: World): number;
/** As `mapCount`, for who holds the mmap lock. */
export declare function mapCountHeld(world: World): number;
/** The sequence: even between edits; two more after each edit. */
export declare function tableSequence(world: World): number;
/**
 * The position of the first VMA that ends behind the page, or the count if none does: for tests and
 * listings. Preconditions: the mmap lock is held.
 */
export declare function findPosition(world: World, page: number): number;
/**
 * The record of the first VMA that ends behind the page, or `NO_VMA`: Linux's find_vma(), which for
 * a page in a hole gives the next VMA above. Needs no lock; without one the record may be outdated
 * on return.
 */
export declare function findVma(world: World, page: number): number;
/**
 * The record of the VMA that contains the page, or `NO_VMA`: Linux's vma_lookup(). Needs no lock.
 */
export declare function lookupVma(world: World, page: number): number;
/**
 * As `findVma`, for who holds the mmap lock: nobody else edits, so one look is enough. Sees what
 * the caller's own open edit has done.
 */
export declare function vmaBehind(world: World, page: number): number;
/** Whether the page is mapped. Needs no lock. */
export declare function contains(world: World, page: number): boolean;
/**
 * The record of the VMA that ends exactly before the page, or `NO_VMA`.
 * Preconditions: the mmap lock is held.
 */
export declare function vmaEndingAt(world: World, page: number): number;
/**
 * The record of the VMA that begins at the page, or `NO_VMA`.
 * Preconditions: the mmap lock is held.
 */
export declare function vmaStartingAt(world: World, page: number): number;
/**
 * The record at a position, `0..mapCount - 1`: for tests and listings; who goes through a range
 * asks for the VMA behind the last one. Preconditions: the mmap lock is held.
 */
export declare function recordAt(world: World, position: number): number;
/**
 * The page where `count` pages fit between the policy's floor and ceiling, or `NO_VMA`. Compare
 * Linux mm/vma.c unmapped_area() and unmapped_area_topdown(); deviation: no second search below the
 * floor or above the ceiling, no randomness, no guard gap below stacks.
 * Preconditions: the mmap lock is held.
 */
export declare function findGap(world: World, count: number): number;
/** Opens an edit: what follows up to `endEdit` is one act to others. */
export declare function beginEdit(world: World): void;
/** Closes an edit. */
export declare function endEdit(world: World): void;
/**
 * Adds a VMA and returns its record, the lowest that is free. The range must be unmapped.
 * Preconditions: within an edit.
 */
export declare function insertVma(world: World, start: number, end: number, flags: number, file: number, anon: number): number;
/**
 * Splits a VMA at a page and returns the new record, which stands below or above it. Otherwise the
 * two are equal. Preconditions: within an edit.
 */
export declare function splitVma(world: World, record: number, page: number, isBelow: boolean): number;
/**
 * Moves the border between two VMAs that touch: what one loses the other gains.
 * Preconditions: within an edit.
 */
export declare function shiftBorder(world: World, lower: number, upper: number, page: number): void;
/**
 * Makes one VMA of all within the range, and of the holes there: the record `survivor`, which is
 * one of them. No VMA may cross a border of the range. Preconditions: within an edit.
 */
export declare function mergeVmas(world: World, survivor: number, start: number, end: number): void;
/**
 * Removes all VMAs within the range and frees their records; returns how many there were. No VMA
 * may cross a border of the range.
 * Preconditions: within an edit.
 */
export declare function removeVmas(world: World, start: number, end: number): number;
/**
 * Moves the borders of a VMA; the pages that it gains must be unmapped.
 * Preconditions: within an edit.
 */
export declare function resizeVma(world: World, record: number, start: number, end: number): void;
