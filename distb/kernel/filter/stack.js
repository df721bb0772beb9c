/**
 * Filters as Linux keeps them: a tree whose nodes point to what was installed before, so that
 * forked and cloned tasks share the path up to where they parted. Invariant: a filter never changes
 * after it was attached, and no path weighs more than `PATH_WEIGHT_LIMIT`.
 *
 * Source: kernel/seccomp.c, seccomp_attach_filter().
 */
import { ERRNO } from '../errno.js';
import { constantAllow } from './constant.js';
import { filterCode } from './straight.js';
import { translatedCount } from './translate.js';
import { checkFilter } from './validate.js';
/** Translated instructions of all filters of a task at most: 256 KB (MAX_INSNS_PER_PATH). */
export const PATH_WEIGHT_LIMIT = 32_768;
/** What every filter that is already there weighs besides its instructions. */
export const FILTER_PENALTY = 4;
/**
 * Attaches a program on top of a path; -EINVAL for a program that Linux refuses (`checkFilter` says
 * why), -ENOMEM for a path that would weigh too much. Whether the task may install filters at all
 * (no_new_privs or CAP_SYS_ADMIN, else EACCES) is for the caller to check in between.
 */
export function attachFilter(previous, program) {
    const { errno } = checkFilter(program);
    if (errno !== 0)
        return errno;
    const weight = translatedCount(program);
    const below = previous?.pathWeight ?? 0;
    if (weight + below > PATH_WEIGHT_LIMIT)
        return -ERRNO.ENOMEM;
    return {
        program,
        run: filterCode(program),
        previous,
        depth: previous === undefined ? 0 : previous.depth + 1,
        pathWeight: below + weight + FILTER_PENALTY,
        constantAllow: constantAllow(program, previous?.constantAllow),
    };
}
//# sourceMappingURL=stack.js.map