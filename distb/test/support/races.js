/** Races whose depth and whose failing schedules can be told by hand, for tests of sampling. */
import { atEnd, load, lock, mark, never, store, unlock, waitFor, } from '../../scenarios/file/build.js';
import { scenarioOf } from './walk.js';
/** The lost update: two threads add one without a lock. A preemption between load and store. */
export const lostUpdate = scenarioOf({
    name: 'lost-update',
    words: { x: 0 },
    threads: {
        a: { at: 'native', program: adding() },
        b: { at: 'native', program: adding() },
    },
    properties: [atEnd('both are counted', ['x', '==', 2])],
    observe: ['x'],
});
/** The lost update in other words, where it takes some steps to get there and to go on. */
export const longLostUpdate = scenarioOf({
    name: 'long-lost-update',
    words: { x: 0, y: 0 },
    threads: {
        a: {
            at: 'native',
            program: [store('y', 1), store('y', 2), ...adding(), store('y', 3), store('y', 4)],
        },
        b: { at: 'native', program: [load('y', 'r1'), ...adding(), load('y', 'r1')] },
        c: { at: 'native', program: [load('y', 'r2'), store('y', 5), load('y', 'r2')] },
    },
    properties: [atEnd('both are counted', ['x', '==', 2])],
    observe: ['x'],
});
/** Needs no more than one order: b first. */
export const wrongOrder = scenarioOf({
    name: 'wrong-order',
    words: { ready: 0 },
    threads: {
        a: { at: 'native', program: [store('ready', 1)] },
        b: { at: 'native', program: [load('ready', 'r0')] },
    },
    properties: [atEnd('b sees that a is ready', ['b.r0', '==', 1])],
    observe: ['b.r0'],
});
/** A snapshot of two words that never stood together: needs two preemptions, as b writes twice. */
export const tornRead = scenarioOf({
    name: 'torn-read',
    words: { x: 0, y: 0 },
    threads: {
        a: { at: 'native', program: [load('x', 'r0'), load('y', 'r1'), load('x', 'r2')] },
        b: { at: 'native', program: [store('x', 1), store('y', 1), store('x', 2), store('y', 2)] },
    },
    properties: [
        never('a reads 1, 1 and then 2', {
            all: [
                ['a.r0', '==', 1],
                ['a.r1', '==', 1],
                ['a.r2', '==', 2],
            ],
        }),
    ],
    observe: ['a.r0', 'a.r1', 'a.r2'],
});
/** Two locks in opposite orders: a deadlock. */
export const crossedLocks = scenarioOf({
    name: 'crossed-locks',
    locks: { p: 'rwsem', q: 'rwsem' },
    threads: {
        a: { at: 'native', program: nested('p', 'q') },
        b: { at: 'native', program: nested('q', 'p') },
    },
});
/** A wrong sum that needs the right draw and the right order. */
export const unluckyDraw = scenarioOf({
    name: 'unlucky-draw',
    words: { x: 0 },
    threads: {
        a: {
            at: 'native',
            program: [
                { do: 'choose', into: 'r0', among: [1, 2, 3] },
                { do: 'add', word: 'x', value: 'r0' },
                load('x', 'r1'),
            ],
        },
        b: { at: 'native', program: [{ do: 'add', word: 'x', value: 10 }] },
    },
    properties: [never('a sees 13', ['a.r1', '==', 13])],
    observe: ['a.r1'],
});
/**
 * A chain of handshakes, each of which must come about by chance before the next can: thread a
 * meets b's counter at 1, then 2, and so on. Broken once a has met them all.
 */
export function chain(length) {
    const stages = Array.from({ length }, (_none, stage) => stage + 1);
    return scenarioOf({
        name: 'chain',
        words: { x: 0 },
        threads: {
            a: {
                at: 'native',
                program: [
                    ...stages.flatMap((stage) => [
                        load('x', 'r0'),
                        {
                            do: 'branch',
                            when: ['r0', '!=', stage],
                            then: [{ do: 'exit' }],
                        },
                    ]),
                    mark('met'),
                ],
            },
            b: { at: 'native', program: stages.map((stage) => store('x', stage)) },
        },
        properties: [never('a meets them all', { marked: 'met' })],
    });
}
/** Somebody waits until all others are done. */
export const waiting = scenarioOf({
    name: 'waiting',
    words: { x: 0 },
    threads: {
        a: { at: 'native', program: [waitFor('x', '==', 2), store('x', 0)] },
        b: { at: 'native', count: 2, program: [{ do: 'add', word: 'x', value: 1 }] },
    },
    observe: ['x'],
});
function adding() {
    return [
        load('x', 'r0'),
        { do: 'compute', into: 'r0', value: ['r0', '+', 1] },
        store('x', 'r0'),
    ];
}
function nested(first, second) {
    return [
        lock(first, 'write'),
        lock(second, 'write'),
        unlock(second, 'write'),
        unlock(first, 'write'),
    ];
}
//# sourceMappingURL=races.js.map