/**
 * Signals: their numbers, what each does by default, and the disposition words of a process.
 * Invariant: a set of signals is one word, bit `signal - 1`, for the 31 standard signals.
 *
 * Sources: arch/x86/include/uapi/asm/signal.h, include/linux/signal.h (the default actions).
 * Tested by: test/kernel/signals/work.test.ts
 */
/** Signal numbers of x86-64. */
export declare const SIGNAL: {
    readonly SIGHUP: 1;
    readonly SIGINT: 2;
    readonly SIGQUIT: 3;
    readonly SIGILL: 4;
    readonly SIGTRAP: 5;
    readonly SIGABRT: 6;
    readonly SIGBUS: 7;
    readonly SIGFPE: 8;
    readonly SIGKILL: 9;
    readonly SIGUSR1: 10;
    readonly SIGSEGV: 11;
    readonly SIGUSR2: 12;
    readonly SIGPIPE: 13;
    readonly SIGALRM: 14;
    readonly SIGTERM: 15;
    readonly SIGSTKFLT: 16;
    readonly SIGCHLD: 17;
    readonly SIGCONT: 18;
    readonly SIGSTOP: 19;
    readonly SIGTSTP: 20;
    readonly SIGTTIN: 21;
    readonly SIGTTOU: 22;
    readonly SIGURG: 23;
    readonly SIGXCPU: 24;
    readonly SIGXFSZ: 25;
    readonly SIGVTALRM: 26;
    readonly SIGPROF: 27;
    readonly SIGWINCH: 28;
    readonly SIGIO: 29;
    readonly SIGPWR: 30;
    readonly SIGSYS: 31;
};
/** The greatest signal number that is modelled; there are no real-time signals. */
export declare const SIGNAL_MAX = 31;
/** The set that holds one signal. */
export declare function signalBit(signal: number): number;
/** Signals that nobody can block, ignore or handle. */
export declare const UNSTOPPABLE: number;
/** Signals that stop a process by default. */
export declare const STOPPING: number;
/** Signals that do nothing by default. */
export declare const IGNORED_BY_DEFAULT: number;
/** Signals that a fault raises: they are taken first. */
export declare const SYNCHRONOUS: number;
/** Signals that dump core by default, and so kill only when they are taken. */
export declare const DUMPING: number;
/** si_code of SIGSYS (include/uapi/asm-generic/siginfo.h). */
export declare const SIGSYS_CODE: {
    readonly SYS_SECCOMP: 1;
    readonly SYS_USER_DISPATCH: 2;
};
/** What a disposition word says: default, ignore, or the number of a handler program + 2. */
export declare const DISPOSITION: {
    readonly DEFAULT: 0;
    readonly IGNORE: 1;
    readonly HANDLER: 2;
};
/** sigaction flags as the disposition words keep them. */
export declare const ACTION_FLAG: {
    readonly SA_RESTART: 256;
    readonly SA_NODEFER: 512;
};
/** A forced signal kills whatever a tracer says, and its disposition stays (SA_IMMUTABLE). */
export declare const IMMUTABLE = 1024;
/** Disposition, or handler number + 2, of a disposition word. */
export declare function dispositionOf(action: number): number;
/** The lowest signal of a set that is not empty. */
export declare function lowestSignal(set: number): number;
