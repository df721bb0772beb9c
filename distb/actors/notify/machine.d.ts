/**
 * What happens to one notification of seccomp's user notification: the target posts it, a
 * supervisor receives it and replies, and signals, faults, descriptors and the listener's end come
 * in between. Compare Linux kernel/seccomp.c: seccomp_do_user_notification() for the target's
 * events (POST, WAKE, SIGNAL, INSTALLED, INSTALL_FAILED), seccomp_notify_recv/send/id_valid/addfd()
 * for the supervisor's, seccomp_notify_release() for CLOSE.
 *
 * Every event is delivered under the filter's notify_lock; an event to a notification that is not
 * in the list arrives in `absent`. The kernel walks the compiled table and performs the actions.
 * Invariant: only SEND, ADDFD_SEND and CLOSE lead to `replied`, and only from a state that nobody
 * has answered, so that no notification is answered twice.
 */
/** An event of the notification machine; none carries data. */
export interface NotifyEvent {
    readonly type: 'POST' | 'RECEIVE' | 'FAULT' | 'SEND' | 'QUERY' | 'ADDFD' | 'ADDFD_SEND' | 'WITHDRAW' | 'WITHDRAW_SEND' | 'INSTALLED' | 'INSTALL_FAILED' | 'WAKE' | 'SIGNAL' | 'CLOSE';
}
/** One notification between its target and its supervisors. */
export declare const notifyMachine: import("xstate").StateMachine<import("xstate").MachineContext, NotifyEvent, {}, never, {
    type: "accept";
    params: unknown;
} | {
    type: "answerNoListener";
    params: unknown;
} | {
    type: "append";
    params: unknown;
} | {
    type: "completeTarget";
    params: unknown;
} | {
    type: "countRequest";
    params: unknown;
} | {
    type: "install";
    params: unknown;
} | {
    type: "interrupt";
    params: unknown;
} | {
    type: "keepDescriptor";
    params: unknown;
} | {
    type: "keepNoListener";
    params: unknown;
} | {
    type: "keepReply";
    params: unknown;
} | {
    type: "leave";
    params: unknown;
} | {
    type: "queue";
    params: unknown;
} | {
    type: "refuseAbsent";
    params: unknown;
} | {
    type: "refuseBusy";
    params: unknown;
} | {
    type: "refuseInProgress";
    params: unknown;
} | {
    type: "unqueue";
    params: unknown;
} | {
    type: "wakeReaders";
    params: unknown;
} | {
    type: "wakeWriters";
    params: unknown;
}, {
    type: "addfdPending";
    params: unknown;
} | {
    type: "killable";
    params: unknown;
} | {
    type: "listening";
    params: unknown;
} | {
    type: "repliedIsReceived";
    params: unknown;
} | {
    type: "restoresState";
    params: unknown;
} | {
    type: "waitedKillable";
    params: unknown;
}, never, "absent" | "init" | "replied" | "sent", string, import("xstate").NonReducibleUnknown, import("xstate").NonReducibleUnknown, import("xstate").EventObject, import("xstate").MetaObject, {
    id: "notify";
    states: {
        readonly absent: {};
        readonly init: {};
        readonly sent: {};
        readonly replied: {};
    };
}, import("xstate").MetaObject>;
