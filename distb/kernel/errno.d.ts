/**
 * The errnos that the simulated kernel returns: a call that fails returns the negative number, as
 * the system call ABI does. Source: include/uapi/asm-generic/errno-base.h and errno.h.
 */
/** Errno numbers by name. */
export declare const ERRNO: {
    readonly EPERM: 1;
    readonly ENOENT: 2;
    readonly ESRCH: 3;
    readonly EINTR: 4;
    readonly EIO: 5;
    readonly E2BIG: 7;
    readonly EBADF: 9;
    readonly ECHILD: 10;
    readonly EAGAIN: 11;
    readonly ENOMEM: 12;
    readonly EACCES: 13;
    readonly EFAULT: 14;
    readonly EBUSY: 16;
    readonly EEXIST: 17;
    readonly EINVAL: 22;
    readonly EMFILE: 24;
    readonly ENOTTY: 25;
    readonly EDEADLK: 35;
    readonly ENOSYS: 38;
    readonly EOPNOTSUPP: 95;
    readonly EINPROGRESS: 115;
    readonly ERESTARTSYS: 512;
    readonly ERESTARTNOINTR: 513;
    readonly ERESTARTNOHAND: 514;
    readonly ERESTART_RESTARTBLOCK: 516;
};
/** The name of one errno. */
export type ErrnoName = keyof typeof ERRNO;
/** The name of a returned value: `-12` is `ENOMEM`; values that are no errno give `undefined`. */
export declare function errnoName(result: number): ErrnoName | undefined;
