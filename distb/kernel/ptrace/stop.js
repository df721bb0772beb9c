/**
 * Ptrace stops: a tracee stands still (TASK_TRACED) until its tracer lets it go on, the tracer ends
 * or SIGKILL comes. A stop is three steps: the tracee stands, whoever waits for it is woken, and it
 * sleeps until it is let go. Who enters a stop says what it reports (a signal, perhaps with an
 * event above it); what comes back is what the tracer injects, or the report itself if nobody took
 * it.
 *
 * Invariant: the tracee alone sets STOP, and whoever lets it go on clears it; while it is set the
 * registers are the tracer's.
 *
 * Source: kernel/signal.c: ptrace_stop(), do_jobctl_trap(), ptrace_signal();
 * include/linux/ptrace.h: ptrace_report_syscall(), ptrace_event().
 * Deviations: a signal that is put back because it is blocked stays with the thread, even if it was
 * the process's; PTRACE_ATTACH does not wait until a stopped tracee has changed its stop.
 * Tested by: test/kernel/ptrace/stop.test.ts
 */
import { INFO, PROCESS, TASK } from '../memory/layout.js';
import { BLOCKED, end, jump, NEXT, OUTCOME } from '../routine.js';
import { hasFatalSignal, recalculate, sendSignal } from '../signals/send.js';
import { SIGNAL, signalBit, SIGNAL_MAX } from '../signals/signal.js';
import { JOB } from '../task/job.js';
import { fallAsleep, kickCount, kickWord, processOf, processWord, SLEEP, taskWord, WAIT, waitingFor, wakeUp, } from '../task/task.js';
import { WORK } from '../task/work-flags.js';
import { PTRACE_EVENT, PTRACE_EVENTMSG, PTRACE_OPTION, PTRACE_STOP, RESUME, SEIZED, } from './constant.js';
import { isTraced, tellTracer } from './link.js';
const EVENT_SHIFT = 8;
/** What TRACESYSGOOD adds to SIGTRAP in syscall stops. */
const SYSGOOD = 0x80;
function optionsOf(world, thread) {
    return world.words.load(taskWord(world, thread) + TASK.TRACE_OPTIONS);
}
/** Stands still for the tracer; false, and nothing happens, without one or with death pending. */
function enterStop(world, thread, stop, code, message) {
    const { words } = world;
    const task = taskWord(world, thread);
    if (!isTraced(world, thread) || hasFatalSignal(world, thread))
        return false;
    const isEventStop = code >> EVENT_SHIFT === PTRACE_EVENT.STOP;
    // Any stop answers a request for one; the news of a group stop only this kind tells.
    const answered = JOB.TRAP_STOP | (isEventStop ? JOB.TRAP_NOTIFY : 0);
    words.store(task + TASK.JOB, words.load(task + TASK.JOB) & ~answered);
    words.store(task + TASK.STOP_SIGNAL, code);
    words.store(task + TASK.STOP_MESSAGE, message);
    fallAsleep(world, thread, waitingFor(WAIT.tracer), SLEEP.stopped);
    words.store(task + TASK.STOP, stop);
    return true;
}
/** The two steps behind `enterStop`. */
function standSteps(name, after) {
    return [
        {
            name: `${name}.tell`,
            shared: true,
            run: (world, thread) => {
                tellTracer(world, thread);
                return NEXT;
            },
        },
        {
            name: `${name}.stand`,
            shared: true,
            run: (world, thread) => {
                const { words } = world;
                const task = taskWord(world, thread);
                const kicks = kickCount(world, thread);
                if (words.load(task + TASK.STOP) !== PTRACE_STOP.none && !hasFatalSignal(world, thread)) {
                    world.blocked(kickWord(world, thread), kicks);
                    return BLOCKED;
                }
                const code = words.load(task + TASK.STOP_SIGNAL);
                words.store(task + TASK.STOP, PTRACE_STOP.none);
                words.store(task + TASK.STOP_SIGNAL, 0);
                words.store(task + TASK.STOP_MESSAGE, 0);
                words.store(task + TASK.JOB, words.load(task + TASK.JOB) & ~JOB.LISTENING);
                wakeUp(world, thread);
                recalculate(world, thread);
                return after(world, thread, code);
            },
        },
    ];
}
/** The flags of WORK that the entry of a call takes from the tracer's last order. */
export function tracedWork(world, thread) {
    const task = taskWord(world, thread);
    if (world.words.load(task + TASK.TRACER) === 0)
        return 0;
    switch (world.words.load(task + TASK.TRACE_RESUME)) {
        case RESUME.syscall:
            return WORK.TRACE;
        case RESUME.sysemu:
            return WORK.EMULATE;
        default:
            return 0;
    }
}
/** Whether the tracer wants to hear of a filter's TRACE. */
export function wantsFilterStop(world, thread) {
    return isTraced(world, thread) && (optionsOf(world, thread) & PTRACE_OPTION.TRACESECCOMP) !== 0;
}
/** The syscall stop of one side of a call; `missed` says where to go on if there is none. */
function syscallStop(name, stop, message, missed, after) {
    const enter = {
        name: `${name}.enter`,
        shared: true,
        run: (world, thread) => {
            const good = (optionsOf(world, thread) & PTRACE_OPTION.TRACESYSGOOD) !== 0 ? SYSGOOD : 0;
            return enterStop(world, thread, stop, SIGNAL.SIGTRAP | good, message)
                ? NEXT
                : missed(world, thread, 0);
        },
    };
    const inject = (world, thread, code) => {
        // A report that nobody took comes back too: without TRACESYSGOOD the SIGTRAP is sent.
        if (code >= 1 && code <= SIGNAL_MAX)
            sendSignal(world, processOf(world, thread), thread, code);
        return after(world, thread, code);
    };
    return [enter, ...standSteps(name, inject)];
}
/**
 * The stop at the entry of a call. It skips the call if the thread is to die or SYSEMU was asked
 * for, and else goes on behind its last step. `base` is the number of its first step.
 */
export function entryStopSteps(base) {
    const behind = base + 3;
    const isSkipped = (world, thread) => hasFatalSignal(world, thread) ||
        (world.words.get(taskWord(world, thread) + TASK.WORK) & WORK.EMULATE) !== 0;
    const goOn = (world, thread) => isSkipped(world, thread) ? end(OUTCOME.ANSWERED) : jump(behind);
    return syscallStop('entryStop', PTRACE_STOP.entry, PTRACE_EVENTMSG.SYSCALL_ENTRY, goOn, goOn);
}
/** The stop behind a call; goes on behind its last step. */
export function exitStopSteps(base) {
    const goOn = () => jump(base + 3);
    return syscallStop('exitStop', PTRACE_STOP.exit, PTRACE_EVENTMSG.SYSCALL_EXIT, goOn, goOn);
}
/**
 * The stop of a filter's TRACE; STOP_MESSAGE holds its data. Goes on behind its last step: what the
 * tracer injects here is lost.
 */
export function filterStopSteps(base) {
    const goOn = () => jump(base + 3);
    const enter = {
        name: 'filterStop.enter',
        shared: true,
        run: (world, thread) => {
            const at = taskWord(world, thread) + TASK.STOP_MESSAGE;
            const message = world.words.load(at);
            const code = SIGNAL.SIGTRAP | (PTRACE_EVENT.SECCOMP << EVENT_SHIFT);
            if (enterStop(world, thread, PTRACE_STOP.seccomp, code, message))
                return NEXT;
            world.words.store(at, 0);
            return goOn();
        },
    };
    return [enter, ...standSteps('filterStop', goOn)];
}
/**
 * Enters the stop of a group stop or of PTRACE_INTERRUPT; under the lock that the look for signals
 * holds, so that it is part of that step. The thread has been found traced and not dying.
 */
export function enterTrap(world, thread) {
    const { words } = world;
    const task = taskWord(world, thread);
    const stopped = words.load(processWord(world, processOf(world, thread)) + PROCESS.STOPPED);
    if (stopped !== 0)
        words.store(task + TASK.JOB, words.load(task + TASK.JOB) | JOB.JOINED);
    const signal = stopped !== 0 ? stopped : SIGNAL.SIGTRAP;
    const isSeized = (optionsOf(world, thread) & SEIZED) !== 0;
    const event = isSeized ? PTRACE_EVENT.STOP << EVENT_SHIFT : 0;
    enterStop(world, thread, PTRACE_STOP.trap, signal | event, 0);
}
/** The steps behind `enterTrap`; the thread looks for signals again at step `look`. */
export function trapSteps(look) {
    return standSteps('trap', (world, thread) => lookAgain(world, thread, look));
}
/** Enters the stop before a signal is taken, in the step that took it from the pending set. */
export function enterSignalStop(world, thread, signal) {
    return enterStop(world, thread, PTRACE_STOP.signal, signal, 0);
}
/**
 * The steps behind `enterSignalStop`: INFO.SIGNAL holds the signal, and behind them the tracer's
 * choice; a signal that it drops, or that is blocked now, leads back to step `look`.
 */
export function signalStopSteps(look) {
    return standSteps('signalStop', (world, thread, code) => {
        const { words } = world;
        const task = taskWord(world, thread);
        const info = task + TASK.INFO;
        if (code !== words.get(info + INFO.SIGNAL)) {
            for (let word = 0; word < INFO.FORCED; word += 1)
                words.set(info + word, 0);
            words.set(info + INFO.SIGNAL, code);
        }
        if (code === 0) {
            words.store(task + TASK.JOB, words.load(task + TASK.JOB) & ~JOB.STOP_DEQUEUED);
            return lookAgain(world, thread, look);
        }
        const isBlocked = (words.load(task + TASK.BLOCKED) & signalBit(code)) !== 0;
        if (!isBlocked && !hasFatalSignal(world, thread))
            return NEXT;
        words.store(task + TASK.PENDING, words.load(task + TASK.PENDING) | signalBit(code));
        if (words.get(info + INFO.CODE) !== 0)
            words.set(info + INFO.FORCED, 1);
        return lookAgain(world, thread, look);
    });
}
/** The look for signals goes round once more, whether there is one or not, as in get_signal(). */
function lookAgain(world, thread, look) {
    world.words.store(taskWord(world, thread) + TASK.SIGPENDING, 1);
    return jump(look);
}
//# sourceMappingURL=stop.js.map