/**
 * The notification protocol as the kernel walks it: the compiled table of the statechart
 * `notifyMachine`, as data. A test compiles the statechart again and compares.
 *
 * Invariant: `protocolMove` changes the state of one notification as the statechart does, and
 * returns the statechart's actions as a set, for the kernel to perform.
 * Tested by: test/actors/notify/machine.test.ts
 */
/** States of a notification, by the numbers of the table. */
export declare const NOTIFICATION: {
    readonly absent: 0;
    readonly init: 1;
    readonly sent: 2;
    readonly replied: 3;
};
/** Events of a notification, by the numbers of the table. */
export declare const NOTIFY_EVENT: Readonly<Record<"ADDFD" | "ADDFD_SEND" | "CLOSE" | "FAULT" | "INSTALLED" | "INSTALL_FAILED" | "POST" | "QUERY" | "RECEIVE" | "SEND" | "SIGNAL" | "WAKE" | "WITHDRAW" | "WITHDRAW_SEND", number>>;
/** Guards, as bits of a guard word. */
export declare const NOTIFY_GUARD: Readonly<Record<"addfdPending" | "killable" | "listening" | "repliedIsReceived" | "restoresState" | "waitedKillable", number>>;
/** Actions, as bits of a set. */
export declare const NOTIFY_ACTION: Readonly<Record<"accept" | "answerNoListener" | "append" | "completeTarget" | "countRequest" | "install" | "interrupt" | "keepDescriptor" | "keepNoListener" | "keepReply" | "leave" | "queue" | "refuseAbsent" | "refuseBusy" | "refuseInProgress" | "unqueue" | "wakeReaders" | "wakeWriters", number>>;
/** The actions of an event as a set in the high bits, the next state in the low two. */
export declare function protocolMove(state: number, event: number, guards: number): number;
/** The next state of a move. */
export declare function movedTo(move: number): number;
/** The actions of a move. */
export declare function actionsOf(move: number): number;
