/**
 * The constant-action bitmap (Linux 5.11): when a filter is attached, it is emulated once for every
 * system call number with nothing known but number and architecture. Where that is enough to reach
 * RET ALLOW in this filter and in all before it, later calls skip the filters altogether. A filter
 * that loads anything else on the way, the instruction pointer for instance, must run every time.
 * Invariant: a set bit says what running the filters would say, but for the exempt numbers.
 *
 * Source: kernel/seccomp.c, seccomp_is_const_allow() and seccomp_cache_prepare(). Deviation: Linux
 * has a second bitmap for 32-bit calls; here a call of another architecture runs the filters.
 */
/** Numbers that the bitmap covers: NR_syscalls of x86-64 in Linux 6.18 (syscall_64.tbl). */
export declare const NATIVE_SYSCALL_COUNT = 470;
/**
 * uretprobe and uprobe: calls that only the kernel's own trampolines make, which no filter may stop
 * (6.14, 6.18; `seccomp_uprobe_exception`).
 */
export declare const FILTER_EXEMPT_NUMBERS: readonly number[];
/** One bit for each native system call number. */
export type ConstantAllow = Int32Array;
/** Whether the program allows a native call on its number alone, whatever else the call carries. */
export declare function isConstantAllow(program: Int32Array, nr: number): boolean;
/** The bitmap of a program on top of the filters whose bitmap is `previous`. */
export declare function constantAllow(program: Int32Array, previous?: ConstantAllow): ConstantAllow;
/** Whether a call is allowed without running any filter (`seccomp_cache_check_allow`). */
export declare function isCachedAllow(bitmap: ConstantAllow, data: Int32Array): boolean;
