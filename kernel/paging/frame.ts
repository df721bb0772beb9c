/**
 * Frame: a page of physical memory, its contents as a few words. Invariant: a frame with references
 * is nobody else's, and a frame that is handed out is zero. What an unmapped page referred to is
 * gathered first, and released when no core can reach it any more (Linux mm/mmu_gather.c).
 *
 * Deviations: who finds no frame waits for one, where Linux reclaims or kills; no page of zeros is
 * shared by readers, each first touch gets a frame of its own.
 */

import { invariant } from '../assert.ts';
import type { World } from '../memory/world.ts';
import { PAGE_FRAME, PAGE_FRAME_WORDS, PAGING, type PagingLayout } from './layout.ts';

/** No frame is free. */
export const NO_FRAME = -1;

/** The words of paging of a world that has them. */
export function pagingOf(world: World): PagingLayout {
  const { paging } = world.layout;
  invariant(paging !== undefined, 'the scenario has paging');
  return paging;
}

/**
 * Runs with the page-table lock, Linux's `ptl`: a spin lock that is held within one step, so that
 * only threads of other workers ever meet it.
 */
export function underTableLock(world: World, act: () => void): void {
  const lock = pagingOf(world).head + PAGING.LOCK;
  while (world.words.cas(lock, 0, 1) !== 0);
  act();
  world.words.store(lock, 0);
}

/** A word of a frame's contents. */
export function frameWord(world: World, frame: number, word: number): number {
  return frameRecord(world, frame) + PAGE_FRAME_WORDS + word;
}

function frameRecord(world: World, frame: number): number {
  const { frame: first, frameStride } = pagingOf(world);
  return first + frame * frameStride;
}

/** The word that counts free frames; who waits for one waits here. */
export function freeFrameWord(world: World): number {
  return pagingOf(world).head + PAGING.FREE;
}

/** Takes the lowest free frame, zeroed, or NO_FRAME. Preconditions: the page-table lock is held. */
export function allocateFrame(world: World): number {
  const { words } = world;
  const { frameCount, wordsPerFrame } = pagingOf(world).bounds;
  for (let frame = 0; frame < frameCount; frame += 1) {
    const use = frameRecord(world, frame) + PAGE_FRAME.USE;
    if (words.load(use) !== 0) continue;
    words.store(use, 1);
    words.add(freeFrameWord(world), -1);
    for (let word = 0; word < wordsPerFrame; word += 1)
      words.store(frameWord(world, frame, word), 0);
    return frame;
  }
  return NO_FRAME;
}

/** One reference more. Preconditions: the page-table lock is held. */
export function shareFrame(world: World, frame: number): void {
  world.words.add(frameRecord(world, frame) + PAGE_FRAME.USE, 1);
}

/** A reference that is gone as soon as the flush has ended. Preconditions: as above. */
export function gatherFrame(world: World, frame: number): void {
  world.words.add(frameRecord(world, frame) + PAGE_FRAME.GATHERED, 1);
}

/** A reference less of whom no core has ever had a translation. Preconditions: as above. */
export function dropFrame(world: World, frame: number): void {
  if (world.words.add(frameRecord(world, frame) + PAGE_FRAME.USE, -1) !== 1) return;
  world.words.add(freeFrameWord(world), 1);
  world.wake(freeFrameWord(world));
}

/** Drops all gathered references. Preconditions: the page-table lock is held. */
export function releaseGathered(world: World): void {
  const { words } = world;
  const { frameCount } = pagingOf(world).bounds;
  for (let frame = 0; frame < frameCount; frame += 1) {
    const at = frameRecord(world, frame);
    const gathered = words.load(at + PAGE_FRAME.GATHERED);
    if (gathered === 0) continue;
    words.store(at + PAGE_FRAME.GATHERED, 0);
    if (words.add(at + PAGE_FRAME.USE, -gathered) !== gathered) continue;
    words.add(freeFrameWord(world), 1);
    world.wake(freeFrameWord(world));
  }
}
