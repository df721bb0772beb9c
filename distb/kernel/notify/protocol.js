/**
 * The notification protocol as the kernel walks it: the compiled table of the statechart
 * `notifyMachine`, as data. A test compiles the statechart again and compares.
 *
 * Invariant: `protocolMove` changes the state of one notification as the statechart does, and
 * returns the statechart's actions as a set, for the kernel to perform.
 * Tested by: test/actors/notify/machine.test.ts
 */
import { PROTOCOL_TABLE } from './protocol-table.js';
/** States of a notification, by the numbers of the table. */
export const NOTIFICATION = { absent: 0, init: 1, sent: 2, replied: 3 };
/** Events of a notification, by the numbers of the table. */
export const NOTIFY_EVENT = numbers(PROTOCOL_TABLE.events);
/** Guards, as bits of a guard word. */
export const NOTIFY_GUARD = bits(PROTOCOL_TABLE.guards);
/** Actions, as bits of a set. */
export const NOTIFY_ACTION = bits(PROTOCOL_TABLE.actions);
// The leaf of a compiled table: see actors/dispatch/table.ts.
const STATE_BITS = 8;
const LIST_BITS = 10;
/** The actions of an event as a set in the high bits, the next state in the low two. */
export function protocolMove(state, event, guards) {
    const { root, nodes, actionLists, actionOffsets } = PROTOCOL_TABLE;
    let entry = root[state * PROTOCOL_TABLE.events.length + event];
    while (entry >= 0)
        entry = nodes[entry + 1 + ((guards >>> nodes[entry]) & 1)];
    if (entry === IGNORED)
        return state;
    const leaf = -2 - entry;
    const list = (leaf >>> STATE_BITS) & ((1 << LIST_BITS) - 1);
    let actions = 0;
    for (let at = actionOffsets[list]; at < actionOffsets[list + 1]; at += 1)
        actions |= 1 << actionLists[at];
    return (actions << 2) | (leaf & ((1 << STATE_BITS) - 1));
}
/** The next state of a move. */
export function movedTo(move) {
    return move & 3;
}
/** The actions of a move. */
export function actionsOf(move) {
    return move >>> 2;
}
const IGNORED = -1;
function numbers(names) {
    return Object.fromEntries(names.map((name, number) => [name, number]));
}
function bits(names) {
    return Object.fromEntries(names.map((name, bit) => [name, 1 << bit]));
}
//# sourceMappingURL=protocol.js.map