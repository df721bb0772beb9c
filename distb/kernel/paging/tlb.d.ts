/**
 * TLB: what a core remembers of the page table, a copy of each entry that it has walked to. A hit
 * takes no lock and believes what it remembers, stale or not. Invariant: an instruction that
 * translates, and the flush of an interrupt, exclude each other on their core (GUARD), as an
 * interrupt comes between two instructions; both are one step.
 *
 * Source: Intel SDM volume 3, 4.10 (caching translation information): a processor may keep what is
 * present, keeps nothing that is not, and forgets the translation of an address that faults.
 */
import type { World } from '../memory/world.ts';
/** The core on which a thread runs; NO_CORE for threads of the kernel. */
export declare function coreOf(world: World, thread: number): number;
/** A word of a core. */
export declare function coreWord(world: World, core: number, offset: number): number;
/** The word in which a core remembers a page's entry. */
export declare function tlbWord(world: World, core: number, page: number): number;
/**
 * Enters the core: what runs now is not interrupted. Where it is occupied the step is blocked and
 * has changed nothing.
 */
export declare function enterCore(world: World, core: number): boolean;
/** Leaves the core. */
export declare function leaveCore(world: World, core: number): void;
