/**
 * The entry of a call into the kernel, for threads that are tasks: user dispatch first, then the
 * tracer, then the work flags are read again, then (a routine of its own) seccomp. The selector is
 * a word of user memory that any thread may write; reading it is a step of its own.
 *
 * Sources: kernel/entry/common.c: syscall_trace_enter(); kernel/entry/syscall_user_dispatch.c.
 * The fix `entry-reread-work-flags` is "entry: Fix seccomp bypass after ptrace with TSYNC".
 */
import { ERRNO } from '../errno.js';
import { TASK, THREAD } from '../memory/layout.js';
import { entryStopSteps, tracedWork } from '../ptrace/stop.js';
import { end, jump, NEXT, OUTCOME, routine } from '../routine.js';
import { writeCallInfo } from '../seccomp/check.js';
import { DISPATCH_MODE, SECCOMP_MODE, SELECTOR } from '../seccomp/mode.js';
import { forceSignal } from '../signals/send.js';
import { SIGNAL, SIGSYS_CODE } from '../signals/signal.js';
import { taskWord } from '../task/task.js';
import { WORK } from '../task/work-flags.js';
import { findVma } from '../vma/index.js';
import { VMA, VMA_WORDS } from '../memory/layout.js';
import { VM } from '../memory/page.js';
/** Work flags that stop the entry of a call for the tracer. */
const STOPS = WORK.TRACE | WORK.EMULATE;
/** Whether `left < right`, both 64-bit words that are held as signed whole numbers. */
function isBelow(left, right) {
    return left < 0 === right < 0 ? left < right : right < 0;
}
/** Whether the running call comes from the range that user dispatch leaves alone. */
function isExempt(world, thread) {
    const { words } = world;
    const at = world.thread(thread);
    const task = taskWord(world, thread);
    const ip = words.get(at + THREAD.INSTRUCTION_PAGE) * 4096 + words.get(at + THREAD.INSTRUCTION_OFFSET);
    const offset = words.get(task + TASK.SUD_OFFSET) * 4096 + words.get(task + TASK.SUD_OFFSET + 1);
    const length = words.get(task + TASK.SUD_LENGTH) * 4096 + words.get(task + TASK.SUD_LENGTH + 1);
    return isBelow(ip - offset, length);
}
/** Arms or disarms user dispatch: mode, offset and length as page and byte, selector. */
export function setUserDispatch(world, thread) {
    const { words } = world;
    const at = world.thread(thread) + THREAD.ARGUMENT;
    const mode = words.get(at);
    let offset = words.get(at + 1) * 4096 + words.get(at + 2);
    let length = words.get(at + 3) * 4096 + words.get(at + 4);
    const selector = words.get(at + 5);
    // offset + length <= offset in 64 bits that wrap: the sum wraps, or the length is 0.
    const isEmpty = length === 0 || (offset < 0 && length > 0 && offset + length >= 0) || length < 0;
    switch (mode) {
        case DISPATCH_MODE.OFF:
            if (offset !== 0 || length !== 0 || selector !== 0)
                return -ERRNO.EINVAL;
            break;
        case DISPATCH_MODE.EXCLUSIVE_ON:
            if (offset !== 0 && isEmpty && !(length < 0 && offset >= 0 && offset + length < 0))
                return -ERRNO.EINVAL;
            break;
        case DISPATCH_MODE.INCLUSIVE_ON:
            if (isEmpty && !(length < 0 && offset >= 0 && offset + length < 0))
                return -ERRNO.EINVAL;
            offset += length;
            length = -length;
            break;
        default:
            return -ERRNO.EINVAL;
    }
    if (mode !== DISPATCH_MODE.OFF && selector < 0)
        return -ERRNO.EFAULT;
    const task = taskWord(world, thread);
    words.set(task + TASK.SUD_MODE, mode);
    setAddress(world, task + TASK.SUD_OFFSET, offset);
    setAddress(world, task + TASK.SUD_LENGTH, length);
    words.set(task + TASK.SUD_SELECTOR, selector);
    return 0;
}
function setAddress(world, at, value) {
    const page = Math.floor(value / 4096);
    world.words.set(at, page);
    world.words.set(at + 1, value - page * 4096);
}
/** The entry's routine. `pages` gives the page of each word of memory, or -1 if it has none. */
export function enterRoutine(pages, fixes) {
    const trace = 2;
    const stopSteps = entryStopSteps(trace + 1);
    const rereads = fixes.has('entry-reread-work-flags');
    const divert = (world, thread) => {
        writeCallInfo(world, thread, SIGSYS_CODE.SYS_USER_DISPATCH, 0);
        world.words.set(taskWord(world, thread) + TASK.ON_DISPATCH, 1);
        return end(OUTCOME.TRAP);
    };
    const fatal = (world, thread, signal) => {
        forceSignal(world, thread, signal, true);
        return end(OUTCOME.ANSWERED);
    };
    const isReadable = (world, page) => {
        const record = findVma(world, page);
        if (record < 0)
            return false;
        const at = world.layout.vma + record * VMA_WORDS;
        if (world.words.load(at + VMA.START) > page)
            return false;
        // The processor's own look, which takes no lock of the kernel.
        world.isUnguarded = true;
        const flags = world.words.load(at + VMA.FLAGS);
        world.isUnguarded = false;
        return (flags & (VM.READ | VM.WRITE | VM.EXEC)) !== 0;
    };
    const sample = {
        name: 'enter.sample',
        shared: true,
        run: (world, thread) => {
            const { words } = world;
            const task = taskWord(world, thread);
            let work = WORK.IN_CALL;
            if (words.load(task + TASK.MODE) !== SECCOMP_MODE.disabled)
                work |= WORK.SECCOMP;
            work |= tracedWork(world, thread);
            words.set(task + TASK.WORK, work);
            words.set(task + TASK.ON_DISPATCH, 0);
            words.set(world.thread(thread) + THREAD.RESULT, -ERRNO.ENOSYS);
            if (words.get(task + TASK.SUD_MODE) === DISPATCH_MODE.OFF || isExempt(world, thread))
                return (work & STOPS) === 0 ? end(OUTCOME.ENTERED) : jump(trace);
            return words.get(task + TASK.SUD_SELECTOR) === 0 ? divert(world, thread) : NEXT;
        },
    };
    const select = {
        name: 'enter.selector',
        shared: true,
        run: (world, thread) => {
            const { words } = world;
            const word = words.get(taskWord(world, thread) + TASK.SUD_SELECTOR) - 1;
            const page = pages[word] ?? -1;
            if (page >= 0 && !isReadable(world, page))
                return fatal(world, thread, SIGNAL.SIGSEGV);
            const state = words.load(world.layout.memory + word);
            if (state === SELECTOR.BLOCK)
                return divert(world, thread);
            return state === SELECTOR.ALLOW ? NEXT : fatal(world, thread, SIGNAL.SIGSYS);
        },
    };
    const gate = {
        name: 'enter.trace',
        shared: false,
        run: (world, thread) => (world.words.get(taskWord(world, thread) + TASK.WORK) & STOPS) === 0
            ? end(OUTCOME.ENTERED)
            : NEXT,
    };
    const reread = {
        name: 'enter.reread',
        shared: true,
        run: (world, thread) => {
            const { words } = world;
            const task = taskWord(world, thread);
            if (rereads && words.load(task + TASK.MODE) !== SECCOMP_MODE.disabled)
                words.set(task + TASK.WORK, words.get(task + TASK.WORK) | WORK.SECCOMP);
            return end(OUTCOME.ENTERED);
        },
    };
    return routine('enter.task', [sample, select, gate], stopSteps, [reread]);
}
//# sourceMappingURL=enter.js.map