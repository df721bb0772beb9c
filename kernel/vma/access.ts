/**
 * Access: what the processor and the page-fault handler say to a read, a write or an instruction
 * fetch. Invariant: reads change nothing; a write to private memory gives the VMA an anon_vma and
 * merges nothing. Sources: Linux arch/x86/mm/fault.c access_error(), mm/rmap.c
 * __anon_vma_prepare(), mm/vma.c find_mergeable_anon_vma(). Deviation: processors with protection
 * keys make execute-only memory unreadable; this one has none.
 */

import { VM } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import {
  NO_VMA,
  adoptVmaAnon,
  anonIdentity,
  isInherited,
  lookupVma,
  vmaAnon,
  vmaEnd,
  vmaEndingAt,
  vmaFile,
  vmaFlags,
  vmaShift,
  vmaStart,
  vmaStartingAt,
} from './table.ts';

/** Kinds of access. */
export const ACCESS = { READ: 0, WRITE: 1, EXECUTE: 2 } as const;

/** The access succeeds. */
export const ACCESS_OK = 0;
/** si_code of a SIGSEGV: the page is not mapped. */
export const SEGV_MAPERR = 1;
/** si_code of a SIGSEGV: the protection forbids it. */
export const SEGV_ACCERR = 2;

/** Flags in which two VMAs that share an anon_vma may differ. */
const VM_ACCESS = VM.READ | VM.WRITE | VM.EXEC;

/**
 * Accesses a page: `ACCESS_OK`, `SEGV_MAPERR` or `SEGV_ACCERR`.
 * Preconditions: the mmap lock is held, for reading at least.
 */
export function accessPage(world: World, page: number, kind: number): number {
  const record = lookupVma(world, page);
  if (record === NO_VMA) return SEGV_MAPERR;
  const result = allowedAccess(world, record, kind);
  if (result === ACCESS_OK && needsAnon(world, record, kind)) prepareAnon(world, record);
  return result;
}

/** What the protection of a VMA says to an access: `ACCESS_OK` or `SEGV_ACCERR`. */
export function allowedAccess(world: World, record: number, kind: number): number {
  return (vmaFlags(world, record) & allowedBy(kind)) === 0 ? SEGV_ACCERR : ACCESS_OK;
}

/** Whether an access that is allowed is the first write to private memory. */
export function needsAnon(world: World, record: number, kind: number): boolean {
  return (
    kind === ACCESS.WRITE &&
    (vmaFlags(world, record) & VM.SHARED) === 0 &&
    vmaAnon(world, record) === 0
  );
}

/**
 * Gives a VMA that is written to for the first time its anon_vma, for which its neighbours are
 * looked at. Preconditions: the mmap lock is held, for reading at least.
 */
export function prepareAnon(world: World, record: number): void {
  adoptVmaAnon(world, record, chooseAnon(world, record, vmaFlags(world, record)));
}

/**
 * Whichever of these flags allows it: the processor cannot forbid reading what is mapped at all.
 */
function allowedBy(kind: number): number {
  if (kind === ACCESS.WRITE) return VM.WRITE;
  return kind === ACCESS.EXECUTE ? VM.EXEC : VM_ACCESS;
}

/**
 * The anon_vma of a VMA that is written to for the first time: the next neighbour's, else the
 * previous one's, so that the two can merge some day, else a new one. An inherited one is not
 * shared (mm/rmap.c reusable_anon_vma()).
 */
function chooseAnon(world: World, record: number, flags: number): number {
  const file = vmaFile(world, record);
  const shift = vmaShift(world, record);
  const next = vmaStartingAt(world, vmaEnd(world, record));
  const nextAnon = shareableAnon(world, next, flags, file, shift);
  if (nextAnon !== 0) return nextAnon;
  const previous = vmaEndingAt(world, vmaStart(world, record));
  const previousAnon = shareableAnon(world, previous, flags, file, shift);
  if (previousAnon !== 0) return previousAnon;
  return anonIdentity(world, record);
}

function shareableAnon(
  world: World,
  neighbour: number,
  flags: number,
  file: number,
  shift: number,
): number {
  if (neighbour === NO_VMA) return 0;
  const isAlike =
    ((vmaFlags(world, neighbour) ^ flags) & ~VM_ACCESS) === 0 &&
    vmaFile(world, neighbour) === file &&
    vmaShift(world, neighbour) === shift;
  const anon = isAlike ? vmaAnon(world, neighbour) : 0;
  return isInherited(anon) ? 0 : anon;
}
