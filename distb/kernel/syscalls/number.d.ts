/**
 * System call numbers of x86-64 that the simulated kernel knows. Source:
 * arch/x86/entry/syscalls/syscall_64.tbl. A number that is not here runs and returns ENOSYS.
 *
 * An operation of a call that has several (ioctl on a listener, prctl for user dispatch, ptrace) is
 * a call of its own here: its number is the real one below OPERATION_STEP, and above it the number
 * of the operation. Filters, tracers and siginfo see the real number (`realNumber`).
 */
/** How many operations there are room for. */
export declare const OPERATION_COUNT = 24;
/** The place of an operation in the table of operations, or -1 for an ordinary number. */
export declare function operationIndex(number: number): number;
/** The number as the registers hold it. */
export declare function realNumber(number: number): number;
/** System call numbers by name. */
export declare const SYSCALL_NUMBER: {
    readonly read: 0;
    readonly write: 1;
    readonly open: 2;
    readonly close: 3;
    readonly poll: 7;
    readonly mmap: 9;
    readonly mprotect: 10;
    readonly munmap: 11;
    readonly rt_sigaction: 13;
    readonly rt_sigprocmask: 14;
    readonly rt_sigreturn: 15;
    readonly dup: 32;
    readonly pause: 34;
    readonly nanosleep: 35;
    readonly getpid: 39;
    readonly clone: 56;
    readonly fork: 57;
    readonly execve: 59;
    readonly exit: 60;
    readonly wait4: 61;
    readonly kill: 62;
    readonly sysinfo: 99;
    readonly getppid: 110;
    readonly prctl: 157;
    readonly gettid: 186;
    readonly restart_syscall: 219;
    readonly clock_nanosleep: 230;
    readonly exit_group: 231;
    readonly tgkill: 234;
    readonly openat: 257;
    readonly mknodat: 259;
    readonly seccomp: 317;
    readonly sud_set: number;
    readonly notif_recv: number;
    readonly notif_send: number;
    readonly notif_id_valid: number;
    readonly notif_addfd: number;
    readonly notif_set_flags: number;
    readonly ptrace_attach: number;
    readonly ptrace_cont: number;
    readonly ptrace_detach: number;
    readonly ptrace_pokeuser: number;
    readonly ptrace_wait: number;
    readonly ptrace_peekuser: number;
    readonly ptrace_traceme: number;
    readonly ptrace_setoptions: number;
    readonly setrlimit: number;
    readonly ptrace_seize: number;
    readonly ptrace_syscall: number;
    readonly ptrace_sysemu: number;
    readonly ptrace_interrupt: number;
    readonly ptrace_listen: number;
    readonly ptrace_geteventmsg: number;
};
/** The name of a system call, or its number where it has none here. */
export declare function syscallName(number: number): string;
/** The numbers by name as filters and tracers see them. */
export declare const REAL_NUMBER: Readonly<Record<string, number>>;
