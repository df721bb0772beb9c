/**
 * The weight of a filter: Linux runs and counts not the classic instructions but what
 * `bpf_convert_filter` makes of them, and it is this length that the limit of a path is about.
 * Invariant: only the count is modelled; a translation decides what its original decides.
 *
 * Source: net/core/filter.c, bpf_convert_filter(). Measured on 6.18: n RETs weigh 3 + 2n, n - 1
 * loads and a RET weigh n + 4. Deviation: bpf_jit_harden, which makes programs longer, is off.
 */
/** Instructions of the translation of an accepted program. */
export declare function translatedCount(program: Int32Array): number;
