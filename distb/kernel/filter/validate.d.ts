/**
 * What Linux checks before it takes a filter, in Linux's order: `bpf_check_classic` over the whole
 * program, then its `check_load_and_stores`, then `seccomp_check_filter`. Linux only says EINVAL;
 * this names the instruction at which it said so, and why. Invariant: an accepted program reads
 * nothing but `seccomp_data` and slots that it has written, jumps forward only and ends in a RET.
 *
 * Sources: net/core/filter.c, kernel/seccomp.c. Deviation: a packet load of an ancillary field
 * (k >= SKF_AD_OFF), which Linux refuses in the first or the last pass, is refused in the last.
 */
/** Whether Linux takes a filter. */
export interface FilterCheck {
    /** 0, or -EINVAL. */
    readonly errno: number;
    /** The offending instruction; -1 if there is none, or if the length itself is wrong. */
    readonly index: number;
    /** The reason, in one line; empty if the filter is taken. */
    readonly why: string;
}
/** Checks an encoded program as `seccomp(SECCOMP_SET_MODE_FILTER)` does. */
export declare function checkFilter(program: Int32Array): FilterCheck;
