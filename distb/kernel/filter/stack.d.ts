/**
 * Filters as Linux keeps them: a tree whose nodes point to what was installed before, so that
 * forked and cloned tasks share the path up to where they parted. Invariant: a filter never changes
 * after it was attached, and no path weighs more than `PATH_WEIGHT_LIMIT`.
 *
 * Source: kernel/seccomp.c, seccomp_attach_filter().
 */
import { type ConstantAllow } from './constant.ts';
import { type FilterCode } from './straight.ts';
/** Translated instructions of all filters of a task at most: 256 KB (MAX_INSNS_PER_PATH). */
export declare const PATH_WEIGHT_LIMIT = 32768;
/** What every filter that is already there weighs besides its instructions. */
export declare const FILTER_PENALTY = 4;
/** One attached filter, and through `previous` all that were attached before it. */
export interface Filter {
    readonly program: Int32Array;
    /** The program, to be run. */
    readonly run: FilterCode;
    readonly previous: Filter | undefined;
    /** Filters below this one: 0 is the oldest of a path. */
    readonly depth: number;
    /** What this filter and those below it weigh for the next one, penalties included. */
    readonly pathWeight: number;
    /** The calls that this filter and those below it allow by their number. */
    readonly constantAllow: ConstantAllow;
}
/**
 * Attaches a program on top of a path; -EINVAL for a program that Linux refuses (`checkFilter` says
 * why), -ENOMEM for a path that would weigh too much. Whether the task may install filters at all
 * (no_new_privs or CAP_SYS_ADMIN, else EACCES) is for the caller to check in between.
 */
export declare function attachFilter(previous: Filter | undefined, program: Int32Array): Filter | number;
