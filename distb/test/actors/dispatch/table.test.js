/** A table is plain data, its numbers are dense, and it needs no xstate. */
import { readFileSync } from 'node:fs';
import { compileMachine } from '../../../actors/dispatch/compile.js';
import { dispatchMachine } from '../../../actors/dispatch/machine.js';
import { IGNORED, TABLE_LIMITS, actionAt, actionList, actionNames, actionNumber, describeTransition, encodeLeaf, endOfActions, eventNumber, firstAction, guardNumber, isFinal, lookup, nextState, stateNumber, transitionCount, transitionNumber, } from '../../../actors/dispatch/table.js';
import { equal, not, ok, suite, throws } from '../../support/suite.js';
const table = compileMachine(dispatchMachine);
suite('actors/dispatch/table', (test) => {
    test('a table survives structuredClone', () => {
        equal(structuredClone(table), table);
    });
    test('a lookup decides by the guard bits of the word alone', () => {
        const [entry, entered] = [stateNumber(table, 'entry'), eventNumber(table, 'ENTERED')];
        const interposed = 1 << guardNumber(table, 'interposed');
        equal(nextState(lookup(table, entry, entered, interposed)), stateNumber(table, 'check'));
        equal(nextState(lookup(table, entry, entered, ~interposed)), stateNumber(table, 'native'));
    });
    test('an event that the state does not know is ignored', () => {
        equal(lookup(table, stateNumber(table, 'user'), eventNumber(table, 'ALLOW'), 0), IGNORED);
    });
    test('a final state ignores every event', () => {
        for (const name of ['killed', 'finished']) {
            const state = stateNumber(table, name);
            ok(isFinal(table, state));
            for (const event of table.events.keys())
                equal(lookup(table, state, event, 0), IGNORED);
        }
    });
    test('the actions of a leaf are read in order without a list being made', () => {
        const leaf = lookup(table, stateNumber(table, 'check'), eventNumber(table, 'TRAP'), 0);
        const list = actionList(leaf);
        const performed = [];
        for (let at = firstAction(table, list); at < endOfActions(table, list); at++) {
            performed.push(actionAt(table, at));
        }
        const expected = ['countTrapped', 'rollback', 'startDelivery'];
        equal(performed, expected.map((name) => actionNumber(table, name)));
        equal(actionNames(table, list), expected);
    });
    test('a transition is described by its states, event, guards and actions', () => {
        const word = 1 << guardNumber(table, 'handlerInstalled');
        const leaf = lookup(table, stateNumber(table, 'sigsys'), eventNumber(table, 'DELIVERED'), word);
        equal(describeTransition(table, transitionNumber(leaf)), {
            from: 'sigsys',
            event: 'DELIVERED',
            guards: ['handlerInstalled'],
            to: 'handler',
            actions: ['pushFrame'],
        });
    });
    test('every transition number below the count has a description of its own', () => {
        const count = transitionCount(table);
        const texts = Array.from({ length: count }, (_, n) => JSON.stringify(describeTransition(table, n)));
        equal(new Set(texts).size, count);
        throws(() => describeTransition(table, count), /there is no transition/);
    });
    test('a lookup outside of the table is an error and not the entry of another state', () => {
        throws(() => lookup(table, 0, table.events.length, 0), /no entry for state 0/);
        throws(() => lookup(table, table.states.length, 0, 0), /no entry/);
        throws(() => lookup(table, -1, 0, 0), /no entry/);
    });
    test('an unknown name is an error that lists the known ones', () => {
        throws(() => stateNumber(table, 'limbo'), /no state "limbo" \(user /);
        throws(() => eventNumber(table, 'user'), /no event "user"/);
    });
    test('a leaf keeps its three numbers up to the limits of the encoding', () => {
        const last = {
            state: TABLE_LIMITS.states - 1,
            list: TABLE_LIMITS.actionLists - 1,
            transition: TABLE_LIMITS.transitions - 1,
        };
        const root = Int32Array.of(encodeLeaf(last.state, last.list, last.transition));
        const tiny = { ...table, events: ['ONLY'], root };
        const leaf = lookup(tiny, 0, 0, 0);
        not.equal(leaf, IGNORED);
        equal({ state: nextState(leaf), list: actionList(leaf), transition: transitionNumber(leaf) }, last);
    });
    test('the module of the table loads no package, so that workers do not load xstate', () => {
        equal(packagesOf(new URL('../../../actors/dispatch/table.js', import.meta.url)), []);
        // The same walk sees the package where there is one.
        equal(packagesOf(new URL('../../../actors/dispatch/compile.js', import.meta.url)), ['xstate']);
    });
});
// The packages that a compiled module loads, by itself or through the modules it imports.
function packagesOf(entry, seen = new Set()) {
    if (seen.has(entry.href))
        return [];
    seen.add(entry.href);
    const source = readFileSync(entry, 'utf8');
    const specifiers = [
        ...source.matchAll(/^(?:import|export)\s(?:[^;]*?\bfrom )?['"]([^'"]+)['"];/gm),
    ];
    const packages = specifiers.flatMap(([, specifier = '']) => specifier.startsWith('.') ? packagesOf(new URL(specifier, entry), seen) : [specifier]);
    return [...new Set(packages)];
}
//# sourceMappingURL=table.test.js.map