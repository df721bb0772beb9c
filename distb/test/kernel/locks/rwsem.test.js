/** The read-write semaphore, explored exhaustively by the naive walk in both models of waiting. */
import { equal, is, ok, suite } from '../../support/suite.js';
import { scenarioOf, walk } from '../../support/walk.js';
import { lostWakeup, rwsem } from '../../../scenarios/litmus/locks.js';
import { WAITER, readerCount, waitingWriterCount } from '../../../kernel/locks/rwsem.js';
const parametersOf = (entry, given) => ({
    ...Object.fromEntries(Object.entries(entry.parameters).map(([name, { value }]) => [name, value])),
    ...given,
});
suite('kernel/locks/rwsem', (test) => {
    test('three readers and two writers exclude each other and all get their turn', () => {
        const walked = walk(rwsem.build(parametersOf(rwsem, { readers: 3, writers: 2 })));
        equal([...walked.violated], []);
        is(walked.deadlocks, 0);
        equal([...walked.outcomes], ['2,2']);
    });
    test('waits as guards and waits as futex waits end alike', () => {
        const scenario = rwsem.build(parametersOf(rwsem, { readers: 2, writers: 2 }));
        const futex = walk(scenario);
        const guard = walk({ ...scenario, futexWaits: false });
        equal([...guard.outcomes], [...futex.outcomes]);
        is(guard.deadlocks, futex.deadlocks);
        ok(guard.states < futex.states, 'sleeping and waking are states of their own');
    });
    test('a release that looks before it releases loses a wake-up', () => {
        const walked = walk(lostWakeup.build(parametersOf(lostWakeup, {})));
        ok(walked.deadlocks > 0);
    });
    test('a waiting writer bars new readers', () => {
        const walked = walk(scenarioOf({
            locks: { a: 'rwsem' },
            words: { order: 0 },
            threads: {
                holder: {
                    at: 'native',
                    program: [
                        { do: 'lock', lock: 'a', mode: 'read' },
                        // The writer has announced itself: the late reader may only try now.
                        { do: 'await', word: 'order', is: ['==', 1] },
                        { do: 'unlock', lock: 'a', mode: 'read' },
                    ],
                },
                late: {
                    at: 'native',
                    program: [
                        { do: 'store', word: 'order', value: 1 },
                        { do: 'lock', lock: 'a', mode: 'read' },
                        { do: 'unlock', lock: 'a', mode: 'read' },
                    ],
                },
                writer: {
                    at: 'native',
                    program: [
                        { do: 'lock', lock: 'a', mode: 'write' },
                        { do: 'unlock', lock: 'a', mode: 'write' },
                    ],
                },
            },
            properties: [
                {
                    kind: 'never',
                    name: 'a reader beside a writer',
                    that: {
                        all: [
                            ['a.readers', '>', 0],
                            ['a.writer', '==', 1],
                        ],
                    },
                },
            ],
        }));
        is(walked.deadlocks, 0);
        equal([...walked.violated], []);
    });
    test('the packed word tells readers and waiting writers apart', () => {
        is(readerCount(3 * WAITER + 2 * 5 + 1), 5);
        is(waitingWriterCount(3 * WAITER + 2 * 5 + 1), 3);
    });
});
//# sourceMappingURL=rwsem.test.js.map