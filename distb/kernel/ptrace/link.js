/**
 * Who traces whom: the link between tracer and tracee, and what its end means to either side. A
 * link ends when the tracer detaches or dies, or when the tracee has died and the tracer has heard
 * of it. Invariant: a task without a tracer is in no ptrace stop and owes none.
 *
 * Source: kernel/ptrace.c: __ptrace_link(), __ptrace_unlink(), exit_ptrace().
 * Deviations: nobody but the tracer hears of a stop, and no SIGCHLD is sent; the tracees of a dead
 * task fall to nobody.
 * Tested by: test/kernel/ptrace/tracer.test.ts
 */
import { PROCESS, TASK } from '../memory/layout.js';
import { sendSignal, signalWakeUp } from '../signals/send.js';
import { SIGNAL } from '../signals/signal.js';
import { JOB, JOB_TRAPS } from '../task/job.js';
import { kick, kickWaiting, LIFE, processOf, processWord, taskWord, WAIT, waitingFor, } from '../task/task.js';
import { PTRACE_OPTION, PTRACE_STOP, RESUME } from './constant.js';
/** Whether somebody traces the task. */
export function isTraced(world, thread) {
    return world.words.load(taskWord(world, thread) + TASK.TRACER) !== 0;
}
/** Makes `tracer` the tracer of a task that has none; `options` as TRACE_OPTIONS keeps them. */
export function link(world, tracer, thread, options) {
    const { words } = world;
    const task = taskWord(world, thread);
    words.store(task + TASK.TRACE_OPTIONS, options);
    words.store(task + TASK.TRACE_RESUME, RESUME.cont);
    words.store(task + TASK.TRACER, tracer + 1);
    // One that is stopped already comes to its tracer's stop.
    kick(world, thread);
}
/** Lets a living tracee go: it leaves its stop, and joins a group stop that is in effect. */
export function unlink(world, thread) {
    const { words } = world;
    const task = taskWord(world, thread);
    const drop = JOB_TRAPS | JOB.LISTENING | JOB.JOINED;
    words.store(task + TASK.TRACER, 0);
    words.store(task + TASK.TRACE_OPTIONS, 0);
    words.store(task + TASK.TRACE_RESUME, RESUME.cont);
    words.store(task + TASK.JOB, words.load(task + TASK.JOB) & ~drop);
    words.store(task + TASK.STOP, PTRACE_STOP.none);
    if (words.load(processWord(world, processOf(world, thread)) + PROCESS.STOPPED) !== 0)
        signalWakeUp(world, thread);
    else
        kick(world, thread);
}
/** Wakes those who wait for news of a tracee. */
export function tellTracer(world, thread) {
    kickWaiting(world, waitingFor(WAIT.tracee, thread + 1));
    kickWaiting(world, waitingFor(WAIT.tracee, 0));
}
/**
 * A task is dead and its record is wiped: a tracer that it had hears of it, and its own tracees are
 * let go or (EXITKILL) killed. `status` is its wait status.
 */
export function traceDeath(world, thread, tracer, status) {
    const { words, layout } = world;
    if (tracer !== 0) {
        const task = taskWord(world, thread);
        words.store(task + TASK.TRACER, tracer);
        words.store(task + TASK.STOP_MESSAGE, status);
    }
    for (let other = 0; other < layout.bounds.threadCount; other += 1) {
        const task = taskWord(world, other);
        if (words.load(task + TASK.TRACER) !== thread + 1)
            continue;
        if (words.load(task + TASK.LIFE) === LIFE.dead) {
            forget(world, other);
            continue;
        }
        if ((words.load(task + TASK.TRACE_OPTIONS) & PTRACE_OPTION.EXITKILL) !== 0)
            sendSignal(world, processOf(world, other), other, SIGNAL.SIGKILL);
        unlink(world, other);
    }
    // A leader is heard of when the last of its threads is dead, so whoever waits looks again.
    const leader = words.load(processWord(world, processOf(world, thread)) + PROCESS.LEADER) - 1;
    tellTracer(world, thread);
    if (leader !== thread && leader >= 0)
        tellTracer(world, leader);
}
/** The tracer has heard of the death. */
export function forget(world, thread) {
    const task = taskWord(world, thread);
    world.words.store(task + TASK.TRACER, 0);
    world.words.store(task + TASK.STOP_MESSAGE, 0);
}
//# sourceMappingURL=link.js.map