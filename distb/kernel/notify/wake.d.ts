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
import type { World } from '../memory/world.ts';
/** Events of poll(2). Source: include/uapi/asm-generic/poll.h. */
export declare const POLL: {
    readonly IN: 1;
    readonly OUT: 4;
    readonly ERR: 8;
    readonly HUP: 16;
    readonly NVAL: 32;
};
/** Bit of POLLED: an event came since. */
export declare const WOKEN = 128;
/** The POLLED word of a task that polls the listener of `filter` for `events`. */
export declare function polledWord(filter: number, events: number): number;
/** wake_up_poll(EPOLLIN): a notification can be received. */
export declare function wakeReaders(world: World, filter: number): void;
/** wake_up_poll(EPOLLOUT): a notification waits for its reply. */
export declare function wakeWriters(world: World, filter: number): void;
/** wake_up_poll(EPOLLHUP): the last task that used the filter is gone. */
export declare function hangUp(world: World, filter: number): void;
