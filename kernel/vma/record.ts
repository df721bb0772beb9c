/**
 * VMA records: what the table knows of each VMA, by number. Invariant: a record that is not in use
 * holds zeros besides its generation, and the lowest free record is taken first, so that equal
 * histories of use give equal worlds.
 *
 * A reader that found a record number may hold it while the record is freed and used again: the
 * generation, which every freeing raises, tells.
 * Tested by: test/kernel/vma/table.test.ts
 */

import { giveBack, isTaken, takeLowest } from '../memory/free-set.ts';
import { VMA, VMA_WORDS } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';

/** What a lookup returns when there is no such VMA. */
export const NO_VMA = -1;

/** The mark of an inherited anon_vma identity; write faults and recorded layouts make none. */
const ANON_INHERITED = 0x4000_0000;

/** Generations of a record before they repeat. */
const GENERATION_MASK = 255;

/**
 * First page of a VMA. Guarded by: mmap write, sequence; who holds no lock loads the word instead,
 * and looks at the sequence.
 */
export function vmaStart(world: World, record: number): number {
  return world.words.get(wordOf(world, record, VMA.START));
}

/** First page behind a VMA. Guarded by: as `vmaStart`. */
export function vmaEnd(world: World, record: number): number {
  return world.words.get(wordOf(world, record, VMA.END));
}

/** Flags of a VMA, VM bits. Guarded by: as `vmaStart`. */
export function vmaFlags(world: World, record: number): number {
  return world.words.get(wordOf(world, record, VMA.FLAGS));
}

/** File identity of a VMA, 0 if it is anonymous. Guarded by: mmap write. */
export function vmaFile(world: World, record: number): number {
  return world.words.get(wordOf(world, record, VMA.FILE));
}

/**
 * Pages by which the memory of a VMA lay higher before it was moved: vm_pgoff less the first page.
 * Two VMAs are parts of one only if it is equal. Guarded by: mmap write.
 */
export function vmaShift(world: World, record: number): number {
  return world.words.get(wordOf(world, record, VMA.SHIFT));
}

/**
 * anon_vma identity of a VMA, 0 as long as it was not written to. Guarded by: mmap read, atomic.
 */
export function vmaAnon(world: World, record: number): number {
  return world.words.load(wordOf(world, record, VMA.ANON));
}

/** As `vmaAnon`, for who holds the mmap lock for writing: nobody gives it one meanwhile. */
export function vmaAnonHeld(world: World, record: number): number {
  return world.words.get(wordOf(world, record, VMA.ANON));
}

/** How often a record was freed, modulo 256. Guarded by: mmap write, sequence. */
export function vmaGeneration(world: World, record: number): number {
  return world.words.load(wordOf(world, record, VMA.GENERATION));
}

/** Whether a record is in use. Guarded by: mmap write. */
export function isRecordUsed(world: World, record: number): boolean {
  return isTaken(world.words, world.layout.used, record);
}

/** Moves the borders of a VMA in its record. Preconditions: within an edit. */
export function setVmaRange(world: World, record: number, start: number, end: number): void {
  const { words } = world;
  const at = wordOf(world, record, 0);
  // An atomic store costs as much as ten reads, and mostly one border stays.
  if (words.get(at + VMA.START) !== start) words.store(at + VMA.START, start);
  if (words.get(at + VMA.END) !== end) words.store(at + VMA.END, end);
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

/** Takes the lowest free record. Preconditions: within an edit; one is free. */
export function takeRecord(world: World): number {
  return takeLowest(world.words, world.layout.used, world.layout.bounds.vmaCapacity);
}

/** Frees a record: zeros, and one more generation. Preconditions: within an edit. */
export function giveRecord(world: World, record: number): void {
  const { words, layout } = world;
  const at = wordOf(world, record, 0);
  words.store(at + VMA.START, 0);
  words.store(at + VMA.END, 0);
  words.store(at + VMA.FLAGS, 0);
  words.set(at + VMA.FILE, 0);
  if (words.get(at + VMA.ANON) !== 0) words.store(at + VMA.ANON, 0);
  if (words.get(at + VMA.SHIFT) !== 0) words.set(at + VMA.SHIFT, 0);
  words.store(at + VMA.GENERATION, (words.get(at + VMA.GENERATION) + 1) & GENERATION_MASK);
  giveBack(words, layout.used, layout.bounds.vmaCapacity, record);
}

/** The word of a record's field. */
export function wordOf(world: World, record: number, field: number): number {
  return world.layout.vma + record * VMA_WORDS + field;
}
