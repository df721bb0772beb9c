/**
 * Entering a mode and attaching filters, with Linux's checks in Linux's order. The locked part (the
 * mode, the duplicate listener, the weight, the other threads) is one step, as it is under siglock;
 * TSYNC takes cred_guard_mutex before it. Invariant: a call that fails has changed nothing.
 *
 * Source: kernel/seccomp.c: seccomp_set_mode_filter(), seccomp_attach_filter(),
 * seccomp_can_sync_threads(), seccomp_sync_threads(). Deviation: more filters than the world has
 * room for (`filterCount`) give ENOMEM.
 */
import { ERRNO } from '../errno.js';
import { checkFilter, PATH_WEIGHT_LIMIT } from '../filter/index.js';
import { FILTER, FILTER_WORDS, PROCESS, TASK } from '../memory/layout.js';
import { LISTENER } from '../notify/notification.js';
import { forEachThread } from '../signals/send.js';
import { FILE_KIND, fileWord, installLowest } from '../task/file.js';
import { filterWord, processOf, processWord, taskWord, tidOf } from '../task/task.js';
import { FILTER_FLAG, FILTER_FLAG_MASK, SECCOMP_MODE } from './mode.js';
import { holdFilter, releaseFilter } from './release.js';
/** Whether the task may enter a mode: it is in none, or in this one. */
export function mayAssignMode(world, thread, mode) {
    const current = world.words.load(taskWord(world, thread) + TASK.MODE);
    return current === SECCOMP_MODE.disabled || current === mode;
}
/** What is checked before any lock; 0 or a negative errno. `program` is a number + 1, or 0. */
export function checkAttach(world, thread, paths, flags, program) {
    if ((flags & ~FILTER_FLAG_MASK) !== 0)
        return -ERRNO.EINVAL;
    const listens = (flags & FILTER_FLAG.NEW_LISTENER) !== 0;
    const syncs = (flags & FILTER_FLAG.TSYNC) !== 0;
    if (syncs && listens && (flags & FILTER_FLAG.TSYNC_ESRCH) === 0)
        return -ERRNO.EINVAL;
    if ((flags & FILTER_FLAG.WAIT_KILLABLE_RECV) !== 0 && !listens)
        return -ERRNO.EINVAL;
    const words = paths.programs[program - 1];
    if (words === undefined)
        return -ERRNO.EFAULT;
    if (words.length === 0 || words.length > 2 * 4096)
        return -ERRNO.EINVAL;
    const at = taskWord(world, thread);
    const isCapable = world.words.load(processWord(world, processOf(world, thread)) + PROCESS.CAPABLE) !== 0;
    if (!isCapable && world.words.load(at + TASK.NO_NEW_PRIVS) === 0)
        return -ERRNO.EACCES;
    return checkFilter(words).errno;
}
/** Whether the path `ancestor` is the other path or its lower part; none is below every path. */
function isAncestor(world, ancestor, newest) {
    if (ancestor === 0)
        return true;
    for (let next = newest; next !== 0; next = previousOf(world, next))
        if (next === ancestor)
            return true;
    return false;
}
function previousOf(world, newest) {
    return world.words.load(filterWord(world, newest - 1) + FILTER.PREVIOUS);
}
/** 0, or the thread id of the first thread that TSYNC cannot bring along. */
function unsynchronizable(world, thread) {
    const { words } = world;
    const own = words.load(taskWord(world, thread) + TASK.FILTER);
    let failed = 0;
    forEachThread(world, processOf(world, thread), (other) => {
        if (other === thread || failed !== 0)
            return;
        const at = taskWord(world, other);
        const mode = words.load(at + TASK.MODE);
        if (mode === SECCOMP_MODE.disabled)
            return;
        if (mode === SECCOMP_MODE.filter && isAncestor(world, words.load(at + TASK.FILTER), own))
            return;
        failed = tidOf(other);
    });
    return failed;
}
function hasListener(world, newest) {
    for (let next = newest; next !== 0; next = previousOf(world, next))
        if (world.words.load(filterWord(world, next - 1) + FILTER.LISTENER) === LISTENER.open)
            return true;
    return false;
}
function freeRecord(world) {
    for (let record = 0; record < world.layout.bounds.filterCount; record += 1)
        if (world.words.load(filterWord(world, record) + FILTER.REFERENCES) === 0)
            return record;
    return -1;
}
/** Fills a free record: a filter that `users` tasks, or one filter above, have. */
function writeFilter(world, record, program, previous, users) {
    const { words } = world;
    const at = filterWord(world, record);
    words.store(at + FILTER.PROGRAM, program);
    words.store(at + FILTER.PREVIOUS, previous);
    words.store(at + FILTER.NEXT_ID, 1);
    words.store(at + FILTER.LISTENER, LISTENER.none);
    words.store(at + FILTER.USERS, users);
    words.store(at + FILTER.REFERENCES, users);
}
/**
 * Puts the programs, oldest first, into the first records of a world that boots, for `users` tasks
 * to have; returns the FILTER word of these tasks. Preconditions: no filter is attached, there are
 * records enough, and Linux would take the path.
 */
export function bootFilters(world, programs, users) {
    if (users === 0)
        return 0;
    programs.forEach((program, record) => {
        const isNewest = record === programs.length - 1;
        writeFilter(world, record, program, record, isNewest ? users : 1);
    });
    return programs.length;
}
/** The part under siglock: 0, a listener's descriptor, a thread id, or a negative errno. */
export function attach(world, thread, paths, flags, program) {
    const { words } = world;
    const task = taskWord(world, thread);
    const listens = (flags & FILTER_FLAG.NEW_LISTENER) !== 0;
    const newest = words.load(task + TASK.FILTER);
    if (!mayAssignMode(world, thread, SECCOMP_MODE.filter))
        return -ERRNO.EINVAL;
    if (listens && hasListener(world, newest))
        return -ERRNO.EBUSY;
    if (paths.weights[program - 1] + paths.weight(world, newest) > PATH_WEIGHT_LIMIT)
        return -ERRNO.ENOMEM;
    if ((flags & FILTER_FLAG.TSYNC) !== 0) {
        const failed = unsynchronizable(world, thread);
        if (failed !== 0)
            return (flags & FILTER_FLAG.TSYNC_ESRCH) !== 0 ? -ERRNO.ESRCH : failed;
    }
    const record = freeRecord(world);
    if (record < 0)
        return -ERRNO.ENOMEM;
    writeFilter(world, record, program - 1, newest, 1);
    const at = filterWord(world, record);
    words.store(at + FILTER.FLAGS, flags);
    let result = 0;
    if (listens) {
        words.store(at + FILTER.LISTENER, LISTENER.open);
        words.store(at + FILTER.REFERENCES, 2);
        // The call's own reference, which the descriptor takes over.
        words.store(at + FILTER.FILES, 1);
        // Linux takes the number before the lock and puts the file there behind it; nobody can tell.
        result = installLowest(world, thread, fileWord(FILE_KIND.listener, record));
        words.add(at + FILTER.FILES, -1);
        if (result < 0) {
            for (let word = 0; word < FILTER_WORDS; word += 1)
                words.store(at + word, 0);
            return result;
        }
    }
    // The reference and the use that the task had of the path below are the new filter's now.
    words.store(task + TASK.FILTER, record + 1);
    words.store(task + TASK.MODE, SECCOMP_MODE.filter);
    if ((flags & FILTER_FLAG.TSYNC) !== 0)
        synchronize(world, thread);
    return result;
}
/** Gives the caller's filters, and its no_new_privs, to all other threads of the process. */
function synchronize(world, thread) {
    const { words } = world;
    const own = taskWord(world, thread);
    const newest = words.load(own + TASK.FILTER);
    forEachThread(world, processOf(world, thread), (other) => {
        if (other === thread)
            return;
        const at = taskWord(world, other);
        const before = words.load(at + TASK.FILTER);
        holdFilter(world, newest);
        releaseFilter(world, before);
        words.store(at + TASK.FILTER, newest);
        if (words.load(own + TASK.NO_NEW_PRIVS) !== 0)
            words.store(at + TASK.NO_NEW_PRIVS, 1);
        if (words.load(at + TASK.MODE) === SECCOMP_MODE.disabled)
            words.store(at + TASK.MODE, SECCOMP_MODE.filter);
    });
}
//# sourceMappingURL=attach.js.map