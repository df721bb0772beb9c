/**
 * Access: what the processor and the page-fault handler say to a read, a write or an instruction
 * fetch. Invariant: reads change nothing; a write to private memory gives the VMA an anon_vma and
 * merges nothing. Sources: Linux arch/x86/mm/fault.c access_error(), mm/rmap.c
 * __anon_vma_prepare(), mm/vma.c find_mergeable_anon_vma(). Deviation: processors with protection
 * keys make execute-only memory unreadable; this one has none.
 */
import type { World } from '../memory/world.ts';
/** Kinds of access. */
export declare const ACCESS: {
    readonly READ: 0;
    readonly WRITE: 1;
    readonly EXECUTE: 2;
};
/** The access succeeds. */
export declare const ACCESS_OK = 0;
/** si_code of a SIGSEGV: the page is not mapped. */
export declare const SEGV_MAPERR = 1;
/** si_code of a SIGSEGV: the protection forbids it. */
export declare const SEGV_ACCERR = 2;
/**
 * Accesses a page: `ACCESS_OK`, `SEGV_MAPERR` or `SEGV_ACCERR`.
 * Preconditions: the mmap lock is held, for reading at least.
 */
export declare function accessPage(world: World, page: number, kind: number): number;
/** What the protection of a VMA says to an access: `ACCESS_OK` or `SEGV_ACCERR`. */
export declare function allowedAccess(world: World, record: number, kind: number): number;
/** Whether an access that is allowed is the first write to private memory. */
export declare function needsAnon(world: World, record: number, kind: number): boolean;
/**
 * Gives a VMA that is written to for the first time its anon_vma, for which its neighbours are
 * looked at. Preconditions: the mmap lock is held, for reading at least.
 */
export declare function prepareAnon(world: World, record: number): void;
