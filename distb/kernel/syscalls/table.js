/**
 * The kernel text of a world: the entry check, the system calls and the program's lock operations,
 * assembled for the world's designs. Invariant: every address that a thread can start at stands in
 * `KernelEntries`.
 */
import { ERRNO } from '../errno.js';
import { EVENT } from '../event.js';
import { checkRoutine, pageOfInstruction, passRoutine } from '../entry/check.js';
import { faultRoutine } from '../entry/fault.js';
import { touchRoutine } from '../entry/touch.js';
import { closeWindow } from '../locks/design.js';
import { designNamed } from '../locks/designs.js';
import { MMAP_LOCK } from '../locks/held.js';
import { lockSteps } from '../locks/lock.js';
import { COUNTER, THREAD } from '../memory/layout.js';
import { assemble, end, OUTCOME, routine, } from '../routine.js';
import { memoryRoutine, serveRoutine } from './memory.js';
import { enterRoutine } from '../entry/enter.js';
import { notificationCalls } from '../notify/calls.js';
import { ptraceCalls } from '../ptrace/tracer.js';
import { interruptRoutine } from '../paging/shootdown.js';
import { seccompRoutine } from '../seccomp/check.js';
import { FilterPaths } from '../seccomp/path.js';
import { forceSignal } from '../signals/send.js';
import { SIGNAL } from '../signals/signal.js';
import { workRoutine } from '../signals/work.js';
import { OPERATION_COUNT, operationIndex, realNumber, SYSCALL_NUMBER } from './number.js';
import { taskRoutines } from './task.js';
/** The call itself: what it counts and tells, and its result. It changes nothing that is shared. */
function execute(name, outcome, result) {
    return routine(name, [
        {
            name,
            shared: false,
            run: (world, thread) => {
                world.words.set(world.thread(thread) + THREAD.RESULT, result(world, thread));
                return end(outcome);
            },
        },
    ]);
}
/** Counts and tells that a call runs natively; a foreign one that does has escaped its trap. */
export function noteNative(world, thread, checked) {
    const at = world.thread(thread);
    const number = world.words.get(at + THREAD.NUMBER);
    world.count(thread, COUNTER.native);
    if (checked)
        closeWindow(world, thread);
    if (world.words.get(at + THREAD.FOREIGN) === 0) {
        world.record(thread, EVENT.native, number, pageOfInstruction(world, thread));
        return;
    }
    // A tracer took the number away: nothing runs.
    if (number < 0)
        return;
    world.count(thread, COUNTER.escaped);
    world.record(thread, EVENT.escaped, number, pageOfInstruction(world, thread));
}
/** Counts and tells that a call is turned into SIGSYS; one from native code was misjudged. */
export function noteTrapped(world, thread) {
    const at = world.thread(thread);
    const number = world.words.get(at + THREAD.NUMBER);
    world.count(thread, COUNTER.trapped);
    world.record(thread, EVENT.trapped, number, pageOfInstruction(world, thread));
    if (world.words.get(at + THREAD.FOREIGN) !== 0)
        return;
    world.count(thread, COUNTER.misjudged);
    world.record(thread, EVENT.misjudged, number, pageOfInstruction(world, thread));
}
/** SIGSYS for a call that was trapped, by force; its siginfo is there already. */
const forceRoutine = routine('deliver', [
    {
        name: 'deliver.force',
        shared: true,
        run: (world, thread) => {
            const { words } = world;
            const at = world.thread(thread);
            words.set(at + THREAD.RESULT, realNumber(words.get(at + THREAD.NUMBER)));
            forceSignal(world, thread, SIGNAL.SIGSYS, false);
            return end(OUTCOME.ANSWERED);
        },
    },
]);
/** The routines of a kernel with tasks: the check, the exit work and the calls. */
function taskKernel({ filters, fixes }) {
    const paths = new FilterPaths(filters);
    const has = new Set(fixes);
    const named = (calls) => calls.map((each) => ({ ...each, name: `sys.${each.name}` }));
    return [
        seccompRoutine(paths, has),
        workRoutine(has),
        ...taskRoutines(paths),
        ...named(notificationCalls(has)),
        ...named(ptraceCalls()),
    ];
}
/** Assembles the kernel for its designs. */
export function createKernel(design) {
    const options = { futexWaits: design.futexWaits };
    const context = {
        mmap: lockSteps(design.mmapLock, 'mmap_lock', MMAP_LOCK, options),
        without: design.addressSpaceLock.without,
    };
    const addressSpace = designNamed(design.addressSpaceLock.design);
    const { paging } = design;
    const memory = { owner: design.owner, design: addressSpace, context, paging };
    const back = { name: 'lock.done', shared: false, run: () => end(OUTCOME.RETURNED) };
    const locks = design.locks.flatMap((how, lock) => Object.entries(lockSteps(how, `lock${lock}`, lock, options)).map(([operation, part]) => routine(`lock${lock}.${operation}`, part, [back])));
    const { tasks } = design;
    const isTasked = tasks !== undefined;
    const taskCalls = isTasked ? taskKernel(tasks) : [];
    const text = assemble([
        isTasked
            ? { ...enterRoutine(tasks.pages, new Set(tasks.fixes)), name: 'enter' }
            : passRoutine('enter', OUTCOME.ENTERED),
        isTasked ? forceRoutine : passRoutine('deliver', OUTCOME.DELIVERED),
        passRoutine('leave', OUTCOME.LEFT),
        ...taskCalls,
        design.check === 'none'
            ? passRoutine('check', OUTCOME.ALLOW)
            : checkRoutine(design.check, addressSpace, context),
        faultRoutine(addressSpace, context),
        ...(paging === undefined ? [] : [touchRoutine(addressSpace, context), interruptRoutine]),
        memoryRoutine(memory),
        serveRoutine(memory),
        // The process of every simulated thread is 1000: no scenario depends on the number.
        execute('getpid', OUTCOME.RETURNED, () => 1000),
        execute('sysinfo', OUTCOME.RETURNED, () => 0),
        execute('rt_sigreturn', OUTCOME.SIGRETURN, () => 0),
        execute('exit', OUTCOME.EXIT, () => 0),
        execute('unknown', OUTCOME.RETURNED, () => -ERRNO.ENOSYS),
        ...locks,
    ]);
    const address = (name) => text.address.get(name);
    const ordinary = Object.values(SYSCALL_NUMBER).filter((number) => operationIndex(number) < 0);
    const syscall = new Int32Array(Math.max(...ordinary) + 1);
    syscall.fill(address('unknown'));
    for (const name of ['getpid', 'sysinfo', 'rt_sigreturn', 'exit'])
        syscall[SYSCALL_NUMBER[name]] = address(name);
    const operations = new Int32Array(OPERATION_COUNT).fill(address('unknown'));
    if (isTasked) {
        for (const name of ['openat', 'open', 'mknodat'])
            syscall[SYSCALL_NUMBER[name]] = address('sys.nothing');
        syscall[SYSCALL_NUMBER.restart_syscall] = address('sys.nanosleep');
        syscall[SYSCALL_NUMBER.clock_nanosleep] = address('sys.nanosleep');
        for (const [name, number] of Object.entries(SYSCALL_NUMBER)) {
            const at = text.address.get(`sys.${name}`);
            if (at === undefined)
                continue;
            const index = operationIndex(number);
            if (index < 0)
                syscall[number] = at;
            else
                operations[index] = at;
        }
    }
    for (const name of ['mmap', 'munmap', 'mprotect'])
        syscall[SYSCALL_NUMBER[name]] = address('mm');
    return {
        text,
        entries: {
            enter: address('enter'),
            check: address(isTasked ? 'seccomp' : 'check'),
            memmap: address('check'),
            work: isTasked ? address('work') : 0,
            operation: operations,
            skipped: isTasked ? address('sys.skipped') : 0,
            deliver: address('deliver'),
            leave: address('leave'),
            serve: address('serve'),
            fault: address('fault'),
            touch: paging === undefined ? 0 : address('touch'),
            interrupt: paging === undefined ? 0 : address('interrupt'),
            syscall,
            unknownSyscall: address('unknown'),
            lock: Int32Array.from(design.locks.flatMap((_how, lock) => ['readAcquire', 'readRelease', 'writeAcquire', 'writeRelease'].map((operation) => address(`lock${lock}.${operation}`)))),
        },
    };
}
//# sourceMappingURL=table.js.map