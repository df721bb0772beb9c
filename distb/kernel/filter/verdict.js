/**
 * The verdict of a path of filters on one call: all of them run, newest first, and the lowest
 * action wins, compared as signed words; on a tie the newest filter's data and listener count. A
 * verdict is one non-negative 31-bit number, so that it fits a word and allocates nothing.
 * Invariant: 16 bits of data, 3 of action, 12 of the filter's depth plus one hold every verdict,
 * since a path has at most 3,641 filters.
 *
 * Source: kernel/seccomp.c, seccomp_run_filters() and __seccomp_filter().
 */
import { ACTION, ACTION_DATA_MASK, ACTION_MASK, ACTION_NAMES, ERRNO_MAX } from './action.js';
import { isCachedAllow } from './constant.js';
const ACTION_SHIFT = 16;
const DEPTH_SHIFT = 19;
/** Actions by precedence. */
const ACTIONS = Int32Array.from(ACTION_NAMES, (name) => ACTION[name]);
/** The verdict of a path on a call; by the bitmap if it knows, else by running all filters. */
export function runFilters(newest, data) {
    if (isCachedAllow(newest.constantAllow, data))
        return pack(ACTION.ALLOW, -1);
    return evaluateFilters(newest, data);
}
/** The verdict of running all filters, without the bitmap. */
export function evaluateFilters(newest, data) {
    // ALLOW is the greatest action there is, so a filter that allows never matches.
    let strongest = ACTION.ALLOW;
    let depth = -1;
    for (let filter = newest; filter !== undefined; filter = filter.previous) {
        const returned = filter.run(data);
        if ((returned & ACTION_MASK) >= (strongest & ACTION_MASK))
            continue;
        strongest = returned;
        depth = filter.depth;
    }
    return pack(strongest, depth);
}
function pack(returned, depth) {
    const action = precedence(returned & ACTION_MASK);
    return (returned & ACTION_DATA_MASK) | (action << ACTION_SHIFT) | ((depth + 1) << DEPTH_SHIFT);
}
/** The place of an action in `ACTIONS`; one that Linux does not know kills the process. */
function precedence(action) {
    for (let place = 1; place < ACTIONS.length; place++)
        if (ACTIONS[place] === action)
            return place;
    return 0;
}
/** The action to take, one of `ACTION`; an unknown one has become KILL_PROCESS. */
export function verdictAction(verdict) {
    return ACTIONS[(verdict >> ACTION_SHIFT) & 7];
}
/** The 16 bits of data: si_errno of a TRAP, the message of a TRACE. */
export function verdictData(verdict) {
    return verdict & ACTION_DATA_MASK;
}
/** What the call returns for an ERRNO verdict: 0 or a negative errno, not below -4095. */
export function verdictResult(verdict) {
    return 0 - Math.min(verdictData(verdict), ERRNO_MAX);
}
/** The depth of the filter that decided; -1 if all allow. */
export function verdictDepth(verdict) {
    return (verdict >> DEPTH_SHIFT) - 1;
}
//# sourceMappingURL=verdict.js.map