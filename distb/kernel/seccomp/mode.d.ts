/**
 * Seccomp modes, operations and flags, as numbers. Sources: include/uapi/linux/seccomp.h, prctl.h;
 * the seed's RFC for mode 3 and operation 4.
 * Tested by: test/kernel/seccomp/attach.test.ts
 */
/** Mode of a task. `dead` is the kernel's own: the task is being killed and runs no more calls. */
export declare const SECCOMP_MODE: {
    readonly disabled: 0;
    readonly strict: 1;
    readonly filter: 2;
    readonly memmap: 3;
    readonly dead: 4;
};
/** Operations of seccomp(2). */
export declare const SECCOMP_OPERATION: {
    readonly SET_MODE_STRICT: 0;
    readonly SET_MODE_FILTER: 1;
    readonly GET_ACTION_AVAIL: 2;
    readonly GET_NOTIF_SIZES: 3;
    readonly SET_MODE_MEMMAP: 4;
};
/** Flags of SET_MODE_FILTER. */
export declare const FILTER_FLAG: {
    readonly TSYNC: 1;
    readonly LOG: 2;
    readonly SPEC_ALLOW: 4;
    readonly NEW_LISTENER: 8;
    readonly TSYNC_ESRCH: 16;
    readonly WAIT_KILLABLE_RECV: 32;
};
/** All of them. */
export declare const FILTER_FLAG_MASK = 63;
/** Options of prctl(2). */
export declare const PRCTL: {
    readonly PR_GET_SECCOMP: 21;
    readonly PR_SET_SECCOMP: 22;
    readonly PR_SET_NO_NEW_PRIVS: 38;
    readonly PR_GET_NO_NEW_PRIVS: 39;
    readonly PR_SET_SYSCALL_USER_DISPATCH: 59;
};
/** Modes of PR_SET_SYSCALL_USER_DISPATCH. */
export declare const DISPATCH_MODE: {
    readonly OFF: 0;
    readonly EXCLUSIVE_ON: 1;
    readonly INCLUSIVE_ON: 2;
};
/** Values of the selector. */
export declare const SELECTOR: {
    readonly ALLOW: 0;
    readonly BLOCK: 1;
};
