/**
 * poll(2) of one descriptor. On a listener: IN while a notification waits to be received, OUT while
 * one waits for its reply, HUP once nobody uses the filter. It registers with the wait queue first,
 * looks, and sleeps unless it was woken meanwhile; so it misses nothing, and hears of nothing for
 * which Linux has no wake-up (a reply that ADDFD takes back).
 *
 * Arguments: descriptor; events (POLL); timeout: 0 looks once, negative waits for ever, any other
 * is a time that may be over at any moment. The result is the set of events, and 0 when the time is
 * over. Deviations: poll(2) takes a list, and returns how many are ready; a signal without a
 * handler restarts the call with its whole time (Linux: restart_syscall with the rest).
 *
 * Source: kernel/seccomp.c: seccomp_notify_poll(); fs/select.c: do_poll(), __pollwake().
 * Tested by: test/kernel/notify/poll.test.ts
 */
import { ERRNO } from '../errno.js';
import { FILTER, TASK } from '../memory/layout.js';
import { BLOCKED, jump } from '../routine.js';
import { hasSignal } from '../signals/send.js';
import { fileOfDescriptor, listenerFilter } from '../task/file.js';
import { fallAsleep, filterWord, kickCount, kickWord, SLEEP, taskWord, WAIT, waitingFor, wakeUp, } from '../task/task.js';
import { argument, CALL_BODY, finishCall, listenerCall } from './listener.js';
import { contend, filterAt, lockStep, unlock } from './lock.js';
import { firstNotification } from './notification.js';
import { NOTIFICATION } from './protocol.js';
import { POLL, polledWord, WOKEN } from './wake.js';
/** The routine of poll. */
export function pollCall(protocol) {
    const polledAt = (world, thread) => taskWord(world, thread) + TASK.POLLED;
    const finish = (world, thread, result) => {
        world.words.store(polledAt(world, thread), 0);
        return finishCall(world, thread, result);
    };
    const wanted = (world, thread) => (argument(world, thread, 1) & (POLL.IN | POLL.OUT)) | POLL.ERR | POLL.HUP;
    const enter = (world, thread) => {
        const word = polledWord(filterAt(world, thread), argument(world, thread, 1));
        world.words.store(polledAt(world, thread), word);
        contend(world, thread, SLEEP.interruptible);
        return jump(CALL_BODY);
    };
    /** What is ready, if anything is; otherwise it sleeps, if it has time. */
    const conclude = (world, thread, events) => {
        const ready = events & wanted(world, thread);
        if (ready !== 0)
            return finish(world, thread, ready);
        if (hasSignal(world, thread))
            return finish(world, thread, -ERRNO.ERESTARTNOHAND);
        if (argument(world, thread, 2) === 0)
            return finish(world, thread, 0);
        const waiting = waitingFor(WAIT.poll, filterAt(world, thread));
        fallAsleep(world, thread, waiting, SLEEP.interruptible);
        return jump(CALL_BODY + 2);
    };
    const look = {
        name: 'poll.look',
        shared: true,
        run: (world, thread) => {
            const filter = filterAt(world, thread);
            let events = 0;
            if (firstNotification(world, filter, NOTIFICATION.init) >= 0)
                events |= POLL.IN;
            if (firstNotification(world, filter, NOTIFICATION.sent) >= 0)
                events |= POLL.OUT;
            // Linux looks at the users behind the lock; that they go wakes the poll in any case.
            if (world.words.load(filterWord(world, filter) + FILTER.USERS) === 0)
                events |= POLL.HUP;
            unlock(world, thread);
            return conclude(world, thread, events);
        },
    };
    const wait = {
        name: 'poll.wait',
        shared: true,
        run: (world, thread) => {
            const { words } = world;
            const kicks = kickCount(world, thread);
            const at = polledAt(world, thread);
            const polled = words.load(at);
            if ((polled & WOKEN) === 0 && !hasSignal(world, thread)) {
                if (argument(world, thread, 2) > 0) {
                    wakeUp(world, thread);
                    return finish(world, thread, 0);
                }
                world.blocked(kickWord(world, thread), kicks);
                return BLOCKED;
            }
            words.store(at, polled & ~WOKEN);
            contend(world, thread, SLEEP.interruptible);
            return jump(CALL_BODY);
        },
    };
    return withPlainFiles(listenerCall('poll', protocol, enter, [
        lockStep('poll.notify_lock', (world, thread) => conclude(world, thread, POLL.ERR)),
        look,
        wait,
    ]));
}
/** Plain files are always ready, and a descriptor without a file says so. */
function withPlainFiles(poll) {
    const [begin, ...rest] = poll.steps;
    const run = (world, thread) => {
        const file = fileOfDescriptor(world, thread, argument(world, thread, 0));
        if (listenerFilter(file) >= 0)
            return begin.run(world, thread);
        const ready = argument(world, thread, 1) & (POLL.IN | POLL.OUT);
        return finishCall(world, thread, file === 0 ? POLL.NVAL : ready);
    };
    return { name: poll.name, steps: [{ name: 'poll.begin', shared: true, run }, ...rest] };
}
//# sourceMappingURL=poll.js.map