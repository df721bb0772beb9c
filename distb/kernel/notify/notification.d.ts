/**
 * Notifications as the kernel keeps them. The knotif of a target lies in its task record, as it
 * lies on its kernel stack in Linux, and the request of a supervisor's ADDFD in the supervisor's; a
 * list is a scan over all tasks in the order of ids, or of places in the queue. Every change of
 * state is a move of the protocol.
 *
 * Invariant: all functions here run under the filter's notify_lock, but for `takeReady`; a task
 * whose call has ended has none of these words left.
 * Source: kernel/seccomp.c: struct seccomp_knotif, struct seccomp_kaddfd, find_notification(),
 * seccomp_handle_addfd(). Deviation: the ids of a filter begin at 1, not at a random number.
 * Tested by: test/kernel/notify/receive.test.ts, test/kernel/notify/addfd.test.ts
 */
import type { World } from '../memory/world.ts';
/** Whether a filter has a listener. */
export declare const LISTENER: {
    readonly none: 0;
    readonly open: 1;
    readonly closed: 2;
};
/** Flags of ADDFD, and the one bit of its newfd_flags. Source: include/uapi/linux/seccomp.h. */
export declare const ADDFD_FLAG: {
    readonly SETFD: 1;
    readonly SEND: 2;
};
/** Progress of an ADDFD request. */
export declare const ADDFD: {
    readonly none: 0;
    readonly queued: 1;
    readonly done: 2;
};
/** The state of a thread's notification: one of NOTIFICATION. */
export declare function notificationState(world: World, target: number): number;
/** The id of a thread's notification. */
export declare function notificationId(world: World, target: number): number;
/** The target whose notification was posted first of those in a state, or -1. */
export declare function firstNotification(world: World, filter: number, state: number): number;
/** find_notification(): the target whose notification has an id, or -1. */
export declare function findNotification(world: World, filter: number, id: number): number;
/** Takes one completion of `ready`, if there is one: the only part that needs no lock. */
export declare function takeReady(world: World, target: number): boolean;
/** What a reply holds. */
export interface Reply {
    readonly value: number;
    readonly error: number;
    readonly flags: number;
}
/** The protocol of notifications, for a set of kernel fixes. */
export declare class Protocol {
    #private;
    constructor(fixes: ReadonlySet<string>);
    /**
     * Delivers an event to a target's notification (-1: to one that is not there) and performs what
     * concerns the shared state; returns the actions, for the caller's own result. `by` is the thread
     * that delivers; `extraGuards` are the guards that only the caller knows.
     */
    deliver(world: World, filter: number, target: number, event: number, by: number, extraGuards?: number, ignoresQueue?: boolean): number;
    /** SEND: the reply of a supervisor, if the protocol accepts it; 0 or a negative errno. */
    reply(world: World, filter: number, by: number, id: number, reply: Reply): number;
}
/** What the actions of a supervisor's event say: 0, or the errno of the refusal. */
export declare function refusal(actions: number): number;
