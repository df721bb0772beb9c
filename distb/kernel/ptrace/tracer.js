/**
 * The tracer's calls, each an operation of ptrace(2) as a call of its own. The first argument is
 * the thread id of the tracee. Who asks must be its tracer, and the tracee must be in a stop, else
 * ESRCH; attaching, interrupting and waiting are what needs no stop. Each order is one step, as
 * Linux carries it out under the tracee's siglock.
 *
 *     ptrace_attach(tid)                  traces it and sends it SIGSTOP
 *     ptrace_seize(tid, options)          traces it and leaves it running
 *     ptrace_traceme()                    makes the leader of the parent process the tracer
 *     ptrace_cont(tid, signal)            lets it go on, with a signal or 0
 *     ptrace_syscall(tid, signal)         the same, to the next entry or exit of a call
 *     ptrace_sysemu(tid, signal)          the same, to the next entry, and skips that call
 *     ptrace_detach(tid, signal)          lets it go on and is its tracer no longer
 *     ptrace_listen(tid)                  leaves it in a group stop and waits for its end
 *     ptrace_interrupt(tid)               asks a seized one for a stop
 *     ptrace_setoptions(tid, options)     PTRACE_OPTION bits
 *     ptrace_geteventmsg(tid)             returns the message of the stop
 *     ptrace_peekuser(tid, register)      returns a register, one of USER_REGISTER
 *     ptrace_pokeuser(tid, register, value)
 *     ptrace_wait(tid or -1)              waits for a stop or a death: the wait status
 *
 * Source: kernel/ptrace.c: ptrace_attach(), ptrace_check_attach(), ptrace_request(); kernel/exit.c:
 * wait_consider_task(). Deviations: geteventmsg and peekuser return what they read, as the C
 * library's wrapper of PEEKUSER does; wait takes tracees only, and writes thread id, status, kind
 * of stop, message, number and result to BUFFER.
 */
import { ERRNO } from '../errno.js';
import { PAGE_SIZE } from '../limits.js';
import { PROCESS, TASK, THREAD } from '../memory/layout.js';
import { BLOCKED, end, NEXT, OUTCOME, routine } from '../routine.js';
import { hasFatalSignal, hasSignal, pendTrap, sendSignal } from '../signals/send.js';
import { SIGNAL, SIGNAL_MAX } from '../signals/signal.js';
import { realNumber } from '../syscalls/number.js';
import { JOB } from '../task/job.js';
import { fallAsleep, kick, kickCount, kickWord, LIFE, processOf, processWord, SLEEP, taskWord, threadOfTid, TID_BASE, tidOf, WAIT, waitingFor, wakeUp, } from '../task/task.js';
import { SECCOMP_MODE } from '../seccomp/mode.js';
import { WORK } from '../task/work-flags.js';
import { PTRACE_OPTION, PTRACE_OPTION_MASK, PTRACE_STOP, RESUME, SEIZED, stopStatus, USER_REGISTER, } from './constant.js';
import { forget, isTraced, link, unlink } from './link.js';
function argument(world, thread, index) {
    return world.words.get(world.thread(thread) + THREAD.ARGUMENT + index);
}
function finish(world, thread, result) {
    world.words.set(world.thread(thread) + THREAD.RESULT, result);
    return end(OUTCOME.RETURNED);
}
/** Whether the tracer may give orders: the tracee stands, is not to die and is not listened to. */
function isStanding(world, tracee) {
    const task = taskWord(world, tracee);
    return (world.words.load(task + TASK.STOP) !== PTRACE_STOP.none &&
        (world.words.load(task + TASK.JOB) & JOB.LISTENING) === 0 &&
        !hasFatalSignal(world, tracee));
}
/** An order to a tracee of the caller's, in a stop unless `anytime`. */
function order(name, body, anytime = false) {
    const step = {
        name: `ptrace.${name}`,
        shared: true,
        run: (world, thread) => {
            const tracee = threadOfTid(world, argument(world, thread, 0));
            const isOwn = tracee >= 0 && world.words.load(taskWord(world, tracee) + TASK.TRACER) === thread + 1;
            if (!isOwn || !(anytime || isStanding(world, tracee)))
                return finish(world, thread, -ERRNO.ESRCH);
            return finish(world, thread, body(world, thread, tracee));
        },
    };
    return routine(`ptrace_${name}`, [step]);
}
function letGo(resume) {
    return (world, thread, tracee) => {
        const signal = argument(world, thread, 1);
        if (signal < 0 || signal > SIGNAL_MAX)
            return -ERRNO.EIO;
        const task = taskWord(world, tracee);
        world.words.store(task + TASK.TRACE_RESUME, resume);
        world.words.store(task + TASK.STOP_SIGNAL, signal);
        world.words.store(task + TASK.STOP, PTRACE_STOP.none);
        kick(world, tracee);
        return 0;
    };
}
function detach(world, thread, tracee) {
    const signal = argument(world, thread, 1);
    if (signal < 0 || signal > SIGNAL_MAX)
        return -ERRNO.EIO;
    world.words.store(taskWord(world, tracee) + TASK.STOP_SIGNAL, signal);
    unlink(world, tracee);
    return 0;
}
function isSeized(world, tracee) {
    return (world.words.load(taskWord(world, tracee) + TASK.TRACE_OPTIONS) & SEIZED) !== 0;
}
function interrupt(world, _thread, tracee) {
    if (!isSeized(world, tracee))
        return -ERRNO.EIO;
    pendTrap(world, tracee, JOB.TRAP_STOP);
    return 0;
}
function listen(world, _thread, tracee) {
    const { words } = world;
    const task = taskWord(world, tracee);
    if (!isSeized(world, tracee) || words.load(task + TASK.STOP) !== PTRACE_STOP.trap)
        return -ERRNO.EIO;
    const job = words.load(task + TASK.JOB) | JOB.LISTENING;
    words.store(task + TASK.JOB, job);
    // News came since the stop began: it stops once more at once.
    if ((job & JOB.TRAP_NOTIFY) !== 0)
        pendTrap(world, tracee, JOB.TRAP_NOTIFY);
    return 0;
}
/**
 * Whether the tracer may ask for these options: to suspend seccomp it must be privileged and under
 * no filter itself. Source: kernel/ptrace.c: check_ptrace_options().
 */
function maySuspend(world, thread, options) {
    if ((options & PTRACE_OPTION.SUSPEND_SECCOMP) === 0)
        return true;
    const { words } = world;
    const own = taskWord(world, thread);
    return (words.load(processWord(world, processOf(world, thread)) + PROCESS.CAPABLE) !== 0 &&
        words.load(own + TASK.MODE) === SECCOMP_MODE.disabled &&
        (words.load(own + TASK.TRACE_OPTIONS) & PTRACE_OPTION.SUSPEND_SECCOMP) === 0);
}
function setOptions(world, thread, tracee) {
    const options = argument(world, thread, 1);
    if ((options & ~PTRACE_OPTION_MASK) !== 0)
        return -ERRNO.EINVAL;
    if (!maySuspend(world, thread, options))
        return -ERRNO.EPERM;
    const at = taskWord(world, tracee) + TASK.TRACE_OPTIONS;
    world.words.store(at, (world.words.load(at) & SEIZED) | options);
    return 0;
}
/** The word of a tracee that holds a register, or -1. */
function registerWord(world, tracee, register) {
    const at = world.thread(tracee);
    switch (register) {
        case USER_REGISTER.ORIG_RAX:
            return at + THREAD.NUMBER;
        case USER_REGISTER.RAX:
            return at + THREAD.RESULT;
        case USER_REGISTER.RDI:
            return at + THREAD.ARGUMENT;
        case USER_REGISTER.RSI:
            return at + THREAD.ARGUMENT + 1;
        case USER_REGISTER.RDX:
            return at + THREAD.ARGUMENT + 2;
        case USER_REGISTER.R10:
            return at + THREAD.ARGUMENT + 3;
        case USER_REGISTER.R8:
            return at + THREAD.ARGUMENT + 4;
        case USER_REGISTER.R9:
            return at + THREAD.ARGUMENT + 5;
        default:
            return -1;
    }
}
function isInCall(world, tracee) {
    return (world.words.get(taskWord(world, tracee) + TASK.WORK) & WORK.IN_CALL) !== 0;
}
/** The number as a tracer sees it: the real one, or -1 where no call is under way. */
function numberOf(world, tracee) {
    return isInCall(world, tracee)
        ? realNumber(world.words.get(world.thread(tracee) + THREAD.NUMBER))
        : -1;
}
function peek(world, thread, tracee) {
    const register = argument(world, thread, 1);
    if (register === USER_REGISTER.ORIG_RAX)
        return numberOf(world, tracee);
    if (register === USER_REGISTER.RIP) {
        const at = world.thread(tracee);
        const page = world.words.get(at + THREAD.INSTRUCTION_PAGE);
        return page * PAGE_SIZE + world.words.get(at + THREAD.INSTRUCTION_OFFSET);
    }
    const word = registerWord(world, tracee, register);
    return word < 0 ? -ERRNO.EIO : world.words.get(word);
}
function poke(world, thread, tracee) {
    const register = argument(world, thread, 1);
    const value = argument(world, thread, 2);
    const word = registerWord(world, tracee, register);
    if (word < 0)
        return -ERRNO.EIO;
    // A call that is an operation here keeps being it if its number is written back.
    if (register !== USER_REGISTER.ORIG_RAX || value !== numberOf(world, tracee))
        world.words.store(word, value);
    return 0;
}
/** ptrace_attach and ptrace_seize. */
function attach(name, seizes) {
    const step = {
        name: `ptrace.${name}`,
        shared: true,
        run: (world, thread) => {
            const { words } = world;
            const options = seizes ? argument(world, thread, 1) : 0;
            const target = threadOfTid(world, argument(world, thread, 0));
            if (target < 0)
                return finish(world, thread, -ERRNO.ESRCH);
            if ((options & ~PTRACE_OPTION_MASK) !== 0)
                return finish(world, thread, -ERRNO.EIO);
            if (!maySuspend(world, thread, options))
                return finish(world, thread, -ERRNO.EPERM);
            const process = processOf(world, target);
            if (process === processOf(world, thread))
                return finish(world, thread, -ERRNO.EPERM);
            // cred_guard_mutex is held for this step alone; TSYNC and execve hold it longer.
            const kicks = kickCount(world, thread);
            if (words.load(processWord(world, process) + PROCESS.CRED_GUARD) !== 0) {
                if (hasSignal(world, thread))
                    return finish(world, thread, -ERRNO.ERESTARTNOINTR);
                world.blocked(kickWord(world, thread), kicks);
                return BLOCKED;
            }
            if (isTraced(world, target))
                return finish(world, thread, -ERRNO.EPERM);
            link(world, thread, target, seizes ? options | SEIZED : 0);
            if (!seizes)
                sendSignal(world, process, target, SIGNAL.SIGSTOP);
            return finish(world, thread, 0);
        },
    };
    return routine(`ptrace_${name}`, [step]);
}
const traceMe = routine('ptrace_traceme', [
    {
        name: 'ptrace.traceme',
        shared: true,
        run: (world, thread) => {
            const { words } = world;
            const parent = words.load(processWord(world, processOf(world, thread)) + PROCESS.PARENT);
            const leader = parent === 0 ? -1 : words.load(processWord(world, parent - 1) + PROCESS.LEADER) - 1;
            const isAlive = leader >= 0 && words.load(taskWord(world, leader) + TASK.LIFE) === LIFE.alive;
            if (!isAlive || isTraced(world, thread))
                return finish(world, thread, -ERRNO.EPERM);
            link(world, leader, thread, 0);
            return finish(world, thread, 0);
        },
    },
]);
/** The status that a wait takes from a tracee, or -1 while there is none. */
function takeStatus(world, tracee) {
    const { words } = world;
    const task = taskWord(world, tracee);
    if (words.load(task + TASK.LIFE) === LIFE.dead) {
        const group = processWord(world, processOf(world, tracee));
        const isLeader = words.load(group + PROCESS.LEADER) === tracee + 1;
        if (isLeader && words.load(group + PROCESS.LIVE) > 0)
            return -1;
        const status = words.load(group + PROCESS.EXIT);
        const own = words.load(task + TASK.STOP_MESSAGE);
        forget(world, tracee);
        return status !== 0 ? status - 1 : own;
    }
    const code = words.load(task + TASK.STOP_SIGNAL);
    if (!isStanding(world, tracee) || code === 0)
        return -1;
    // Each stop is told of once.
    words.store(task + TASK.STOP_SIGNAL, 0);
    return stopStatus(code);
}
const wait = routine('ptrace_wait', [
    {
        name: 'ptrace.wait.sleep',
        shared: false,
        run: (world, thread) => {
            const tracee = argument(world, thread, 0) === -1 ? 0 : argument(world, thread, 0) - TID_BASE + 1;
            if (tracee < 0 || tracee > world.layout.bounds.threadCount)
                return finish(world, thread, -ERRNO.ECHILD);
            fallAsleep(world, thread, waitingFor(WAIT.tracee, tracee), SLEEP.interruptible);
            return NEXT;
        },
    },
    {
        name: 'ptrace.wait.wake',
        shared: true,
        run: (world, thread) => {
            const { words, layout } = world;
            const kicks = kickCount(world, thread);
            const wanted = argument(world, thread, 0);
            let result = -ERRNO.ECHILD;
            for (let tracee = 0; tracee < layout.bounds.threadCount; tracee += 1) {
                if (wanted !== -1 && wanted !== tidOf(tracee))
                    continue;
                const task = taskWord(world, tracee);
                const tracer = words.load(task + TASK.TRACER) - 1;
                if (tracer < 0 || processOf(world, tracer) !== processOf(world, thread))
                    continue;
                const stop = words.load(task + TASK.STOP);
                const message = words.load(task + TASK.STOP_MESSAGE);
                const status = takeStatus(world, tracee);
                result = -ERRNO.ERESTARTSYS;
                if (status < 0)
                    continue;
                const at = world.thread(tracee);
                const stands = stop !== PTRACE_STOP.none;
                [
                    tidOf(tracee),
                    status,
                    stop,
                    stands ? message : 0,
                    stands ? numberOf(world, tracee) : 0,
                    stands ? words.get(at + THREAD.RESULT) : 0,
                ].forEach((word, index) => {
                    words.set(taskWord(world, thread) + TASK.BUFFER + index, word);
                });
                wakeUp(world, thread);
                return finish(world, thread, status);
            }
            if (result === -ERRNO.ERESTARTSYS && !hasSignal(world, thread)) {
                world.blocked(kickWord(world, thread), kicks);
                return BLOCKED;
            }
            wakeUp(world, thread);
            return finish(world, thread, result);
        },
    },
]);
/** The routines of the calls, named as the calls. */
export function ptraceCalls() {
    return [
        attach('attach', false),
        attach('seize', true),
        traceMe,
        order('cont', letGo(RESUME.cont)),
        order('syscall', letGo(RESUME.syscall)),
        order('sysemu', letGo(RESUME.sysemu)),
        order('detach', detach),
        order('listen', listen),
        order('interrupt', interrupt, true),
        order('setoptions', setOptions),
        order('geteventmsg', (world, _thread, tracee) => world.words.load(taskWord(world, tracee) + TASK.STOP_MESSAGE)),
        order('peekuser', peek),
        order('pokeuser', poke),
        wait,
    ];
}
//# sourceMappingURL=tracer.js.map