/**
 * Names of Linux that a vector may use, beyond those that the simulated kernel knows: system calls
 * of x86-64 and errnos. Each list holds names in the order of their numbers, `-` where there is
 * none. Sources: arch/x86/entry/syscalls/syscall_64.tbl; include/uapi/asm-generic/errno-base.h,
 * errno.h.
 */
/** The number of a system call name of x86-64. `N` is one that does nothing. */
export declare function callNumber(name: string): number | undefined;
/** The name of a system call number, or the number. */
export declare function callName(number: number): string;
/** The number of an errno name. */
export declare function errnoNumber(name: string): number | undefined;
/** A result as a reader wants it: the errno's name for a failure, else the number. */
export declare function resultText(result: number): string;
