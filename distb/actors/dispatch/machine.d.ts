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
/** An event of the dispatch machine; none carries data. */
export interface DispatchEvent {
    readonly type: 'SYSCALL' | 'ENTERED' | 'ALLOW' | 'TRAP' | 'ANSWERED' | 'KILL' | 'RETURNED' | 'SIGRETURN' | 'DELIVERED' | 'LEFT' | 'EXIT' | 'FAULT' | 'INTERRUPT' | 'WORKED' | 'RESUMED';
}
/** The syscall dispatch of one thread. */
export declare const dispatchMachine: import("xstate").StateMachine<import("xstate").MachineContext, DispatchEvent, {}, never, {
    type: "complete";
    params: unknown;
} | {
    type: "countAnswered";
    params: unknown;
} | {
    type: "countNative";
    params: unknown;
} | {
    type: "countTrapped";
    params: unknown;
} | {
    type: "pushFrame";
    params: unknown;
} | {
    type: "recordDeath";
    params: unknown;
} | {
    type: "recordFinish";
    params: unknown;
} | {
    type: "restoreFrame";
    params: unknown;
} | {
    type: "resume";
    params: unknown;
} | {
    type: "rollback";
    params: unknown;
} | {
    type: "saveRegisters";
    params: unknown;
} | {
    type: "startCall";
    params: unknown;
} | {
    type: "startCheck";
    params: unknown;
} | {
    type: "startDelivery";
    params: unknown;
} | {
    type: "startWork";
    params: unknown;
} | {
    type: "storeResult";
    params: unknown;
}, {
    type: "handlerInstalled";
    params: unknown;
} | {
    type: "inHandler";
    params: unknown;
} | {
    type: "interposed";
    params: unknown;
} | {
    type: "tasked";
    params: unknown;
}, never, "check" | "entry" | "exit" | "finished" | "handler" | "killed" | "native" | "sigsys" | "user" | "work", string, import("xstate").NonReducibleUnknown, import("xstate").NonReducibleUnknown, import("xstate").EventObject, import("xstate").MetaObject, {
    id: "dispatch";
    states: {
        readonly user: {};
        readonly handler: {};
        readonly entry: {};
        readonly check: {};
        readonly native: {};
        readonly sigsys: {};
        readonly work: {};
        readonly exit: {};
        readonly killed: {};
        readonly finished: {};
    };
}, import("xstate").MetaObject>;
