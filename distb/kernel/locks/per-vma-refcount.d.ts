/**
 * per-vma-refcount: the per-VMA locks of 2025, one reference count in place of lock and detached
 * flag, over records that are used again at once (SLAB_TYPESAFE_BY_RCU). A reader takes a reference
 * if the count is not 0, goes on only if the VMA is not write-locked, and then looks again whether
 * the record still is the VMA that holds its page, because it may have become another one between
 * the look-up and the reference (R38). In every other case it takes the mmap lock for reading.
 *
 * A count of 0 is detached, 1 attached, more are readers; a writer adds WRITER_OFFSET to keep new
 * readers out while it waits for those inside, and writes the address space's sequence into the
 * record. What it removes it detaches: it gives its 1 back and waits for the count to be 0, so that
 * a record is used again only when nobody refers to it.
 *
 * Lock order: mmap, vma. Twins: `the look again` (R38), `the sequence`.
 * Deviations: one address space, so the second look is at the range and not at vm_mm; detaching
 * stands behind the removal; neighbours that could join are write-locked whether they join or not;
 * the sequence is looked at once, behind the reference; who finds the VMA detached falls back,
 * where Linux looks it up again.
 * Source: Linux mm/mmap_lock.c, include/linux/mmap_lock.h (v10 of 2025-02-13, Linux 6.15).
 * Tested by: test/kernel/locks/designs.test.ts
 */
import { type AddressSpaceDesign } from './design.ts';
/** The design. */
export declare const perVmaRefcount: AddressSpaceDesign;
