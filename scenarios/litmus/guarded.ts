/**
 * Litmus scenarios in guarded steps alone, without the kernel's: three problems small enough to be
 * stated to any model checker, with the same steps and so with the same number of states in each.
 * Where a parameter is called otherwise elsewhere, its meaning says how.
 */

import type {
  CatalogueEntry,
  Effect,
  Expression,
  Instruction,
  Parameters,
  Program,
  Scenario,
} from '../../actors/index.ts';
import {
  add,
  atomic,
  load,
  mark,
  repeat,
  scenario,
  select,
  sometimes,
  store,
  waitFor,
  waitUntil,
} from '../file/build.ts';

/** Adds to a word or register, as an effect. */
const plus = (target: string, value: number): Effect => [target, '=', [target, '+', value]];

/** All of several conditions; each is 0 or 1. */
const all = ([first, ...rest]: readonly Expression[]): Expression =>
  rest.reduce<Expression>((left, right) => [left, '&', right], first ?? 1);

const REGIONS = { native: { page: 0, pages: 1, prot: 'r-x' } } as const;

/** How often a thread may go round: pc, counter and the rest of a state fit in few words. */
const turns = (value: number, letter: string) => ({
  meaning: `times that each thread goes round (${letter})`,
  value,
  min: 1,
  max: 1_000,
});

/**
 * mprotect changes a mapping in two steps, the VMA and its flag, and says when it is done; a call
 * looks at the flag and acts on what it saw.
 */
function mprotectAgainstSyscall(
  { name, question, standsFor }: CatalogueEntry,
  isGuarded: boolean,
  { callers = 2, turns: count = 3 }: Parameters,
): Scenario {
  const dispatch: Effect = {
    expect: ['r0', '|', ['done', '==', 0]],
    otherwise: 'a call runs natively although mprotect has returned',
  };
  const forget: Effect = ['r0', '=', 0];
  const next = plus('r1', 1);
  const call: Program = isGuarded
    ? [
        waitUntil(['writer', '==', 0], plus('readers', 1)),
        load('flag', 'r0'),
        atomic(dispatch, forget),
        atomic(plus('readers', -1), next),
      ]
    : [load('flag', 'r0'), atomic(dispatch, forget, next)];
  const odd: Expression = ['r1', '&', 1];
  const edit: Program = [
    store('done', 0),
    waitUntil(
      all([
        ['readers', '==', 0],
        ['writer', '==', 0],
      ]),
      ['writer', '=', 1],
    ),
    atomic(['vmas', '=', [3, '-', [2, '*', odd]]]),
    mark('split'),
    atomic(['flag', '=', [1, '-', odd]]),
    store('writer', 0),
    atomic(['done', '=', [1, '-', odd]], next),
  ];
  return scenario({
    name,
    question,
    standsFor,
    regions: REGIONS,
    words: { readers: 0, writer: 0, vmas: 1, flag: 0, done: 0 },
    threads: {
      call: { at: 'native', count: callers, program: [repeat(['r1', '>=', count], ...call)] },
      mprotect: { at: 'native', program: [repeat(['r1', '>=', count], ...edit)] },
    },
    properties: [sometimes('mprotect splits the mapping', { marked: 'split' })],
    observe: ['flag', 'done'],
    expect: { explore: isGuarded ? 'holds' : 'violated' },
  });
}

const mprotectParameters = {
  callers: { meaning: 'threads that call (NS)', value: 2, min: 1, max: 8 },
  turns: turns(3, 'K'),
};
const mprotectStandsFor =
  'sys_enter against mprotect(2) of the page that it comes from: what looks a mapping up must hold ' +
  'mmap_lock for reading until it has acted (P1)';

/** A call looks at the mapping without a lock. */
export const mprotectRace: CatalogueEntry = {
  name: 'mprotect-against-syscall',
  kind: 'race',
  question: 'Can a call act on what a mapping was before mprotect returned?',
  standsFor: mprotectStandsFor,
  parameters: mprotectParameters,
  build: (parameters) => mprotectAgainstSyscall(mprotectRace, false, parameters),
};

/** The repaired twin: the read lock is held over look-up and dispatch. */
export const mprotectRaceFixed: CatalogueEntry = {
  name: 'mprotect-against-syscall-fixed',
  kind: 'race',
  question: 'Is a call dispatched by the mapping as it is when the read lock covers both?',
  standsFor: mprotectStandsFor,
  parameters: mprotectParameters,
  build: (parameters) => mprotectAgainstSyscall(mprotectRaceFixed, true, parameters),
};

/** A supervisor copies and approves arguments that others change before the target reads them. */
function notifyToctou(
  { name, question, standsFor }: CatalogueEntry,
  isGuarded: boolean,
  { words = 2, transactions = 1, attackers = 1, flips = 2 }: Parameters,
): Scenario {
  const numbers = Array.from({ length: words }, (_none, number) => number);
  const copied: readonly Effect[] = ['approved', 'executed'].flatMap((list) =>
    numbers.map((number): Effect => [`${list}${number}`, '=', 0]),
  );
  const back: readonly Effect[] = [
    ['notified', '=', 0],
    ['gate', '=', 0],
    ...copied,
    plus('r0', 1),
  ];
  const same = all(numbers.map((n): Expression => [`executed${n}`, '==', `approved${n}`]));
  const target: Program = [
    store('notified', 1),
    select(
      { when: ['notified', '==', 3], effects: back, then: [mark('refused')] },
      {
        when: ['notified', '==', 2],
        then: [
          ...numbers.map((n) => atomic([`executed${n}`, '=', `argument${n}`])),
          atomic({ expect: same, otherwise: 'what ran is not what was approved' }, ...back),
          mark('ran'),
        ],
      },
    ),
  ];
  const isBad = numbers.reduce<Expression>((left, n) => [left, '|', `approved${n}`], 0);
  const supervisor: Program = [
    isGuarded ? waitUntil(['notified', '==', 1], ['gate', '=', 1]) : waitFor('notified', '==', 1),
    ...numbers.map((n) => atomic([`approved${n}`, '=', `argument${n}`])),
    atomic(['notified', '=', [2, '+', [isBad, '!=', 0]]], plus('r0', 1)),
  ];
  const flip = (attacker: number, turn: number): Instruction => {
    const word = `argument${(turn + attacker) % words}`;
    const effect: Effect = [word, '=', [1, '-', word]];
    return isGuarded ? waitUntil(['gate', '==', 0], effect) : atomic(effect);
  };
  const attack = Array.from({ length: attackers }, (_none, attacker) => [
    `attacker-${attacker}`,
    {
      at: 'native',
      program: Array.from({ length: flips }, (_flip, turn) => flip(attacker, turn)),
    },
  ]);
  return scenario({
    name,
    question,
    standsFor,
    regions: REGIONS,
    words: {
      ...Object.fromEntries(
        ['argument', 'approved', 'executed'].flatMap((list) =>
          numbers.map((number) => [`${list}${number}`, 0]),
        ),
      ),
      notified: 0,
      gate: 0,
    },
    threads: {
      target: { at: 'native', program: [repeat(['r0', '>=', transactions], ...target)] },
      supervisor: { at: 'native', program: [repeat(['r0', '>=', transactions], ...supervisor)] },
      ...Object.fromEntries(attack),
    },
    properties: [
      sometimes('a call is let through', { marked: 'ran' }),
      sometimes('a call is refused', { marked: 'refused' }),
    ],
    observe: [],
    expect: { explore: isGuarded ? 'holds' : 'violated' },
  });
}

const notifyParameters = {
  words: { meaning: 'words of arguments (N)', value: 2, min: 1, max: 16 },
  transactions: { meaning: 'calls that ask the supervisor (T)', value: 2, min: 1, max: 100 },
  attackers: { meaning: 'threads that change arguments (A)', value: 2, min: 1, max: 16 },
  flips: { meaning: 'changes that each makes (F)', value: 2, min: 1, max: 100 },
};
const notifyStandsFor =
  'seccomp_unotify(2), caveats: arguments behind pointers may change between the check and the ' +
  'system call that CONTINUE lets run (P2)';

/** The supervisor lets a call run that reads its arguments anew. */
export const notifyRace: CatalogueEntry = {
  name: 'notify-toctou',
  kind: 'race',
  question: 'Does the call that a supervisor let continue run with the arguments it approved?',
  standsFor: notifyStandsFor,
  parameters: notifyParameters,
  build: (parameters) => notifyToctou(notifyRace, false, parameters),
};

/** The repaired twin: who would write waits from the notification to the return. */
export const notifyRaceFixed: CatalogueEntry = {
  name: 'notify-toctou-fixed',
  kind: 'race',
  question: 'Does it when writers of the arguments wait until the call has returned?',
  standsFor: notifyStandsFor,
  parameters: notifyParameters,
  build: (parameters) => notifyToctou(notifyRaceFixed, true, parameters),
};

/** A read-write semaphore that prefers writers, with a critical section of two steps. */
function readWriteLock(
  { name, question, standsFor }: CatalogueEntry,
  isSplit: boolean,
  { readers = 2, writers = 1, turns: count = 1 }: Parameters,
): Scenario {
  const free = all([
    ['writer', '==', 0],
    ['waiting', '==', 0],
  ]);
  const enter = plus('readers', 1);
  const next = plus('r0', 1);
  const reader: Program = [
    ...(isSplit ? [waitUntil(free), add('readers', 1)] : [waitUntil(free, enter)]),
    atomic(plus('reading', 1), {
      expect: ['writing', '==', 0],
      otherwise: 'a reader is in beside a writer',
    }),
    mark('reads'),
    add('reading', -1),
    atomic(plus('readers', -1), next),
  ];
  const writer: Program = [
    add('waiting', 1),
    waitUntil(
      all([
        ['readers', '==', 0],
        ['writer', '==', 0],
      ]),
      ['writer', '=', 1],
      plus('waiting', -1),
    ),
    atomic(plus('writing', 1), {
      expect: all([
        ['writing', '==', 1],
        ['reading', '==', 0],
      ]),
      otherwise: 'a writer is not alone',
    }),
    mark('writes'),
    add('writing', -1),
    atomic(['writer', '=', 0], next),
  ];
  const turning = (program: Program): Program => [repeat(['r0', '>=', count], ...program)];
  return scenario({
    name,
    question,
    standsFor,
    regions: REGIONS,
    words: { readers: 0, writer: 0, waiting: 0, reading: 0, writing: 0 },
    threads: {
      reader: { at: 'native', count: readers, program: turning(reader) },
      writer: { at: 'native', count: writers, program: turning(writer) },
    },
    properties: [
      sometimes('a reader is in', { marked: 'reads' }),
      sometimes('a writer is in', { marked: 'writes' }),
    ],
    observe: [],
    expect: { explore: isSplit ? 'violated' : 'holds' },
  });
}

const lockParameters = {
  readers: { meaning: 'threads that read (R)', value: 2, min: 1, max: 8 },
  writers: { meaning: 'threads that write (W)', value: 2, min: 1, max: 8 },
  turns: turns(2, 'K'),
};
const lockStandsFor =
  'down_read and down_write of a read-write semaphore that prefers writers, as single steps (P3)';

/** A reader looks whether it may enter, and enters in a step of its own. */
export const splitReadWriteLock: CatalogueEntry = {
  name: 'read-write-lock-split',
  kind: 'race',
  question: 'Does a read-write lock exclude when a reader enters a step behind its look?',
  standsFor: lockStandsFor,
  parameters: lockParameters,
  build: (parameters) => readWriteLock(splitReadWriteLock, true, parameters),
};

/** The lock as it should be. */
export const readWriteLockEntry: CatalogueEntry = {
  name: 'read-write-lock',
  kind: 'litmus',
  question: 'Does a read-write lock whose look and entry are one step exclude, without deadlock?',
  standsFor: lockStandsFor,
  parameters: lockParameters,
  build: (parameters) => readWriteLock(readWriteLockEntry, false, parameters),
};
