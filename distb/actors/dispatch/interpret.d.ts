/**
 * Interpret: the path of a native call through xstate's own actor, event by event. It is the
 * yardstick of the compiled table and executes nothing else. Invariant: the events are those that
 * the table takes for the same call.
 */
/** The events of one native call, in order. */
export declare function nativeCallEvents(isInterposed: boolean): readonly ('SYSCALL' | 'ENTERED' | 'ALLOW' | 'RETURNED' | 'LEFT')[];
/** Sends the events of `count` native calls to an actor, and says in which state it ends. */
export declare function interpretNativeCalls(count: number, isInterposed: boolean): string;
