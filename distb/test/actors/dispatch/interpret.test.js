/** The interpreted call takes the same path as the compiled one. */
import { compileMachine, dispatchMachine, interpretNativeCalls, } from '../../../actors/dispatch/index.js';
import { nativeCallEvents } from '../../../actors/dispatch/interpret.js';
import { eventNumber, lookup, nextState } from '../../../actors/dispatch/table.js';
import { is, not, suite } from '../../support/suite.js';
suite('actors/dispatch/interpret', (test) => {
    for (const isInterposed of [false, true]) {
        test(`a native call ends in user mode (${isInterposed ? 'interposed' : 'not interposed'})`, () => {
            const table = compileMachine(dispatchMachine);
            const guards = (isInterposed ? 1 << table.guards.indexOf('interposed') : 0) | 0;
            let state = table.initial;
            for (const event of nativeCallEvents(isInterposed)) {
                const leaf = lookup(table, state, eventNumber(table, event), guards);
                not.equal(leaf, -1, `${event} is taken`);
                state = nextState(leaf);
            }
            is(table.states[state], 'user');
            is(interpretNativeCalls(3, isInterposed), 'user');
        });
    }
});
//# sourceMappingURL=interpret.test.js.map