/**
 * unlocked: the entry check of the RFC, find_vma without any lock. It keeps a record number between
 * two steps, and the record may be freed and used again meanwhile; what happens is counted and
 * never undefined. Page faults and writers take the mmap lock, as they always did.
 *
 * Lock order: mmap. It is the broken design that the others are held against, and has no twin.
 * Source: the RFC's __seccomp_memmap() (2020-05-30).
 * Tested by: test/kernel/entry/check.test.ts
 */

import type { AddressSpaceDesign } from './design.ts';
import { HOLDING } from './design.ts';
import { decideLater, findKeeping, readUnderMmapLock, writeUnderMmapLock } from './mmap-lock.ts';

/** The design. */
export const unlocked: AddressSpaceDesign = {
  name: 'unlocked',
  order: ['mmap'],
  omissions: [],
  words: { space: [], thread: [HOLDING], vma: [] },
  isStepwise: true,
  read: (reading, context) =>
    reading.name !== 'check'
      ? readUnderMmapLock(reading, context)
      : [findKeeping(reading, true), decideLater(reading)],
  write: (_editing, context) => writeUnderMmapLock(context),
};
