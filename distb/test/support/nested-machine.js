/**
 * A machine that means nothing and uses everything a table can say: nested states, completion,
 * eventless transitions, entry and exit, composed guards, re-entry, forbidden and raised events.
 */
import { and, not, or, raise, setup } from 'xstate';
const act = () => { };
const ask = () => false;
export const nestedMachine = setup({
    guards: { a: ask, b: ask, c: ask, both: and(['a', 'b']) },
    actions: { x: act, y: act, z: act, ping: raise({ type: 'PING' }) },
}).createMachine({
    id: 'nested',
    initial: 'outside',
    on: { RESET: { target: '.outside', guard: not('c') }, PING: { actions: 'z' } },
    states: {
        outside: {
            exit: 'x',
            on: {
                ENTER: { target: 'inside', guard: or([and(['a', not('b')]), 'c']) },
                JUMP: 'inside.deep.two',
            },
        },
        inside: {
            description: 'Two texts: one colon; one semicolon.',
            entry: 'y',
            exit: 'z',
            initial: 'one',
            on: {
                LEAVE: 'outside',
                AGAIN: { target: 'inside', reenter: true },
                PING: [{ guard: 'both', target: '.deep' }, { actions: 'x' }],
            },
            onDone: 'over',
            states: {
                one: {
                    entry: 'ping',
                    always: { guard: 'a', target: 'deep', actions: 'x' },
                    on: { NEXT: 'deep', RESET: {}, STOP: 'stopped' },
                },
                deep: {
                    initial: 'two',
                    states: {
                        two: { on: { NEXT: 'three', AGAIN: { target: 'two', reenter: true } } },
                        three: {
                            entry: raise({ type: 'BACK' }),
                            on: {
                                BACK: [{ guard: 'c', target: 'two' }, { actions: 'y' }],
                                LEAVE: { guard: 'b', target: '#nested.inside.stopped' },
                            },
                        },
                    },
                },
                stopped: { type: 'final' },
            },
        },
        over: { type: 'final', entry: ['x', 'y'] },
    },
});
//# sourceMappingURL=nested-machine.js.map