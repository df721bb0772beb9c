/**
 * Seccomp modes, operations and flags, as numbers. Sources: include/uapi/linux/seccomp.h, prctl.h;
 * the seed's RFC for mode 3 and operation 4.
 * Tested by: test/kernel/seccomp/attach.test.ts
 */
/** Mode of a task. `dead` is the kernel's own: the task is being killed and runs no more calls. */
export const SECCOMP_MODE = { disabled: 0, strict: 1, filter: 2, memmap: 3, dead: 4 };
/** Operations of seccomp(2). */
export const SECCOMP_OPERATION = {
    SET_MODE_STRICT: 0,
    SET_MODE_FILTER: 1,
    GET_ACTION_AVAIL: 2,
    GET_NOTIF_SIZES: 3,
    SET_MODE_MEMMAP: 4,
};
/** Flags of SET_MODE_FILTER. */
export const FILTER_FLAG = {
    TSYNC: 1,
    LOG: 2,
    SPEC_ALLOW: 4,
    NEW_LISTENER: 8,
    TSYNC_ESRCH: 16,
    WAIT_KILLABLE_RECV: 32,
};
/** All of them. */
export const FILTER_FLAG_MASK = 63;
/** Options of prctl(2). */
export const PRCTL = {
    PR_GET_SECCOMP: 21,
    PR_SET_SECCOMP: 22,
    PR_SET_NO_NEW_PRIVS: 38,
    PR_GET_NO_NEW_PRIVS: 39,
    PR_SET_SYSCALL_USER_DISPATCH: 59,
};
/** Modes of PR_SET_SYSCALL_USER_DISPATCH. */
export const DISPATCH_MODE = { OFF: 0, EXCLUSIVE_ON: 1, INCLUSIVE_ON: 2 };
/** Values of the selector. */
export const SELECTOR = { ALLOW: 0, BLOCK: 1 };
//# sourceMappingURL=mode.js.map