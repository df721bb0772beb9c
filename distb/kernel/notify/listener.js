/**
 * The listener: how a call on it begins and ends, and how it is closed. A call whose thread shares
 * its descriptors holds the file, so that the listener stays open until the call ends. Who drops
 * the file last releases the listener: every notification that nobody has answered gets ENOSYS.
 *
 * Invariant: behind a call the scratch words it used, USING and RELEASES are zero.
 * Source: kernel/seccomp.c: seccomp_notify_ioctl(), seccomp_notify_detach(); fs/file.c: fdget().
 * Tested by: test/kernel/notify/listener.test.ts
 */
import { ERRNO } from '../errno.js';
import { FILTER, TASK, THREAD } from '../memory/layout.js';
import { end, jump, NEXT, OUTCOME, routine } from '../routine.js';
import { putFilter } from '../seccomp/release.js';
import { dropFile, fileOfDescriptor, holdFile, listenerFilter, ownsTable } from '../task/file.js';
import { filterWord, SLEEP, taskWord } from '../task/task.js';
import { contend, FILTER_SCRATCH, filterAt, lockStep, unlock } from './lock.js';
import { LISTENER } from './notification.js';
import { NOTIFY_EVENT } from './protocol.js';
/** How many scratch words a call on a listener may use; they are zero behind it. */
const SCRATCH_USED = 4;
/** The argument of the running call. */
export function argument(world, thread, index) {
    return world.words.get(world.thread(thread) + THREAD.ARGUMENT + index);
}
/** Zeroes the scratch words of a call on a listener. */
function clearScratch(world, thread) {
    const at = world.thread(thread) + THREAD.SCRATCH;
    for (let word = 0; word < SCRATCH_USED; word += 1)
        world.words.set(at + word, 0);
}
/** Ends the routine of a system call whose result is in its place. */
function endCall(world, thread) {
    clearScratch(world, thread);
    return end(OUTCOME.RETURNED);
}
/** How many steps `releaseSteps` has. */
const RELEASE_STEPS = 3;
/**
 * Releases the listeners that the thread has dropped last, and goes on with `done`. `base` is the
 * number of the first of these steps in its routine.
 */
export function releaseSteps(base, protocol, done) {
    return [
        {
            name: 'listener.next',
            shared: false,
            run: (world, thread) => {
                const releases = world.words.get(taskWord(world, thread) + TASK.RELEASES);
                if (releases === 0)
                    return done(world, thread);
                const filter = 31 - Math.clz32(releases & -releases);
                world.words.set(world.thread(thread) + FILTER_SCRATCH, filter);
                contend(world, thread, SLEEP.uninterruptible);
                return NEXT;
            },
        },
        lockStep('listener.notify_lock'),
        {
            name: 'listener.detach',
            shared: true,
            run: (world, thread) => {
                const { words, layout } = world;
                const filter = filterAt(world, thread);
                const at = filterWord(world, filter);
                for (let target = 0; target < layout.bounds.threadCount; target += 1)
                    if (words.load(taskWord(world, target) + TASK.NOTIFY_FILTER) === filter + 1)
                        protocol.deliver(world, filter, target, NOTIFY_EVENT.CLOSE, thread);
                words.store(at + FILTER.LISTENER, LISTENER.closed);
                words.store(at + FILTER.REQUESTS, 0);
                words.store(at + FILTER.HINTS, 0);
                unlock(world, thread);
                const releases = taskWord(world, thread) + TASK.RELEASES;
                words.set(releases, words.get(releases) & ~(1 << filter));
                words.set(world.thread(thread) + FILTER_SCRATCH, 0);
                putFilter(world, filter + 1);
                return jump(base);
            },
        },
    ];
}
/** Where the steps of a call on a listener begin, behind its first. */
export const CALL_BODY = 2 + RELEASE_STEPS;
const PUT = 1;
/**
 * A call on a listener: its first step, the way out, and its own steps from CALL_BODY on. `enter`
 * runs when the filter is known; it says how to go on.
 */
export function listenerCall(name, protocol, enter, body) {
    const begin = {
        name: `${name}.begin`,
        shared: true,
        run: (world, thread) => {
            const file = fileOfDescriptor(world, thread, argument(world, thread, 0));
            const errno = useListener(world, thread, file);
            return errno === 0 ? enter(world, thread) : finishCall(world, thread, errno);
        },
    };
    const put = {
        name: `${name}.put`,
        shared: true,
        run: (world, thread) => {
            const task = taskWord(world, thread);
            for (const word of [TASK.USING, TASK.ADDFD_FILE]) {
                const file = world.words.get(task + word);
                world.words.store(task + word, 0);
                dropFile(world, thread, file);
            }
            return NEXT;
        },
    };
    return routine(name, [begin, put], releaseSteps(PUT + 1, protocol, endCall), body);
}
/** Begins a call on the listener that a file word names: 0 or a negative errno. */
export function useListener(world, thread, file) {
    if (file === 0)
        return -ERRNO.EBADF;
    const filter = listenerFilter(file);
    if (filter < 0)
        return -ERRNO.ENOTTY;
    if (!ownsTable(world, thread)) {
        if (!holdFile(world, file))
            return -ERRNO.EBADF;
        world.words.set(taskWord(world, thread) + TASK.USING, file);
    }
    world.words.set(world.thread(thread) + FILTER_SCRATCH, filter);
    return 0;
}
/** Ends a call on a listener with a result; a file that it held is dropped in a step of its own. */
export function finishCall(world, thread, result) {
    const { words } = world;
    const task = taskWord(world, thread);
    words.set(world.thread(thread) + THREAD.RESULT, result);
    if (listenerFilter(words.get(task + TASK.ADDFD_FILE)) < 0)
        words.store(task + TASK.ADDFD_FILE, 0);
    const holds = words.get(task + TASK.USING) !== 0 || words.get(task + TASK.ADDFD_FILE) !== 0;
    return holds ? jump(PUT) : endCall(world, thread);
}
/** A call of one step that may drop the last reference to a listener's file. */
export function droppingCall(name, protocol, body) {
    const run = {
        name,
        shared: true,
        run: (world, thread) => {
            world.words.set(world.thread(thread) + THREAD.RESULT, body(world, thread));
            return NEXT;
        },
    };
    return routine(name, [run], releaseSteps(1, protocol, endCall));
}
//# sourceMappingURL=listener.js.map