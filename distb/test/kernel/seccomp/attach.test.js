/** Installing filters: the checks, TSYNC and its failures. */
import { FILTER_FLAG } from '../../../kernel/index.js';
import { call, filterOn, install, tasksOf } from '../../support/tasks.js';
import { equal, suite } from '../../support/suite.js';
import { walk } from '../../support/walk.js';
const { TSYNC, TSYNC_ESRCH, NEW_LISTENER, WAIT_KILLABLE_RECV } = FILTER_FLAG;
const filters = { f: filterOn('getppid', 'ERRNO', 7), g: filterOn('gettid', 'ERRNO', 8) };
/** The result of installing `f` with these flags. */
function resultOf(flags) {
    return [
        ...walk(tasksOf({ t: [install('f', flags)] }, { filters }, { observe: ['t.r7'] })).outcomes,
    ];
}
suite('kernel/seccomp/attach', (test) => {
    test('without no_new_privs or the capability a filter is refused', () => {
        const scenario = (capable) => tasksOf({ t: [install('f')] }, { filters, processes: { p: { capable } }, threads: { t: { noNewPrivs: false } } }, { observe: ['t.r7'] });
        equal([...walk(scenario(false)).outcomes], ['-13']);
        equal([...walk(scenario(true)).outcomes], ['0']);
    });
    test('flags that do not go together are refused', () => {
        equal(resultOf(64), ['-22']);
        equal(resultOf(TSYNC | NEW_LISTENER), ['-22']);
        equal(resultOf(WAIT_KILLABLE_RECV), ['-22']);
        equal(resultOf(TSYNC | NEW_LISTENER | TSYNC_ESRCH), ['0']);
    });
    test('TSYNC filters all threads or, when one has parted, none and names it', () => {
        const scenario = (flags) => tasksOf({
            t: [
                { do: 'await', word: 'ready', is: ['==', 1] },
                install('f', flags),
                { do: 'store', word: 'ready', value: 2 },
            ],
            u: [
                install('g'),
                { do: 'store', word: 'ready', value: 1 },
                { do: 'await', word: 'ready', is: ['==', 2] },
                call('getppid', 'r4'),
            ],
        }, { filters }, { words: { ready: 0 }, observe: ['t.r7', 'u.r4'] });
        equal([...walk(scenario(TSYNC)).outcomes], ['1001,0']);
        equal([...walk(scenario(TSYNC | TSYNC_ESRCH)).outcomes], ['-3,0']);
    });
    test('TSYNC brings a thread without filters along', () => {
        const scenario = tasksOf({
            t: [install('f', TSYNC), { do: 'store', word: 'ready', value: 1 }],
            u: [{ do: 'await', word: 'ready', is: ['==', 1] }, call('getppid', 'r4')],
        }, { filters }, { words: { ready: 0 }, observe: ['t.r7', 'u.r4'] });
        equal([...walk(scenario).outcomes], ['0,-7']);
    });
    test('a filter that a thread’s filters leave no room for is refused with ENOMEM', () => {
        // n - 1 loads and a RET weigh n + 4, and 4 more for the next filter. Seven of 4,096 leave room
        // for a weight of 4,040.
        const loads = (count) => ({
            bpf: [
                ...Array.from({ length: count - 1 }, () => ({ code: 0x20, jt: 0, jf: 0, k: 0 })),
                { code: 0x06, jt: 0, jf: 0, k: 0x7fff_0000 },
            ],
        });
        const attach = (into, name) => call('seccomp', into, 1, 0, `$filter.${name}`);
        const scenario = tasksOf({
            t: [
                { do: 'loop', times: 7, body: [install('large')] },
                attach('r4', 'over'),
                attach('r5', 'exact'),
                attach('r6', 'smallest'),
            ],
        }, {
            filters: {
                large: loads(4_096),
                over: loads(4_037),
                exact: loads(4_036),
                smallest: loads(1),
            },
            filterCapacity: 9,
        }, { observe: ['t.r7', 't.r4', 't.r5', 't.r6'] });
        equal([...walk(scenario).outcomes], ['0,-12,0,-12']);
    });
    test('a child of clone and one of fork inherit the filters', () => {
        const scenario = tasksOf({
            t: [install('f'), call('clone', 'r4', '$thread.u'), call('fork', 'r5', '$thread.v')],
            u: [call('getppid', 'r4')],
            v: [call('execve', 'r5'), call('getppid', 'r4')],
        }, {
            filters,
            processes: { p: {}, q: {} },
            threads: {
                t: { process: 'p' },
                u: { process: 'p', unborn: true },
                v: { process: 'q', unborn: true },
            },
        }, { observe: ['u.r4', 'v.r4'] });
        equal([...walk(scenario).outcomes], ['-7,-7']);
    });
});
//# sourceMappingURL=attach.test.js.map