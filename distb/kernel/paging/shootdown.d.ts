/**
 * Shootdown: how cores are made to forget what the page table no longer allows. Who changes an
 * entry leaves a request with every core; before the call ends it flushes its own core, interrupts
 * the others and waits until all have answered, and frees the frames only then. Until a core has
 * answered, what it remembers is stale, which is a state that others see.
 *
 * Invariant: a core answers when it has dropped every page that was requested before the interrupt.
 * Sources: Linux arch/x86/mm/tlb.c flush_tlb_mm_range(), tlb_single_page_flush_ceiling;
 * kernel/smp.c; mm/mmu_gather.c tlb_finish_mmu(). Deviations: every core runs in the address space
 * all the time, none is lazy; a core that forgot a page by itself is interrupted all the same, as
 * in Linux.
 */
import type { World } from '../memory/world.ts';
import { type Part, type Routine } from '../routine.ts';
/** What a broken shootdown leaves out. */
export declare const PAGING_OMISSIONS: readonly ['the acknowledgements', 'the late release'];
/** What a broken shootdown leaves out. */
export type PagingOmission = (typeof PAGING_OMISSIONS)[number];
/** How a world with paging goes about it. */
export interface PagingDesign {
    readonly without: PagingOmission | undefined;
}
/** Pages that are flushed one by one; beyond, everything goes. */
export declare const SINGLE_FLUSH_CEILING = 33;
/** Asks every core to forget a page. Preconditions: the page-table lock is held. */
export declare function requestFlush(world: World, page: number): void;
/** The flush at the end of a call that edits the address space: tlb_finish_mmu(). */
export declare function flushPart(without: PagingOmission | undefined): Part;
/** What a core does when it is interrupted, for the service thread that stands for it. */
export declare const interruptRoutine: Routine;
