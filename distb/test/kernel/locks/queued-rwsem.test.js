/** The rwsem with Linux's rules: exclusion, its queue, its handoff, no lost wake-up. */
import { STEP } from '../../../actors/index.js';
import { equal, is, not, ok, suite } from '../../support/suite.js';
import { bootScenario, scenarioOf, walk } from '../../support/walk.js';
import { heldBit } from '../../../kernel/index.js';
import { LOCK, THREAD } from '../../../kernel/memory/layout.js';
import { HANDOFF, WAITERS } from '../../../kernel/locks/queued-rwsem.js';
import { rwsem } from '../../../scenarios/litmus/locks.js';
const lock = (mode) => ({ do: 'lock', lock: 'a', mode });
const unlock = (mode) => ({ do: 'unlock', lock: 'a', mode });
/** Readers and writers with two stores in the critical section, as futex waits. */
function crowd(readers, writers) {
    const scenario = rwsem.build({ readers, writers, turns: 1 });
    return { ...scenario, locks: { a: 'queued-rwsem' } };
}
/** The broken twin: a release never finds that anybody waits. */
const withoutWaking = (kernel) => ({
    ...kernel,
    text: {
        ...kernel.text,
        steps: kernel.text.steps.map((step) => ({
            ...step,
            run: (world, thread) => {
                const result = step.run(world, thread);
                if (step.name === 'lock1.writeRelease')
                    world.words.set(world.thread(thread) + THREAD.SCRATCH + 7, 0);
                return result;
            },
        })),
    },
});
/** Threads that each take the lock in a mode and keep it. */
function stage(...modes) {
    const threads = Object.fromEntries(modes.map((mode, index) => [
        `t${index}`,
        { at: 'native', program: [lock(mode), { do: 'mark', name: 'in' }, unlock(mode)] },
    ]));
    const booted = bootScenario(scenarioOf({ locks: { a: 'queued-rwsem' }, threads }));
    const { world, stepper } = booted;
    const held = (thread) => (world.words.array[world.thread(thread) + THREAD.HELD] &
        (heldBit(1, true) | heldBit(1, false))) !==
        0;
    return {
        world,
        stepper,
        held,
        count: () => world.words.array[world.lock(1) + LOCK.COUNT],
        /** Moves a thread until it holds the lock or sleeps; whether it holds it. */
        enter: (thread) => {
            while (!held(thread) && stepper.step(thread) === STEP.moved)
                ;
            return held(thread);
        },
        /** Moves a thread to its end, or until it sleeps. */
        leave: (thread) => {
            while (stepper.step(thread) === STEP.moved)
                ;
        },
    };
}
suite('kernel/locks/queued-rwsem', (test) => {
    for (const [readers, writers] of [
        [2, 1],
        [0, 2],
        [1, 1],
    ])
        test(`${readers} readers and ${writers} writers exclude each other and all get in`, () => {
            const walked = walk(crowd(readers, writers));
            equal([...walked.violated], []);
            is(walked.deadlocks, 0);
            equal([...walked.outcomes], [`${writers},${writers}`]);
        });
    test('a release that does not wake the head loses a sleeper', () => {
        const { deadlocks } = walk(crowd(0, 2), 200_000, withoutWaking);
        ok(deadlocks > 0);
    });
    test('a queued writer bars readers that could share the lock', () => {
        const { enter, count } = stage('read', 'write', 'read');
        is(enter(0), true);
        is(enter(1), false);
        ok((count() & WAITERS) !== 0);
        is(enter(2), false, 'the reader queues behind the writer');
    });
    test('a release lets in all readers up to the next writer, and those behind it', () => {
        const { enter, leave, held } = stage('write', 'read', 'write', 'read');
        is(enter(0), true);
        for (const thread of [1, 2, 3])
            is(enter(thread), false);
        leave(0);
        is(enter(1), true);
        is(enter(3), true, 'a batch takes every reader in the queue');
        is(enter(2), false);
        is(held(2), false);
    });
    test('a waiter whose time is up is not overtaken', () => {
        const { world, enter, leave, count, held } = stage('read', 'write', 'write');
        is(enter(0), true);
        world.environment = { choose: () => 1, pause: () => { } };
        is(enter(1), false);
        ok((count() & HANDOFF) !== 0, 'the head has asked for the handoff');
        leave(0);
        is(enter(2), false, 'a lock that is free is not stolen from the head');
        is(enter(1), true);
        is(held(1), true);
    });
    test('a waiter whose time is not up is overtaken', () => {
        const { enter, leave } = stage('read', 'write', 'write');
        is(enter(0), true);
        is(enter(1), false);
        leave(0);
        is(enter(2), true, 'the lock is stolen while the head wakes up');
        not.ok(enter(1));
    });
});
//# sourceMappingURL=queued-rwsem.test.js.map