/**
 * What the entry of a call notes in the WORK word of its task, for the rest of the call.
 * Tested by: test/kernel/entry/enter.test.ts
 */
/** Bits of WORK; the first three are SYSCALL_WORK_* of include/linux/thread_info.h. */
export declare const WORK: {
    readonly DISPATCH: 1;
    readonly TRACE: 2;
    readonly SECCOMP: 4;
    /** The thread is inside a call: exit work may restart it. */
    readonly IN_CALL: 8;
    /** The thread ends, as exit(2) does. */
    readonly LEAVING: 16;
    /** The tracer emulates the call: it stops at the entry and is skipped. */
    readonly EMULATE: 32;
};
