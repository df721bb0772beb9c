/**
 * per-vma: the per-VMA locks of Linux 6.4. A reader finds its VMA within a read section (RCU),
 * tries the VMA's own lock, and goes on only if the VMA is not write-locked, is still in the table
 * and holds the page; in every other case it takes the mmap lock for reading. A writer holds the
 * mmap lock; it write-locks each VMA that it may change by barring new readers, waiting for those
 * inside and writing the address space's sequence into it, and raising that sequence ends all these
 * write locks at once.
 *
 * Lock order: mmap, vma. A reader only tries the VMA's lock, and holds it while it takes nothing.
 * Twins: `the sequence`, `the detached check`, `the read section`, `the release before the
 * fallback`.
 *
 * Memory of records: a record that was removed is not used again before every read section that was
 * open then has ended. Linux frees such records later (call_rcu) and takes others meanwhile; here a
 * writer waits before its next edit; one edit either removes records or inserts some. "In the
 * table" is a word of the record that equals its generation + 1. Deviations: neighbours that could
 * join are write-locked whether they join or not; the sequence is looked at once, behind the VMA's
 * lock and not also before it; who finds the VMA gone falls back, where Linux looks it up again.
 * Source: Linux mm/memory.c lock_vma_under_rcu(), include/linux/mm.h vma_start_read() and
 * vma_start_write() (6.4); Documentation/mm/process_addrs.rst.
 * Tested by: test/kernel/locks/designs.test.ts
 */
import { type AddressSpaceDesign } from './design.ts';
/** The design. */
export declare const perVma: AddressSpaceDesign;
