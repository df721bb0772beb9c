/**
 * The VMA table: which page ranges are mapped, and how. Two sorted columns (`ends`, `slots`) lead
 * to records; nothing outside this file knows that, so that the columns can be replaced.
 *
 * Invariant: between edits the VMAs are non-empty, sorted and disjoint, `count` is exact, and a
 * record that is not in use holds zeros besides its generation. Who writes holds the mmap lock for
 * writing and brackets each change that others may see at once with `beginEdit` and `endEdit`: the
 * sequence is odd in between, and readers without a lock look again. A lookup is therefore one
 * atomic act, and so is each edit. Compare Linux mm/mmap.c find_vma() and its maple tree, whose
 * stores are atomic to RCU readers; the sequence stands for that, not for a lock of Linux.
 *
 * A reader that found a record number may hold it while the record is freed and used again: the
 * generation, which every freeing raises, tells.
 */

import { invariant } from '../assert.ts';
import { PAGE_COUNT_MAX } from '../limits.ts';
import { FIGURE, TABLE, VMA, VMA_WORDS } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';

/** What a lookup returns when there is no such VMA. */
export const NO_VMA = -1;

/** The mark of an inherited anon_vma identity; write faults and recorded layouts make none. */
const ANON_INHERITED = 0x4000_0000;

/** Generations of a record before they repeat. */
const GENERATION_MASK = 255;

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
}

/** Writes the constants into a world whose words are zero: an empty table. */
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
}

/** VMAs in the table: Linux's mm->map_count. */
export function mapCount(world: World): number {
  return world.words.load(world.layout.table + TABLE.COUNT);
}

/** The sequence: even between edits; two more after each edit. */
export function tableSequence(world: World): number {
  return world.words.load(world.layout.figure + FIGURE.SEQUENCE);
}

/**
 * The position of the first VMA that ends behind the page, or the count if none does. Needs no
 * lock; without one the position may be outdated on return.
 */
export function findPosition(world: World, page: number): number {
  for (;;) {
    const sequence = tableSequence(world);
    const position = search(world, page);
    if (isStable(world, sequence)) return position;
  }
}

/**
 * The record of the first VMA that ends behind the page, or `NO_VMA`: Linux's find_vma(), which for
 * a page in a hole gives the next VMA above. Needs no lock; without one the record may be outdated
 * on return.
 */
export function findVma(world: World, page: number): number {
  for (;;) {
    const sequence = tableSequence(world);
    const record = recordBehind(world, page);
    if (isStable(world, sequence)) return record;
  }
}

/**
 * The record of the VMA that contains the page, or `NO_VMA`: Linux's vma_lookup(). Needs no lock.
 */
export function lookupVma(world: World, page: number): number {
  for (;;) {
    const sequence = tableSequence(world);
    const record = recordBehind(world, page);
    const mapped = record !== NO_VMA && vmaStart(world, record) <= page;
    if (isStable(world, sequence)) return mapped ? record : NO_VMA;
  }
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
  const record = page > 0 ? findVma(world, page - 1) : NO_VMA;
  return record !== NO_VMA && vmaEnd(world, record) === page ? record : NO_VMA;
}

/**
 * The record of the VMA that begins at the page, or `NO_VMA`.
 * Preconditions: the mmap lock is held.
 */
export function vmaStartingAt(world: World, page: number): number {
  const record = findVma(world, page);
  return record !== NO_VMA && vmaStart(world, record) === page ? record : NO_VMA;
}

/** The record at a position, `0..mapCount - 1`. */
export function recordAt(world: World, position: number): number {
  return world.words.load(world.layout.slots + position);
}

/** First page of a VMA. Guarded by: mmap write, sequence. */
export function vmaStart(world: World, record: number): number {
  return world.words.load(wordOf(world, record, VMA.START));
}

/** First page behind a VMA. Guarded by: mmap write, sequence. */
export function vmaEnd(world: World, record: number): number {
  return world.words.load(wordOf(world, record, VMA.END));
}

/** Flags of a VMA, VM bits. Guarded by: mmap write, sequence. */
export function vmaFlags(world: World, record: number): number {
  return world.words.load(wordOf(world, record, VMA.FLAGS));
}

/** File identity of a VMA, 0 if it is anonymous. Guarded by: mmap write. */
export function vmaFile(world: World, record: number): number {
  return world.words.get(wordOf(world, record, VMA.FILE));
}

/**
 * anon_vma identity of a VMA, 0 as long as it was not written to. Guarded by: mmap read, atomic.
 */
export function vmaAnon(world: World, record: number): number {
  return world.words.load(wordOf(world, record, VMA.ANON));
}

/** How often a record was freed, modulo 256. Guarded by: mmap write, sequence. */
export function vmaGeneration(world: World, record: number): number {
  return world.words.load(wordOf(world, record, VMA.GENERATION));
}

/** Whether a record is in use. Guarded by: mmap write. */
export function isRecordUsed(world: World, record: number): boolean {
  return (world.words.get(world.layout.used + (record >>> 5)) & (1 << (record & 31))) !== 0;
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
  return words.get(layout.figure + FIGURE.PLACE_TOP_DOWN)
    ? highestGap(world, count, floor, ceiling)
    : lowestGap(world, count, floor, ceiling);
}

/** Opens an edit: what follows up to `endEdit` is one act to others. */
export function beginEdit(world: World): void {
  const index = world.layout.figure + FIGURE.SEQUENCE;
  const sequence = world.words.load(index);
  invariant((sequence & 1) === 0, 'two edits of the VMA table overlap');
  world.words.store(index, (sequence + 1) | 0);
}

/** Closes an edit. */
export function endEdit(world: World): void {
  const { words, layout } = world;
  const index = layout.figure + FIGURE.SEQUENCE;
  const edit = layout.figure + FIGURE.EDIT;
  words.set(edit, words.get(edit) + 1);
  // Publish: who now finds the sequence even sees the whole edit.
  words.store(index, (words.load(index) + 1) | 0);
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
): number {
  const { words, layout } = world;
  const count = mapCount(world);
  invariant(count < layout.bounds.vmaCapacity, `the VMA table is full with ${count} VMAs`);
  invariant(start >= 0 && start < end, `pages ${start}-${end} are no range`);
  const position = search(world, start);
  invariant(
    position === count || vmaStart(world, recordAt(world, position)) >= end,
    `pages ${start}-${end} are not free`,
  );
  const record = takeRecord(world);
  const at = layout.vma + record * VMA_WORDS;
  words.store(at + VMA.START, start);
  words.store(at + VMA.END, end);
  words.store(at + VMA.FLAGS, flags);
  words.set(at + VMA.FILE, file);
  words.store(at + VMA.ANON, anon);
  // Plain reads: nobody else writes the columns while the lock is held. Shifting is most of an
  // edit.
  for (let index = count; index > position; index -= 1) {
    words.store(layout.ends + index, words.get(layout.ends + index - 1));
    words.store(layout.slots + index, words.get(layout.slots + index - 1));
  }
  words.store(layout.ends + position, end);
  words.store(layout.slots + position, record);
  words.store(layout.table + TABLE.COUNT, count + 1);
  const peak = layout.figure + FIGURE.MAP_COUNT_PEAK;
  if (count >= words.get(peak)) words.set(peak, count + 1);
  return record;
}

/**
 * Removes all VMAs within the range and frees their records; returns how many there were. No VMA
 * may cross a border of the range.
 * Preconditions: within an edit.
 */
export function removeVmas(world: World, start: number, end: number): number {
  const { words, layout } = world;
  const count = mapCount(world);
  const from = search(world, start);
  const to = search(world, end);
  for (let position = from; position < to; position += 1) {
    const record = recordAt(world, position);
    invariant(vmaStart(world, record) >= start, `page ${start} cuts a VMA`);
    giveRecord(world, record);
  }
  const removed = to - from;
  if (removed === 0) return 0;
  for (let position = from; position < count; position += 1) {
    const source = position + removed;
    words.store(layout.ends + position, source < count ? words.get(layout.ends + source) : 0);
    words.store(layout.slots + position, source < count ? words.get(layout.slots + source) : 0);
  }
  words.store(layout.table + TABLE.COUNT, count - removed);
  return removed;
}

/**
 * Moves the borders of a VMA; the pages that it gains must be unmapped.
 * Preconditions: within an edit.
 */
export function resizeVma(world: World, record: number, start: number, end: number): void {
  const { words, layout } = world;
  invariant(start >= 0 && start < end, `pages ${start}-${end} are no range`);
  const position = search(world, vmaEnd(world, record) - 1);
  invariant(recordAt(world, position) === record, `record ${record} is not in the table`);
  invariant(
    position === 0 || words.load(layout.ends + position - 1) <= start,
    `pages from ${start} are not free`,
  );
  invariant(
    position + 1 === mapCount(world) || vmaStart(world, recordAt(world, position + 1)) >= end,
    `pages up to ${end} are not free`,
  );
  words.store(layout.ends + position, end);
  words.store(wordOf(world, record, VMA.START), start);
  words.store(wordOf(world, record, VMA.END), end);
}

/** Replaces the flags of a VMA. Preconditions: within an edit. */
export function setVmaFlags(world: World, record: number, flags: number): void {
  world.words.store(wordOf(world, record, VMA.FLAGS), flags);
}

/** Replaces the anon_vma identity of a VMA. Preconditions: the mmap lock is held for writing. */
export function setVmaAnon(world: World, record: number, anon: number): void {
  world.words.store(wordOf(world, record, VMA.ANON), anon);
}

/**
 * A new anon_vma identity for a VMA. It is made of the record and its generation, so that it needs
 * no counter and two threads cannot choose the same one; it repeats after the record was freed 256
 * times.
 */
export function anonIdentity(world: World, record: number): number {
  return vmaGeneration(world, record) * world.layout.bounds.vmaCapacity + record + 1;
}

/**
 * The identity that a forked child's VMA has instead of its parent's: one of its own, and marked,
 * since Linux chains it to the parent's pages.
 */
export function inheritedIdentity(world: World, record: number): number {
  return ANON_INHERITED | anonIdentity(world, record);
}

/** Whether an anon_vma identity came with a fork (mm/vma.c vma_had_uncowed_parents()). */
export function isInherited(anon: number): boolean {
  return anon >= ANON_INHERITED;
}

/**
 * Gives a VMA an anon_vma identity unless it has one; two threads that fault at once agree.
 * Preconditions: the mmap lock is held, for reading at least.
 */
export function adoptVmaAnon(world: World, record: number, anon: number): void {
  world.words.cas(wordOf(world, record, VMA.ANON), 0, anon);
}

function wordOf(world: World, record: number, field: number): number {
  return world.layout.vma + record * VMA_WORDS + field;
}

/** Whether nothing was edited since the sequence was read, nor being edited then. */
function isStable(world: World, sequence: number): boolean {
  return (sequence & 1) === 0 && tableSequence(world) === sequence;
}

/** Binary search; a torn answer stays within the table, and the sequence tells that it is torn. */
function search(world: World, page: number): number {
  const { words, layout } = world;
  let low = 0;
  let high = words.load(layout.table + TABLE.COUNT);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (words.load(layout.ends + middle) > page) high = middle;
    else low = middle + 1;
  }
  return low;
}

function recordBehind(world: World, page: number): number {
  const position = search(world, page);
  return position < mapCount(world) ? recordAt(world, position) : NO_VMA;
}

function lowestGap(world: World, count: number, floor: number, ceiling: number): number {
  const { words, layout } = world;
  const total = mapCount(world);
  let page = floor;
  for (let position = search(world, floor); position < total; position += 1) {
    if (vmaStart(world, recordAt(world, position)) - page >= count) break;
    page = words.load(layout.ends + position);
  }
  return page <= ceiling - count ? page : NO_VMA;
}

function highestGap(world: World, count: number, floor: number, ceiling: number): number {
  const { words, layout } = world;
  let end = ceiling;
  let position = search(world, ceiling - 1);
  if (position < mapCount(world))
    end = Math.min(ceiling, vmaStart(world, recordAt(world, position)));
  while (position > 0 && end - words.load(layout.ends + position - 1) < count) {
    position -= 1;
    end = Math.min(ceiling, vmaStart(world, recordAt(world, position)));
  }
  return end - count >= floor ? end - count : NO_VMA;
}

/** Takes the lowest free record, so that equal histories of use give equal worlds. */
function takeRecord(world: World): number {
  const { words, layout } = world;
  let index = layout.used;
  while (words.get(index) === -1) index += 1;
  const bits = words.get(index);
  const free = 31 - Math.clz32(~bits & -~bits);
  words.set(index, bits | (1 << free));
  return (index - layout.used) * 32 + free;
}

/** Frees a record: zeros, and one more generation. */
function giveRecord(world: World, record: number): void {
  const { words, layout } = world;
  const at = layout.vma + record * VMA_WORDS;
  words.store(at + VMA.START, 0);
  words.store(at + VMA.END, 0);
  words.store(at + VMA.FLAGS, 0);
  words.set(at + VMA.FILE, 0);
  words.store(at + VMA.ANON, 0);
  words.store(at + VMA.GENERATION, (words.load(at + VMA.GENERATION) + 1) & GENERATION_MASK);
  const index = layout.used + (record >>> 5);
  words.set(index, words.get(index) & ~(1 << (record & 31)));
}
