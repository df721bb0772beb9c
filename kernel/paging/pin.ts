/**
 * Pin: a reference to a frame by which somebody reads or writes it without its page table: neither
 * a protection that comes later nor an unmapping stops them. Pins for writing are counted by frame,
 * so that who is about to hold a page can ask whether a write may still come.
 *
 * Invariant: a frame that is pinned is nobody else's; its count is the number of pins for writing.
 * All functions run under the page-table lock. Source: Linux mm/gup.c try_grab_folio(),
 * unpin_user_pages_dirty_lock(); include/linux/mm.h folio_maybe_dma_pinned(), which may also say
 * yes of a frame with many references, where this count is exact.
 * Tested by: test/kernel/entry/pinned-transfer.test.ts
 */

import { invariant } from '../assert.ts';
import type { World } from '../memory/world.ts';
import { dropFrame, NO_FRAME, pagingOf, shareFrame } from './frame.ts';

/** Pins a frame, for writing or for reading. */
export function pinFrame(world: World, frame: number, forWriting: boolean): void {
  shareFrame(world, frame);
  if (forWriting) world.words.add(pagingOf(world).pin + frame, 1);
}

/** Takes such a pin back. */
export function unpinFrame(world: World, frame: number, forWriting: boolean): void {
  if (forWriting) {
    const before = world.words.add(pagingOf(world).pin + frame, -1);
    invariant(before > 0, 'a frame that is unpinned was pinned');
  }
  dropFrame(world, frame);
}

/** Whether somebody may still write to a frame by a pin. */
export function isPinned(world: World, frame: number): boolean {
  const { bounds, pin } = pagingOf(world);
  return bounds.pins && frame !== NO_FRAME && world.words.load(pin + frame) > 0;
}
