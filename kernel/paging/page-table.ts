/**
 * Page table: one entry a page: the frame + 1, what the processor may do, and the guard marker of
 * MADV_GUARD_INSTALL. Invariant: behind each edit of the table of VMAs an entry allows no more than
 * the VMA of its page does; what an entry allowed before is asked back from all cores
 * (`requestFlush`) in the step that changes it.
 *
 * A page fault adds rights, and so needs no flush. Sources: Linux mm/memory.c do_anonymous_page(),
 * zap_pte_range(); mm/mprotect.c change_pte_range(); mm/mremap.c move_ptes(); mm/madvise.c
 * guard_install_set_pte(). Deviations: rights that mprotect adds come with the next fault;
 * instruction fetches are not translated; a shared mapping without a name in the scenario has no
 * aliases and loses its pages as a private one does.
 */

import { UsageError } from '../assert.ts';
import { VM } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import {
  ACCESS,
  ACCESS_OK,
  allowedAccess,
  needsAnon,
  NO_VMA,
  prepareAnon,
  vmaBehind,
  vmaFile,
  vmaFlags,
  vmaShift,
  vmaStart,
} from '../vma/index.ts';
import {
  allocateFrame,
  frameWord,
  gatherFrame,
  NO_FRAME,
  pagingOf,
  shareFrame,
  underTableLock,
} from './frame.ts';
import { isHeld } from '../guard/hold.ts';
import { requestFlush } from './shootdown.ts';

/** Bits of an entry; what stands above them is the frame + 1. A TLB entry is a copy of it. */
export const ENTRY = { PRESENT: 1, WRITE: 2, GUARD: 4 } as const;
const FRAME_SHIFT = 3;
const ENTRY_BITS = 7;

/** The frame of an entry; NO_FRAME if it has none. */
export function frameOf(entry: number): number {
  return (entry >> FRAME_SHIFT) - 1;
}

/** Whether an entry lets the processor read, or write. */
export function allows(entry: number, kind: number): boolean {
  const wanted = rightsFor(kind);
  return (entry & wanted) === wanted;
}

/** The word of a page's entry. */
export function entryWord(world: World, page: number): number {
  if (!isCovered(world, page))
    throw new UsageError(
      `page ${page} lies outside of the page table`,
      'it covers the regions of the scenario: declare one there, `absent` if nothing is mapped',
    );
  const { bounds, entry } = pagingOf(world);
  return entry + page - bounds.firstPage;
}

/** Whether the page table has an entry for a page. */
export function isCovered(world: World, page: number): boolean {
  const { firstPage, pageCount } = pagingOf(world).bounds;
  return page >= firstPage && page < firstPage + pageCount;
}

/** The bits of an entry that an access needs. */
export function rightsFor(kind: number): number {
  return kind === ACCESS.WRITE ? ENTRY.PRESENT | ENTRY.WRITE : ENTRY.PRESENT;
}

/**
 * What a page fault does that the VMA allows: gives the page a frame, and the rights that were
 * asked for, but for the right to write to what a guard holds. Returns the frame; where none is
 * free nothing changes, and it is NO_FRAME. Preconditions: a lock holds the VMA still, and its VMA
 * allows the rights.
 */
export function fillPage(world: World, page: number, rights: number, record: number): number {
  const { words } = world;
  const word = entryWord(world, page);
  let frame = NO_FRAME;
  underTableLock(world, () => {
    const before = words.load(word);
    frame = frameOf(before);
    if (frame !== NO_FRAME && (before & rights) === rights) return;
    if (frame === NO_FRAME) frame = newFrame(world, page, record);
    if (frame === NO_FRAME) return;
    const held = world.layout.guard !== undefined && isBarred(world, page, frame, record);
    const given = held ? rights & ~ENTRY.WRITE : rights;
    words.store(word, ((frame + 1) << FRAME_SHIFT) | (before & ENTRY_BITS) | given);
  });
  return frame;
}

/**
 * Gives a page its first words, as if its program had written them before; refuses where no frame
 * is left. Preconditions: the world begins, and nobody runs.
 */
export function populatePage(world: World, page: number, contents: readonly number[]): void {
  const record = vmaBehind(world, page);
  const isWritable = allowedAccess(world, record, ACCESS.WRITE) === ACCESS_OK;
  if (isWritable && needsAnon(world, record, ACCESS.WRITE)) prepareAnon(world, record);
  const isReadable = allowedAccess(world, record, ACCESS.READ) === ACCESS_OK;
  const rights = isReadable ? rightsFor(isWritable ? ACCESS.WRITE : ACCESS.READ) : 0;
  const frame = fillPage(world, page, rights, record);
  if (frame === NO_FRAME)
    throw new UsageError(
      `no frame is left for the contents of page ${page}`,
      'raise `paging.frames`',
    );
  contents.forEach((value, word) => {
    world.words.set(frameWord(world, frame, word), value);
  });
}

/** A frame for a page that has none: that of its shared object, or one of its own. */
function newFrame(world: World, page: number, record: number): number {
  const { bounds, object } = pagingOf(world);
  const shared = bounds.shared.find(({ file }) => file === vmaFile(world, record));
  if (shared === undefined) return allocateFrame(world);
  const origin = page + vmaShift(world, record);
  const word = object + shared.objectPage + origin - shared.page;
  let frame = world.words.load(word) - 1;
  if (frame === NO_FRAME) {
    frame = allocateFrame(world);
    if (frame === NO_FRAME) return NO_FRAME;
    world.words.store(word, frame + 1);
  }
  shareFrame(world, frame);
  return frame;
}

/** Replaces an entry by one that allows less, which cores may still remember. */
function reduce(world: World, page: number, word: number, after: number): void {
  const before = world.words.load(word);
  world.words.store(word, after);
  if ((before & ENTRY.PRESENT) !== 0) requestFlush(world, page);
  const frame = frameOf(before);
  if (frame !== NO_FRAME && frameOf(after) === NO_FRAME) gatherFrame(world, frame);
}

/**
 * Takes the right to write from a page, or from every page that shows its frame (rmap_walk()).
 * Preconditions: the page-table lock is held.
 */
export function protectPages(world: World, page: number, byFrame: boolean): void {
  const { words } = world;
  const { bounds, entry } = pagingOf(world);
  const frame = frameOf(words.load(entryWord(world, page)));
  for (let index = 0; index < bounds.pageCount; index += 1) {
    const before = words.load(entry + index);
    const each = bounds.firstPage + index;
    if (byFrame ? frameOf(before) !== frame : each !== page) continue;
    if ((before & ENTRY.WRITE) === 0) continue;
    words.store(entry + index, before & ~ENTRY.WRITE);
    requestFlush(world, each);
  }
}

/**
 * Takes back, of the first page where there is any, what its entry allows and its VMA does not.
 * Returns whether there was one. Preconditions: who may edit the table of VMAs asks.
 */
export function reduceNextPage(world: World): boolean {
  const { bounds, entry } = pagingOf(world);
  let found = false;
  underTableLock(world, () => {
    for (let index = 0; index < bounds.pageCount && !found; index += 1) {
      const before = world.words.load(entry + index);
      if (before === 0) continue;
      const page = bounds.firstPage + index;
      const after = before & rightsOf(world, page);
      if (after === before) continue;
      found = true;
      reduce(world, page, entry + index, after);
    }
  });
  return found;
}

/**
 * Whether a guard bars writes through a page: it holds the page or its frame, and has a special
 * mapping there if that is how it notices writes.
 */
export function isBarred(world: World, page: number, frame: number, record: number): boolean {
  if (!isHeld(world, page, frame)) return false;
  const { mechanism } = world.layout.guard!.bounds.design;
  return mechanism !== 'vma' || (vmaFlags(world, record) & VM.GUARDED) !== 0;
}

/** A mask of what the entry of a page may keep. */
function rightsOf(world: World, page: number): number {
  const record = vmaBehind(world, page);
  if (record === NO_VMA || vmaStart(world, record) > page) return 0;
  if (allowedAccess(world, record, ACCESS.READ) !== ACCESS_OK)
    return ~(ENTRY.PRESENT | ENTRY.WRITE);
  return (vmaFlags(world, record) & VM.WRITE) === 0 ? ~ENTRY.WRITE : -1;
}

/**
 * Empties the entries of pages, whose frames go once the flush has ended: MADV_DONTNEED. Guard
 * markers stay. `may` is asked before, under the same hold of the page-table lock. Nothing in a
 * world without paging.
 */
export function zapPages(world: World, start: number, pageCount: number, may?: May): void {
  forEachPage(
    world,
    start,
    pageCount,
    (page, word) => reduce(world, page, word, world.words.load(word) & ENTRY.GUARD),
    may,
  );
}

/** Whether pages may be emptied. */
type May = () => boolean;

/**
 * Empties the entries of pages and marks them: any touch is a SIGSEGV. A world without paging has
 * no place for the marker: a UsageError, here for advice that only the run knows.
 */
export function guardPages(world: World, start: number, pageCount: number, may?: May): void {
  if (world.layout.paging === undefined)
    throw new UsageError(
      'guard pages are markers in a page table, and the scenario has none',
      'give it `paging: { frames, wordsPerFrame }`',
    );
  forEachPage(world, start, pageCount, (page, word) => reduce(world, page, word, ENTRY.GUARD), may);
}

/** Takes guard markers away; other entries stay. Nothing in a world without paging. */
export function unguardPages(world: World, start: number, pageCount: number): void {
  forEachPage(world, start, pageCount, (_page, word) => {
    const entry = world.words.load(word);
    if ((entry & ENTRY.GUARD) !== 0) world.words.store(word, entry & ~ENTRY.GUARD);
  });
}

/** Whether a page has a guard marker. */
export function isGuarded(world: World, page: number): boolean {
  if (world.layout.paging === undefined || !isCovered(world, page)) return false;
  return (world.words.load(entryWord(world, page)) & ENTRY.GUARD) !== 0;
}

/**
 * Moves entries, with their frames and markers, to pages that have none: mremap. The ranges may
 * overlap no more than mremap allows: not at all. Nothing in a world without paging.
 */
export function movePages(world: World, from: number, to: number, pageCount: number): void {
  forEachPage(world, from, pageCount, (page, word) => {
    const { words } = world;
    const target = entryWord(world, page - from + to);
    reduce(world, page - from + to, target, 0);
    const entry = words.load(word);
    words.store(target, entry);
    words.store(word, 0);
    if ((entry & ENTRY.PRESENT) !== 0) requestFlush(world, page);
  });
}

function forEachPage(
  world: World,
  start: number,
  pageCount: number,
  act: (page: number, word: number) => void,
  may?: May,
): void {
  if (world.layout.paging === undefined) return;
  underTableLock(world, () => {
    if (may?.() === false) return;
    for (let page = start; page < start + pageCount; page += 1) act(page, entryWord(world, page));
  });
}
