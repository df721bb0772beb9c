/**
 * Frame: a page of physical memory, its contents as a few words. Invariant: a frame with references
 * is nobody else's, and a frame that is handed out is zero. What an unmapped page referred to is
 * gathered first, and released when no core can reach it any more (Linux mm/mmu_gather.c).
 *
 * Deviations: who finds no frame waits for one, where Linux reclaims or kills; no page of zeros is
 * shared by readers, each first touch gets a frame of its own.
 */
import type { World } from '../memory/world.ts';
import { type PagingLayout } from './layout.ts';
/** No frame is free. */
export declare const NO_FRAME = -1;
/** The words of paging of a world that has them. */
export declare function pagingOf(world: World): PagingLayout;
/**
 * Runs with the page-table lock, Linux's `ptl`: a spin lock that is held within one step, so that
 * only threads of other workers ever meet it.
 */
export declare function underTableLock(world: World, act: () => void): void;
/** A word of a frame's contents. */
export declare function frameWord(world: World, frame: number, word: number): number;
/** The word that counts free frames; who waits for one waits here. */
export declare function freeFrameWord(world: World): number;
/** Takes the lowest free frame, zeroed, or NO_FRAME. Preconditions: the page-table lock is held. */
export declare function allocateFrame(world: World): number;
/** One reference more. Preconditions: the page-table lock is held. */
export declare function shareFrame(world: World, frame: number): void;
/** A reference that is gone as soon as the flush has ended. Preconditions: as above. */
export declare function gatherFrame(world: World, frame: number): void;
/** Drops all gathered references. Preconditions: the page-table lock is held. */
export declare function releaseGathered(world: World): void;
