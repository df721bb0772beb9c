/**
 * Made from the statechart in actors/notify/machine.ts by its compiler; not to be edited by hand.
 * Invariant: equals what the statechart compiles to, which a test checks.
 * Tested by: test/actors/notify/machine.test.ts
 */
/** The compiled table of the notification protocol. */
export declare const PROTOCOL_TABLE: {
    readonly states: readonly ['absent', 'init', 'sent', 'replied'];
    readonly events: readonly ['POST', 'FAULT', 'SEND', 'QUERY', 'ADDFD', 'ADDFD_SEND', 'RECEIVE', 'WITHDRAW', 'WITHDRAW_SEND', 'INSTALLED', 'INSTALL_FAILED', 'WAKE', 'SIGNAL', 'CLOSE'];
    readonly guards: readonly ['listening', 'killable', 'waitedKillable', 'addfdPending', 'restoresState', 'repliedIsReceived'];
    readonly actions: readonly ['append', 'countRequest', 'wakeReaders', 'wakeWriters', 'completeTarget', 'keepReply', 'keepNoListener', 'keepDescriptor', 'queue', 'unqueue', 'accept', 'refuseAbsent', 'refuseInProgress', 'refuseBusy', 'install', 'leave', 'interrupt', 'answerNoListener'];
    readonly root: readonly number[];
    readonly nodes: readonly number[];
    readonly actionLists: readonly number[];
    readonly actionOffsets: readonly number[];
};
