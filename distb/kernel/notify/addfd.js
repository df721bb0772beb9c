/**
 * SECCOMP_IOCTL_NOTIF_ADDFD: the supervisor queues a file of its own at a notification, wakes the
 * target, and sleeps until the target has installed it; with SEND the descriptor is the reply as
 * well. A signal makes the supervisor take its request back, unless the target was faster.
 *
 * Arguments: listener, id, flags (ADDFD_FLAG), srcfd, newfd, newfd_flags. The result is the
 * descriptor in the target. Invariant: a request is in the queue of at most one notification.
 *
 * Source: kernel/seccomp.c: seccomp_notify_addfd(). The fix `addfd-send-restore` is "seccomp:
 * restore knotif->state when SECCOMP_ADDFD_FLAG_SEND is interrupted".
 * Tested by: test/kernel/notify/addfd.test.ts
 */
import { ERRNO } from '../errno.js';
import { TASK } from '../memory/layout.js';
import { BLOCKED, jump, NEXT } from '../routine.js';
import { hasSignal } from '../signals/send.js';
import { fileOfDescriptor, holdFile } from '../task/file.js';
import { fallAsleep, kickCount, kickWord, SLEEP, taskWord, WAIT, waitingFor, wakeUp, } from '../task/task.js';
import { argument, CALL_BODY, finishCall, listenerCall } from './listener.js';
import { contend, filterAt, lockStep, unlock } from './lock.js';
import { ADDFD, ADDFD_FLAG, findNotification, refusal } from './notification.js';
import { NOTIFY_EVENT } from './protocol.js';
/** The one bit of newfd_flags, O_CLOEXEC; it is accepted and has no effect. */
export const NEW_FILE_FLAG = { CLOEXEC: 0o2000000 };
/** The words of a request but its file. */
const REQUEST_WORDS = [
    TASK.ADDFD_STATE,
    TASK.ADDFD_TARGET,
    TASK.ADDFD_ORDER,
    TASK.ADDFD_NUMBER,
    TASK.ADDFD_FLAGS,
    TASK.ADDFD_RESULT,
];
/** The routine of notif_addfd. */
export function addfdCall(protocol) {
    const isSending = (world, thread) => (argument(world, thread, 2) & ADDFD_FLAG.SEND) !== 0;
    /** Ends the call: nothing of the request is left but its file, which is dropped last. */
    const finish = (world, thread, result) => {
        const task = taskWord(world, thread);
        for (const word of REQUEST_WORDS)
            world.words.store(task + word, 0);
        return finishCall(world, thread, result);
    };
    const resultOf = (world, thread) => world.words.load(taskWord(world, thread) + TASK.ADDFD_RESULT);
    const stateOf = (world, thread) => world.words.load(taskWord(world, thread) + TASK.ADDFD_STATE);
    const enter = (world, thread) => {
        const flags = argument(world, thread, 2);
        const isUnknown = (argument(world, thread, 5) & ~NEW_FILE_FLAG.CLOEXEC) !== 0 ||
            (flags & ~(ADDFD_FLAG.SETFD | ADDFD_FLAG.SEND)) !== 0;
        const newfd = argument(world, thread, 4);
        if (isUnknown || (newfd !== 0 && (flags & ADDFD_FLAG.SETFD) === 0))
            return finish(world, thread, -ERRNO.EINVAL);
        // Who owns its table alone reads both descriptors at once, and nobody can tell.
        const isAlone = world.words.get(taskWord(world, thread) + TASK.USING) === 0;
        return isAlone ? takeSource(world, thread) : jump(CALL_BODY);
    };
    const takeSource = (world, thread) => {
        const file = fileOfDescriptor(world, thread, argument(world, thread, 3));
        if (file === 0 || !holdFile(world, file))
            return finish(world, thread, -ERRNO.EBADF);
        const task = taskWord(world, thread);
        world.words.store(task + TASK.ADDFD_FILE, file);
        world.words.store(task + TASK.ADDFD_FLAGS, argument(world, thread, 2));
        world.words.store(task + TASK.ADDFD_NUMBER, argument(world, thread, 4));
        contend(world, thread, SLEEP.interruptible);
        return jump(CALL_BODY + 1);
    };
    const source = { name: 'notif_addfd.source', shared: true, run: takeSource };
    const queue = {
        name: 'notif_addfd.queue',
        shared: true,
        run: (world, thread) => {
            const filter = filterAt(world, thread);
            const target = findNotification(world, filter, argument(world, thread, 1));
            const event = isSending(world, thread) ? NOTIFY_EVENT.ADDFD_SEND : NOTIFY_EVENT.ADDFD;
            const errno = refusal(protocol.deliver(world, filter, target, event, thread));
            unlock(world, thread);
            if (errno !== 0)
                return finish(world, thread, errno);
            fallAsleep(world, thread, waitingFor(WAIT.addfd, target), SLEEP.interruptible);
            return NEXT;
        },
    };
    const wait = {
        name: 'notif_addfd.wait',
        shared: true,
        run: (world, thread) => {
            const kicks = kickCount(world, thread);
            const isDone = stateOf(world, thread) === ADDFD.done;
            if (!isDone && !hasSignal(world, thread)) {
                world.blocked(kickWord(world, thread), kicks);
                return BLOCKED;
            }
            wakeUp(world, thread);
            if (isDone)
                return finish(world, thread, resultOf(world, thread));
            contend(world, thread, SLEEP.uninterruptible);
            return NEXT;
        },
    };
    const withdraw = {
        name: 'notif_addfd.withdraw',
        shared: true,
        run: (world, thread) => {
            const isDone = stateOf(world, thread) === ADDFD.done;
            if (!isDone) {
                const target = world.words.load(taskWord(world, thread) + TASK.ADDFD_TARGET) - 1;
                const event = isSending(world, thread) ? NOTIFY_EVENT.WITHDRAW_SEND : NOTIFY_EVENT.WITHDRAW;
                protocol.deliver(world, filterAt(world, thread), target, event, thread);
            }
            unlock(world, thread);
            return finish(world, thread, isDone ? resultOf(world, thread) : -ERRNO.ERESTARTSYS);
        },
    };
    return listenerCall('notif_addfd', protocol, enter, [
        source,
        lockStep('notif_addfd.notify_lock', (world, thread) => finish(world, thread, -ERRNO.EINTR)),
        queue,
        wait,
        lockStep('notif_addfd.relock'),
        withdraw,
    ]);
}
//# sourceMappingURL=addfd.js.map