/**
 * Raw arguments: what mmap, munmap, mprotect, mseal, mremap and madvise say to byte addresses
 * before they look at the table, in Linux's order of checks. What passes becomes page numbers,
 * which is all that the table knows. Sources: Linux mm/mmap.c do_mmap() and __get_unmapped_area(),
 * mm/vma.c do_vmi_munmap(), mm/mprotect.c do_mprotect_pkey(); measured, see the oracle's `errors`
 * variant.
 */

import { ERRNO } from '../errno.ts';
import { PAGE_COUNT_MAX, PAGE_SIZE } from '../limits.ts';
import { MAP, MREMAP, PROT_KNOWN } from '../memory/page.ts';

/** mprotect: extend the range down to the start of a VMA that grows down. */
export const PROT_GROWSDOWN = 0x0100_0000;
/** mprotect: extend the range up to the end of a VMA that grows up; x86-64 has none. */
export const PROT_GROWSUP = 0x0200_0000;
/** Accepted by mprotect and without effect. */
const PROT_SEM = 0x8;

/** First address behind user space on x86-64 with four-level page tables: 2^47 minus one page. */
export const TASK_SIZE = 0x7fff_ffff_f000n;
/** Default of vm.mmap_min_addr: below it, only a process with CAP_SYS_RAWIO maps. */
export const MMAP_MIN_ADDRESS = 0x1_0000n;

const ADDRESS_MASK = 0xffff_ffff_ffff_ffffn;
const OFFSET_MASK = BigInt(PAGE_SIZE - 1);
const PAGE_SHIFT = BigInt(Math.log2(PAGE_SIZE));

/** A range in pages; page numbers of x86-64 need 35 bits. */
export interface PageRange {
  readonly page: number;
  readonly count: number;
}

/** Whether mprotect knows all bits; mmap ignores those that it does not know. */
export function isMprotectProt(prot: number): boolean {
  return (prot & ~(PROT_KNOWN | PROT_SEM | PROT_GROWSDOWN | PROT_GROWSUP)) === 0;
}

/**
 * mmap's arguments as pages, or the negative errno: EBADF (no file), EINVAL (nothing to map,
 * unaligned), ENOMEM (beyond the address space), EPERM (too low). A hint that is not usable is page
 * 0, which is no hint. Deviation: a map count above the limit is looked at later, and a type that
 * is neither shared nor private is refused by `mmap` itself.
 */
export function checkMmap(
  address: bigint,
  length: bigint,
  flags: number,
  hasFile: boolean,
  isPrivileged: boolean,
): PageRange | number {
  if ((flags & MAP.ANONYMOUS) === 0 && !hasFile) return -ERRNO.EBADF;
  if (length === 0n) return -ERRNO.EINVAL;
  const size = alignUp(length);
  if (size === 0n || size > TASK_SIZE) return -ERRNO.ENOMEM;
  if ((flags & (MAP.FIXED | MAP.FIXED_NOREPLACE)) !== 0) {
    if (address > TASK_SIZE - size) return -ERRNO.ENOMEM;
    if (!isAligned(address)) return -ERRNO.EINVAL;
    if (address < MMAP_MIN_ADDRESS && !isPrivileged) return -ERRNO.EPERM;
    return pages(address, size);
  }
  if (address < PAGE_SIZE) return pages(0n, size);
  const hint = alignUp(address < MMAP_MIN_ADDRESS ? MMAP_MIN_ADDRESS : address);
  return pages(hint > TASK_SIZE - size ? 0n : hint, size);
}

/**
 * munmap's arguments as pages, or its result: 0 (above the simulated pages nothing is mapped) or
 * the negative errno EINVAL.
 */
export function checkMunmap(address: bigint, length: bigint): PageRange | number {
  if (!isAligned(address) || address > TASK_SIZE || length > TASK_SIZE - address)
    return -ERRNO.EINVAL;
  const size = alignUp(length);
  if (size === 0n) return -ERRNO.EINVAL;
  const { page, count } = pages(address, size);
  return page >= PAGE_COUNT_MAX ? 0 : { page, count: Math.min(count, PAGE_COUNT_MAX - page) };
}

/**
 * mprotect's arguments as pages, or its result: 0 (nothing to do, before `prot` is looked at) or a
 * negative errno, EINVAL or ENOMEM (the range wraps around, or nothing can be mapped there).
 */
export function checkMprotect(address: bigint, length: bigint, prot: number): PageRange | number {
  if ((prot & PROT_GROWSDOWN) !== 0 && (prot & PROT_GROWSUP) !== 0) return -ERRNO.EINVAL;
  if (!isAligned(address)) return -ERRNO.EINVAL;
  if (length === 0n) return 0;
  const size = alignUp(length);
  if (((address + size) & ADDRESS_MASK) <= address) return -ERRNO.ENOMEM;
  if (!isMprotectProt(prot)) return -ERRNO.EINVAL;
  const range = pages(address, size);
  return range.page < PAGE_COUNT_MAX ? range : -ERRNO.ENOMEM;
}

/**
 * mseal's arguments as pages, or its result: 0 (nothing to seal) or the negative errno EINVAL
 * (there are no flags, the start is unaligned, the range wraps around). Source: mm/mseal.c
 * do_mseal().
 */
export function checkMseal(address: bigint, length: bigint, flags: number): PageRange | number {
  if (flags !== 0 || !isAligned(address)) return -ERRNO.EINVAL;
  const size = alignUp(length);
  if (length !== 0n && size === 0n) return -ERRNO.EINVAL;
  if (address + size > ADDRESS_MASK) return -ERRNO.EINVAL;
  return size === 0n ? 0 : pages(address, size);
}

/**
 * madvise's arguments as pages, or its result: 0 (no pages) or a negative errno, EINVAL (unaligned,
 * or the range wraps around) or ENOMEM (nothing can be mapped there). Source: mm/madvise.c
 * is_valid_madvise().
 */
export function checkMadvise(address: bigint, length: bigint): PageRange | number {
  const size = alignUp(length);
  if (!isAligned(address) || (length !== 0n && size === 0n)) return -ERRNO.EINVAL;
  if (address + size > ADDRESS_MASK) return -ERRNO.EINVAL;
  if (size === 0n) return 0;
  const range = pages(address, size);
  return range.page < PAGE_COUNT_MAX ? range : -ERRNO.ENOMEM;
}

/** The ranges of an mremap, in pages. */
export interface RemapRange {
  readonly page: number;
  readonly oldCount: number;
  readonly newCount: number;
  readonly newPage: number;
}

/**
 * mremap's arguments as pages, or the negative errno EINVAL. The old length may be anything: what
 * is not mapped is found later. Source: mm/mremap.c check_mremap_params().
 */
export function checkMremap(
  address: bigint,
  oldLength: bigint,
  newLength: bigint,
  flags: number,
  newAddress: bigint,
): RemapRange | number {
  const newSize = alignUp(newLength);
  if ((flags & ~(MREMAP.MAYMOVE | MREMAP.FIXED | MREMAP.DONTUNMAP)) !== 0) return -ERRNO.EINVAL;
  if (!isAligned(address) || newSize === 0n || newSize > TASK_SIZE) return -ERRNO.EINVAL;
  const isAddressed = (flags & (MREMAP.FIXED | MREMAP.DONTUNMAP)) !== 0;
  if (isAddressed && (newAddress > TASK_SIZE - newSize || !isAligned(newAddress)))
    return -ERRNO.EINVAL;
  const { page, count: oldCount } = pages(address, alignUp(oldLength));
  const { page: newPage, count: newCount } = pages(isAddressed ? newAddress : 0n, newSize);
  return { page, oldCount, newCount, newPage };
}

function isAligned(address: bigint): boolean {
  return (address & OFFSET_MASK) === 0n;
}

/** PAGE_ALIGN(): rounds up, and wraps around as the 64-bit register does. */
function alignUp(length: bigint): bigint {
  return (length + OFFSET_MASK) & ADDRESS_MASK & ~OFFSET_MASK;
}

function pages(address: bigint, size: bigint): PageRange {
  return { page: Number(address >> PAGE_SHIFT), count: Number(size >> PAGE_SHIFT) };
}
