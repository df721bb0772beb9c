/**
 * Mechanisms: every way to intercept a system call that one thread alone can show, as a caller
 * meets it. Those without a filter or a signal leave the call alone; what is trapped includes its
 * handler and the way back.
 */
import type { Mechanism } from './caller.ts';
/** Ranges of the range filters. */
export declare const RANGE_COUNTS: readonly [1, 2, 4, 8, 16, 32, 64, 128];
/** A caller that nothing intercepts: what all others are compared with. */
export declare const UNTOUCHED: Mechanism;
/** The seed's RFC, in three designs of its check. */
export declare const MEMMAP: readonly Mechanism[];
/** What Linux has. */
export declare const LINUX: readonly Mechanism[];
/**
 * A filter that allows calls from `count` ranges and traps all others, met by a caller in the first
 * or in the last of them: the best and the worst place in a chain.
 */
export declare function rangesMechanism(count: number, search: 'linear' | 'binary', caller: 'first' | 'last'): Mechanism;
