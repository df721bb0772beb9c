/**
 * What one simulated thread does at the border between user mode and the kernel: a syscall enters,
 * is checked by the interposition, runs or is turned into SIGSYS, and leaves. Compare Linux
 * kernel/entry/common.c: syscall_trace_enter(), then the call, then exit_to_user_mode_loop().
 *
 * The machine says in which order; it does no work. An action names the routine that the engine
 * begins, an event is what the kernel reports when that routine has come to its end, and a guard is
 * a bit that the kernel computes before it reports. Nothing is timed and nothing is remembered
 * here.
 *
 * Deviations: a trapped call goes straight to the delivery of its signal and not through the exit
 * work, because nothing that we model hangs on it; SIGSYS is the only signal whose delivery is a
 * state.
 */
import { setup } from 'xstate';
// xstate takes the type of this value and nothing else.
const anyEvent = { type: 'SYSCALL' };
// A name is all that the table keeps of an action or a guard; the kernel does the work.
const byKernel = () => { };
const askKernel = () => false;
/** The syscall dispatch of one thread. */
export const dispatchMachine = setup({
    types: { events: anyEvent },
    guards: {
        /** Some interposition is armed for this thread. */
        interposed: askKernel,
        /** SIGSYS has a handler and is not blocked. */
        handlerInstalled: askKernel,
        /** At least one signal frame is on the thread's stack. */
        inHandler: askKernel,
        /** Threads are tasks: there is exit work to do. */
        tasked: askKernel,
    },
    actions: {
        saveRegisters: byKernel,
        startCheck: byKernel,
        startCall: byKernel,
        countNative: byKernel,
        countTrapped: byKernel,
        countAnswered: byKernel,
        rollback: byKernel,
        startDelivery: byKernel,
        pushFrame: byKernel,
        restoreFrame: byKernel,
        storeResult: byKernel,
        complete: byKernel,
        recordDeath: byKernel,
        recordFinish: byKernel,
        startWork: byKernel,
        resume: byKernel,
    },
}).createMachine({
    id: 'dispatch',
    description: 'One thread between user mode and the kernel.',
    initial: 'user',
    on: {
        KILL: {
            target: '.killed',
            description: 'The check orders it, or a fatal signal arrives: where Linux would look for one, that is at a killable sleep and on the way to user mode.',
        },
    },
    states: {
        user: {
            description: 'The program runs in user mode.',
            on: { SYSCALL: 'entry', EXIT: 'finished', FAULT: 'killed', INTERRUPT: 'work' },
        },
        handler: {
            description: 'The SIGSYS handler runs in user mode; its own syscalls are dispatched too.',
            on: { SYSCALL: 'entry', EXIT: 'finished', FAULT: 'killed', INTERRUPT: 'work' },
        },
        entry: {
            description: 'The thread has entered the kernel; its registers are saved.',
            entry: 'saveRegisters',
            on: {
                ENTERED: [
                    { guard: 'interposed', target: 'check' },
                    { target: 'native', actions: 'countNative' },
                ],
                TRAP: {
                    target: 'sigsys',
                    actions: 'countTrapped',
                    description: 'User dispatch diverts the call before anything else sees it.',
                },
                ANSWERED: { target: 'work', actions: ['countAnswered', 'storeResult'] },
            },
        },
        check: {
            description: 'The interposition decides about the call.',
            entry: 'startCheck',
            on: {
                ALLOW: { target: 'native', actions: 'countNative' },
                TRAP: { target: 'sigsys', actions: 'countTrapped' },
                ANSWERED: [
                    { guard: 'tasked', target: 'work', actions: ['countAnswered', 'storeResult'] },
                    {
                        target: 'exit',
                        actions: ['countAnswered', 'storeResult'],
                        description: 'A filter or a supervisor gave the result in place of the call.',
                    },
                ],
            },
        },
        native: {
            description: 'The kernel runs the call.',
            entry: 'startCall',
            on: {
                RETURNED: [
                    { guard: 'tasked', target: 'work', actions: 'storeResult' },
                    { target: 'exit', actions: 'storeResult' },
                ],
                SIGRETURN: [
                    { guard: 'tasked', target: 'work', actions: 'restoreFrame' },
                    {
                        guard: 'inHandler',
                        target: 'exit',
                        actions: 'restoreFrame',
                        description: 'The call was rt_sigreturn; the frame holds the registers and the result.',
                    },
                    { target: 'killed', description: 'A sigreturn without a frame: SIGSEGV by force.' },
                ],
                EXIT: 'finished',
            },
        },
        sigsys: {
            description: 'The call is undone, and SIGSYS is forced upon the thread.',
            entry: ['rollback', 'startDelivery'],
            on: {
                ANSWERED: {
                    target: 'work',
                    description: 'The signal is pending and the exit work takes it.',
                },
                DELIVERED: [
                    { guard: 'handlerInstalled', target: 'handler', actions: 'pushFrame' },
                    {
                        target: 'killed',
                        description: 'A forced signal that is blocked or has no handler kills.',
                    },
                ],
            },
        },
        work: {
            description: 'A task on its way back to user mode.',
            entry: 'startWork',
            on: {
                WORKED: 'exit',
                RESUMED: [
                    { guard: 'inHandler', target: 'handler', actions: 'resume' },
                    { target: 'user', actions: 'resume' },
                ],
                DELIVERED: { target: 'handler', actions: 'pushFrame' },
                EXIT: 'finished',
            },
        },
        exit: {
            description: 'The exit work runs, and the thread goes back to where it came from.',
            entry: 'complete',
            on: { LEFT: [{ guard: 'inHandler', target: 'handler' }, { target: 'user' }] },
        },
        killed: {
            type: 'final',
            description: 'The thread died by a signal.',
            entry: 'recordDeath',
        },
        finished: {
            type: 'final',
            description: 'The thread came to the end of its program.',
            entry: 'recordFinish',
        },
    },
});
//# sourceMappingURL=machine.js.map