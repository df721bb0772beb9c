/**
 * The judge of compiled tables: xstate's own pure `transition` against `lookup`, over every state,
 * event and guard word. It shares no code with the compiler: it neither forks over guards nor looks
 * at decision nodes. What it proves is "the table equals xstate", not "the machine is what we
 * meant".
 */
import { initialTransition, pathToStateValue, transition } from 'xstate';
import { IGNORED, actionList, actionNames, describeTransition, isFinal, lookup, nextState, transitionCount, transitionNumber, } from '../../actors/dispatch/table.js';
import { stateName } from '../../actors/dispatch/compile.js';
import { invariant } from '../../kernel/index.js';
/** Guard words are enumerated, so that the number of guards of one machine must stay small. */
const GUARDS_MAX = 12;
/** Every difference between a machine and its table, one sentence each; none if they are equal. */
export function disagreements(machine, table) {
    invariant(table.guards.length <= GUARDS_MAX, `${table.name}: too many guards to enumerate`);
    const found = [];
    const taken = new Set();
    const reached = new Set();
    for (let word = 0; word < 1 << table.guards.length; word++) {
        const answered = answer(machine, table, word);
        const [first, due] = initialTransition(answered);
        reached.add(stateName(first.value));
        compare(found, 'at the start', [table.states[table.initial], actionNames(table, table.initialActions)], [stateName(first.value), namesOf(due)]);
        for (const [state, from] of table.states.entries()) {
            const snapshot = answered.resolveState({
                value: pathToStateValue(from.split('.')),
                context: {},
            });
            const done = snapshot.status === 'done';
            if (done !== isFinal(table, state))
                found.push(`${from}: xstate says done is ${done}`);
            for (const [event, type] of table.events.entries()) {
                const where = `${from} on ${type} with guards ${word.toString(2)}`;
                const leaf = lookup(table, state, event, word);
                const want = done ? undefined : expectation(answered, snapshot, type);
                if (want)
                    reached.add(want[0]);
                const got = leaf === IGNORED
                    ? undefined
                    : [table.states[nextState(leaf)], actionNames(table, actionList(leaf))];
                compare(found, where, got, want);
                if (leaf === IGNORED)
                    continue;
                taken.add(transitionNumber(leaf));
                checkDescription(found, where, table, leaf, from, type, word);
            }
        }
    }
    for (const name of reached) {
        if (!table.states.includes(name))
            found.push(`xstate rests in ${name}, which has no number`);
    }
    for (const name of table.states) {
        if (!reached.has(name))
            found.push(`${name} has a number, and xstate never rests there`);
    }
    if (taken.size !== transitionCount(table) || Math.max(-1, ...taken) !== taken.size - 1) {
        found.push(`${taken.size} transitions are taken and ${transitionCount(table)} are counted`);
    }
    return found;
}
// The machine with its guards answered by the bits of a word.
function answer(machine, table, word) {
    const guards = table.guards.map((guard, bit) => [guard, () => ((word >>> bit) & 1) === 1]);
    return machine.provide({ guards: Object.fromEntries(guards) });
}
// Undefined if xstate ignores the event: it selects no transition, and nothing moves.
function expectation(machine, snapshot, type) {
    const [next, due] = transition(machine, snapshot, { type });
    const selected = machine.getTransitionData(snapshot, { type }).length > 0;
    const actions = namesOf(due);
    if (!selected && next === snapshot && actions.length === 0)
        return undefined;
    return [stateName(next.value), actions];
}
// A raised event is xstate's own business: its effect is in the steps that follow.
function namesOf(due) {
    return due.map(({ type }) => type).filter((type) => type !== 'xstate.raise');
}
function compare(found, where, got, want) {
    const [table, xstate] = [inWords(got), inWords(want)];
    if (table !== xstate)
        found.push(`${where}: the table ${table}, xstate ${xstate}`);
}
function inWords(step) {
    return step ? `goes to ${step[0]} by [${step[1].join(' ')}]` : 'ignores it';
}
function checkDescription(found, where, table, leaf, from, event, word) {
    const described = describeTransition(table, transitionNumber(leaf));
    const holds = described.guards.every((guard) => {
        const bit = table.guards.indexOf(guard.replace('!', ''));
        return ((word >>> bit) & 1) === (guard.startsWith('!') ? 0 : 1);
    });
    const same = described.from === from &&
        described.event === event &&
        described.to === table.states[nextState(leaf)] &&
        described.actions.join() === actionNames(table, actionList(leaf)).join();
    if (!holds || !same)
        found.push(`${where}: described as ${JSON.stringify(described)}`);
}
//# sourceMappingURL=equivalence.js.map