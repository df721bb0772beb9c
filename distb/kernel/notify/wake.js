/**
 * Who waits for news of a filter: supervisors that sleep in RECV, and those that poll its listener.
 * A wake-up of the filter's wait queue carries events; RECV wants EPOLLIN and EPOLLHUP, a poll what
 * it asked for. Invariant: POLLED is zero but inside a poll, and a poll that was woken since it
 * last looked has WOKEN in it.
 *
 * Source: kernel/seccomp.c: recv_wake_function(), __seccomp_filter_orphan(); fs/select.c:
 * __pollwake().
 * Tested by: test/kernel/notify/poll.test.ts
 */
import { TASK } from '../memory/layout.js';
import { kick, kickWaiting, taskWord, WAIT, waitingFor } from '../task/task.js';
/** Events of poll(2). Source: include/uapi/asm-generic/poll.h. */
export const POLL = { IN: 1, OUT: 4, ERR: 8, HUP: 16, NVAL: 32 };
/** Bit of POLLED: the poll has registered, with the events in the lower bits. */
const REGISTERED = 64;
/** Bit of POLLED: an event came since. */
export const WOKEN = 128;
const FILTER_SHIFT = 8;
/** The POLLED word of a task that polls the listener of `filter` for `events`. */
export function polledWord(filter, events) {
    const wanted = (events & (POLL.IN | POLL.OUT)) | POLL.ERR | POLL.HUP;
    return ((filter + 1) << FILTER_SHIFT) | REGISTERED | wanted;
}
function wakePolls(world, filter, event) {
    const { words } = world;
    for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1) {
        const at = taskWord(world, thread) + TASK.POLLED;
        const polled = words.load(at);
        if (polled >> FILTER_SHIFT !== filter + 1 || (polled & event) === 0)
            continue;
        words.cas(at, polled & ~WOKEN, polled | WOKEN);
        kick(world, thread);
    }
}
/** wake_up_poll(EPOLLIN): a notification can be received. */
export function wakeReaders(world, filter) {
    kickWaiting(world, waitingFor(WAIT.receive, filter));
    wakePolls(world, filter, POLL.IN);
}
/** wake_up_poll(EPOLLOUT): a notification waits for its reply. */
export function wakeWriters(world, filter) {
    wakePolls(world, filter, POLL.OUT);
}
/** wake_up_poll(EPOLLHUP): the last task that used the filter is gone. */
export function hangUp(world, filter) {
    kickWaiting(world, waitingFor(WAIT.receive, filter));
    wakePolls(world, filter, POLL.HUP);
}
//# sourceMappingURL=wake.js.map