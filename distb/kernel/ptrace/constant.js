/**
 * The numbers of ptrace(2): which stop a tracee is in, what a tracer may ask for, and the registers
 * by their place in `struct user`.
 *
 * Source: include/uapi/linux/ptrace.h, include/linux/ptrace.h, arch/x86/include/asm/user_64.h.
 * Tested by: test/kernel/ptrace/tracer.test.ts
 */
import { SIGNAL } from '../signals/signal.js';
/** The ptrace stop that a tracee is in. */
export const PTRACE_STOP = {
    none: 0,
    /** Syscall-entry stop: before the call, for PTRACE_SYSCALL and PTRACE_SYSEMU. */
    entry: 1,
    /** Syscall-exit stop: behind the call, for PTRACE_SYSCALL. */
    exit: 2,
    /** PTRACE_EVENT_SECCOMP: a filter said TRACE. */
    seccomp: 3,
    /** Signal-delivery stop. */
    signal: 4,
    /** Group stop, or the stop that PTRACE_INTERRUPT asks for (PTRACE_EVENT_STOP). */
    trap: 5,
};
/**
 * Options of a tracer. Deviation: the options that are not here (TRACEFORK, TRACECLONE, TRACEEXEC,
 * TRACEEXIT, ...) are refused like unknown bits, as nothing that they do is modelled.
 */
export const PTRACE_OPTION = {
    TRACESYSGOOD: 0x1,
    TRACESECCOMP: 0x80,
    EXITKILL: 0x10_0000,
    /** The tracee's calls pass seccomp unseen; for who has CAP_SYS_ADMIN and no filter. */
    SUSPEND_SECCOMP: 0x20_0000,
};
/** All options. */
export const PTRACE_OPTION_MASK = Object.values(PTRACE_OPTION).reduce((a, b) => a | b, 0);
/** Beside the options: the tracee was seized and not attached to (PT_SEIZED). */
export const SEIZED = 1 << 24;
/** Events that a stop can carry, in the second byte of its code. */
export const PTRACE_EVENT = { SECCOMP: 7, STOP: 128 };
/** Messages of syscall stops: which of the two it is (PTRACE_GETEVENTMSG). */
export const PTRACE_EVENTMSG = { SYSCALL_ENTRY: 1, SYSCALL_EXIT: 2 };
/** How the tracer let a tracee go on: to nothing, to the next syscall stop, or by SYSEMU. */
export const RESUME = { cont: 0, syscall: 1, sysemu: 2 };
/** Registers by their offset in `struct user`, for PTRACE_PEEKUSER and PTRACE_POKEUSER. */
export const USER_REGISTER = {
    /** The number of the call; -1 skips it, and -1 stands there outside of calls. */
    ORIG_RAX: 120,
    /** The result of the call; at its entry what a skipped call returns. */
    RAX: 80,
    RDI: 112,
    RSI: 104,
    RDX: 96,
    R10: 56,
    R8: 72,
    R9: 64,
    /** The address behind the syscall instruction; it can be read only. */
    RIP: 128,
};
/** A wait status that tells of a stop: `code` is a signal, perhaps with an event above it. */
export function stopStatus(code) {
    return (code << 8) | 0x7f;
}
/** Wait statuses of stops: those of ptrace alone, and each signal's own. */
export const STOP_STATUS = {
    ...Object.fromEntries(Object.entries(SIGNAL).map(([name, signal]) => [name, stopStatus(signal)])),
    /** A syscall stop with TRACESYSGOOD; without it the status is SIGTRAP's. */
    SYSCALL_STOP: stopStatus(SIGNAL.SIGTRAP | 0x80),
    SECCOMP_STOP: stopStatus(SIGNAL.SIGTRAP | (PTRACE_EVENT.SECCOMP << 8)),
    INTERRUPT_STOP: stopStatus(SIGNAL.SIGTRAP | (PTRACE_EVENT.STOP << 8)),
};
//# sourceMappingURL=constant.js.map