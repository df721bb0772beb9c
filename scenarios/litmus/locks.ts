/**
 * Litmus scenarios of the lock itself, with waits modelled as futex waits: a blocked thread sleeps
 * until somebody wakes it. The broken twin looks for sleepers before it releases, and who falls
 * asleep between the look and the release is never woken.
 */

import type { LockDesign } from '../../kernel/index.ts';
import {
  type CatalogueEntry,
  type Parameters,
  type Program,
  type Scenario,
  type Verdict,
} from '../../actors/index.ts';
import {
  atEnd,
  eventually,
  expect,
  load,
  lock,
  loop,
  repeat,
  scenario,
  store,
  underStrongFairness,
  unlock,
} from '../file/build.ts';

/** Two stores in a critical section; a reader that sees them differ was let in too early. */
const writer: Program = [
  lock('a', 'write'),
  load('x', 'r0'),
  { do: 'compute', into: 'r0', value: ['r0', '+', 1] },
  store('x', 'r0'),
  store('y', 'r0'),
  unlock('a', 'write'),
];

const reader: Program = [
  lock('a', 'read'),
  load('x', 'r0'),
  load('y', 'r1'),
  unlock('a', 'read'),
  expect(['r0', '==', 'r1'], 'a reader saw half of a write'),
];

function lockScenario(
  entry: CatalogueEntry,
  design: LockDesign,
  { readers = 0, writers = 2, turns = 1 }: Parameters,
): Scenario {
  const turn = (program: Program): Program => (turns === 1 ? program : [loop(turns, ...program)]);
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
export const lostWakeup: CatalogueEntry = {
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
export const rwsem: CatalogueEntry = {
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

/**
 * A writer among others that take the lock again and again. Where waits are guards a lock is
 * whosever turn the scheduler says; here who waits sleeps, is woken, and has to win the lock anew.
 */
function starvation(
  name: string,
  question: string,
  lockOf: Pick<Scenario, 'locks' | 'futexWaits'>,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R37: a woken writer finds the lock taken again, without end; Linux 5.3 hands the lock over to ' +
    'a head of the queue that has waited for 4 ms (kernel/locking/rwsem.c, RWSEM_FLAG_HANDOFF)';
  const build = ({ rivals = 2 }: Parameters): Scenario =>
    scenario({
      name,
      question,
      standsFor,
      words: { done: 0 },
      ...lockOf,
      threads: {
        rival: {
          at: 'code',
          count: rivals,
          program: [
            repeat(['r0', '==', 1], lock('a', 'write'), unlock('a', 'write'), load('done', 'r0')),
          ],
        },
        writer: [lock('a', 'write'), store('done', 1), unlock('a', 'write')],
      },
      properties: [underStrongFairness(eventually('the writer gets the lock', ['done', '==', 1]))],
      observe: ['done'],
      expect: { explore: verdict },
    });
  const parameters = {
    rivals: {
      meaning: 'threads that take the lock until the writer had it',
      value: 2,
      min: 1,
      max: 4,
    },
  };
  return { name, kind: 'race', question, standsFor, parameters, build };
}

/** The laboratory's own lock, which hands nothing over. */
export const writerStarvation = starvation(
  'writer-starvation',
  'Can others take a lock again and again, and the writer that sleeps for it never?',
  { locks: { a: 'rwsem' }, futexWaits: true },
  'violated',
);

/** The repaired twin: it fails again as soon as no timer runs out. */
export const writerStarvationFixed = starvation(
  'writer-starvation-fixed',
  'Does the handoff of the queued lock let every writer through at some time?',
  { locks: { a: 'queued-rwsem' } },
  'holds',
);
