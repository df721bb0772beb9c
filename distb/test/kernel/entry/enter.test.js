import { call, filterOn, install, tasksOf } from '../../support/tasks.js';
import { equal, suite } from '../../support/suite.js';
import { walk } from '../../support/walk.js';
/** How getppid ends, with dispatch set up so and the selector holding a value. */
function ends(sud, selector, before = []) {
    const scenario = tasksOf({
        t: [
            call('rt_sigaction', 'r7', '$SIGSYS', '$handler.h'),
            ...before,
            sud,
            { do: 'store', word: 'sel', value: selector },
            call('getppid', 'r4'),
        ],
    }, {
        filters: { f: filterOn('getppid', 'ERRNO', 7) },
        handlers: { h: { at: 'native', program: [{ do: 'store', word: 'sel', value: 0 }] } },
    }, { words: { sel: 0 }, observe: ['t.signal', 't.r4'] });
    return [...walk(scenario).outcomes];
}
const sud = (mode, page, byte, pages, bytes) => call('sud_set', 'r7', mode, page, byte, pages, bytes, '$word.sel');
suite('kernel/entry/enter', (test) => {
    test('the selector lets pass, diverts, or kills', () => {
        equal(ends(sud(1, 0, 0, 0, 0), 0), ['0,0']);
        equal(ends(sud(1, 0, 0, 0, 0), 1), ['0,110']);
        equal(ends(sud(1, 0, 0, 0, 0), 2), ['31,0']);
    });
    test('the exempt range holds the address behind the instruction', () => {
        // The code of a thread stands on page 0, its instruction ends at byte 2.
        equal(ends(sud(1, 0, 2, 0, 1), 1), ['0,0']);
        equal(ends(sud(1, 0, 3, 0, 100), 1), ['0,110']);
        equal(ends(sud(2, 0, 2, 0, 1), 1), ['0,110']);
        equal(ends(sud(2, 0, 1, 0, 1), 1), ['0,0']);
        equal(ends(sud(2, 0, 3, 0, 1), 1), ['0,0']);
    });
    test('user dispatch comes before seccomp', () => {
        equal(ends(sud(1, 0, 0, 0, 0), 1, [install('f')]), ['0,110']);
        equal(ends(sud(1, 0, 0, 0, 0), 0, [install('f')]), ['0,-7']);
    });
    test('a blocked SIGSYS kills', () => {
        const block = call('rt_sigprocmask', 'r7', 0, 1 << 30);
        equal(ends(sud(1, 0, 0, 0, 0), 1, [block]), ['31,0']);
    });
    test('bad parameters are refused as Linux refuses them', () => {
        const result = (...list) => [
            ...walk(tasksOf({ t: [call('sud_set', 'r7', ...list)] }, {}, { observe: ['t.r7'] })).outcomes,
        ];
        equal(result(-1, 0, 0, 0, 0, 0), ['-22']);
        equal(result(0, 0, 1, 0, 0, 0), ['-22']);
        equal(result(0, 0, 0, 0, 0, 0), ['0']);
        equal(result(2, 0, 1, 0, 0, 0), ['-22']);
        equal(result(2, -1, 4095, 0, 2, 0), ['-22']);
        equal(result(2, 0, 2, 0, 3, 0), ['0']);
        equal(result(2, 0, 2, 0, 3, -1), ['-14']);
    });
});
//# sourceMappingURL=enter.test.js.map