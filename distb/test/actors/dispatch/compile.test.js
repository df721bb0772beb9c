/** The table says what xstate says, the judge of that is able to see, and the rest is refused. */
import { assign, createActor, createMachine, raise, stateIn } from 'xstate';
import { compileMachine, stateName } from '../../../actors/dispatch/compile.js';
import { dispatchMachine } from '../../../actors/dispatch/machine.js';
import { IGNORED, actionList, actionNames, encodeLeaf, isFinal, lookup, nextState, stateNumber, transitionCount, transitionNumber, } from '../../../actors/dispatch/table.js';
import { UsageError } from '../../../kernel/index.js';
import { disagreements } from '../../support/equivalence.js';
import { nestedMachine } from '../../support/nested-machine.js';
import { equal, match, ok, suite } from '../../support/suite.js';
const MACHINES = {
    dispatch: dispatchMachine,
    nested: nestedMachine,
};
const WALK_STEPS = 4000;
const WALK_SEED = 0x5eed;
const CORRUPTIONS = {
    'a wrong next state': ({ root }) => setFirstLeaf(root, (entry) => entry - 1),
    'a transition that leads nowhere': ({ root }) => setFirstLeaf(root, () => IGNORED),
    'a transition too many': (table) => {
        table.root[table.root.indexOf(IGNORED)] = encodeLeaf(0, 0, 0);
    },
    'the wrong list of actions': ({ root }) => setFirstLeaf(root, (entry) => entry + (1 << 8)),
    'a wrong action': ({ actionLists }) => {
        actionLists[0] ^= 1;
    },
    'a list that ends too early': ({ actionOffsets }) => {
        actionOffsets[2] = actionOffsets[1];
    },
    'the wrong guard asked': ({ nodes }) => {
        nodes[0] = nodes[0] ^ 1;
    },
    'the branches of a guard swapped': ({ nodes }) => {
        nodes.set([nodes[2], nodes[1]], 1);
    },
    'two transitions of one number': ({ root }) => setFirstLeaf(root, (entry) => entry - (1 << 18)),
    'a final state that is not': ({ final }) => final.fill(0),
};
const ask = () => true;
const act = () => { };
const REFUSALS = {
    after: {
        machine: createMachine({ initial: 'a', states: { a: { after: { 10: 'b' } }, b: {} } }),
        reason: /state "a": uses after/,
    },
    invoke: {
        machine: createMachine({ initial: 'a', states: { a: { invoke: { src: 'child' } } } }, { actors: { child: createMachine({}) } }),
        reason: /state "a": uses invoke/,
    },
    'a history state': {
        machine: createMachine({
            initial: 'a',
            states: { a: { initial: 'b', states: { b: {}, past: { type: 'history' } } } },
        }),
        reason: /state "a.past": is a history state/,
    },
    'a parallel state': {
        machine: createMachine({
            initial: 'a',
            states: { a: { type: 'parallel', states: { b: {}, c: {} } } },
        }),
        reason: /state "a": is parallel/,
    },
    'a context': {
        machine: createMachine({ context: { count: 0 }, initial: 'a', states: { a: {} } }),
        reason: /has a context/,
    },
    'a context made by a function': {
        machine: createMachine({ context: () => ({}), initial: 'a', states: { a: {} } }),
        reason: /has a context/,
    },
    'an assignment': {
        machine: createMachine({
            initial: 'a',
            states: { a: { on: { GO: { actions: assign({}) } } } },
        }),
        reason: /state "a": uses xstate.assign/,
    },
    'a named assignment': {
        machine: createMachine({ initial: 'a', states: { a: { entry: 'set' } } }, { actions: { set: assign({}) } }),
        reason: /state "a": uses xstate.assign/,
    },
    'an inline guard': {
        machine: createMachine({ initial: 'a', states: { a: { on: { GO: { guard: ask } } } } }),
        reason: /state "a": has an inline guard/,
    },
    'an inline action': {
        machine: createMachine({ initial: 'a', states: { a: { exit: act } } }),
        reason: /state "a": has an inline action/,
    },
    'an inline action of an initial transition': {
        machine: createMachine({ initial: { target: 'a', actions: act }, states: { a: {} } }),
        reason: /has an inline action/,
    },
    'an unknown guard': {
        machine: createMachine({ initial: 'a', states: { a: { on: { GO: { guard: 'nobody' } } } } }),
        reason: /state "a": uses the unknown guard "nobody"/,
    },
    'an unknown action': {
        machine: createMachine({ initial: 'a', states: { a: { on: { GO: { actions: 'nobody' } } } } }),
        reason: /state "a": uses the unknown action "nobody"/,
    },
    'a guard with params': {
        machine: createMachine({
            initial: 'a',
            states: { a: { on: { GO: { guard: { type: 'ask', params: { limit: 1 } } } } } },
        }, { guards: { ask } }),
        reason: /state "a": passes params to the guard "ask"/,
    },
    'an action with params': {
        machine: createMachine({ initial: 'a', states: { a: { entry: { type: 'act', params: { n: 1 } } } } }, { actions: { act } }),
        reason: /state "a": passes params to the action "act"/,
    },
    'a guard on the state itself': {
        machine: createMachine({ initial: 'a', states: { a: { on: { GO: { guard: 'here' } } } } }, { guards: { here: stateIn('a') } }),
        reason: /state "a": uses the guard "here" \(stateIn\)/,
    },
    'a delayed raise': {
        machine: createMachine({
            initial: 'a',
            states: { a: { entry: raise({ type: 'GO' }, { delay: 5 }) } },
        }),
        reason: /state "a": raises an event after a delay/,
    },
    'a computed raise': {
        machine: createMachine({
            initial: 'a',
            states: { a: { entry: raise(() => ({ type: 'GO' })) } },
        }),
        reason: /state "a": raises an event that it computes/,
    },
    'a wildcard event': {
        machine: createMachine({ initial: 'a', states: { a: { on: { '*': 'b' } }, b: {} } }),
        reason: /state "a": handles "\*"/,
    },
    'an output': {
        machine: createMachine({
            initial: 'a',
            output: {},
            states: { a: { type: 'final', output: { done: 1 } } },
        }),
        reason: /has an output/,
    },
    'an initial state that depends on a guard': {
        machine: createMachine({ initial: 'a', states: { a: { always: { guard: 'ask', target: 'b' } }, b: {} } }, { guards: { ask } }),
        reason: /depends on the guard "ask"/,
    },
    'a state that cannot be reached': {
        machine: createMachine({ initial: 'a', states: { a: {}, b: {} } }),
        reason: /state "b": cannot be reached/,
    },
    'an event that never comes to rest': {
        machine: createMachine({
            initial: 'a',
            states: { a: { on: { GO: 'b' } }, b: { always: 'c' }, c: { always: 'b' } },
        }),
        reason: /state "a": does not come to rest on GO/,
    },
    'more guards than a guard word holds': {
        machine: createMachine({ initial: 'a', states: { a: {} } }, { guards: Object.fromEntries(Array.from({ length: 31 }, (_, bit) => [`g${bit}`, ask])) }),
        reason: /needs more than 30 guards/,
    },
};
suite('actors/dispatch/compile', (test) => {
    for (const [name, machine] of Object.entries(MACHINES)) {
        test(`the table of ${name} equals xstate on every state, event and guard word`, () => {
            equal(disagreements(machine, compileMachine(machine)), []);
        });
        test(`a random walk of an actor of ${name} takes every transition as the table does`, () => {
            const table = compileMachine(machine);
            equal(walk(machine, table, WALK_SEED).size, transitionCount(table), `seed ${WALK_SEED}`);
        });
        test(`compiling ${name} twice gives the same table`, () => {
            equal(compileMachine(machine), compileMachine(machine));
        });
    }
    for (const [fault, corrupt] of Object.entries(CORRUPTIONS)) {
        test(`the equivalence check catches a table with ${fault}`, () => {
            const table = structuredClone(compileMachine(dispatchMachine));
            corrupt(table);
            ok(disagreements(dispatchMachine, table).length > 0);
        });
    }
    for (const [feature, { machine, reason }] of Object.entries(REFUSALS)) {
        test(`${feature} is refused`, () => {
            match(refusalOf(machine), reason);
        });
    }
    test('a refusal names the machine and the state and is an error of the caller', () => {
        const machine = createMachine({
            id: 'm',
            initial: 'a',
            states: { a: { initial: 'b', states: { b: { after: { 5: 'c' } }, c: {} } } },
        });
        equal(refusalOf(machine), 'machine "m", state "a.b": uses after, and a table knows no time');
    });
    test('a forbidden event is a transition to the same state, and an unknown one is ignored', () => {
        const machine = createMachine({
            initial: 'a',
            on: { GO: '.b' },
            states: { a: { on: { GO: {}, ON: 'b' } }, b: { on: { LATER: {} } } },
        });
        const table = compileMachine(machine, { name: 'forbid' });
        const state = stateNumber(table, 'a');
        equal(nextState(lookup(table, state, table.events.indexOf('GO'), 0)), state);
        equal(lookup(table, state, table.events.indexOf('LATER'), 0), IGNORED);
    });
    test('guards that nobody asks make no branches', () => {
        const table = compileMachine(dispatchMachine);
        const asking = 8;
        equal(table.nodes.length, 3 * asking);
    });
});
// Walks an actor and the table side by side; returns the numbers of the transitions taken.
function walk(machine, table, seed) {
    const taken = new Set();
    let random = seed;
    const draw = (below) => {
        random ^= random << 13;
        random ^= random >>> 17;
        random ^= random << 5;
        return (random >>> 0) % below;
    };
    let word = 0;
    let performed = [];
    const provided = machine.provide({
        guards: Object.fromEntries(table.guards.map((name, bit) => [name, () => ((word >>> bit) & 1) === 1])),
        actions: Object.fromEntries(table.actions.map((name) => [name, () => performed.push(name)])),
    });
    let actor = createActor(provided);
    let state = -1;
    for (let step = 0; step < WALK_STEPS; step++) {
        performed = [];
        if (state < 0 || isFinal(table, state)) {
            actor = createActor(provided).start();
            state = table.initial;
            equal(performed, actionNames(table, table.initialActions));
        }
        performed = [];
        word = draw(1 << table.guards.length);
        const event = draw(table.events.length);
        actor.send({ type: table.events[event] });
        const leaf = lookup(table, state, event, word);
        if (leaf !== IGNORED) {
            state = nextState(leaf);
            taken.add(transitionNumber(leaf));
        }
        const due = leaf === IGNORED ? [] : actionNames(table, actionList(leaf));
        const got = [table.states[state], due];
        const want = [stateName(actor.getSnapshot().value), performed];
        equal(got, want, `seed ${seed}, step ${step}, event ${table.events[event]}`);
    }
    return taken;
}
function setFirstLeaf(root, change) {
    const at = root.findIndex((entry) => entry < IGNORED);
    root[at] = change(root[at]);
}
function refusalOf(machine) {
    try {
        compileMachine(machine);
    }
    catch (error) {
        if (error instanceof UsageError)
            return error.message;
        throw error;
    }
    return 'nothing: the machine was compiled';
}
//# sourceMappingURL=compile.test.js.map