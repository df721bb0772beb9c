/** What filters and strict mode do to calls: every state of small worlds is visited. */
import { filterOn, call, install, tasksOf } from '../../support/tasks.js';
import { equal, suite } from '../../support/suite.js';
import { walk } from '../../support/walk.js';
const ACTIONS = ['KILL_PROCESS', 'KILL_THREAD', 'TRAP', 'ERRNO', 'TRACE', 'LOG'];
/** How a call of getppid ends under the filters, in the order in which they are installed. */
function endUnder(...actions) {
    const filters = Object.fromEntries(actions.map((action, n) => [`f${n}`, filterOn('getppid', action, n + 1)]));
    const scenario = tasksOf({ t: [...actions.map((_, n) => install(`f${n}`)), call('getppid', 'r4')] }, { filters }, { observe: ['t.signal', 't.r4'] });
    return [...walk(scenario).outcomes];
}
suite('kernel/seccomp/check', (test) => {
    test('each action does what Linux does with it', () => {
        equal(endUnder('KILL_PROCESS'), ['31,0']);
        equal(endUnder('KILL_THREAD'), ['31,0']);
        equal(endUnder('TRAP'), ['31,0']);
        equal(endUnder('ERRNO'), ['0,-1']);
        equal(endUnder('TRACE'), ['0,-38']);
        equal(endUnder('LOG'), ['0,0']);
    });
    test('of every two actions the stronger wins in both orders', () => {
        ACTIONS.forEach((strong, rank) => {
            for (const weak of ACTIONS.slice(rank + 1)) {
                const alone = strong === 'ERRNO' ? undefined : endUnder(strong);
                equal(endUnder(strong, weak), alone ?? ['0,-1'], `${strong} ${weak}`);
                equal(endUnder(weak, strong), alone ?? ['0,-2'], `${weak} ${strong}`);
            }
        });
    });
    test('of two equal actions the newest filter gives the data', () => {
        equal(endUnder('ERRNO', 'ERRNO'), ['0,-2']);
    });
    test('KILL_THREAD of one thread among several leaves the others alone', () => {
        const scenario = tasksOf({ t: [install('f'), call('getppid', 'r4')], u: [call('getppid', 'r4')] }, { filters: { f: filterOn('getppid', 'KILL_THREAD') } }, { observe: ['t.signal', 'u.signal'] });
        // When the other thread has ended before, the killed one is the last and takes the process.
        equal([...walk(scenario).outcomes], ['31,0']);
    });
    test('strict mode kills any other call by SIGKILL', () => {
        const scenario = tasksOf({ t: [call('prctl', 'r7', 22, 1), call('read', 'r5', 0), call('getppid', 'r4')] }, {}, { observe: ['t.signal', 't.r5'] });
        equal([...walk(scenario).outcomes], ['9,-9']);
    });
    test('TRAP runs the handler with the siginfo of the call and goes on', () => {
        const scenario = tasksOf({
            t: [
                call('rt_sigaction', 'r7', '$SIGSYS', '$handler.h'),
                install('f'),
                call('getppid', 'r4'),
            ],
        }, {
            filters: { f: filterOn('getppid', 'TRAP', 77) },
            handlers: {
                h: {
                    at: 'native',
                    program: [
                        { do: 'store', word: 'errno', value: 'r2' },
                        { do: 'store', word: 'code', value: 'r3' },
                    ],
                },
            },
        }, { words: { errno: 0, code: 0 }, observe: ['t.signal', 't.r4', 'errno', 'code'] });
        equal([...walk(scenario).outcomes], ['0,110,77,1']);
    });
});
//# sourceMappingURL=check.test.js.map