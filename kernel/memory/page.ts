/**
 * Pages and protection bits. An address is a page number (one word) and a byte within the page;
 * protection is Linux's PROT_* bits as a caller passes them and VM_* bits as a VMA keeps them.
 * Sources: include/uapi/asm-generic/mman-common.h; the seed's RFC for PROT_NOSYSCALL (0x40).
 */

/** What a caller asks of mmap and mprotect. */
export const PROT = { NONE: 0, READ: 1, WRITE: 2, EXEC: 4, NOSYSCALL: 0x40 } as const;

/** All protection bits that the simulated kernel knows. */
export const PROT_KNOWN = PROT.READ | PROT.WRITE | PROT.EXEC | PROT.NOSYSCALL;

/** Flags of mmap(2). Values as on x86-64. */
export const MAP = {
  SHARED: 0x01,
  PRIVATE: 0x02,
  FIXED: 0x10,
  ANONYMOUS: 0x20,
  NORESERVE: 0x4000,
  FIXED_NOREPLACE: 0x100000,
} as const;

/** Flags of mremap(2). */
export const MREMAP = { MAYMOVE: 1, FIXED: 2, DONTUNMAP: 4 } as const;

/** Advices of madvise(2) that are known. */
export const MADV = { DONTNEED: 4, GUARD_INSTALL: 102, GUARD_REMOVE: 103 } as const;

/** Flags of a VMA: the low bits are its protection. */
export const VM = {
  READ: 1,
  WRITE: 2,
  EXEC: 4,
  NOSYSCALL: 0x40,
  ACCOUNT: 0x100,
  NORESERVE: 0x200,
  SHARED: 0x400,
  /** Sealed by mseal: neither its protection nor its place changes any more. */
  SEALED: 0x800,
  /** Never to be written, as a shared mapping of a file opened read-only; no VM_MAYWRITE. */
  UNWRITABLE: 0x1000,
  /** The special mapping of a guard: one page, which joins no other mapping. */
  GUARDED: 0x2000,
} as const;

/** The flags of memory that brk maps: VM_DATA_DEFAULT_FLAGS | VM_ACCOUNT. */
export const VM_HEAP = VM.READ | VM.WRITE | VM.ACCOUNT;

/** The bits that mprotect replaces. */
export const VM_PROTECTION = VM.READ | VM.WRITE | VM.EXEC | VM.NOSYSCALL;

/** Protection as /proc/PID/maps spells it, with `!` behind it for PROT_NOSYSCALL: `r-x!`. */
export function protText(prot: number): string {
  return (
    (prot & PROT.READ ? 'r' : '-') +
    (prot & PROT.WRITE ? 'w' : '-') +
    (prot & PROT.EXEC ? 'x' : '-') +
    (prot & PROT.NOSYSCALL ? '!' : '')
  );
}

/**
 * Reads `rwx` text (any of `r`, `w`, `x`, `!`, `-`) back to bits; undefined if it is no such text.
 */
export function protFromText(text: string): number | undefined {
  if (!/^[r-]?[w-]?[x-]?!?$/.test(text)) return undefined;
  return (
    (text.includes('r') ? PROT.READ : 0) |
    (text.includes('w') ? PROT.WRITE : 0) |
    (text.includes('x') ? PROT.EXEC : 0) |
    (text.includes('!') ? PROT.NOSYSCALL : 0)
  );
}
