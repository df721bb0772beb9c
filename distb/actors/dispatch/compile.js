/**
 * The compiler from a statechart to a `TransitionTable`. It does not re-implement xstate: it
 * watches xstate work. Each guard is replaced by an oracle that notes that it was asked, and every
 * state and event is tried again with the first unknown answer set to false and to true, until
 * nothing unknown is asked any more. What is left is the exact decision tree, with the order of
 * guards, nested states, eventless transitions, entry and exit actions and raised events as xstate
 * itself has them.
 *
 * Invariant: what a table cannot say is refused, with the state and the reason, and never dropped.
 * The table decides an event by one guard word, so a guard keeps its answer during one event even
 * where an action before it would change what it asks.
 *
 * Loads xstate: for the process that sets up a run, not for its workers.
 */
import { getInitialMicrosteps, getMicrosteps } from 'xstate';
import { UsageError, invariant } from '../../kernel/index.js';
import { IGNORED, TABLE_LIMITS, encodeLeaf } from './table.js';
const MICROSTEPS_MAX = 100;
/**
 * Compiles a machine, or throws a `UsageError` that names the state and what a table cannot say.
 */
export function compileMachine(machine, options = {}) {
    const name = options.name ?? machine.id;
    const vocabulary = inspect(machine, name);
    const probe = createProbe(machine, vocabulary, options.microstepsMax ?? MICROSTEPS_MAX, name);
    const draft = createDraft(name, vocabulary);
    const start = probe.start();
    const initial = stateOf(draft, start.snapshot);
    const initialActions = listOf(draft, start.actions);
    // Breadth first: `states` grows while we walk it.
    for (let state = 0; state < draft.states.length; state++) {
        for (const event of vocabulary.events) {
            draft.root.push(isDone(draft, state) ? IGNORED : decide(draft, probe, state, event, 0, 0));
        }
    }
    for (const leaf of vocabulary.leaves) {
        if (!probe.visited.has(leaf))
            refuse(name, leaf, 'cannot be reached by any event');
    }
    return {
        name,
        states: draft.states,
        events: vocabulary.events,
        guards: vocabulary.guards,
        actions: vocabulary.actions,
        initial,
        initialActions,
        final: Uint8Array.from(draft.states, (_, state) => (isDone(draft, state) ? 1 : 0)),
        root: Int32Array.from(draft.root),
        nodes: Int32Array.from(draft.nodes),
        actionLists: Uint8Array.from(draft.actionLists),
        actionOffsets: Int32Array.from(draft.actionOffsets),
        transitions: draft.transitions,
    };
}
/** The name of the state of a snapshot: its path, joined by dots. */
export function stateName(value) {
    if (typeof value === 'string')
        return value;
    const [entry, ...others] = Object.entries(value);
    invariant(entry?.[1] !== undefined && others.length === 0, 'a state has exactly one path');
    return `${entry[0]}.${stateName(entry[1])}`;
}
function createProbe(machine, vocabulary, microstepsMax, name) {
    let known = 0;
    let word = 0;
    let unknown = -1;
    const visited = new Set();
    const oracle = (guard) => () => {
        if (((known >>> guard) & 1) === 0 && unknown < 0)
            unknown = guard;
        return ((word >>> guard) & 1) === 1;
    };
    const observed = machine.provide({
        guards: Object.fromEntries(vocabulary.guards.map((guard, bit) => [guard, oracle(bit)])),
    });
    observed.options.maxIterations = microstepsMax;
    function watch(before, selected, microsteps) {
        const snapshot = microsteps.at(-1)?.[0] ?? before;
        invariant(snapshot !== undefined, `${name}: xstate took no step`);
        // While a guard is unknown the run follows a guess that may not be possible.
        if (unknown < 0)
            for (const [step] of microsteps)
                visited.add(stateName(step.value));
        const performed = microsteps.flatMap(([, actions]) => actions.map((action) => action.type));
        const actions = performed.filter((action) => action !== RAISE);
        const moved = before === undefined || stateName(before.value) !== stateName(snapshot.value);
        return { snapshot, actions, handled: selected || moved || actions.length > 0, unknown };
    }
    return {
        visited,
        start() {
            const observation = watch(undefined, true, settled(name, '', 'at the start', () => getInitialMicrosteps(observed)));
            if (observation.unknown >= 0) {
                const guard = vocabulary.guards[observation.unknown];
                refuse(name, '', `starts in a state that depends on the guard "${guard}"`);
            }
            return observation;
        },
        send(snapshot, type, nextKnown, nextWord) {
            known = nextKnown;
            word = nextWord;
            unknown = -1;
            const selected = observed.getTransitionData(snapshot, { type }).length > 0;
            const microsteps = settled(name, stateName(snapshot.value), `on ${type}`, () => getMicrosteps(observed, snapshot, { type }));
            return watch(snapshot, selected, microsteps);
        },
    };
}
// xstate throws where a chain of eventless transitions and raised events does not end.
function settled(machine, state, when, run) {
    try {
        return run();
    }
    catch (error) {
        const message = error instanceof Error ? error.message : String(error);
        return refuse(machine, state, `does not come to rest ${when}: ${message}`);
    }
}
function createDraft(name, vocabulary) {
    return {
        name,
        vocabulary,
        states: [],
        snapshots: [],
        root: [],
        nodes: [],
        lists: new Map(),
        actionLists: [],
        actionOffsets: [0],
        transitions: 0,
    };
}
// The entry for a state and event, given the guards known so far. Splits on each guard that xstate
// really asks, so that the tree is exact and not two to the power of all guards.
function decide(draft, probe, state, event, known, word) {
    const observation = probe.send(snapshotOf(draft, state), event, known, word);
    if (observation.unknown >= 0) {
        const bit = 1 << observation.unknown;
        const node = draft.nodes.length;
        draft.nodes.push(observation.unknown, 0, 0);
        draft.nodes[node + 1] = decide(draft, probe, state, event, known | bit, word);
        draft.nodes[node + 2] = decide(draft, probe, state, event, known | bit, word | bit);
        return node;
    }
    if (!observation.handled)
        return IGNORED;
    const transition = draft.transitions++;
    within(draft.name, 'transitions', draft.transitions);
    return encodeLeaf(stateOf(draft, observation.snapshot), listOf(draft, observation.actions), transition);
}
function stateOf(draft, snapshot) {
    const name = stateName(snapshot.value);
    const number = draft.states.indexOf(name);
    if (number >= 0)
        return number;
    draft.snapshots.push(snapshot);
    within(draft.name, 'states', draft.states.push(name));
    return draft.states.length - 1;
}
function listOf(draft, names) {
    const key = names.join(' ');
    const existing = draft.lists.get(key);
    if (existing !== undefined)
        return existing;
    const list = draft.lists.size;
    for (const name of names) {
        const action = draft.vocabulary.actions.indexOf(name);
        invariant(action >= 0, `${draft.name}: xstate performed "${name}", which nobody declared`);
        draft.actionLists.push(action);
    }
    draft.actionOffsets.push(draft.actionLists.length);
    draft.lists.set(key, list);
    within(draft.name, 'actionLists', draft.lists.size);
    return list;
}
function snapshotOf(draft, state) {
    const snapshot = draft.snapshots[state];
    invariant(snapshot !== undefined, `${draft.name}: no snapshot of state ${state}`);
    return snapshot;
}
function isDone(draft, state) {
    return snapshotOf(draft, state).status === 'done';
}
function within(machine, what, count) {
    const limit = TABLE_LIMITS[what];
    if (count > limit)
        refuse(machine, '', `needs more than ${limit} ${what}`);
}
const RAISE = 'xstate.raise';
function inspect(machine, name) {
    const { context } = machine.config;
    if (typeof context === 'function' || (context && Object.keys(context).length > 0)) {
        refuse(name, '', 'has a context, and a table has no memory but its state');
    }
    const leaves = [];
    const events = new Set();
    inspectNode(machine, name, machine.root, leaves, events);
    const { guards, actions } = machine.implementations;
    const vocabulary = {
        events: [...events],
        guards: Object.keys(guards).filter((guard) => partsOf(guards[guard]) === undefined),
        actions: Object.keys(actions).filter((action) => builtinOf(actions[action]) === undefined),
        leaves,
    };
    within(name, 'events', vocabulary.events.length);
    within(name, 'guards', vocabulary.guards.length);
    within(name, 'actions', vocabulary.actions.length);
    return vocabulary;
}
function inspectNode(machine, name, node, leaves, events) {
    const state = node.path.join('.');
    if (node.type === 'parallel')
        refuse(name, state, 'is parallel, and a table has one state at a time');
    if (node.type === 'history')
        refuse(name, state, 'is a history state, and a table has no memory');
    if (node.after.length > 0)
        refuse(name, state, 'uses after, and a table knows no time');
    if (node.invoke.length > 0)
        refuse(name, state, 'uses invoke, and a table starts no actors');
    if (node.output !== undefined)
        refuse(name, state, 'has an output, and a table yields names only');
    if (node.config.route)
        refuse(name, state, 'uses route, and a table sees the name of an event only');
    if (node.type === 'compound')
        inspectActions(machine, name, state, node.initial.actions);
    else
        leaves.push(state);
    inspectActions(machine, name, state, node.entry);
    inspectActions(machine, name, state, node.exit);
    for (const [event, transitions] of node.transitions) {
        if (event.endsWith('*'))
            refuse(name, state, `handles "${event}", and a table lists its events`);
        // Completion of an inner state is xstate's own event: it never comes from outside.
        if (!event.startsWith('xstate.'))
            events.add(event);
        for (const transition of transitions) {
            inspectGuard(machine, name, state, transition.guard);
            inspectActions(machine, name, state, transition.actions);
        }
    }
    for (const transition of node.always ?? []) {
        inspectGuard(machine, name, state, transition.guard);
        inspectActions(machine, name, state, transition.actions);
    }
    for (const child of Object.values(node.states)) {
        inspectNode(machine, name, child, leaves, events);
    }
}
function inspectGuard(machine, name, state, guard) {
    if (guard === undefined)
        return;
    const reference = referenceOf(guard);
    const definition = reference === undefined ? guard : machine.implementations.guards[reference];
    if (definition === undefined)
        refuse(name, state, `uses the unknown guard "${reference}"`);
    if (hasParams(guard))
        refuse(name, state, `passes params to the guard "${reference}"`);
    const parts = partsOf(definition);
    if (parts)
        for (const part of parts)
            inspectGuard(machine, name, state, part);
    else if (reference === undefined)
        refuse(name, state, 'has an inline guard; give it a name in setup');
    else if (field(definition, 'check'))
        refuse(name, state, `uses the guard "${reference}" (stateIn)`);
}
function inspectActions(machine, name, state, actions) {
    for (const action of actions) {
        const reference = referenceOf(action);
        const definition = reference === undefined ? action : machine.implementations.actions[reference];
        if (definition === undefined)
            refuse(name, state, `uses the unknown action "${reference}"`);
        if (hasParams(action))
            refuse(name, state, `passes params to the action "${reference}"`);
        const builtin = builtinOf(definition);
        if (builtin === RAISE) {
            const event = field(definition, 'event');
            if (typeof event === 'function')
                refuse(name, state, 'raises an event that it computes');
            if (field(definition, 'delay') !== undefined) {
                refuse(name, state, 'raises an event after a delay, and a table knows no time');
            }
        }
        else if (builtin !== undefined) {
            refuse(name, state, `uses ${builtin}, and a table performs named actions only`);
        }
        else if (reference === undefined) {
            refuse(name, state, 'has an inline action; give it a name in setup');
        }
    }
}
/** The name by which a guard or an action is used, undefined if it stands there itself. */
function referenceOf(use) {
    if (typeof use === 'string')
        return use;
    const type = typeof use === 'object' ? field(use, 'type') : undefined;
    return typeof type === 'string' ? type : undefined;
}
/** The guards of which `and`, `or` and `not` make one; undefined for a plain guard. */
function partsOf(guard) {
    const parts = field(guard, 'guards');
    return Array.isArray(parts) ? parts : undefined;
}
/** The type of an action that xstate performs itself, such as xstate.assign. */
function builtinOf(action) {
    return field(action, 'resolve') === undefined ? undefined : String(field(action, 'type'));
}
function hasParams(use) {
    return typeof use === 'object' && field(use, 'params') !== undefined;
}
function field(value, key) {
    const hasFields = (typeof value === 'object' && value !== null) || typeof value === 'function';
    return hasFields ? Reflect.get(value, key) : undefined;
}
function refuse(machine, state, reason) {
    const place = state === '' ? '' : `, state "${state}"`;
    throw new UsageError(`machine "${machine}"${place}: ${reason}`, 'a machine that is compiled to a table has named guards and actions, and no context or time', `${machine}.${state}`);
}
//# sourceMappingURL=compile.js.map