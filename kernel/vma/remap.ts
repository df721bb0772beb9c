/**
 * mremap: a mapping shrinks, grows where it is, or moves, with the effect that Linux 6.18 has on
 * the VMA table. `mremapNext` makes one edit at a time, as the calls of edit.ts do, under the same
 * preconditions.
 *
 * What moves keeps its place in what it is mapped from: vm_pgoff of a VMA that was written to stays
 * when its address changes, so that it merges with nothing but what was moved by as much, and with
 * its own neighbours once it is back. Invariant: `vmaShift` is by how much, and anonymous memory
 * that nobody has written to has none after a move.
 *
 * The cursor: 0 before the first edit; with MREMAP_FIXED the offset of the part that is next in the
 * old range + 1, made negative once the part was copied and has to be removed; without it, once the
 * mapping was copied, minus the page where it lies now, minus 1.
 *
 * Sources: Linux mm/mremap.c check_mremap_params(), check_prep_vma(), remap_move(), mremap_to(),
 * mremap_at(), move_vma(), mm/vma.c copy_vma(), vma_merge_extend(). One move of several VMAs is
 * that of Linux 6.17 and later; the headroom for a move, four VMAs below the limit, that of Linux
 * up to 7.0. Deviations: memory never runs out; nothing is locked, huge or watched by userfaultfd;
 * the address space ends at page PAGE_COUNT_MAX, so that a target above it is EINVAL.
 */

import { ERRNO } from '../errno.ts';
import { PAGE_COUNT_MAX } from '../limits.ts';
import { MREMAP, VM } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { findPlace, insertMerged, isMapped, mapCountLimitOf, MORE, unmapNext } from './edit.ts';
import {
  anonIdentity,
  mapCountHeld,
  NO_VMA,
  setVmaAnon,
  vmaAnonHeld,
  vmaBehind,
  vmaEnd,
  vmaFile,
  vmaFlags,
  vmaShift,
  vmaStart,
} from './table.ts';

/** Pages of an x86-64 address space: a range that is unmapped ends there. */
const TASK_PAGE_COUNT = 2 ** 35 - 1;

/** Flags with which the new address is an argument. */
const ADDRESSED = MREMAP.FIXED | MREMAP.DONTUNMAP;

/** Is told of pages that have moved, once they are mapped at both places: move_page_tables(). */
export type PagesMoved = (world: World, from: number, to: number, count: number) => void;

/** In an address space without page tables there is nothing to move. */
const nothing: PagesMoved = () => {};

/** VMAs that a move leaves room for: the copy, two splits of the source, and one more. */
const HEADROOM = 3;

/**
 * Resizes or moves `oldCount` pages to `newCount` pages. Returns the first page of the mapping, or
 * a negative errno: EINVAL, EFAULT (not mapped, or not one VMA), EPERM (sealed), ENOMEM (no room,
 * or too close to the map-count limit). `newPage` is where it goes with FIXED, a hint with
 * DONTUNMAP alone, and else without meaning.
 */
export function mremap(
  world: World,
  cursor: number,
  page: number,
  oldCount: number,
  newCount: number,
  flags: number,
  newPage: number,
  moved: PagesMoved = nothing,
): number {
  for (;;) {
    const result = mremapNext(world, cursor, page, oldCount, newCount, flags, newPage, moved);
    if (result !== MORE) return result;
  }
}

/** The next edit of `mremap`: its result, or `MORE`. */
export function mremapNext(
  world: World,
  cursor: number,
  page: number,
  oldCount: number,
  newCount: number,
  flags: number,
  newPage: number,
  moved: PagesMoved = nothing,
): number {
  if (world.words.get(cursor) === 0) {
    const refused = checkRequest(world, page, oldCount, newCount, flags, newPage);
    if (refused !== 0) return refused;
  }
  const isMove = (flags & MREMAP.FIXED) !== 0 && oldCount === newCount;
  const result = isMove
    ? movePartNext(world, cursor, page, oldCount, flags, newPage, moved)
    : remapNext(world, cursor, page, oldCount, newCount, flags, newPage, moved);
  if (result !== MORE) world.words.set(cursor, 0);
  return result;
}

/**
 * Where the call is going to put the mapping, as the table is: its own page if it stays there or is
 * refused. Preconditions: the mmap lock is held.
 */
export function mremapTarget(
  world: World,
  page: number,
  oldCount: number,
  newCount: number,
  flags: number,
  newPage: number,
): number {
  if ((flags & MREMAP.FIXED) !== 0) return newPage;
  const isMoved = (flags & MREMAP.DONTUNMAP) !== 0;
  const record = mappingAt(world, page);
  if (record === NO_VMA || (!isMoved && newCount <= oldCount)) return page;
  if (!isMoved && canGrow(world, record, page, oldCount, newCount)) return page;
  const place = findPlace(world, isMoved ? newPage : 0, newCount);
  return place === NO_VMA ? page : place;
}

/** What is wrong with the arguments alone: check_mremap_params(). */
function checkRequest(
  world: World,
  page: number,
  oldCount: number,
  newCount: number,
  flags: number,
  newPage: number,
): number {
  if ((flags & ~(MREMAP.MAYMOVE | ADDRESSED)) !== 0) return -ERRNO.EINVAL;
  if (newCount <= 0) return -ERRNO.EINVAL;
  if ((flags & ADDRESSED) === 0) return 0;
  if (newPage < 0 || newPage > PAGE_COUNT_MAX - newCount) return -ERRNO.EINVAL;
  if ((flags & MREMAP.MAYMOVE) === 0) return -ERRNO.EINVAL;
  if ((flags & MREMAP.DONTUNMAP) !== 0 && oldCount !== newCount) return -ERRNO.EINVAL;
  if (page + oldCount > newPage && newPage + newCount > page) return -ERRNO.EINVAL;
  // Both ranges may be split twice before anything is removed.
  return hasHeadroom(world, 2) ? 0 : -ERRNO.ENOMEM;
}

/** What is wrong with the mapping that the call names: check_prep_vma(). */
function checkSource(
  world: World,
  record: number,
  page: number,
  oldCount: number,
  newCount: number,
  flags: number,
): number {
  if (record === NO_VMA) return -ERRNO.EFAULT;
  if ((vmaFlags(world, record) & VM.SEALED) !== 0) return -ERRNO.EPERM;
  if (newCount <= oldCount && (flags & ADDRESSED) === 0) return 0;
  // Of a shared mapping no pages at all are another mapping of the same.
  if (oldCount === 0 && (vmaFlags(world, record) & VM.SHARED) === 0) return -ERRNO.EINVAL;
  // What is cut off may cross VMAs, what stays may not.
  return Math.min(oldCount, newCount) > vmaEnd(world, record) - page ? -ERRNO.EFAULT : 0;
}

/** One edit of a call that resizes, or that has no fixed address. */
function remapNext(
  world: World,
  cursor: number,
  page: number,
  oldCount: number,
  newCount: number,
  flags: number,
  newPage: number,
  moved: PagesMoved,
): number {
  const { words } = world;
  const begun = words.get(cursor);
  const kept = Math.min(oldCount, newCount);
  const isFixed = (flags & MREMAP.FIXED) !== 0;
  if (begun < 0) {
    const removed = unmapNext(world, page, page + kept);
    if (removed === MORE) return MORE;
    return isFixed ? newPage : -begun - 1;
  }
  const record = mappingAt(world, page);
  if (begun === 0) {
    const refused = checkSource(world, record, page, oldCount, newCount, flags);
    if (refused !== 0) return refused;
  }
  if ((flags & ADDRESSED) === 0 && newCount <= oldCount) {
    if (newCount === oldCount) return page;
    if (page + oldCount > TASK_PAGE_COUNT) return -ERRNO.EINVAL;
    const end = Math.min(page + oldCount, PAGE_COUNT_MAX);
    return page + newCount < end ? unmapNext(world, page + newCount, end) || page : page;
  }
  let target = newPage;
  if (isFixed) {
    const cleared = clearNext(world, cursor, newPage, newPage + newCount, 1);
    if (cleared !== 0) return cleared;
    if (newCount < oldCount) {
      if (page + oldCount > TASK_PAGE_COUNT) return -ERRNO.EINVAL;
      const end = Math.min(page + oldCount, PAGE_COUNT_MAX);
      const shrunk = clearNext(world, cursor, page + newCount, end, 1);
      if (shrunk !== 0) return shrunk;
    }
  } else {
    if ((flags & MREMAP.DONTUNMAP) === 0) {
      if (canGrow(world, record, page, oldCount, newCount)) {
        grow(world, record, page + newCount);
        return page;
      }
      if ((flags & MREMAP.MAYMOVE) === 0) return -ERRNO.ENOMEM;
      target = 0;
    }
    target = findPlace(world, target, newCount);
    if (target === NO_VMA) return -ERRNO.ENOMEM;
  }
  const refused = copy(world, page, kept, target, newCount, flags, moved);
  if (refused !== 0) return refused;
  if (kept === 0 || (flags & MREMAP.DONTUNMAP) !== 0) return target;
  words.set(cursor, isFixed ? -1 : -target - 1);
  return MORE;
}

/** One edit of a move to a fixed address without resizing, of all VMAs in the range, in order. */
function movePartNext(
  world: World,
  cursor: number,
  page: number,
  count: number,
  flags: number,
  newPage: number,
  moved: PagesMoved,
): number {
  const { words } = world;
  const begun = words.get(cursor);
  const end = page + count;
  if (page < 0 || page >= PAGE_COUNT_MAX) return -ERRNO.EFAULT;
  const from = begun === 0 ? page : page + Math.abs(begun) - 1;
  const record = vmaBehind(world, from);
  // Holes may lie between what is moved and behind it, but not before it.
  if (begun === 0 && (record === NO_VMA || vmaStart(world, record) > from)) return -ERRNO.EFAULT;
  const stop = Math.min(vmaEnd(world, record), end);
  if (begun < 0) {
    const removed = unmapNext(world, from, stop);
    return removed === MORE ? MORE : nextPart(world, cursor, page, stop, end, newPage);
  }
  if ((vmaFlags(world, record) & VM.SEALED) !== 0) return -ERRNO.EPERM;
  const target = newPage + from - page;
  const cleared = clearNext(world, cursor, target, target + stop - from, from - page + 1);
  if (cleared !== 0) return cleared;
  const refused = copy(world, from, stop - from, target, stop - from, flags, moved);
  if (refused !== 0) return refused;
  if ((flags & MREMAP.DONTUNMAP) !== 0) return nextPart(world, cursor, page, stop, end, newPage);
  words.set(cursor, page - from - 1);
  return MORE;
}

/** The cursor goes to the next part behind `stop`; the result of the call if there is none. */
function nextPart(
  world: World,
  cursor: number,
  page: number,
  stop: number,
  end: number,
  newPage: number,
): number {
  const record = stop < end ? vmaBehind(world, stop) : NO_VMA;
  if (record === NO_VMA || vmaStart(world, record) >= end) return newPage;
  world.words.set(cursor, Math.max(vmaStart(world, record), stop) - page + 1);
  return MORE;
}

/**
 * One edit that clears a range and leaves the cursor at `at`: `MORE`, 0 if nothing is mapped there,
 * or a negative errno.
 */
function clearNext(world: World, cursor: number, start: number, end: number, at: number): number {
  world.words.set(cursor, at);
  if (!isMapped(world, start, end)) return 0;
  const result = unmapNext(world, start, end);
  return result < 0 ? result : MORE;
}

/**
 * One edit: the mapping of `count` pages is there a second time, or of `newCount` pages. What was
 * written to keeps vm_pgoff and anon_vma. Returns 0 or the negative errno ENOMEM. With DONTUNMAP
 * the old VMA is as if nobody had written to it, if all of it was moved (dontunmap_complete()).
 */
function copy(
  world: World,
  page: number,
  count: number,
  target: number,
  newCount: number,
  flags: number,
  moved: PagesMoved,
): number {
  if (!hasHeadroom(world, 0)) return -ERRNO.ENOMEM;
  const record = mappingAt(world, page);
  const file = vmaFile(world, record);
  const anon = vmaAnonHeld(world, record);
  const shift = file === 0 && anon === 0 ? 0 : vmaShift(world, record) + page - target;
  const isWhole = page === vmaStart(world, record) && page + count === vmaEnd(world, record);
  const end = target + newCount;
  // A guard stays with the place that was read.
  const kept = vmaFlags(world, record) & ~VM.GUARDED;
  const added = insertMerged(world, target, end, kept, file, shift, anon);
  moved(world, page, target, count);
  if ((flags & MREMAP.DONTUNMAP) !== 0 && isWhole && mappingAt(world, page) !== added)
    forgetAnon(world, record, added);
  return 0;
}

/**
 * Takes a VMA's anon_vma away. Its identity stays with those that share it, under the name of the
 * record `heir`: the VMA would otherwise choose the same name once more.
 */
function forgetAnon(world: World, record: number, heir: number): void {
  const anon = vmaAnonHeld(world, record);
  if (anon === anonIdentity(world, record)) {
    const renamed = anonIdentity(world, heir);
    for (let each = vmaBehind(world, 0); each !== NO_VMA;) {
      if (vmaAnonHeld(world, each) === anon) setVmaAnon(world, each, renamed);
      each = vmaBehind(world, vmaEnd(world, each));
    }
  }
  if (anon !== 0) setVmaAnon(world, record, 0);
}

/** Whether the end of the range is that of its VMA, with room behind it: vma_expandable(). */
function canGrow(
  world: World,
  record: number,
  page: number,
  oldCount: number,
  newCount: number,
): boolean {
  const stop = vmaEnd(world, record);
  const end = page + newCount;
  return page + oldCount === stop && end <= PAGE_COUNT_MAX && !isMapped(world, stop, end);
}

/** One edit: a VMA grows up to `end` and joins what follows if it may: vma_merge_extend(). */
function grow(world: World, record: number, end: number): void {
  insertMerged(
    world,
    vmaEnd(world, record),
    end,
    vmaFlags(world, record) & ~VM.GUARDED,
    vmaFile(world, record),
    vmaShift(world, record),
    vmaAnonHeld(world, record),
  );
}

/** Whether a move stays below the limit, with `more` VMAs in between. */
function hasHeadroom(world: World, more: number): boolean {
  return mapCountHeld(world) + more < mapCountLimitOf(world) - HEADROOM;
}

/** The VMA that contains the page, or `NO_VMA`: vma_lookup(). */
function mappingAt(world: World, page: number): number {
  const record = page < PAGE_COUNT_MAX ? vmaBehind(world, page) : NO_VMA;
  return record !== NO_VMA && vmaStart(world, record) <= page ? record : NO_VMA;
}
