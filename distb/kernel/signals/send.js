/**
 * Sending signals: what becomes of a signal the moment somebody sends it. A signal that kills by
 * default does so at once, by SIGKILL for every thread of the group; the others wait in the pending
 * set of the thread or of the process until a thread that does not block them looks. All functions
 * here are the bodies of single steps, as Linux runs them under siglock.
 *
 * Invariant: SIGPENDING is set in a thread whenever it has a signal to take; it may be set without
 * one, if another thread took the signal first (as TIF_SIGPENDING may).
 *
 * Source: kernel/signal.c: prepare_signal(), complete_signal(), force_sig_info_to_task().
 * Deviations: the thread that a signal for the process interrupts is the first that wants it, from
 * the lowest number, where Linux goes round; no real-time signals, no siginfo of plain signals.
 * Tested by: test/kernel/signals/work.test.ts
 */
import { INFO, PROCESS, TASK, THREAD } from '../memory/layout.js';
import { PTRACE_STOP, SEIZED } from '../ptrace/constant.js';
import { JOB, JOB_TRAPS } from '../task/job.js';
import { kick, LIFE, processOf, processWord, taskWord } from '../task/task.js';
import { dispositionOf, DISPOSITION, DUMPING, IGNORED_BY_DEFAULT, IMMUTABLE, SIGNAL, signalBit, STOPPING, } from './signal.js';
const KILL = signalBit(SIGNAL.SIGKILL);
/** Whether the thread should look for signals: what ends an interruptible sleep. */
export function hasSignal(world, thread) {
    return world.words.load(taskWord(world, thread) + TASK.SIGPENDING) !== 0;
}
/** Whether the thread is to die: what ends a killable sleep. */
export function hasFatalSignal(world, thread) {
    return (world.words.load(taskWord(world, thread) + TASK.PENDING) & KILL) !== 0;
}
/** The disposition word of a signal. */
export function actionOf(world, process, signal) {
    return world.words.load(processWord(world, process) + PROCESS.ACTION + signal);
}
/** Runs `visit` for the living threads of a process. */
export function forEachThread(world, process, visit) {
    for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1) {
        const at = taskWord(world, thread);
        if (world.words.load(at + TASK.LIFE) !== LIFE.alive)
            continue;
        if (world.words.load(at + TASK.PROCESS) === process)
            visit(thread);
    }
}
/** Makes a thread look for signals, whatever it waits on. */
export function signalWakeUp(world, thread) {
    const { words } = world;
    words.store(taskWord(world, thread) + TASK.SIGPENDING, 1);
    const parked = words.load(world.thread(thread) + THREAD.PARKED);
    kick(world, thread);
    // A thread that sleeps on a word of user memory is no sleeper of the kernel's, but a signal
    // interrupts it all the same.
    if (parked !== 0)
        world.unpark(thread, parked - 1);
}
/** Asks a traced thread for a stop; one whose tracer listens leaves its stop for the new one. */
export function pendTrap(world, thread, trap) {
    const { words } = world;
    const at = taskWord(world, thread);
    const job = words.load(at + TASK.JOB) | trap;
    words.store(at + TASK.JOB, job);
    if ((job & JOB.LISTENING) !== 0)
        words.store(at + TASK.STOP, PTRACE_STOP.none);
    signalWakeUp(world, thread);
}
/** A group stop of the process begins with this signal: every thread is to join it. */
export function stopGroup(world, process, signal) {
    const { words } = world;
    words.store(processWord(world, process) + PROCESS.STOPPED, signal);
    forEachThread(world, process, (thread) => {
        const at = taskWord(world, thread);
        words.store(at + TASK.JOB, words.load(at + TASK.JOB) & ~JOB.JOINED);
        if ((words.load(at + TASK.TRACE_OPTIONS) & SEIZED) === 0)
            signalWakeUp(world, thread);
        else
            pendTrap(world, thread, JOB.TRAP_NOTIFY);
    });
}
/** SIGCONT ends the group stop, and seized threads tell of it. */
function continueGroup(world, process) {
    const { words } = world;
    words.store(processWord(world, process) + PROCESS.STOPPED, 0);
    forEachThread(world, process, (thread) => {
        const at = taskWord(world, thread);
        const gone = JOB.JOINED | JOB.STOP_DEQUEUED;
        words.store(at + TASK.JOB, words.load(at + TASK.JOB) & ~gone);
        if ((words.load(at + TASK.TRACE_OPTIONS) & SEIZED) === 0)
            kick(world, thread);
        else
            pendTrap(world, thread, JOB.TRAP_NOTIFY);
    });
}
/** Sets SIGPENDING anew, for a thread whose mask or pending set has changed. */
export function recalculate(world, thread) {
    const { words } = world;
    const at = taskWord(world, thread);
    const process = processWord(world, processOf(world, thread));
    const pending = words.load(at + TASK.PENDING) | words.load(process + PROCESS.PENDING);
    const wanted = pending & ~words.load(at + TASK.BLOCKED);
    const job = words.load(at + TASK.JOB);
    const joins = words.load(process + PROCESS.STOPPED) !== 0 && (job & JOB.JOINED) === 0;
    const isWanted = wanted !== 0 || joins || (job & JOB_TRAPS) !== 0;
    words.store(at + TASK.SIGPENDING, isWanted ? 1 : 0);
}
/** Kills every thread of a process, with a wait status. */
export function killGroup(world, process, status) {
    const { words } = world;
    const at = processWord(world, process);
    if (words.load(at + PROCESS.EXIT) === 0)
        words.store(at + PROCESS.EXIT, status + 1);
    words.store(at + PROCESS.STOPPED, 0);
    forEachThread(world, process, (thread) => {
        killThread(world, thread);
    });
}
/** Makes one thread die as soon as it looks for signals. */
export function killThread(world, thread) {
    const pending = taskWord(world, thread) + TASK.PENDING;
    world.words.store(pending, world.words.load(pending) | KILL);
    signalWakeUp(world, thread);
}
function drop(world, process, set) {
    const { words } = world;
    const shared = processWord(world, process) + PROCESS.PENDING;
    words.store(shared, words.load(shared) & ~set);
    forEachThread(world, process, (thread) => {
        const pending = taskWord(world, thread) + TASK.PENDING;
        words.store(pending, words.load(pending) & ~set);
    });
}
/** Whether a signal with this disposition word is thrown away (sig_handler_ignored). */
export function isIgnored(action, signal) {
    const disposition = dispositionOf(action);
    if (disposition === DISPOSITION.IGNORE)
        return true;
    return disposition === DISPOSITION.DEFAULT && (IGNORED_BY_DEFAULT & signalBit(signal)) !== 0;
}
/**
 * Sends a signal: to `thread` alone, or with -1 to the process. The caller has checked that the
 * target exists and that the signal is 1..31.
 */
export function sendSignal(world, process, thread, signal) {
    const { words } = world;
    const at = processWord(world, process);
    const bit = signalBit(signal);
    if (words.load(at + PROCESS.EXIT) !== 0 && signal !== SIGNAL.SIGKILL)
        return;
    if ((STOPPING & bit) !== 0)
        drop(world, process, signalBit(SIGNAL.SIGCONT));
    if (signal === SIGNAL.SIGCONT) {
        drop(world, process, STOPPING);
        continueGroup(world, process);
    }
    const first = thread >= 0 ? thread : firstThread(world, process);
    if (first < 0)
        return;
    const action = actionOf(world, process, signal);
    const task = taskWord(world, first);
    const isBlocked = (words.load(task + TASK.BLOCKED) & bit) !== 0;
    const isTraced = words.load(task + TASK.TRACER) !== 0;
    const isUnstoppable = signal === SIGNAL.SIGKILL || signal === SIGNAL.SIGSTOP;
    if (!isBlocked && !isTraced && !isUnstoppable && isIgnored(action, signal))
        return;
    const pending = thread >= 0 ? task + TASK.PENDING : at + PROCESS.PENDING;
    words.store(pending, words.load(pending) | bit);
    const taker = thread >= 0 ? (wants(world, thread, bit) ? thread : -1) : takerOf(world, process, bit);
    if (taker < 0)
        return;
    const isFatal = dispositionOf(action) === DISPOSITION.DEFAULT && isDeadly(bit);
    const takerTraced = words.load(taskWord(world, taker) + TASK.TRACER) !== 0;
    if (signal === SIGNAL.SIGKILL || (isFatal && !takerTraced && (DUMPING & bit) === 0)) {
        killGroup(world, process, signal);
        return;
    }
    signalWakeUp(world, taker);
}
/** Whether the default of a signal is to end the process. */
function isDeadly(bit) {
    return ((STOPPING | IGNORED_BY_DEFAULT) & bit) === 0;
}
function wants(world, thread, bit) {
    const at = taskWord(world, thread);
    if (world.words.load(at + TASK.LIFE) !== LIFE.alive)
        return false;
    return (world.words.load(at + TASK.BLOCKED) & bit) === 0 || bit === KILL;
}
function firstThread(world, process) {
    let first = -1;
    forEachThread(world, process, (thread) => {
        if (first < 0)
            first = thread;
    });
    return first;
}
/** The thread that a signal for the process interrupts: one with nothing to take yet, if any. */
function takerOf(world, process, bit) {
    let taker = -1;
    let idle = -1;
    forEachThread(world, process, (thread) => {
        if (!wants(world, thread, bit))
            return;
        if (taker < 0)
            taker = thread;
        if (idle < 0 && !hasSignal(world, thread))
            idle = thread;
    });
    return idle >= 0 ? idle : taker;
}
/**
 * Forces a signal upon the running thread. One that is blocked or ignored, or `isFinal`, gets its
 * default disposition, which kills. The siginfo other than the signal must be there already.
 */
export function forceSignal(world, thread, signal, isFinal) {
    const { words } = world;
    const at = taskWord(world, thread);
    const process = processOf(world, thread);
    const bit = signalBit(signal);
    const blocked = words.load(at + TASK.BLOCKED);
    const action = processWord(world, process) + PROCESS.ACTION + signal;
    const isIgnoredNow = dispositionOf(words.load(action)) === DISPOSITION.IGNORE;
    if (isFinal || (blocked & bit) !== 0 || isIgnoredNow) {
        words.store(action, DISPOSITION.DEFAULT | (isFinal ? IMMUTABLE : 0));
        words.store(at + TASK.BLOCKED, blocked & ~bit);
    }
    words.store(at + TASK.PENDING, words.load(at + TASK.PENDING) | bit);
    words.set(at + TASK.INFO + INFO.SIGNAL, signal);
    words.set(at + TASK.INFO + INFO.FORCED, 1);
    words.store(at + TASK.SIGPENDING, 1);
}
//# sourceMappingURL=send.js.map