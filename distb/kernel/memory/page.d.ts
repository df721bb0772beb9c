/**
 * Pages and protection bits. An address is a page number (one word) and a byte within the page;
 * protection is Linux's PROT_* bits as a caller passes them and VM_* bits as a VMA keeps them.
 * Sources: include/uapi/asm-generic/mman-common.h; the seed's RFC for PROT_NOSYSCALL (0x40).
 */
/** What a caller asks of mmap and mprotect. */
export declare const PROT: {
    readonly NONE: 0;
    readonly READ: 1;
    readonly WRITE: 2;
    readonly EXEC: 4;
    readonly NOSYSCALL: 64;
};
/** All protection bits that the simulated kernel knows. */
export declare const PROT_KNOWN: number;
/** Flags of mmap(2). Values as on x86-64. */
export declare const MAP: {
    readonly SHARED: 1;
    readonly PRIVATE: 2;
    readonly FIXED: 16;
    readonly ANONYMOUS: 32;
    readonly NORESERVE: 16384;
    readonly FIXED_NOREPLACE: 1048576;
};
/** Flags of a VMA: the low bits are its protection. */
export declare const VM: {
    readonly READ: 1;
    readonly WRITE: 2;
    readonly EXEC: 4;
    readonly NOSYSCALL: 64;
    readonly ACCOUNT: 256;
    readonly NORESERVE: 512;
    readonly SHARED: 1024;
    /** Sealed by mseal: neither its protection nor its place changes any more. */
    readonly SEALED: 2048;
    /** Never to be written, as a shared mapping of a file opened read-only; no VM_MAYWRITE. */
    readonly UNWRITABLE: 4096;
};
/** The bits that mprotect replaces. */
export declare const VM_PROTECTION: number;
/** Protection as /proc/PID/maps spells it, with `!` behind it for PROT_NOSYSCALL: `r-x!`. */
export declare function protText(prot: number): string;
/**
 * Reads `rwx` text (any of `r`, `w`, `x`, `!`, `-`) back to bits; undefined if it is no such text.
 */
export declare function protFromText(text: string): number | undefined;
