/**
 * The verdict of a path of filters on one call: all of them run, newest first, and the lowest
 * action wins, compared as signed words; on a tie the newest filter's data and listener count. A
 * verdict is one non-negative 31-bit number, so that it fits a word and allocates nothing.
 * Invariant: 16 bits of data, 3 of action, 12 of the filter's depth plus one hold every verdict,
 * since a path has at most 3,641 filters.
 *
 * Source: kernel/seccomp.c, seccomp_run_filters() and __seccomp_filter().
 */
import type { Filter } from './stack.ts';
/** The verdict of a path on a call; by the bitmap if it knows, else by running all filters. */
export declare function runFilters(newest: Filter, data: Int32Array): number;
/** The verdict of running all filters, without the bitmap. */
export declare function evaluateFilters(newest: Filter, data: Int32Array): number;
/** The action to take, one of `ACTION`; an unknown one has become KILL_PROCESS. */
export declare function verdictAction(verdict: number): number;
/** The 16 bits of data: si_errno of a TRAP, the message of a TRACE. */
export declare function verdictData(verdict: number): number;
/** What the call returns for an ERRNO verdict: 0 or a negative errno, not below -4095. */
export declare function verdictResult(verdict: number): number;
/** The depth of the filter that decided; -1 if all allow. */
export declare function verdictDepth(verdict: number): number;
