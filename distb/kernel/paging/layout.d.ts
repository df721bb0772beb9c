/**
 * Layout of paging: where the words of a scenario's page table, frames, shared objects and cores
 * stand. There are none unless the scenario has `paging`. Invariant: the page table covers every
 * region of the scenario, a page a word; each core has a TLB entry for each of these pages.
 * Tested by: test/kernel/paging/page-table.test.ts
 */
/** What a world with paging must have room for, and what is constant in it. */
export interface PagingBounds {
    readonly firstPage: number;
    readonly pageCount: number;
    readonly frameCount: number;
    readonly wordsPerFrame: number;
    readonly coreCount: number;
    /** Core of each thread; NO_CORE for threads of the kernel, which have no user memory. */
    readonly coreOf: readonly number[];
    /** The service thread that handles the interrupts of core 0; those of the others follow. */
    readonly handlerThread: number;
    /** Pages of all shared objects. */
    readonly objectPageCount: number;
    readonly shared: readonly SharedMapping[];
}
/** A mapping of a shared object, by the file identity that its VMA has. */
export interface SharedMapping {
    readonly file: number;
    /** Page at which the object's first page stands. */
    readonly page: number;
    /** The object's first page among the pages of all objects. */
    readonly objectPage: number;
}
/** A thread that runs in no address space of a program. */
export declare const NO_CORE = -1;
/** Words of the head: the page-table lock (`ptl`), and how many frames are free. */
export declare const PAGING: {
    readonly LOCK: 0;
    readonly FREE: 1;
};
/**
 * Words of a frame before its contents: mappings and objects that refer to it, and how many of
 * these references wait for the end of a flush.
 */
export declare const PAGE_FRAME: {
    readonly USE: 0;
    readonly GATHERED: 1;
};
/** Words of a frame before its contents. */
export declare const PAGE_FRAME_WORDS = 2;
/**
 * Words of a core before its flush requests, a bit a page, and its TLB, a word a page. GUARD: an
 * instruction or the interrupt handler runs on it. INTERRUPT: one of INTERRUPT.
 */
export declare const CORE: {
    readonly GUARD: 0;
    readonly INTERRUPT: 1;
};
/** Where the words of paging begin: word offsets. */
export interface PagingLayout {
    readonly bounds: PagingBounds;
    readonly head: number;
    /** The page table. */
    readonly entry: number;
    readonly frame: number;
    readonly frameStride: number;
    /** One word a page of a shared object: its frame + 1, or 0. */
    readonly object: number;
    readonly core: number;
    readonly coreStride: number;
    /** From the first word of a core to its requests, and to its TLB. */
    readonly requestOffset: number;
    readonly requestWordCount: number;
    readonly tlbOffset: number;
}
/** Places the words of paging. `round` spreads what different cores write. */
export declare function placePaging(bounds: PagingBounds, place: (words: number) => number, round: (words: number) => number): PagingLayout;
/** The name of a word of paging, such as `page 4 entry`; undefined for any other word. */
export declare function pagingWordName(layout: PagingLayout, index: number): string | undefined;
