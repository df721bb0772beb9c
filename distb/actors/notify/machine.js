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
import { and, setup } from 'xstate';
// xstate takes the type of this value and nothing else.
const anyEvent = { type: 'POST' };
// A name is all that the table keeps of an action or a guard; the kernel does the work.
const byKernel = () => { };
const askKernel = () => false;
/** One notification between its target and its supervisors. */
export const notifyMachine = setup({
    types: { events: anyEvent },
    guards: {
        /** The filter has a listener that is not closed. */
        listening: askKernel,
        /** The filter was installed with SECCOMP_FILTER_FLAG_WAIT_KILLABLE_RECV. */
        killable: askKernel,
        /** The wait that a signal ended was a killable one already: the signal is a fatal one. */
        waitedKillable: askKernel,
        /** Descriptors are queued for the target. */
        addfdPending: askKernel,
        /** The kernel has the fix "restore knotif->state when ADDFD_FLAG_SEND is interrupted". */
        restoresState: askKernel,
        /** The kernel has the 6.18 fix: a notification counts as received when it is replied to. */
        repliedIsReceived: askKernel,
    },
    actions: {
        /** Takes the next id and appends the notification to the filter's list. */
        append: byKernel,
        /** Adds one to the filter's `requests`. */
        countRequest: byKernel,
        /** Wakes who waits for EPOLLIN. */
        wakeReaders: byKernel,
        /** Wakes who waits for EPOLLOUT. */
        wakeWriters: byKernel,
        /** Completes `ready`, on which the target sleeps. */
        completeTarget: byKernel,
        /** Keeps the reply of the supervisor for the target. */
        keepReply: byKernel,
        /** Keeps -ENOSYS for the target. */
        keepNoListener: byKernel,
        /** The installed descriptor becomes the reply. */
        keepDescriptor: byKernel,
        /** Queues the descriptor for the target. */
        queue: byKernel,
        /** Takes the descriptor out of the queue again. */
        unqueue: byKernel,
        /** The supervisor's call returns 0. */
        accept: byKernel,
        /** The supervisor's call returns -ENOENT. */
        refuseAbsent: byKernel,
        /** The supervisor's call returns -EINPROGRESS. */
        refuseInProgress: byKernel,
        /** The supervisor's call returns -EBUSY. */
        refuseBusy: byKernel,
        /** The target installs the descriptor that was queued last, if there is one. */
        install: byKernel,
        /** The target's call ends with the reply; queued descriptors get -ESRCH. */
        leave: byKernel,
        /** The target's call ends with -ERESTARTSYS; queued descriptors get -ESRCH. */
        interrupt: byKernel,
        /** The target's call returns -ENOSYS. */
        answerNoListener: byKernel,
    },
}).createMachine({
    id: 'notify',
    description: 'One notification of a filter with a listener.',
    initial: 'absent',
    states: {
        absent: {
            description: 'Nothing is posted, or the target has left.',
            on: {
                POST: [
                    {
                        guard: 'listening',
                        target: 'init',
                        actions: ['append', 'countRequest', 'wakeReaders'],
                    },
                    { actions: 'answerNoListener' },
                ],
                FAULT: {
                    actions: 'refuseAbsent',
                    description: 'The target left while the notification was copied out: nothing to reset.',
                },
                SEND: { actions: 'refuseAbsent' },
                QUERY: { actions: 'refuseAbsent' },
                ADDFD: { actions: 'refuseAbsent' },
                ADDFD_SEND: { actions: 'refuseAbsent' },
            },
        },
        init: {
            description: 'Posted; no supervisor has it.',
            on: {
                RECEIVE: { target: 'sent', actions: ['wakeWriters', 'accept'] },
                SEND: { actions: 'refuseInProgress' },
                QUERY: { actions: 'refuseAbsent' },
                ADDFD: { actions: 'refuseInProgress' },
                ADDFD_SEND: { actions: 'refuseInProgress' },
                WITHDRAW: { actions: 'unqueue' },
                WITHDRAW_SEND: { actions: 'unqueue' },
                INSTALLED: { actions: 'keepDescriptor' },
                INSTALL_FAILED: { target: 'sent' },
                WAKE: { actions: 'install' },
                SIGNAL: {
                    target: 'absent',
                    actions: 'interrupt',
                    description: 'Interruptible under every flag, for nobody has looked at it yet (R8).',
                },
                CLOSE: { target: 'replied', actions: ['keepNoListener', 'completeTarget'] },
            },
        },
        sent: {
            description: 'A supervisor has received it and owes a reply.',
            on: {
                FAULT: [
                    {
                        guard: 'killable',
                        target: 'init',
                        actions: ['completeTarget', 'countRequest', 'wakeReaders'],
                        description: 'The target must sleep interruptibly again, so it has to wake once.',
                    },
                    { target: 'init', actions: ['countRequest', 'wakeReaders'] },
                ],
                SEND: { target: 'replied', actions: ['keepReply', 'completeTarget', 'accept'] },
                QUERY: { actions: 'accept' },
                ADDFD: { actions: ['queue', 'completeTarget', 'accept'] },
                ADDFD_SEND: [
                    { guard: 'addfdPending', actions: 'refuseBusy' },
                    { target: 'replied', actions: ['queue', 'completeTarget', 'accept'] },
                ],
                WITHDRAW: { actions: 'unqueue' },
                WITHDRAW_SEND: { actions: 'unqueue' },
                INSTALLED: { actions: 'keepDescriptor' },
                INSTALL_FAILED: {},
                WAKE: { actions: 'install' },
                SIGNAL: [
                    { guard: 'waitedKillable', target: 'absent', actions: 'interrupt' },
                    {
                        guard: 'killable',
                        actions: 'install',
                        description: 'The signal waits for the reply; the target sleeps killably from now on.',
                    },
                    { target: 'absent', actions: 'interrupt' },
                ],
                CLOSE: { target: 'replied', actions: ['keepNoListener', 'completeTarget'] },
            },
        },
        replied: {
            description: 'Answered; the target has not left yet.',
            on: {
                FAULT: [
                    {
                        guard: 'killable',
                        target: 'init',
                        actions: ['completeTarget', 'countRequest', 'wakeReaders'],
                    },
                    {
                        target: 'init',
                        actions: ['countRequest', 'wakeReaders'],
                        description: 'Who faulted late takes back what another supervisor has answered.',
                    },
                ],
                SEND: { actions: 'refuseInProgress' },
                QUERY: { actions: 'refuseAbsent' },
                ADDFD: { actions: 'refuseInProgress' },
                ADDFD_SEND: { actions: 'refuseInProgress' },
                WITHDRAW: { actions: 'unqueue' },
                WITHDRAW_SEND: [
                    { guard: 'restoresState', target: 'sent', actions: 'unqueue' },
                    {
                        actions: 'unqueue',
                        description: 'The bug: answered for ever, with an answer that nobody gave.',
                    },
                ],
                INSTALLED: { actions: 'keepDescriptor' },
                INSTALL_FAILED: { target: 'sent' },
                WAKE: [
                    {
                        guard: 'addfdPending',
                        actions: 'install',
                        description: 'The descriptor first; the reply is looked at again behind it.',
                    },
                    { target: 'absent', actions: 'leave' },
                ],
                SIGNAL: [
                    { guard: 'waitedKillable', target: 'absent', actions: 'interrupt' },
                    {
                        guard: and(['killable', 'repliedIsReceived']),
                        actions: 'install',
                        description: 'The reply stands: the target looks at it before at the signal (6.18).',
                    },
                    {
                        target: 'absent',
                        actions: 'interrupt',
                        description: 'The lost reply (R6): SEND returned 0, and the call starts again.',
                    },
                ],
            },
        },
    },
});
//# sourceMappingURL=machine.js.map