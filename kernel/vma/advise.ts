/**
 * madvise, of which three advices are known: MADV_DONTNEED drops contents, MADV_GUARD_INSTALL and
 * MADV_GUARD_REMOVE set and take away guard markers of pages. No VMA changes, but that one whose
 * pages get markers has an anon_vma afterwards, so that a fork copies its page table. Invariant: a
 * call goes through the VMAs in order, passes over holes, which make it ENOMEM in the end, and
 * stops at what it may not touch. What becomes of pages is the business of who calls.
 *
 * Sources: Linux mm/madvise.c madvise_walk_vmas(), madvise_guard_install(), can_madvise_modify()
 * (6.17 and later: 6.18 asks for an anon_vma, 6.19 sets a flag of the VMA instead). Deviations:
 * other advices are EINVAL; nothing is locked, huge or special.
 */

import { ERRNO } from '../errno.ts';
import { MADV, VM } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { prepareAnon } from './access.ts';
import { NO_VMA, vmaAnon, vmaBehind, vmaEnd, vmaFile, vmaFlags, vmaStart } from './table.ts';

/** What is done with pages. */
type PagesAct = (world: World, page: number, count: number) => void;

/** What is done with the pages of one VMA, by the advice. */
export interface PageActs {
  readonly zap: PagesAct;
  readonly guard: PagesAct;
  readonly unguard: PagesAct;
}

/** Whether the advice is known. */
export function isAdvice(advice: number): boolean {
  return advice === MADV.DONTNEED || advice === MADV.GUARD_INSTALL || advice === MADV.GUARD_REMOVE;
}

/**
 * Advises on `count` pages, one at least. Returns 0 or a negative errno, behind what was done:
 * ENOMEM (part of the range is not mapped, all the rest was advised on), EPERM (sealed memory that
 * the caller may not write to is not discarded, nor what lies behind it). Without `acts` it says
 * what would be returned. Preconditions: the VMAs of the range cannot change; for GUARD_INSTALL the
 * mmap lock is held, for reading at least.
 */
export function madvise(
  world: World,
  page: number,
  count: number,
  advice: number,
  acts?: PageActs,
): number {
  const end = page + count;
  let result = 0;
  for (let next = page; next < end;) {
    const record = vmaBehind(world, next);
    if (record === NO_VMA || vmaStart(world, record) >= end) return -ERRNO.ENOMEM;
    if (vmaStart(world, record) > next) result = -ERRNO.ENOMEM;
    const from = Math.max(next, vmaStart(world, record));
    next = Math.min(end, vmaEnd(world, record));
    if (!isAdvisable(world, record, advice)) return -ERRNO.EPERM;
    if (acts !== undefined) advisePart(world, record, from, next - from, advice, acts);
  }
  return result;
}

function advisePart(
  world: World,
  record: number,
  page: number,
  count: number,
  advice: number,
  acts: PageActs,
): void {
  if (advice === MADV.DONTNEED) acts.zap(world, page, count);
  else if (advice === MADV.GUARD_REMOVE) acts.unguard(world, page, count);
  else {
    if (vmaAnon(world, record) === 0) prepareAnon(world, record);
    acts.guard(world, page, count);
  }
}

/** Sealed anonymous memory keeps its contents unless the caller could overwrite them anyway. */
function isAdvisable(world: World, record: number, advice: number): boolean {
  const flags = vmaFlags(world, record);
  if ((flags & VM.SEALED) === 0 || advice === MADV.GUARD_REMOVE) return true;
  return vmaFile(world, record) !== 0 || (flags & VM.WRITE) !== 0;
}
