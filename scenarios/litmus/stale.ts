/**
 * Litmus scenarios of supervisors that look at a target that is not there any more: its thread id
 * names somebody else, or its call was abandoned and its memory used again.
 *
 * Source: seccomp_unotify(2), on SECCOMP_IOCTL_NOTIF_ID_VALID.
 */

import type { CatalogueEntry, Instruction, Program, Verdict } from '../../actors/index.ts';
import {
  branch,
  load,
  mark,
  never,
  openMemory,
  pread,
  read,
  readMemory,
  sometimes,
  store,
  syscall,
  waitFor,
  write,
} from '../file/build.ts';
import {
  entry,
  filterOn,
  handle,
  install,
  LISTENER,
  RECEIVE,
  reply,
  signal,
  supervise,
  supervised,
} from './entry.ts';

/** Whether the notification in r0 still stands: 0 in r2 if so. */
const IS_VALID: Instruction = syscall('notif_id_valid', ['r7', 'r0'], 'r2');

/** The argument of the target, and memory of the supervisor's for a copy of it. */
const MEMORY = {
  regions: {
    code: { page: 1, pages: 1, prot: 'r-x' },
    path: { page: 4, pages: 1, prot: 'rw-', anon: 4, contents: [1] },
    own: { page: 6, pages: 1, prot: 'rw-', anon: 6, contents: [0] },
  },
  paging: { frames: 2, wordsPerFrame: 1 },
} as const;

/** A target that dies while it is looked at, and a stranger that gets its thread id. */
function tidReuse(
  name: string,
  question: string,
  check: (use: Program) => Program,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R4: between RECV and open("/proc/TID/mem") the target dies and its thread id is used again ' +
    '(seccomp_unotify(2); Incus checks ID_VALID behind pidfd_open)';
  return entry('race', name, question, standsFor, {
    ...MEMORY,
    words: { listening: 0, alive: 1 },
    tasks: {
      ...supervised(['target'], filterOn('openat', 'USER_NOTIF')),
      threads: {
        shell: { noNewPrivs: true },
        target: { process: 'targets', unborn: true },
      },
    },
    threads: {
      shell: [
        install('$filter.notify', LISTENER),
        syscall('fork', ['$thread.target']),
        store('listening', 1),
        syscall('kill', ['$process.targets', '$SIGKILL']),
        syscall('wait4', ['$thread.target']),
        store('alive', 2),
        syscall('fork', ['$thread.target']),
      ],
      // The first to live under this thread id is the target, the second a stranger.
      target: [load('alive', 'r0'), branch(['r0', '==', 1], [syscall('openat')])],
      supervisor: [
        waitFor('listening', '==', 1),
        RECEIVE,
        branch(
          ['r0', '>', 0],
          [openMemory('$thread.target', 'r1'), ...check([pread('r1', '&own', '&path', 1, 'r3')])],
        ),
      ],
    },
    properties: [
      never('the supervisor reads a stranger', { event: 'stranger' }),
      sometimes('the supervisor reads its target', { event: 'peeked' }),
    ],
    observe: ['supervisor.r1', 'supervisor.r2', 'supervisor.r3'],
    expect: { explore: verdict },
  });
}

/** The supervisor trusts the thread id. */
export const tidReusePlain = tidReuse(
  'tid-reuse',
  'Can a supervisor that opens a target by its thread id read a stranger?',
  (use) => use,
  'violated',
);

/** The repaired twin: ID_VALID behind the open. */
export const tidReuseFixed = tidReuse(
  'tid-reuse-fixed',
  'Does ID_VALID behind the open prove whose memory was opened?',
  (use) => [IS_VALID, branch(['r2', '==', 0], use)],
  'holds',
);

/** A signal that ends the call, and a handler that uses the stack again. */
function abandoned(
  name: string,
  question: string,
  look: (copy: Instruction, use: Program) => Program,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R5: ID_VALID, then a signal ends the call and its handler overwrites the stack, then the ' +
    'supervisor reads and acts (seccomp_unotify(2): check behind every read)';
  return entry('race', name, question, standsFor, {
    ...MEMORY,
    words: { received: 0 },
    tasks: supervised(['target'], filterOn('openat', 'USER_NOTIF'), {
      interrupt: { at: 'code', program: [write('@path', 0, 99)] },
    }),
    threads: {
      target: [handle('$SIGUSR1', '$handler.interrupt'), syscall('openat', [], 'r0')],
      timer: [waitFor('received', '==', 1), signal('target', '$SIGUSR1', 'targets')],
      supervisor: supervise(
        LISTENER,
        ['target'],
        [
          store('received', 1),
          ...look(readMemory('$thread.target', '&own', '&path', 1, 'r3'), [
            read('@own', 0, 'r1'),
            branch(['r1', '==', 1], [mark('acts on the path')], [mark('acts on garbage')]),
          ]),
          reply(5),
        ],
      ),
    },
    properties: [
      never('the supervisor acts on garbage', { marked: 'acts on garbage' }),
      sometimes('the supervisor acts on the path', { marked: 'acts on the path' }),
    ],
    observe: ['target.r0'],
    expect: { explore: verdict },
  });
}

/** Checked before the read only. */
export const readAfterAbandon = abandoned(
  'read-after-abandon',
  'Can a supervisor act on memory that an abandoned call has left behind?',
  (copy, use) => [IS_VALID, branch(['r2', '==', 0], [copy, ...use])],
  'violated',
);

/** The repaired twin: checked between the read and the use. */
export const readAfterAbandonFixed = abandoned(
  'read-after-abandon-fixed',
  'Is what a supervisor reads the call’s own when ID_VALID comes behind the read?',
  (copy, use) => [copy, IS_VALID, branch(['r2', '==', 0], use)],
  'holds',
);
