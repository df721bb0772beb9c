/**
 * Raw arguments: what mmap, munmap, mprotect and mseal say to byte addresses before they look at
 * the table, in Linux's order of checks. What passes becomes page numbers, which is all that the
 * table knows. Sources: Linux mm/mmap.c do_mmap() and __get_unmapped_area(), mm/vma.c
 * do_vmi_munmap(), mm/mprotect.c do_mprotect_pkey(); measured, see the oracle's `errors` variant.
 */
/** mprotect: extend the range down to the start of a VMA that grows down. */
export declare const PROT_GROWSDOWN = 16777216;
/** mprotect: extend the range up to the end of a VMA that grows up; x86-64 has none. */
export declare const PROT_GROWSUP = 33554432;
/** First address behind user space on x86-64 with four-level page tables: 2^47 minus one page. */
export declare const TASK_SIZE = 140737488351232n;
/** Default of vm.mmap_min_addr: below it, only a process with CAP_SYS_RAWIO maps. */
export declare const MMAP_MIN_ADDRESS = 65536n;
/** A range in pages; page numbers of x86-64 need 35 bits. */
export interface PageRange {
    readonly page: number;
    readonly count: number;
}
/** Whether mprotect knows all bits; mmap ignores those that it does not know. */
export declare function isMprotectProt(prot: number): boolean;
/**
 * mmap's arguments as pages, or the negative errno: EBADF (no file), EINVAL (nothing to map,
 * unaligned), ENOMEM (beyond the address space), EPERM (too low). A hint that is not usable is page
 * 0, which is no hint. Deviation: a map count above the limit is looked at later, and a type that
 * is neither shared nor private is refused by `mmap` itself.
 */
export declare function checkMmap(address: bigint, length: bigint, flags: number, hasFile: boolean, isPrivileged: boolean): PageRange | number;
/** munmap's arguments as pages, or the negative errno EINVAL. */
export declare function checkMunmap(address: bigint, length: bigint): PageRange | number;
/**
 * mprotect's arguments as pages, or its result: 0 (nothing to do, before `prot` is looked at) or a
 * negative errno, EINVAL or ENOMEM (the range wraps around).
 */
export declare function checkMprotect(address: bigint, length: bigint, prot: number): PageRange | number;
/**
 * mseal's arguments as pages, or its result: 0 (nothing to seal) or the negative errno EINVAL
 * (there are no flags, the start is unaligned, the range wraps around). Source: mm/mseal.c
 * do_mseal().
 */
export declare function checkMseal(address: bigint, length: bigint, flags: number): PageRange | number;
