/** Booting a world: the same scenario gives the same words, and they are what the scenario says. */
import { listText, tableFault, THREAD } from '../../../kernel/index.js';
import { equal, is, suite } from '../../support/suite.js';
import { bootScenario, scenarioOf, walk } from '../../support/walk.js';
const scenario = scenarioOf({
    regions: {
        native: { page: 0, pages: 2, prot: 'r-x' },
        data: { page: 2, pages: 3, prot: 'rw-' },
        later: { page: 9, pages: 1, prot: 'r-x', absent: true },
    },
    words: { x: -5, y: 7 },
    threads: {
        a: { at: 'native', program: [], count: 2 },
        b: { at: 'data', program: [{ do: 'exit' }] },
    },
});
const foreign = '@foreign';
const call = [{ do: 'syscall', name: 'getppid', into: 'r4' }];
const callBoth = [
    ...call,
    { do: 'jump', to: '@foreign' },
    { do: 'syscall', name: 'getppid', into: 'r5' },
];
/** Results of a native and a foreign getppid (0, or its number if emulated), under it. */
function resultsUnder(interposition, selector = 0) {
    const outcomes = walk(scenarioOf({
        regions: {
            native: { page: 0, pages: 2, prot: 'r-x' },
            foreign: { page: 4, pages: 2, prot: 'r-x!', foreign: true },
        },
        words: { selector },
        interposition,
        threads: { a: { at: 'native', program: callBoth } },
        observe: ['a.r4', 'a.r5', ...(interposition.kind === 'memmap' ? [] : ['a.signal'])],
    })).outcomes;
    return [...outcomes];
}
suite('actors/world/boot', (test) => {
    test('threads begin with the filters of the interposition, and a handler of SIGSYS', () => {
        for (const search of ['linear', 'binary']) {
            const ranges = {
                ranges: [foreign],
                search,
                inside: { action: 'TRAP' },
                outside: { action: 'ALLOW' },
            };
            equal(resultsUnder({ kind: 'seccomp', filters: [ranges] }), ['0,110,0']);
            const errno = { ...ranges, inside: { action: 'ERRNO', data: 5 } };
            // The older one decides, as its action is stronger.
            equal(resultsUnder({ kind: 'seccomp', filters: [ranges, errno] }), ['0,110,0']);
            equal(resultsUnder({ kind: 'seccomp', filters: [errno] }), ['0,-5,0']);
        }
    });
    test('threads begin with user dispatch, by range and by selector', () => {
        const range = '@native';
        equal(resultsUnder({ kind: 'user-dispatch', range }), ['0,110,0']);
        equal(resultsUnder({ kind: 'user-dispatch', range, selector: 'selector' }), ['0,0,0']);
        equal(resultsUnder({ kind: 'user-dispatch', range, selector: 'selector' }, 1), ['0,110,0']);
        equal(resultsUnder({ kind: 'user-dispatch', range, selector: 'selector' }, 2), ['0,0,31']);
        equal(resultsUnder({ kind: 'user-dispatch', mode: 'inclusive', range: foreign }), ['0,110,0']);
        // The handler's own sigreturn is diverted while SIGSYS is blocked, and kills.
        equal(resultsUnder({ kind: 'user-dispatch', range: foreign }), ['0,0,31']);
    });
    test('threads begin in strict mode', () => {
        equal(resultsUnder({ kind: 'strict' }), ['0,0,9']);
    });
    test('only the threads that are named are armed, with all their copies', () => {
        const { outcomes } = walk(scenarioOf({
            interposition: {
                kind: 'seccomp',
                filters: [{ rules: [], default: { action: 'ERRNO', data: 7 } }],
                threads: ['b'],
            },
            threads: {
                a: { at: 'native', program: call },
                b: { at: 'native', program: call, count: 2 },
            },
            observe: ['a.r4', 'b-0.r4', 'b-1.r4'],
        }));
        equal([...outcomes], ['0,-7,-7']);
    });
    test('a thread that is born later inherits from its parent, not from the interposition', () => {
        const { outcomes } = walk(scenarioOf({
            interposition: {
                kind: 'seccomp',
                filters: [
                    {
                        rules: [{ when: { nr: 'getppid' }, ret: { action: 'ERRNO', data: 7 } }],
                        default: { action: 'ALLOW' },
                    },
                ],
            },
            threads: {
                a: {
                    at: 'native',
                    program: [{ do: 'syscall', name: 'clone', arguments: ['$thread.b'] }],
                },
                b: { at: 'native', program: call },
            },
            tasks: { threads: { b: { unborn: true } } },
            observe: ['b.r4'],
        }));
        equal([...outcomes], ['-7']);
    });
    test('the same scenario boots to the same words', () => {
        equal(bootScenario(scenario).world.words.array, bootScenario(scenario).world.words.array);
    });
    test('regions are mapped but the absent ones, and the table is sound', () => {
        const { world } = bootScenario(scenario);
        is(listText(world, 0, 100), '0-2:r-x 2-5:rw-+a');
        is(tableFault(world), undefined);
    });
    test('words have their first values and threads stand at their first instruction', () => {
        const { world } = bootScenario(scenario);
        const { memory } = world.layout;
        equal(Array.from(world.words.array.subarray(memory, memory + 2)), [-5, 7]);
        const counterOf = (thread) => world.words.get(world.thread(thread) + THREAD.PROGRAM_COUNTER);
        is(counterOf(0), counterOf(1));
        is(counterOf(2), counterOf(0) + 1);
        is(world.words.get(world.thread(2) + THREAD.INSTRUCTION_PAGE), 2);
    });
});
//# sourceMappingURL=boot.test.js.map