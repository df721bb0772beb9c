/**
 * Page table: one entry a page: the frame + 1, what the processor may do, and the guard marker of
 * MADV_GUARD_INSTALL. Invariant: behind each edit of the table of VMAs an entry allows no more than
 * the VMA of its page does; what an entry allowed before is asked back from all cores
 * (`requestFlush`) in the step that changes it.
 *
 * A page fault adds rights, and so needs no flush. Sources: Linux mm/memory.c do_anonymous_page(),
 * zap_pte_range(); mm/mprotect.c change_pte_range(); mm/mremap.c move_ptes(); mm/madvise.c
 * guard_install_set_pte(). Deviations: rights that mprotect adds come with the next fault;
 * instruction fetches are not translated; a shared mapping without a name in the scenario has no
 * aliases and loses its pages as a private one does.
 */
import type { World } from '../memory/world.ts';
/** Bits of an entry; what stands above them is the frame + 1. A TLB entry is a copy of it. */
export declare const ENTRY: {
    readonly PRESENT: 1;
    readonly WRITE: 2;
    readonly GUARD: 4;
};
/** The frame of an entry; NO_FRAME if it has none. */
export declare function frameOf(entry: number): number;
/** Whether an entry lets the processor read, or write. */
export declare function allows(entry: number, kind: number): boolean;
/** The word of a page's entry. */
export declare function entryWord(world: World, page: number): number;
/** Whether the page table has an entry for a page. */
export declare function isCovered(world: World, page: number): boolean;
/**
 * What a page fault does that the VMA allows: gives the page a frame, and the right that was asked
 * for. Where no frame is free nothing changes. Preconditions: a lock holds the VMA still.
 */
export declare function fillPage(world: World, page: number, kind: number, record: number): void;
/**
 * Takes back, of the first page where there is any, what its entry allows and its VMA does not.
 * Returns whether there was one. Preconditions: who may edit the table of VMAs asks.
 */
export declare function reduceNextPage(world: World): boolean;
/**
 * Empties the entries of pages, whose frames go once the flush has ended: MADV_DONTNEED. Guard
 * markers stay. Nothing in a world without paging.
 */
export declare function zapPages(world: World, start: number, pageCount: number): void;
/** Empties the entries of pages and marks them: any touch is a SIGSEGV. A world without paging has
 * no place for the marker: a UsageError. */
export declare function guardPages(world: World, start: number, pageCount: number): void;
/** Takes guard markers away; other entries stay. Nothing in a world without paging. */
export declare function unguardPages(world: World, start: number, pageCount: number): void;
/** Whether a page has a guard marker. */
export declare function isGuarded(world: World, page: number): boolean;
/**
 * Moves entries, with their frames and markers, to pages that have none: mremap. The ranges may
 * overlap no more than mremap allows: not at all. Nothing in a world without paging.
 */
export declare function movePages(world: World, from: number, to: number, pageCount: number): void;
