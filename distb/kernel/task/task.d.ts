/**
 * Tasks: where their records stand, and how a thread sleeps in the kernel. A sleeper reads its kick
 * word first, then looks at what it waits for, and sleeps on the kick word if that has not come;
 * whoever may have made it come kicks. The kick words are observation: they only grow, and a state
 * that differs in nothing else is the same state.
 *
 * Invariant: WAITING and SLEEP are zero while the thread is awake, and a step that returns BLOCKED
 * has written them before, in an earlier step.
 *
 * Compare Linux include/linux/sched.h, struct task_struct. Deviation: thread ids are the numbers of
 * the threads + TID_BASE; they are reused only by who is born again (`clone` of a dead thread).
 * Tested by: test/kernel/signals/work.test.ts
 */
import type { World } from '../memory/world.ts';
/** Whether a task exists. */
export declare const LIFE: {
    readonly unborn: 0;
    readonly alive: 1;
    readonly exiting: 2;
    readonly dead: 3;
};
/** How a task sleeps, which says what ends the sleep early. */
export declare const SLEEP: {
    /** It runs. */
    readonly awake: 0;
    /** TASK_INTERRUPTIBLE: any signal that is not blocked. */
    readonly interruptible: 1;
    /** TASK_KILLABLE: a fatal signal only. */
    readonly killable: 2;
    /** TASK_STOPPED, TASK_TRACED: SIGKILL, SIGCONT or the tracer. */
    readonly stopped: 3;
    /** TASK_UNINTERRUPTIBLE: nothing. */
    readonly uninterruptible: 4;
};
/** What a task sleeps for. */
export declare const WAIT: {
    readonly nothing: 0;
    /** The answer to its notification; object: its filter. */
    readonly notification: 1;
    /** A request to receive; object: the filter. */
    readonly receive: 2;
    /** The target that is to install a descriptor; object: the target. */
    readonly addfd: 3;
    /** A tracer's order; object: nothing. */
    readonly tracer: 4;
    /** A tracee's stop; object: the tracee + 1, or 0 for any. */
    readonly tracee: 5;
    /** SIGCONT. */
    readonly continued: 6;
    /** A timer, a read of an empty pipe, a signal: ends by a signal, or as the call says. */
    readonly forever: 7;
    readonly timer: 8;
    /** A mutex; object: the filter whose notify_lock it is. */
    readonly notifyLock: 9;
    /** A process's end; object: the process + 1, or 0 for any. */
    readonly child: 10;
    /** poll on a listener; object: the filter. */
    readonly poll: 11;
    /** The end of the other threads of its process (execve). */
    readonly group: 12;
};
/** The WAITING word of a task that sleeps for `kind` of `object`. */
export declare function waitingFor(kind: number, object?: number): number;
/** The kind of a WAITING word: one of WAIT. */
export declare function waitKind(waiting: number): number;
/** The object of a WAITING word. */
export declare function waitObject(waiting: number): number;
/** Thread 0 has this thread id. */
export declare const TID_BASE = 1000;
/** The thread id of a thread, as system calls name it. */
export declare function tidOf(thread: number): number;
/** The thread of a thread id, or -1: dead and unborn threads have none. */
export declare function threadOfTid(world: World, tid: number): number;
/** First word of a task's record. */
export declare function taskWord(world: World, thread: number): number;
/** First word of a process's record. */
export declare function processWord(world: World, process: number): number;
/** First word of a filter's record. */
export declare function filterWord(world: World, filter: number): number;
/** The process of a thread. */
export declare function processOf(world: World, thread: number): number;
/** The id of a process as system calls name it: the thread id of its first leader. */
export declare function pidOf(world: World, process: number): number;
/** The word that a thread sleeps on. */
export declare function kickWord(world: World, thread: number): number;
/** What the kick word holds; a sleeper reads it before it looks at what it waits for. */
export declare function kickCount(world: World, thread: number): number;
/** Wakes a thread, which looks again at what it waits for. */
export declare function kick(world: World, thread: number): void;
/** Wakes every task that sleeps for this. */
export declare function kickWaiting(world: World, waiting: number): void;
/** Says that the thread falls asleep from its next step on; a private note of its own. */
export declare function fallAsleep(world: World, thread: number, waiting: number, sleep: number): void;
/** Says that the thread is awake again. */
export declare function wakeUp(world: World, thread: number): void;
