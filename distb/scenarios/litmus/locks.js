/**
 * Litmus scenarios of the lock itself, with waits modelled as futex waits: a blocked thread sleeps
 * until somebody wakes it. The broken twin looks for sleepers before it releases, and who falls
 * asleep between the look and the release is never woken.
 */
import {} from '../../actors/index.js';
import { atEnd, expect, load, lock, loop, scenario, store, unlock } from '../file/build.js';
/** Two stores in a critical section; a reader that sees them differ was let in too early. */
const writer = [
    lock('a', 'write'),
    load('x', 'r0'),
    { do: 'compute', into: 'r0', value: ['r0', '+', 1] },
    store('x', 'r0'),
    store('y', 'r0'),
    unlock('a', 'write'),
];
const reader = [
    lock('a', 'read'),
    load('x', 'r0'),
    load('y', 'r1'),
    unlock('a', 'read'),
    expect(['r0', '==', 'r1'], 'a reader saw half of a write'),
];
function lockScenario(entry, design, { readers = 0, writers = 2, turns = 1 }) {
    const turn = (program) => (turns === 1 ? program : [loop(turns, ...program)]);
    const { name, question, standsFor } = entry;
    return scenario({
        name,
        question,
        standsFor,
        regions: { native: { page: 0, pages: 1, prot: 'r-x' } },
        words: { x: 0, y: 0 },
        locks: { a: design },
        futexWaits: true,
        threads: {
            ...(writers > 0 && { writer: { at: 'native', count: writers, program: turn(writer) } }),
            ...(readers > 0 && { reader: { at: 'native', count: readers, program: turn(reader) } }),
        },
        properties: [atEnd('every write is there', ['x', '==', writers * turns])],
        observe: ['x', 'y'],
        expect: { explore: design === 'rwsem' ? 'holds' : 'violated' },
    });
}
const turns = { meaning: 'critical sections of each thread', value: 1, min: 1, max: 100 };
/** The broken lock, which must be caught. */
export const lostWakeup = {
    name: 'lost-wakeup',
    kind: 'race',
    question: 'Is every sleeper woken when a release looks for sleepers before it releases?',
    standsFor: 'the classic lost wake-up of a futex lock (futex(7); Drepper, Futexes Are Tricky)',
    parameters: {
        writers: { meaning: 'threads that write', value: 2, min: 1, max: 8 },
        readers: { meaning: 'threads that read', value: 0, min: 0, max: 8 },
        turns,
    },
    build: (parameters) => lockScenario(lostWakeup, 'losing-wake-ups', parameters),
};
/** The laboratory's own lock: mutual exclusion, no deadlock, no lost wake-up. */
export const rwsem = {
    name: 'rwsem',
    kind: 'litmus',
    question: 'Does the read-write semaphore exclude, and does it wake every sleeper?',
    standsFor: 'mmap_lock, kernel/locking/rwsem.c, reduced to its writer preference',
    parameters: {
        writers: { meaning: 'threads that write', value: 2, min: 0, max: 8 },
        readers: { meaning: 'threads that read', value: 3, min: 0, max: 8 },
        turns,
    },
    build: (parameters) => lockScenario(rwsem, 'rwsem', parameters),
};
//# sourceMappingURL=locks.js.map