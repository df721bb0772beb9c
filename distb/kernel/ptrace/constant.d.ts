/**
 * The numbers of ptrace(2): which stop a tracee is in, what a tracer may ask for, and the registers
 * by their place in `struct user`.
 *
 * Source: include/uapi/linux/ptrace.h, include/linux/ptrace.h, arch/x86/include/asm/user_64.h.
 * Tested by: test/kernel/ptrace/tracer.test.ts
 */
/** The ptrace stop that a tracee is in. */
export declare const PTRACE_STOP: {
    readonly none: 0;
    /** Syscall-entry stop: before the call, for PTRACE_SYSCALL and PTRACE_SYSEMU. */
    readonly entry: 1;
    /** Syscall-exit stop: behind the call, for PTRACE_SYSCALL. */
    readonly exit: 2;
    /** PTRACE_EVENT_SECCOMP: a filter said TRACE. */
    readonly seccomp: 3;
    /** Signal-delivery stop. */
    readonly signal: 4;
    /** Group stop, or the stop that PTRACE_INTERRUPT asks for (PTRACE_EVENT_STOP). */
    readonly trap: 5;
};
/**
 * Options of a tracer. Deviation: the options that are not here (TRACEFORK, TRACECLONE, TRACEEXEC,
 * TRACEEXIT, ...) are refused like unknown bits, as nothing that they do is modelled.
 */
export declare const PTRACE_OPTION: {
    readonly TRACESYSGOOD: 1;
    readonly TRACESECCOMP: 128;
    readonly EXITKILL: 1048576;
    /** The tracee's calls pass seccomp unseen; for who has CAP_SYS_ADMIN and no filter. */
    readonly SUSPEND_SECCOMP: 2097152;
};
/** All options. */
export declare const PTRACE_OPTION_MASK: number;
/** Beside the options: the tracee was seized and not attached to (PT_SEIZED). */
export declare const SEIZED: number;
/** Events that a stop can carry, in the second byte of its code. */
export declare const PTRACE_EVENT: {
    readonly SECCOMP: 7;
    readonly STOP: 128;
};
/** Messages of syscall stops: which of the two it is (PTRACE_GETEVENTMSG). */
export declare const PTRACE_EVENTMSG: {
    readonly SYSCALL_ENTRY: 1;
    readonly SYSCALL_EXIT: 2;
};
/** How the tracer let a tracee go on: to nothing, to the next syscall stop, or by SYSEMU. */
export declare const RESUME: {
    readonly cont: 0;
    readonly syscall: 1;
    readonly sysemu: 2;
};
/** Registers by their offset in `struct user`, for PTRACE_PEEKUSER and PTRACE_POKEUSER. */
export declare const USER_REGISTER: {
    /** The number of the call; -1 skips it, and -1 stands there outside of calls. */
    readonly ORIG_RAX: 120;
    /** The result of the call; at its entry what a skipped call returns. */
    readonly RAX: 80;
    readonly RDI: 112;
    readonly RSI: 104;
    readonly RDX: 96;
    readonly R10: 56;
    readonly R8: 72;
    readonly R9: 64;
    /** The address behind the syscall instruction; it can be read only. */
    readonly RIP: 128;
};
/** A wait status that tells of a stop: `code` is a signal, perhaps with an event above it. */
export declare function stopStatus(code: number): number;
/** Wait statuses of stops: those of ptrace alone, and each signal's own. */
export declare const STOP_STATUS: Readonly<Record<string, number>>;
