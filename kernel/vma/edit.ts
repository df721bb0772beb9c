/**
 * mmap, munmap and mprotect over the VMA table, as Linux 6.18 does them for private and shared
 * mappings: splits, merges, accounting, the map-count limit, partial effects before an error.
 *
 * Each call comes in two forms. `mmapNext` and its kin make at most one edit that a reader without
 * a lock could notice and say `MORE` until they return the call's result; `mmap` and its kin run to
 * the end. What a call must remember between its edits is one cursor word, zero before and after;
 * everything else is read again from the table. Invariant: between two edits of a call the table is
 * sound, and nothing is lost but what the call itself removes.
 *
 * Preconditions of all calls: the mmap lock is held for writing from the first to the last edit.
 *
 * Sources: Linux mm/mmap.c, mm/vma.c, mm/mprotect.c; measured on 6.18.44, see the oracle in
 * test/conformance. Deviations: MAP_FIXED removes the old range and inserts the new one in two
 * edits, so that readers without a lock see the hole, as they did before Linux 6.12; mappings are
 * never special or huge, and memory never runs out.
 */

import { invariant } from '../assert.ts';
import { ERRNO } from '../errno.ts';
import { PAGE_COUNT_MAX } from '../limits.ts';
import { FIGURE } from '../memory/layout.ts';
import { MAP, PROT, VM, VM_PROTECTION } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { PROT_GROWSDOWN, PROT_GROWSUP, isMprotectProt } from './argument.ts';
import {
  NO_VMA,
  beginEdit,
  endEdit,
  findGap,
  insertVma,
  isInherited,
  mapCountHeld,
  mergeVmas,
  removeVmas,
  setVmaAnon,
  setVmaFlags,
  shiftBorder,
  splitVma,
  vmaAnonHeld,
  vmaBehind,
  vmaEnd,
  vmaEndingAt,
  vmaFile,
  vmaFlags,
  vmaShift,
  vmaStart,
  vmaStartingAt,
} from './table.ts';

/**
 * How the mapped file was opened, beside the MAP bits; Linux asks the file (f_mode). Neither: for
 * reading and writing.
 */
export const FILE_OPENED = { READ_ONLY: 0x1000_0000, WRITE_ONLY: 0x2000_0000 } as const;

/** What a call says that made an edit and is not at its end: no page and no errno. */
export const MORE = -0x8000_0000;

/**
 * VMAs that a table needs room for under a map-count limit. The limit can be passed by one (mmap
 * refuses only above it), and munmap then splits both ends of its range before it removes anything.
 */
export function vmaCapacity(mapCountLimit: number): number {
  return mapCountLimit + 3;
}

/**
 * Maps `count` pages. `flags` are MAP bits: FIXED replaces what is mapped, FIXED_NOREPLACE refuses
 * to, else `page` is a hint and 0 is none. `file` is the identity of file and offset difference:
 * mappings merge only if it is equal; 0 is anonymous. A shared mapping always has a file (a shared
 * anonymous one has a nameless file of its own). Returns the first page, or a negative errno:
 * EBADF, EINVAL, ENOMEM, EEXIST, EACCES (the file was not opened for that, see `FILE_OPENED`),
 * EPERM (FIXED would replace what is sealed).
 */
export function mmap(
  world: World,
  cursor: number,
  page: number,
  count: number,
  prot: number,
  flags: number,
  file: number,
): number {
  for (;;) {
    const result = mmapNext(world, cursor, page, count, prot, flags, file);
    if (result !== MORE) return result;
  }
}

/**
 * Unmaps all of `count` pages that is mapped. Returns 0 or a negative errno, which removes nothing:
 * EINVAL, ENOMEM, EPERM (sealed).
 */
export function munmap(world: World, cursor: number, page: number, count: number): number {
  for (;;) {
    const result = munmapNext(world, cursor, page, count);
    if (result !== MORE) return result;
  }
}

/**
 * Replaces the protection of `count` pages, VMA by VMA. Returns 0 or a negative errno, which leaves
 * the VMAs before the obstacle changed: EINVAL, ENOMEM, EACCES (never to be written), EPERM
 * (sealed).
 */
export function mprotect(
  world: World,
  cursor: number,
  page: number,
  count: number,
  prot: number,
): number {
  for (;;) {
    const result = mprotectNext(world, cursor, page, count, prot);
    if (result !== MORE) return result;
  }
}

/**
 * Seals `count` pages for good: the protection of sealed memory stays, and it stays mapped. Returns
 * 0 or a negative errno: EINVAL, ENOMEM (a hole, and nothing is sealed, or the map-count limit).
 * Compare Linux mm/mseal.c do_mseal().
 */
export function mseal(world: World, page: number, count: number): number {
  if (count < 0 || page < 0) return -ERRNO.EINVAL;
  if (page + count > PAGE_COUNT_MAX) return -ERRNO.ENOMEM;
  const end = page + count;
  for (let next = page; next < end;) {
    const record = vmaBehind(world, next);
    if (record === NO_VMA || vmaStart(world, record) > next) return -ERRNO.ENOMEM;
    next = vmaEnd(world, record);
  }
  for (let next = page; next >= 0 && next < end;) {
    const record = vmaBehind(world, next);
    const flags = vmaFlags(world, record);
    if ((flags & VM.SEALED) !== 0) next = vmaEnd(world, record);
    else next = modifyNext(world, record, next, end, flags | VM.SEALED);
    if (next < 0) return next;
  }
  return 0;
}

/**
 * Gives each of the pages from `start` up to `end` a VMA of its own, marked as the special mapping
 * of a guard. All or nothing: where there is no room for every split, or a page is not mapped,
 * nothing changes. Returns 0 or a negative errno: EFAULT, ENOMEM. `reserves` false is the broken
 * twin, which splits until it is refused.
 */
export function guardVmas(world: World, start: number, end: number, reserves = true): number {
  for (let next = start; next < end;) {
    const record = vmaBehind(world, next);
    if (record === NO_VMA || vmaStart(world, record) > next) return -ERRNO.EFAULT;
    next = vmaEnd(world, record);
  }
  if (reserves && splitsOf(world, start, end) > mapCountLimitOf(world) - mapCountHeld(world))
    return -ERRNO.ENOMEM;
  for (let page = start; page < end; page += 1) {
    const result = markPage(world, page, VM.GUARDED);
    if (result < 0) return result;
  }
  return 0;
}

/**
 * Takes the mark from those of the pages that have it; each joins its neighbours where it may. It
 * never needs a split, and so cannot fail.
 */
export function unguardVmas(world: World, start: number, end: number): void {
  for (let page = start; page < end; page += 1) {
    const record = vmaBehind(world, page);
    const isMarked =
      record !== NO_VMA &&
      vmaStart(world, record) === page &&
      (vmaFlags(world, record) & VM.GUARDED) !== 0;
    if (isMarked) markPage(world, page, 0);
  }
}

/** How many borders of the pages cut a VMA. */
function splitsOf(world: World, start: number, end: number): number {
  let splits = 0;
  for (let border = start; border <= end; border += 1) {
    const record = vmaBehind(world, border);
    if (record !== NO_VMA && vmaStart(world, record) < border) splits += 1;
  }
  return splits;
}

/** Sets or clears the mark of one page: 0, or ENOMEM. */
function markPage(world: World, page: number, mark: number): number {
  for (;;) {
    const record = vmaBehind(world, page);
    const flags = (vmaFlags(world, record) & ~VM.GUARDED) | mark;
    if (vmaFlags(world, record) === flags) return 0;
    const next = modifyNext(world, record, page, page + 1, flags);
    if (next < 0) return next;
    if (next > page) return 0;
  }
}

/** The next edit of `mmap`: its result, or `MORE`. The word at `cursor` is 0 before the first. */
export function mmapNext(
  world: World,
  cursor: number,
  page: number,
  count: number,
  prot: number,
  flags: number,
  file: number,
): number {
  const { words } = world;
  const begun = words.get(cursor);
  const start = begun === 0 ? place(world, page, count, prot, flags, file) : begun - 1;
  if (start < 0) return start;
  const end = start + count;
  if (isMapped(world, start, end)) {
    const result = unmapNext(world, start, end);
    if (result < 0 && result !== MORE) {
      words.set(cursor, 0);
      return result;
    }
    words.set(cursor, start + 1);
    return MORE;
  }
  words.set(cursor, 0);
  const isPrivateAnonymous = (flags & MAP.ANONYMOUS) !== 0 && (flags & MAP.PRIVATE) !== 0;
  insertMerged(world, start, end, mappingFlags(prot, flags), isPrivateAnonymous ? 0 : file, 0, 0);
  return start;
}

/** The next edit of `munmap`: its result, or `MORE`. The table says all; the cursor stays 0. */
export function munmapNext(world: World, _cursor: number, page: number, count: number): number {
  if (count <= 0 || page < 0 || page + count > PAGE_COUNT_MAX) return -ERRNO.EINVAL;
  return unmapNext(world, page, page + count);
}

/**
 * The next edit of `mprotect`: its result, or `MORE`. The word at `cursor` is 0 before the first.
 */
export function mprotectNext(
  world: World,
  cursor: number,
  page: number,
  count: number,
  prot: number,
): number {
  const { words } = world;
  const begun = words.get(cursor);
  if (begun === 0) {
    if ((prot & PROT_GROWSDOWN) !== 0 && (prot & PROT_GROWSUP) !== 0) return -ERRNO.EINVAL;
    if (count === 0) return 0;
    if (!isMprotectProt(prot)) return -ERRNO.EINVAL;
    if ((prot & (PROT_GROWSDOWN | PROT_GROWSUP)) !== 0)
      return growingResult(world, page, page + count, prot);
  }
  const protection = prot & VM_PROTECTION;
  const end = page + count;
  // Nobody else edits between two edits of a call, so a page that was to be changed still is.
  const from = begun === 0 ? findChange(world, page, end, protection) : begun - 1;
  let next = from;
  if (from >= 0 && from < end) {
    next = protectNext(world, from, end, protection);
    if (next > from) next = findChange(world, next, end, protection);
  }
  if (next >= 0 && next < end) {
    words.set(cursor, next + 1);
    return MORE;
  }
  words.set(cursor, 0);
  return next < 0 ? next : 0;
}

/** The flags that mmap gives a VMA. Compare Linux mm/mmap.c accountable_mapping(). */
export function mappingFlags(prot: number, flags: number): number {
  const shared = (flags & MAP.SHARED) !== 0 ? VM.SHARED : 0;
  const unreserved = (flags & MAP.NORESERVE) !== 0 ? VM.NORESERVE : 0;
  const account = (prot & VM.WRITE) !== 0 && shared === 0 && unreserved === 0 ? VM.ACCOUNT : 0;
  const unwritable = shared !== 0 && (flags & FILE_OPENED.READ_ONLY) !== 0 ? VM.UNWRITABLE : 0;
  return (prot & VM_PROTECTION) | shared | unreserved | account | unwritable;
}

/**
 * Whether two anon_vma identities allow a merge: equal, or one is missing and the other did not
 * come with a fork. Compare Linux mm/vma.c is_mergeable_anon_vma().
 */
export function areAnonCompatible(left: number, right: number): boolean {
  if (left === right) return true;
  return (left === 0 && !isInherited(right)) || (right === 0 && !isInherited(left));
}

/**
 * Whether the VMAs on both sides of a range that may join either become one with it: an inherited
 * identity was looked at before. Compare Linux mm/vma.c can_vma_merge_right().
 */
function areSidesCompatible(left: number, right: number): boolean {
  return left === 0 || right === 0 || left === right;
}

/**
 * Where mmap maps, in Linux's order of checks (mm/mmap.c do_mmap()), or a negative errno. It edits
 * nothing. Preconditions: the mmap lock is held.
 */
export function place(
  world: World,
  page: number,
  count: number,
  prot: number,
  flags: number,
  file: number,
): number {
  if ((flags & MAP.ANONYMOUS) === 0 && file === 0) return -ERRNO.EBADF;
  if (count <= 0) return -ERRNO.EINVAL;
  if (mapCountHeld(world) > mapCountLimitOf(world) || count > PAGE_COUNT_MAX) return -ERRNO.ENOMEM;
  const fits = page >= 0 && page + count <= PAGE_COUNT_MAX;
  let start = page;
  if ((flags & (MAP.FIXED | MAP.FIXED_NOREPLACE)) !== 0) {
    if (!fits) return -ERRNO.ENOMEM;
    if ((flags & MAP.FIXED_NOREPLACE) !== 0 && isMapped(world, page, page + count))
      return -ERRNO.EEXIST;
  } else {
    start = findPlace(world, page, count);
    if (start === NO_VMA) return -ERRNO.ENOMEM;
  }
  const type = flags & (MAP.SHARED | MAP.PRIVATE);
  if (type !== MAP.SHARED && type !== MAP.PRIVATE) return -ERRNO.EINVAL;
  invariant(type === MAP.PRIVATE || file !== 0, 'a shared mapping has a file identity');
  if ((flags & MAP.ANONYMOUS) === 0) {
    const isUnwritable = type === MAP.SHARED && (flags & FILE_OPENED.READ_ONLY) !== 0;
    if (isUnwritable && (prot & PROT.WRITE) !== 0) return -ERRNO.EACCES;
    if ((flags & FILE_OPENED.WRITE_ONLY) !== 0) return -ERRNO.EACCES;
  }
  return start;
}

/**
 * The page where `count` pages are free: the hint if it is usable, 0 is none, else what placement
 * finds; or `NO_VMA`. Compare Linux mm/mmap.c arch_get_unmapped_area_topdown().
 */
export function findPlace(world: World, hint: number, count: number): number {
  const isUsable = hint > 0 && hint + count <= PAGE_COUNT_MAX;
  return isUsable && !isMapped(world, hint, hint + count) ? hint : findGap(world, count);
}

/** mprotect with PROT_GROWSDOWN or PROT_GROWSUP: no VMA here grows, so it only fails. */
function growingResult(world: World, start: number, end: number, prot: number): number {
  const record = vmaBehind(world, start);
  const isFound =
    record !== NO_VMA &&
    ((prot & PROT_GROWSDOWN) !== 0
      ? vmaStart(world, record) < end
      : vmaStart(world, record) <= start);
  return isFound ? -ERRNO.EINVAL : -ERRNO.ENOMEM;
}

/** vm.max_map_count of this world. */
export function mapCountLimitOf(world: World): number {
  return world.words.get(world.layout.figure + FIGURE.MAP_COUNT_LIMIT);
}

function countFigure(world: World, figure: number): void {
  const index = world.layout.figure + figure;
  world.words.set(index, world.words.get(index) + 1);
}

/** Whether any page of the range is mapped. Preconditions: the mmap lock is held. */
export function isMapped(world: World, start: number, end: number): boolean {
  const record = vmaBehind(world, start);
  return record !== NO_VMA && vmaStart(world, record) < end;
}

/**
 * Splits the first border of the range that cuts a VMA, or removes the range; EPERM if any of it is
 * sealed, though the first split stays. Only a hole in one VMA is checked against the limit;
 * compare Linux mm/vma.c vms_gather_munmap_vmas().
 */
export function unmapNext(world: World, start: number, end: number): number {
  const first = vmaBehind(world, start);
  if (first === NO_VMA || vmaStart(world, first) >= end) return 0;
  if (vmaStart(world, first) < start) {
    if (vmaEnd(world, first) > end && mapCountHeld(world) >= mapCountLimitOf(world))
      return -ERRNO.ENOMEM;
    if ((vmaFlags(world, first) & VM.SEALED) !== 0) return -ERRNO.EPERM;
    split(world, first, start, true);
    return MORE;
  }
  if (isSealed(world, start, end)) return -ERRNO.EPERM;
  const last = vmaBehind(world, end - 1);
  if (last !== NO_VMA && vmaStart(world, last) < end && vmaEnd(world, last) > end) {
    split(world, last, end, false);
    return MORE;
  }
  beginEdit(world);
  removeVmas(world, start, end);
  endEdit(world);
  return 0;
}

/** Whether any page of the range is sealed. */
function isSealed(world: World, start: number, end: number): boolean {
  for (let next = start; ;) {
    const record = vmaBehind(world, next);
    if (record === NO_VMA || vmaStart(world, record) >= end) return false;
    next = vmaEnd(world, record);
    if ((vmaFlags(world, record) & VM.SEALED) !== 0) return true;
  }
}

/** Cuts a VMA at a page; `below` says on which side the new record stands. */
function split(world: World, record: number, page: number, below: boolean): void {
  beginEdit(world);
  splitVma(world, record, page, below);
  endEdit(world);
  countFigure(world, FIGURE.SPLIT);
}

/**
 * One edit: maps a free range, which joins its neighbours where it may, and returns the record of
 * the VMA that it is part of; compare Linux mm/vma.c vma_merge_new_range().
 */
export function insertMerged(
  world: World,
  start: number,
  end: number,
  flags: number,
  file: number,
  shift: number,
  anon: number,
): number {
  const left = joinable(world, vmaEndingAt(world, start), flags, file, shift, anon);
  const behind = vmaStartingAt(world, end);
  const right = joinableBeside(world, left, behind, flags, file, shift, anon);
  if (left !== NO_VMA || right !== NO_VMA)
    return join(world, left, NO_VMA, right, start, end, anon);
  beginEdit(world);
  const record = insertVma(world, start, end, flags, file, anon, shift);
  endEdit(world);
  return record;
}

/**
 * The first page from `page` on whose protection differs; `end` if none; ENOMEM for a hole, EACCES
 * for what may not be written, EPERM for what is sealed, even if nothing would change.
 */
function findChange(world: World, page: number, end: number, protection: number): number {
  let next = page;
  while (next < end) {
    const record = vmaBehind(world, next);
    if (record === NO_VMA || vmaStart(world, record) > next) return -ERRNO.ENOMEM;
    const flags = vmaFlags(world, record);
    if ((flags & VM.UNWRITABLE) !== 0 && (protection & VM.WRITE) !== 0) return -ERRNO.EACCES;
    if ((flags & VM.SEALED) !== 0) return -ERRNO.EPERM;
    if ((flags & VM_PROTECTION) !== protection) return next;
    next = vmaEnd(world, record);
  }
  return end;
}

/** One edit towards the protection of the VMA at `page`; see `modifyNext`. */
function protectNext(world: World, page: number, end: number, protection: number): number {
  const record = vmaBehind(world, page);
  const old = vmaFlags(world, record);
  const flags = protectedFlags(old, protection, vmaFile(world, record), vmaAnonHeld(world, record));
  return modifyNext(world, record, page, end, flags);
}

/**
 * One edit towards new flags of a VMA from `page` on: merges the part with a neighbour, or splits a
 * border, or, both borders cut, changes the flags. Returns the first page that is not done, or
 * ENOMEM; a split that succeeded before stays. Compare Linux mm/vma.c vma_modify() and
 * vma_merge_existing_range().
 */
function modifyNext(
  world: World,
  record: number,
  page: number,
  end: number,
  flags: number,
): number {
  const start = vmaStart(world, record);
  const stop = vmaEnd(world, record);
  const to = Math.min(end, stop);
  const file = vmaFile(world, record);
  const shift = vmaShift(world, record);
  const anon = vmaAnonHeld(world, record);
  const before = page === start ? vmaEndingAt(world, page) : NO_VMA;
  const behind = to === stop ? vmaStartingAt(world, to) : NO_VMA;
  const left = joinable(world, before, flags, file, shift, anon);
  const right = joinableBeside(world, left, behind, flags, file, shift, anon);
  if (left !== NO_VMA || right !== NO_VMA) {
    join(world, left, record, right, page, to, anon);
    return to;
  }
  if (start < page || to < stop) {
    if (mapCountHeld(world) >= mapCountLimitOf(world)) return -ERRNO.ENOMEM;
    split(world, record, start < page ? page : to, start < page);
    return page;
  }
  beginEdit(world);
  setVmaFlags(world, record, flags);
  endEdit(world);
  return to;
}

/**
 * The flags after mprotect. A mapping that becomes writable is accounted for; it stays so unless it
 * is anonymous and was never written to. Compare Linux mm/mprotect.c mprotect_fixup().
 */
function protectedFlags(old: number, protection: number, file: number, anon: number): number {
  const flags = (old & ~VM_PROTECTION) | protection;
  if ((flags & VM.WRITE) !== 0)
    return (old & (VM.ACCOUNT | VM.WRITE | VM.SHARED | VM.NORESERVE)) === 0
      ? flags | VM.ACCOUNT
      : flags;
  return file === 0 && anon === 0 ? flags & ~VM.ACCOUNT : flags;
}

/** The neighbour if a range with these attributes may join it, else `NO_VMA`. */
export function joinable(
  world: World,
  neighbour: number,
  flags: number,
  file: number,
  shift: number,
  anon: number,
): number {
  const canJoin =
    neighbour !== NO_VMA &&
    (flags & VM.GUARDED) === 0 &&
    vmaFlags(world, neighbour) === flags &&
    vmaFile(world, neighbour) === file &&
    vmaShift(world, neighbour) === shift &&
    areAnonCompatible(vmaAnonHeld(world, neighbour), anon);
  return canJoin ? neighbour : NO_VMA;
}

/** As `joinable`, for the right side: where both sides cannot become one, the left side wins. */
function joinableBeside(
  world: World,
  left: number,
  neighbour: number,
  flags: number,
  file: number,
  shift: number,
  anon: number,
): number {
  const right = joinable(world, neighbour, flags, file, shift, anon);
  if (left === NO_VMA || right === NO_VMA) return right;
  return areSidesCompatible(vmaAnonHeld(world, left), vmaAnonHeld(world, right)) ? right : NO_VMA;
}

/**
 * One edit: the range `start`-`end`, the whole or one end of `middle` or not mapped at all, joins
 * its neighbours. The left record survives if it joins, else the right one; the survivor inherits
 * the anon_vma, the range's own is `anon`. Returns the survivor. Compare Linux mm/vma.c
 * dup_anon_vma().
 */
function join(
  world: World,
  left: number,
  middle: number,
  right: number,
  start: number,
  end: number,
  anon: number,
): number {
  const survivor = left !== NO_VMA ? left : right;
  const from = left !== NO_VMA ? vmaStart(world, left) : start;
  const to = right !== NO_VMA ? vmaEnd(world, right) : end;
  const rightAnon = right !== NO_VMA ? vmaAnonHeld(world, right) : 0;
  beginEdit(world);
  // Of a part of the middle only one neighbour can gain.
  if (middle !== NO_VMA && vmaStart(world, middle) < start)
    shiftBorder(world, middle, right, start);
  else if (middle !== NO_VMA && vmaEnd(world, middle) > end) shiftBorder(world, left, middle, end);
  else mergeVmas(world, survivor, from, to);
  const adopted = rightAnon || anon;
  if (adopted !== 0 && vmaAnonHeld(world, survivor) === 0) setVmaAnon(world, survivor, adopted);
  endEdit(world);
  countFigure(world, FIGURE.MERGE);
  return survivor;
}
