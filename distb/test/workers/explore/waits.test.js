import { ask } from '../../../workers/engine.js';
import { explore } from '../../../workers/explore/search.js';
import { load, lock, store, unlock, waitFor } from '../../../scenarios/file/build.js';
import { mmapLockConvoy } from '../../../scenarios/litmus/address-space-locks.js';
import { lostWakeup } from '../../../scenarios/litmus/locks.js';
import { closeInReceivePlain, supervisorDeathInherited, } from '../../../scenarios/litmus/notification.js';
import { selfDeadlockZoo } from '../../../scenarios/litmus/self-deadlock.js';
import { equal, is, ok, suite } from '../../support/suite.js';
import { order, traced } from '../../support/tracing.js';
import { scenarioOf } from '../../support/walk.js';
/** The deadlock of a scenario. */
async function deadlockOf(scenario) {
    const { findings } = await explore(ask(scenario));
    const finding = findings.find(({ kind }) => kind === 'deadlock');
    ok(finding, findings[0]?.message);
    return finding;
}
async function waits(scenario) {
    return (await deadlockOf(scenario)).waits;
}
async function cycle(scenario) {
    return (await deadlockOf(scenario)).cycle;
}
/** By the number of the beast: who waits for what, and the cycle. */
const BEASTS = [
    {
        waits: [
            'container waits for its notification 1 to be received by supervisor',
            'supervisor waits for word sent, which holds 0: await sent == 1',
        ],
        cycle: ['container', 'supervisor'],
    },
    {
        waits: [
            'target waits for a reply to its notification 1 from supervisor',
            'supervisor waits for its notification 2 to be received by target',
        ],
        cycle: ['target', 'supervisor'],
    },
    {
        waits: [
            'target waits for a reply to its notification 1 from supervisor',
            'supervisor waits for lock fuse held for writing by target',
        ],
        cycle: ['target', 'supervisor'],
    },
    {
        waits: [
            'game waits for word answer, which holds 0: await answer == 1',
            'service waits for lock processor held for writing by game',
        ],
        cycle: ['game', 'service'],
    },
];
suite('workers/explore/waits', (test) => {
    BEASTS.forEach((expected, index) => {
        test(`beast ${index + 1} of the zoo is told as the cycle that it is`, async () => {
            const finding = await deadlockOf(selfDeadlockZoo.build({ beast: index + 1 }));
            equal([finding.waits, finding.cycle], [expected.waits, expected.cycle]);
        });
    });
    test('calls that wait for a listener that only they hold wait for each other', async () => {
        const finding = await deadlockOf(supervisorDeathInherited.build({}));
        equal(finding.cycle, ['first', 'second']);
    });
    test('a service that waits is told too, as one', async () => {
        equal(await waits(closeInReceivePlain.build({})), [
            'receiver (service) waits in RECV for a notification',
            'target waits for a reply to its notification 1 from receiver',
        ]);
        is(await cycle(closeInReceivePlain.build({})), undefined);
    });
    test('who stands in the queue of a lock is told before whom', async () => {
        const finding = await deadlockOf(mmapLockConvoy.build({ faults: 1 }));
        equal(finding.waits?.slice(1), [
            'loader waits for lock mmap held for reading by monitor',
            'worker waits for lock mmap held for reading by monitor, behind loader',
        ]);
        equal(finding.cycle, ['monitor', 'worker']);
    });
    test('locks taken in opposite orders are a cycle', async () => {
        const lettingGo = [unlock('p', 'write'), unlock('q', 'write')];
        const crossed = scenarioOf({
            locks: { p: 'rwsem', q: 'rwsem' },
            threads: {
                a: { at: 'native', program: [lock('p', 'write'), lock('q', 'write'), ...lettingGo] },
                b: { at: 'native', program: [lock('q', 'write'), lock('p', 'write'), ...lettingGo] },
                c: { at: 'native', program: [lock('p', 'write'), unlock('p', 'write')] },
            },
        });
        equal(await cycle(crossed), ['a', 'b']);
    });
    test('a lock that its holder takes again is a cycle of one', async () => {
        const again = scenarioOf({
            locks: { p: 'rwsem' },
            threads: { a: { at: 'native', program: [lock('p', 'read'), lock('p', 'write')] } },
        });
        const finding = await deadlockOf(again);
        equal(finding.waits, ['a waits for lock p held for reading by a']);
        equal(finding.cycle, ['a']);
    });
    test('a lost wake-up is no cycle', async () => {
        is(await cycle(lostWakeup.build({ writers: 2, readers: 0, turns: 1 })), undefined);
    });
    test('who stores a word only before it waits does not close a cycle', async () => {
        const past = scenarioOf({
            words: { x: 0, y: 0 },
            threads: {
                a: { at: 'native', program: [waitFor('x', '==', 2)] },
                b: { at: 'native', program: [store('x', 1), waitFor('y', '==', 1), load('y', 'r0')] },
                c: { at: 'native', program: [waitFor('x', '==', 3), store('y', 1)] },
                d: { at: 'native', program: [waitFor('y', '==', 2), store('x', 3)] },
            },
        });
        // b waits for c, c for d, and d for c: b has its store of x behind it.
        equal(await cycle(past), ['c', 'd']);
    });
    test('tracer and tracee wait for each other', async () => {
        const scenario = traced([{ do: 'syscall', name: 'getppid' }], [
            order('ptrace_attach', 'r0'),
            order('ptrace_wait', 'r0'),
            { do: 'store', word: 'go', value: 1 },
            order('ptrace_wait', 'r0'),
        ]);
        const finding = await deadlockOf(scenario);
        equal(finding.waits, ['t waits to be continued by its tracer w', 'w waits for a stop of t']);
        equal(finding.cycle, ['t', 'w']);
    });
    test('a call that only a signal ends says so', async () => {
        const pausing = scenarioOf({
            tasks: {},
            threads: { t: { at: 'native', program: [{ do: 'syscall', name: 'pause' }] } },
        });
        equal(await waits(pausing), ['t waits in pause for a signal']);
    });
});
//# sourceMappingURL=waits.test.js.map