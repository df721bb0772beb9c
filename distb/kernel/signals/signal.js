/**
 * Signals: their numbers, what each does by default, and the disposition words of a process.
 * Invariant: a set of signals is one word, bit `signal - 1`, for the 31 standard signals.
 *
 * Sources: arch/x86/include/uapi/asm/signal.h, include/linux/signal.h (the default actions).
 * Tested by: test/kernel/signals/work.test.ts
 */
/** Signal numbers of x86-64. */
export const SIGNAL = {
    SIGHUP: 1,
    SIGINT: 2,
    SIGQUIT: 3,
    SIGILL: 4,
    SIGTRAP: 5,
    SIGABRT: 6,
    SIGBUS: 7,
    SIGFPE: 8,
    SIGKILL: 9,
    SIGUSR1: 10,
    SIGSEGV: 11,
    SIGUSR2: 12,
    SIGPIPE: 13,
    SIGALRM: 14,
    SIGTERM: 15,
    SIGSTKFLT: 16,
    SIGCHLD: 17,
    SIGCONT: 18,
    SIGSTOP: 19,
    SIGTSTP: 20,
    SIGTTIN: 21,
    SIGTTOU: 22,
    SIGURG: 23,
    SIGXCPU: 24,
    SIGXFSZ: 25,
    SIGVTALRM: 26,
    SIGPROF: 27,
    SIGWINCH: 28,
    SIGIO: 29,
    SIGPWR: 30,
    SIGSYS: 31,
};
/** The greatest signal number that is modelled; there are no real-time signals. */
export const SIGNAL_MAX = 31;
/** The set that holds one signal. */
export function signalBit(signal) {
    return 1 << (signal - 1);
}
function setOf(...names) {
    return names.reduce((set, name) => set | signalBit(SIGNAL[name]), 0);
}
/** Signals that nobody can block, ignore or handle. */
export const UNSTOPPABLE = setOf('SIGKILL', 'SIGSTOP');
/** Signals that stop a process by default. */
export const STOPPING = setOf('SIGSTOP', 'SIGTSTP', 'SIGTTIN', 'SIGTTOU');
/** Signals that do nothing by default. */
export const IGNORED_BY_DEFAULT = setOf('SIGCONT', 'SIGCHLD', 'SIGWINCH', 'SIGURG');
/** Signals that a fault raises: they are taken first. */
export const SYNCHRONOUS = setOf('SIGSEGV', 'SIGBUS', 'SIGILL', 'SIGTRAP', 'SIGFPE', 'SIGSYS');
/** Signals that dump core by default, and so kill only when they are taken. */
export const DUMPING = setOf('SIGQUIT', 'SIGILL', 'SIGTRAP', 'SIGABRT', 'SIGFPE', 'SIGSEGV', 'SIGBUS', 'SIGSYS', 'SIGXCPU', 'SIGXFSZ');
/** si_code of SIGSYS (include/uapi/asm-generic/siginfo.h). */
export const SIGSYS_CODE = { SYS_SECCOMP: 1, SYS_USER_DISPATCH: 2 };
/** What a disposition word says: default, ignore, or the number of a handler program + 2. */
export const DISPOSITION = { DEFAULT: 0, IGNORE: 1, HANDLER: 2 };
const DISPOSITION_MASK = 0xff;
/** sigaction flags as the disposition words keep them. */
export const ACTION_FLAG = { SA_RESTART: 0x100, SA_NODEFER: 0x200 };
/** A forced signal kills whatever a tracer says, and its disposition stays (SA_IMMUTABLE). */
export const IMMUTABLE = 0x400;
/** Disposition, or handler number + 2, of a disposition word. */
export function dispositionOf(action) {
    return action & DISPOSITION_MASK;
}
/** The lowest signal of a set that is not empty. */
export function lowestSignal(set) {
    return 32 - Math.clz32(set & -set);
}
//# sourceMappingURL=signal.js.map