/** The dispatch machine tells the stories of a syscall as Linux does. */
import { compileMachine } from '../../../actors/dispatch/compile.js';
import { dispatchMachine } from '../../../actors/dispatch/machine.js';
import { IGNORED, actionList, actionNames, describeTransition, eventNumber, guardNumber, isFinal, lookup, nextState, stateNumber, transitionCount, } from '../../../actors/dispatch/table.js';
import { equal, not, ok, suite } from '../../support/suite.js';
const table = compileMachine(dispatchMachine);
suite('actors/dispatch/machine', (test) => {
    test('a call without interposition runs unchecked', () => {
        equal(story('user', ['SYSCALL', 'ENTERED', 'RETURNED', 'LEFT'], []), {
            path: 'user entry native exit user',
            actions: 'saveRegisters countNative startCall storeResult complete',
        });
    });
    test('an allowed call is checked and then runs', () => {
        equal(story('user', ['SYSCALL', 'ENTERED', 'ALLOW', 'RETURNED', 'LEFT'], ['interposed']), {
            path: 'user entry check native exit user',
            actions: 'saveRegisters startCheck countNative startCall storeResult complete',
        });
    });
    test('a trapped call is undone and ends in the handler', () => {
        const guards = ['interposed', 'handlerInstalled'];
        equal(story('user', ['SYSCALL', 'ENTERED', 'TRAP', 'DELIVERED'], guards), {
            path: 'user entry check sigsys handler',
            actions: 'saveRegisters startCheck countTrapped rollback startDelivery pushFrame',
        });
    });
    test('a trapped call without a handler kills', () => {
        equal(story('check', ['TRAP', 'DELIVERED'], []).path, 'check sigsys killed');
    });
    test('a call of the handler is trapped again if the interposition says so', () => {
        const guards = ['interposed', 'handlerInstalled', 'inHandler'];
        const events = ['SYSCALL', 'ENTERED', 'TRAP', 'DELIVERED'];
        equal(story('handler', events, guards).path, 'handler entry check sigsys handler');
    });
    test('a call of the handler goes back to the handler', () => {
        const events = ['SYSCALL', 'ENTERED', 'RETURNED', 'LEFT'];
        equal(story('handler', events, ['inHandler']).path, 'handler entry native exit handler');
    });
    test('sigreturn restores the frame and keeps its registers from a result', () => {
        equal(story('native', ['SIGRETURN'], ['inHandler']), {
            path: 'native exit',
            actions: 'restoreFrame complete',
        });
    });
    test('sigreturn without a frame kills', () => {
        equal(story('native', ['SIGRETURN'], []).path, 'native killed');
    });
    test('a call that the check answers does not run', () => {
        equal(story('check', ['ANSWERED', 'LEFT'], []), {
            path: 'check exit user',
            actions: 'countAnswered storeResult complete',
        });
    });
    test('a program ends by running out or by an exit call', () => {
        equal(story('user', ['EXIT'], []).actions, 'recordFinish');
        equal(story('native', ['EXIT'], []).path, 'native finished');
    });
    test('a fault in user mode kills, within the handler too', () => {
        equal(story('user', ['FAULT'], []).path, 'user killed');
        equal(story('handler', ['FAULT'], ['inHandler']).path, 'handler killed');
    });
    test('a fatal signal ends every living state and records the death', () => {
        for (const [state, name] of table.states.entries()) {
            if (isFinal(table, state))
                continue;
            equal(story(name, ['KILL'], []), { path: `${name} killed`, actions: 'recordDeath' });
        }
    });
    test('every state has a number and a description', () => {
        equal([...table.states].toSorted(), Object.keys(dispatchMachine.states).toSorted());
        for (const node of Object.values(dispatchMachine.states))
            ok(node.description);
    });
    test('every action and every guard decides or does something', () => {
        const all = Array.from({ length: transitionCount(table) }, (_, n) => describeTransition(table, n));
        const performed = new Set(all.flatMap(({ actions }) => actions));
        const asked = new Set(all.flatMap(({ guards }) => guards.map((guard) => guard.replace('!', ''))));
        equal([...performed].toSorted(), [...table.actions].toSorted());
        equal([...asked].toSorted(), [...table.guards].toSorted());
    });
});
// Sends the events from a state while the named guards hold; every event must be known there.
function story(from, events, guards) {
    const word = guards.reduce((bits, guard) => bits | (1 << guardNumber(table, guard)), 0);
    const path = [from];
    const actions = [];
    let state = stateNumber(table, from);
    for (const event of events) {
        const leaf = lookup(table, state, eventNumber(table, event), word);
        not.equal(leaf, IGNORED, `${path.at(-1)} ignores ${event}`);
        state = nextState(leaf);
        path.push(table.states[state] ?? '');
        actions.push(...actionNames(table, actionList(leaf)));
    }
    return { path: path.join(' '), actions: actions.join(' ') };
}
//# sourceMappingURL=machine.test.js.map