/**
 * brk: the heap grows and shrinks at its end. The heap is what the scenario declares: its first
 * page is a constant, the break (the first page behind it) a word of the table's head. `brkNext`
 * makes one edit at a time, as the calls of edit.ts do, under the same preconditions; the table and
 * the break say all, so the call needs no cursor.
 *
 * Invariant: the break is never below the heap's first page; what lies between is the program's own
 * affair, which may have unmapped it or mapped something else there.
 *
 * Sources: Linux mm/mmap.c SYSCALL_DEFINE1(brk), mm/vma.c do_brk_flags(). Deviations: the break is
 * a page (bytes within it have no effect on the table); no RLIMIT_DATA; no guard gap of stacks; a
 * break at PAGE_COUNT_MAX or above it, where the simulated address space ends, is refused.
 */

import { PAGE_COUNT_MAX } from '../limits.ts';
import { FIGURE, TABLE } from '../memory/layout.ts';
import { VM_HEAP } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { isMapped, joinable, mapCountLimitOf, MORE, unmapNext } from './edit.ts';
import {
  beginEdit,
  endEdit,
  insertVma,
  mapCountHeld,
  NO_VMA,
  resizeVma,
  vmaEndingAt,
  vmaStart,
} from './table.ts';

/**
 * Moves the break and returns where it is now: at `page`, or where it was if that is refused or
 * below the heap, as 0 is.
 */
export function brk(world: World, page: number): number {
  for (;;) {
    const result = brkNext(world, page);
    if (result !== MORE) return result;
  }
}

/** The next edit of `brk`: its result, or `MORE`. */
export function brkNext(world: World, page: number): number {
  const { words, layout } = world;
  const start = heapStart(world);
  const now = heapBreak(world);
  if (start === 0 || page < start || page === now) return now;
  if (page < now) {
    // It shrinks, and whatever is mapped there goes; where nothing is, the break stays.
    if (!isMapped(world, page, now)) return now;
    const result = unmapNext(world, page, now);
    if (result === MORE) return MORE;
    if (result < 0) return now;
  } else {
    // A page stays free between the heap and what is above.
    if (page >= PAGE_COUNT_MAX || isMapped(world, now, page + 1)) return now;
    if (mapCountHeld(world) > mapCountLimitOf(world)) return now;
    grow(world, now, page);
  }
  words.set(layout.table + TABLE.BREAK, page);
  return page;
}

/** Where the heap ends. Preconditions: the mmap lock is held. */
export function heapBreak(world: World): number {
  return world.words.get(world.layout.table + TABLE.BREAK);
}

/** First page of the heap, or 0 if there is none. */
export function heapStart(world: World): number {
  return world.words.get(world.layout.figure + FIGURE.HEAP_START);
}

/**
 * One edit: the VMA of the heap that ends here grows, if nothing but its size would change, else
 * there is one more. A VMA below the heap never joins it.
 */
function grow(world: World, start: number, end: number): void {
  const below = start > heapStart(world) ? vmaEndingAt(world, start) : NO_VMA;
  const joined = joinable(world, below, VM_HEAP, 0, 0, 0);
  beginEdit(world);
  if (joined === NO_VMA) insertVma(world, start, end, VM_HEAP, 0, 0);
  else resizeVma(world, joined, vmaStart(world, joined), end);
  endEdit(world);
}
