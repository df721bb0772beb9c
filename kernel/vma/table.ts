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

import { invariant } from '../assert.ts';
import { PAGE_COUNT_MAX } from '../limits.ts';
import { FIGURE, TABLE, VMA } from '../memory/layout.ts';
import { VM_HEAP } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import {
  columnAt,
  columnBehind,
  columnHighestGap,
  columnInsert,
  columnLowestGap,
  columnPosition,
  columnRemove,
  columnResize,
} from './column.ts';
import {
  NO_VMA,
  setVmaAnon,
  setVmaFlags,
  setVmaRange,
  takeRecord,
  vmaAnonHeld,
  vmaEnd,
  vmaFlags,
  vmaShift,
  vmaStart,
  wordOf,
} from './record.ts';
import {
  prepareTree,
  publishTree,
  treeAt,
  treeBehind,
  treeBehindHeld,
  treeEndingAt,
  treeHighestGap,
  treeInsert,
  treeLowestGap,
  treeMerge,
  treePosition,
  treeRemove,
  treeResize,
  treeShift,
  treeSplit,
  treeStartingAt,
} from './tree.ts';

export {
  adoptVmaAnon,
  anonIdentity,
  inheritedIdentity,
  isInherited,
  isRecordUsed,
  NO_VMA,
  setVmaAnon,
  setVmaFlags,
  vmaAnon,
  vmaAnonHeld,
  vmaEnd,
  vmaFile,
  vmaFlags,
  vmaGeneration,
  vmaShift,
  vmaStart,
} from './record.ts';

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
  /** The heap: its first page and how many it has at first. Without one brk returns 0. */
  readonly heap?: { readonly page: number; readonly pages: number };
}

/** Writes the constants into a world whose words are zero: a table with nothing but the heap. */
export function prepareTable(world: World, policy: TablePolicy): void {
  const { words, layout } = world;
  const { mapCountLimit, placeFloor, placeCeiling } = policy;
  invariant(mapCountLimit >= 1, `a map count limit of ${mapCountLimit} admits no VMA`);
  invariant(
    placeFloor >= 0 && placeFloor <= placeCeiling && placeCeiling <= PAGE_COUNT_MAX,
    `placement between pages ${placeFloor} and ${placeCeiling} is no range`,
  );
  words.set(layout.figure + FIGURE.MAP_COUNT_LIMIT, mapCountLimit);
  words.set(layout.figure + FIGURE.PLACE_FLOOR, placeFloor);
  words.set(layout.figure + FIGURE.PLACE_CEILING, placeCeiling);
  words.set(layout.figure + FIGURE.PLACE_TOP_DOWN, policy.topDown ? 1 : 0);
  if (layout.tree !== 0) prepareTree(world);
  if (policy.heap === undefined) return;
  const { page, pages } = policy.heap;
  invariant(page > 0 && pages >= 0, `a heap of ${pages} pages at page ${page} is none`);
  words.set(layout.figure + FIGURE.HEAP_START, page);
  words.set(layout.table + TABLE.BREAK, page + pages);
  if (pages === 0) return;
  beginEdit(world);
  insertVma(world, page, page + pages, VM_HEAP, 0, 0);
  endEdit(world);
}

/** VMAs in the table: Linux's mm->map_count. */
export function mapCount(world: World): number {
  return world.words.load(world.layout.table + TABLE.COUNT);
}

/** As `mapCount`, for who holds the mmap lock. */
export function mapCountHeld(world: World): number {
  return world.words.get(world.layout.table + TABLE.COUNT);
}

/** The sequence: even between edits; two more after each edit. */
export function tableSequence(world: World): number {
  return world.words.load(world.layout.figure + FIGURE.SEQUENCE);
}

/**
 * The position of the first VMA that ends behind the page, or the count if none does: for tests and
 * listings. Preconditions: the mmap lock is held.
 */
export function findPosition(world: World, page: number): number {
  return world.layout.tree === 0 ? columnPosition(world, page) : treePosition(world, page);
}

/**
 * The record of the first VMA that ends behind the page, or `NO_VMA`: Linux's find_vma(), which for
 * a page in a hole gives the next VMA above. Needs no lock; without one the record may be outdated
 * on return.
 */
export function findVma(world: World, page: number): number {
  for (;;) {
    const sequence = tableSequence(world);
    if ((sequence & 1) !== 0) continue;
    const record = behind(world, page, sequence);
    if (isStable(world, sequence)) return record;
  }
}

/**
 * The record of the VMA that contains the page, or `NO_VMA`: Linux's vma_lookup(). Needs no lock.
 */
export function lookupVma(world: World, page: number): number {
  for (;;) {
    const sequence = tableSequence(world);
    if ((sequence & 1) !== 0) continue;
    const record = behind(world, page, sequence);
    const mapped = record !== NO_VMA && world.words.load(wordOf(world, record, VMA.START)) <= page;
    if (isStable(world, sequence)) return mapped ? record : NO_VMA;
  }
}

/**
 * As `findVma`, for who holds the mmap lock: nobody else edits, so one look is enough. Sees what
 * the caller's own open edit has done.
 */
export function vmaBehind(world: World, page: number): number {
  return world.layout.tree === 0 ? columnBehind(world, page) : treeBehindHeld(world, page);
}

/** Whether the page is mapped. Needs no lock. */
export function contains(world: World, page: number): boolean {
  return lookupVma(world, page) !== NO_VMA;
}

/**
 * The record of the VMA that ends exactly before the page, or `NO_VMA`.
 * Preconditions: the mmap lock is held.
 */
export function vmaEndingAt(world: World, page: number): number {
  if (page === 0) return NO_VMA;
  if (world.layout.tree !== 0) return treeEndingAt(world, page);
  const record = columnBehind(world, page - 1);
  return record !== NO_VMA && vmaEnd(world, record) === page ? record : NO_VMA;
}

/**
 * The record of the VMA that begins at the page, or `NO_VMA`.
 * Preconditions: the mmap lock is held.
 */
export function vmaStartingAt(world: World, page: number): number {
  if (world.layout.tree !== 0) return treeStartingAt(world, page);
  const record = columnBehind(world, page);
  return record !== NO_VMA && vmaStart(world, record) === page ? record : NO_VMA;
}

/**
 * The record at a position, `0..mapCount - 1`: for tests and listings; who goes through a range
 * asks for the VMA behind the last one. Preconditions: the mmap lock is held.
 */
export function recordAt(world: World, position: number): number {
  return world.layout.tree === 0 ? columnAt(world, position) : treeAt(world, position);
}

/**
 * The page where `count` pages fit between the policy's floor and ceiling, or `NO_VMA`. Compare
 * Linux mm/vma.c unmapped_area() and unmapped_area_topdown(); deviation: no second search below the
 * floor or above the ceiling, no randomness, no guard gap below stacks.
 * Preconditions: the mmap lock is held.
 */
export function findGap(world: World, count: number): number {
  const { words, layout } = world;
  const floor = words.get(layout.figure + FIGURE.PLACE_FLOOR);
  const ceiling = words.get(layout.figure + FIGURE.PLACE_CEILING);
  if (count > ceiling - floor) return NO_VMA;
  const isTree = layout.tree !== 0;
  if (words.get(layout.figure + FIGURE.PLACE_TOP_DOWN) === 0) {
    const page = isTree ? treeLowestGap(world, count, floor) : columnLowestGap(world, count, floor);
    return page <= ceiling - count ? page : NO_VMA;
  }
  const end = isTree
    ? treeHighestGap(world, count, ceiling)
    : columnHighestGap(world, count, ceiling);
  return end - count >= floor ? end - count : NO_VMA;
}

/** Opens an edit: what follows up to `endEdit` is one act to others. */
export function beginEdit(world: World): void {
  const index = world.layout.figure + FIGURE.SEQUENCE;
  const sequence = world.words.get(index);
  if ((sequence & 1) !== 0) invariant(false, 'two edits of the VMA table overlap');
  world.words.store(index, (sequence + 1) | 0);
}

/** Closes an edit. */
export function endEdit(world: World): void {
  const { words, layout } = world;
  const index = layout.figure + FIGURE.SEQUENCE;
  const edit = layout.figure + FIGURE.EDIT;
  words.set(edit, words.get(edit) + 1);
  if (layout.tree !== 0) publishTree(world);
  // Publish: who now finds the sequence even sees the whole edit.
  words.store(index, (words.get(index) + 1) | 0);
}

/**
 * Adds a VMA and returns its record, the lowest that is free. The range must be unmapped.
 * Preconditions: within an edit.
 */
export function insertVma(
  world: World,
  start: number,
  end: number,
  flags: number,
  file: number,
  anon: number,
  shift = 0,
): number {
  const record = takeNewRecord(world);
  if (start < 0 || start >= end) invariant(false, `pages ${start}-${end} are no range`);
  insertOrder(world, start, end, record);
  fillRecord(world, record, start, end, flags, file, anon, shift);
  return record;
}

/**
 * Splits a VMA at a page and returns the new record, which stands below or above it. Otherwise the
 * two are equal. Preconditions: within an edit.
 */
export function splitVma(world: World, record: number, page: number, isBelow: boolean): number {
  const start = vmaStart(world, record);
  const end = vmaEnd(world, record);
  if (start >= page || page >= end) invariant(false, `page ${page} is not within ${start}-${end}`);
  const added = takeNewRecord(world);
  const lower = isBelow ? added : record;
  const upper = isBelow ? record : added;
  const from = isBelow ? page : start;
  const to = isBelow ? end : page;
  const addedStart = isBelow ? start : page;
  const addedEnd = isBelow ? page : end;
  if (world.layout.tree === 0 || !treeSplit(world, page, lower, upper)) {
    resizeOrder(world, record, from, to);
    // Where the old VMA is to be found must be known before the new one finds its place.
    setVmaRange(world, record, from, to);
    insertOrder(world, addedStart, addedEnd, added);
  } else setVmaRange(world, record, from, to);
  const { words } = world;
  const file = words.get(wordOf(world, record, VMA.FILE));
  const anon = vmaAnonHeld(world, record);
  const shift = vmaShift(world, record);
  fillRecord(world, added, addedStart, addedEnd, vmaFlags(world, record), file, anon, shift);
  return added;
}

/**
 * Moves the border between two VMAs that touch: what one loses the other gains.
 * Preconditions: within an edit.
 */
export function shiftBorder(world: World, lower: number, upper: number, page: number): void {
  const start = vmaStart(world, lower);
  const border = vmaEnd(world, lower);
  const end = vmaEnd(world, upper);
  if (vmaStart(world, upper) !== border || page <= start || page >= end)
    invariant(false, `page ${page} is no border within ${start}-${end}`);
  if (world.layout.tree !== 0 && treeShift(world, border, page)) {
    setVmaRange(world, lower, start, page);
    setVmaRange(world, upper, page, end);
  } else if (page < border) {
    resizeVma(world, lower, start, page);
    resizeVma(world, upper, page, end);
  } else {
    resizeVma(world, upper, page, end);
    resizeVma(world, lower, start, page);
  }
}

/**
 * Makes one VMA of all within the range, and of the holes there: the record `survivor`, which is
 * one of them. No VMA may cross a border of the range. Preconditions: within an edit.
 */
export function mergeVmas(world: World, survivor: number, start: number, end: number): void {
  const removed = world.layout.tree === 0 ? -1 : treeMerge(world, survivor, start, end);
  if (removed < 0) {
    if (start < vmaStart(world, survivor)) removeVmas(world, start, vmaStart(world, survivor));
    if (vmaEnd(world, survivor) < end) removeVmas(world, vmaEnd(world, survivor), end);
    resizeVma(world, survivor, start, end);
    return;
  }
  setVmaRange(world, survivor, start, end);
  world.words.store(world.layout.table + TABLE.COUNT, mapCountHeld(world) - removed);
}

/**
 * Removes all VMAs within the range and frees their records; returns how many there were. No VMA
 * may cross a border of the range.
 * Preconditions: within an edit.
 */
export function removeVmas(world: World, start: number, end: number): number {
  const { words, layout } = world;
  const removed =
    layout.tree === 0 ? columnRemove(world, start, end) : treeRemove(world, start, end);
  if (removed < 0) invariant(false, `page ${start} cuts a VMA`);
  words.store(layout.table + TABLE.COUNT, mapCountHeld(world) - removed);
  return removed;
}

/**
 * Moves the borders of a VMA; the pages that it gains must be unmapped.
 * Preconditions: within an edit.
 */
export function resizeVma(world: World, record: number, start: number, end: number): void {
  if (start < 0 || start >= end) invariant(false, `pages ${start}-${end} are no range`);
  resizeOrder(world, record, start, end);
  setVmaRange(world, record, start, end);
}

/** Takes a record for one VMA more. */
function takeNewRecord(world: World): number {
  const count = mapCountHeld(world);
  if (count >= world.layout.bounds.vmaCapacity)
    invariant(false, `the VMA table is full with ${count} VMAs`);
  return takeRecord(world);
}

/** Writes a record that was just taken, and counts it. */
function fillRecord(
  world: World,
  record: number,
  start: number,
  end: number,
  flags: number,
  file: number,
  anon: number,
  shift: number,
): void {
  const { words, layout } = world;
  setVmaRange(world, record, start, end);
  setVmaFlags(world, record, flags);
  words.set(wordOf(world, record, VMA.FILE), file);
  // A record that was just taken holds zeros.
  if (anon !== 0) setVmaAnon(world, record, anon);
  if (shift !== 0) words.set(wordOf(world, record, VMA.SHIFT), shift);
  const count = mapCountHeld(world) + 1;
  words.store(layout.table + TABLE.COUNT, count);
  const peak = layout.figure + FIGURE.MAP_COUNT_PEAK;
  if (count > words.get(peak)) words.set(peak, count);
}

function insertOrder(world: World, start: number, end: number, record: number): void {
  const isFree =
    world.layout.tree === 0
      ? columnInsert(world, start, end, record)
      : treeInsert(world, start, end, record);
  if (!isFree) invariant(false, `pages ${start}-${end} are not free`);
}

function resizeOrder(world: World, record: number, start: number, end: number): void {
  const isFree =
    world.layout.tree === 0
      ? columnResize(world, record, start, end)
      : treeResize(world, vmaEnd(world, record), start, end);
  if (!isFree) invariant(false, `pages ${start}-${end} are not free`);
}

/** Whether nothing was edited since the sequence was read, nor being edited then. */
function isStable(world: World, sequence: number): boolean {
  return (sequence & 1) === 0 && tableSequence(world) === sequence;
}

function behind(world: World, page: number, sequence: number): number {
  return world.layout.tree === 0 ? columnBehind(world, page) : treeBehind(world, page, sequence);
}
