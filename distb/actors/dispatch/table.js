/**
 * The execution of a statechart: its transitions as flat arrays of numbers. Everything is plain
 * data that structuredClone copies, so a worker receives a table and never loads xstate.
 *
 * `root[state * events + event]` and the nodes below it form one decision tree a state and event.
 * An entry that is not negative is the position of a node, and a node is three words: the guard to
 * ask, the entry if it is false, the entry if it is true. A negative entry is a leaf. A leaf packs
 * the next state, the list of actions and the number of the transition:
 *
 *     bit   29          18 17          8 7      0
 *           | transition  | action list | state  |
 *
 * Invariant: `lookup` allocates nothing and asks no guard; the caller gathers the guards as bits of
 * one word beforehand, so that a transition is decided by what held when the event arrived.
 */
import { InvariantError, invariant } from '../../kernel/index.js';
/** What `lookup` returns when the state ignores the event. */
export const IGNORED = -1;
const STATE_BITS = 8;
const LIST_BITS = 10;
const TRANSITION_BITS = 12;
/** What the encoding can hold. The compiler refuses a machine that needs more. */
export const TABLE_LIMITS = {
    states: 1 << STATE_BITS,
    actionLists: 1 << LIST_BITS,
    transitions: 1 << TRANSITION_BITS,
    /** Guard bits that fit a small integer of every JavaScript engine. */
    guards: 30,
    actions: 256,
    events: 256,
};
/**
 * The leaf taken in `state` on `event` when the guards hold as the bits of `guardWord` say, or
 * `IGNORED` (-1) when the state does nothing on the event.
 */
export function lookup(table, state, event, guardWord) {
    const eventCount = table.events.length;
    const nodes = table.nodes;
    let entry = event < eventCount ? table.root[state * eventCount + event] : undefined;
    while (entry !== undefined && entry >= 0) {
        const bit = (guardWord >>> nodes[entry]) & 1;
        entry = nodes[entry + 1 + bit];
    }
    if (entry === undefined)
        return outOfTable(table, state, event);
    return decodeLeaf(entry);
}
/** Number of the state that a leaf leads to. */
export function nextState(leaf) {
    return leaf & ((1 << STATE_BITS) - 1);
}
/** Number of the list of actions that a leaf performs; see `firstAction`. */
export function actionList(leaf) {
    return (leaf >>> STATE_BITS) & ((1 << LIST_BITS) - 1);
}
/** Number of the transition that a leaf stands for: dense, for counting coverage. */
export function transitionNumber(leaf) {
    return leaf >>> (STATE_BITS + LIST_BITS);
}
/** Position of the first action of a list; perform `actionAt` from here up to `endOfActions`. */
export function firstAction(table, list) {
    return table.actionOffsets[list];
}
/** Position after the last action of a list. */
export function endOfActions(table, list) {
    return table.actionOffsets[list + 1];
}
/** Number of the action at a position. */
export function actionAt(table, position) {
    return table.actionLists[position];
}
/** Whether the machine is done in this state: it ignores every event from then on. */
export function isFinal(table, state) {
    return table.final[state] === 1;
}
/** How many transitions there are to cover. */
export function transitionCount(table) {
    return table.transitions;
}
/** Number of the state of this name. */
export function stateNumber(table, name) {
    return numberOf(table, 'state', table.states, name);
}
/** Number of the event of this name. */
export function eventNumber(table, name) {
    return numberOf(table, 'event', table.events, name);
}
/** Number of the bit of this guard in the guard word. */
export function guardNumber(table, name) {
    return numberOf(table, 'guard', table.guards, name);
}
/** Number of the action of this name. */
export function actionNumber(table, name) {
    return numberOf(table, 'action', table.actions, name);
}
/** Names of the actions of a list, in the order in which they are performed. */
export function actionNames(table, list) {
    const begin = firstAction(table, list);
    const numbers = table.actionLists.subarray(begin, endOfActions(table, list));
    return Array.from(numbers, (action) => nameOf(table.actions, action));
}
/** A transition in words. Walks the whole table: for reports, not for hot paths. */
export function describeTransition(table, transition) {
    for (const [row, entry] of table.root.entries()) {
        const asked = [];
        const leaf = findLeaf(table, entry, transition, asked);
        if (leaf === IGNORED)
            continue;
        return {
            from: nameOf(table.states, Math.floor(row / table.events.length)),
            event: nameOf(table.events, row % table.events.length),
            guards: asked,
            to: nameOf(table.states, nextState(leaf)),
            actions: actionNames(table, actionList(leaf)),
        };
    }
    throw new InvariantError(`table ${table.name}: there is no transition ${transition}`);
}
/** The entry that stands for a leaf in `root` and `nodes`. The fields must keep `TABLE_LIMITS`. */
export function encodeLeaf(state, list, transition) {
    return -2 - ((transition << (STATE_BITS + LIST_BITS)) | (list << STATE_BITS) | state);
}
// -1 codes an ignored event, so that one subtraction decodes both.
function decodeLeaf(entry) {
    return -2 - entry;
}
// Depth first; leaves in `asked` the guards on the way to the leaf that was found.
function findLeaf(table, entry, transition, asked) {
    if (entry < 0) {
        const leaf = decodeLeaf(entry);
        return leaf !== IGNORED && transitionNumber(leaf) === transition ? leaf : IGNORED;
    }
    const guard = nameOf(table.guards, table.nodes[entry]);
    for (const bit of [0, 1]) {
        asked.push(bit === 1 ? guard : `!${guard}`);
        const leaf = findLeaf(table, table.nodes[entry + 1 + bit], transition, asked);
        if (leaf !== IGNORED)
            return leaf;
        asked.pop();
    }
    return IGNORED;
}
function numberOf(table, kind, names, name) {
    const number = names.indexOf(name);
    invariant(number >= 0, `table ${table.name}: there is no ${kind} "${name}" (${names.join(' ')})`);
    return number;
}
function nameOf(names, number) {
    const name = names[number];
    invariant(name !== undefined, `a table names nothing by the number ${number}`);
    return name;
}
// Apart from `lookup`, so that the message is only built when it is needed.
function outOfTable(table, state, event) {
    throw new InvariantError(`table ${table.name}: no entry for state ${state}, event ${event}`);
}
//# sourceMappingURL=table.js.map