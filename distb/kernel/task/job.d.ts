/**
 * The bits of a task's JOB word: what it still owes to a group stop and to its tracer.
 *
 * Source: include/linux/sched/jobctl.h. Deviation: Linux notes in each thread that it still has to
 * join a group stop (STOP_PENDING); here a traced thread notes that it has joined, and what is
 * pending follows from the stop of the process.
 * Tested by: test/kernel/ptrace/job.test.ts
 */
/** JOBCTL_* bits. */
export declare const JOB: {
    /** A stop signal was taken and no SIGCONT has come since. */
    readonly STOP_DEQUEUED: 1;
    /** It has told its tracer of the group stop in effect, and may run if the tracer says so. */
    readonly JOINED: 2;
    /** The tracer wants a stop (PTRACE_INTERRUPT). */
    readonly TRAP_STOP: 4;
    /** The tracer wants to hear that a group stop began or ended. */
    readonly TRAP_NOTIFY: 8;
    /** The tracer waits for such news and leaves it in its stop (PTRACE_LISTEN). */
    readonly LISTENING: 16;
};
/** Bits that ask for a stop. */
export declare const JOB_TRAPS: number;
