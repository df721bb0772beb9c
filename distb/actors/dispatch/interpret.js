/**
 * Interpret: the path of a native call through xstate's own actor, event by event. It is the
 * yardstick of the compiled table and executes nothing else. Invariant: the events are those that
 * the table takes for the same call.
 */
import { createActor } from 'xstate';
import { dispatchMachine } from './machine.js';
/** The events of one native call, in order. */
export function nativeCallEvents(isInterposed) {
    return isInterposed
        ? ['SYSCALL', 'ENTERED', 'ALLOW', 'RETURNED', 'LEFT']
        : ['SYSCALL', 'ENTERED', 'RETURNED', 'LEFT'];
}
/** Sends the events of `count` native calls to an actor, and says in which state it ends. */
export function interpretNativeCalls(count, isInterposed) {
    const machine = dispatchMachine.provide({
        guards: {
            interposed: () => isInterposed,
            handlerInstalled: () => true,
            inHandler: () => false,
        },
    });
    const actor = createActor(machine).start();
    const events = nativeCallEvents(isInterposed);
    for (let call = 0; call < count; call += 1)
        for (const type of events)
            actor.send({ type });
    const state = actor.getSnapshot().value;
    actor.stop();
    return state;
}
//# sourceMappingURL=interpret.js.map