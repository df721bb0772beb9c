/**
 * notified-calls: targets that make calls for ever, each of which a supervisor has to let go, as
 * container managers and system call emulators have them. How many supervisors share the listener,
 * how many notifications each takes before it answers, and whether the kernel is asked to run whom
 * it wakes where it was woken (SYNC_WAKE_UP), decide what a call costs.
 */

import type {
  CatalogueEntry,
  Parameters,
  Program,
  Register,
  Scenario,
  ThreadDeclaration,
} from '../../actors/index.ts';
import {
  compute,
  load,
  loop,
  never,
  scenario,
  sometimes,
  store,
  syscall,
  waitFor,
} from '../file/build.ts';
import { filterOn, install, LISTENER, supervised } from '../litmus/entry.ts';

/** Registers that hold the notifications which a supervisor has taken. */
const TAKEN: readonly Register[] = ['r0', 'r1', 'r2', 'r3'];

/** Takes so many notifications of the listener in r7, and answers them in the same order. */
function serving(depth: number): Program {
  const taken = TAKEN.slice(0, depth);
  return [
    loop(
      'forever',
      ...taken.map((id) => syscall('notif_recv', ['r7'], id)),
      ...taken.map((id) => syscall('notif_send', ['r7', id, 0])),
    ),
  ];
}

function notified(parameters: Parameters): Scenario {
  const { targets = 1, supervisors = 1, depth = 1, sync = 0 } = parameters;
  const { name, question, standsFor } = notifiedCalls;
  const names = Array.from({ length: targets }, (_none, target) => `target-${target}`);
  const tasks = supervised(names, filterOn('openat', 'USER_NOTIF'));
  const others = Array.from(
    { length: supervisors - 1 },
    (_none, other): readonly [string, ThreadDeclaration] => [
      `supervisor-${other + 1}`,
      {
        at: 'code',
        service: true,
        program: [
          waitFor('listening', '>', 0),
          load('listening', 'r7'),
          compute('r7', ['r7', '-', 1]),
          ...serving(depth),
        ],
      },
    ],
  );
  return scenario({
    name,
    question,
    standsFor,
    regions: { code: { page: 1, pages: 1, prot: 'r-x' } },
    words: { listening: 0 },
    threads: {
      supervisor: {
        at: 'code',
        service: true,
        program: [
          install('$filter.notify', LISTENER, 'r7'),
          ...(sync === 1 ? [syscall('notif_set_flags', ['r7', '$notif.SYNC_WAKE_UP'])] : []),
          compute('r6', ['r7', '+', 1]),
          store('listening', 'r6'),
          ...names.map((target) => syscall('fork', [`$thread.${target}`])),
          ...serving(depth),
        ],
      },
      ...Object.fromEntries(others),
      ...Object.fromEntries(
        names.map((target) => [
          target,
          { at: 'code', program: [loop('forever', syscall('openat'))] },
        ]),
      ),
    },
    tasks,
    properties: [
      never('foreign code makes a native call', { event: 'escaped' }),
      sometimes('a supervisor is notified', { event: 'notified' }),
    ],
  });
}

/** Calls that supervisors let go. */
export const notifiedCalls: CatalogueEntry = {
  name: 'notified-calls',
  kind: 'load',
  question: 'What does a call cost that a supervisor lets go, by who serves how many, and where?',
  standsFor:
    'user notification under load: one listener for many targets (LXD, sysbox), and SYNC_WAKE_UP ' +
    '(A. Vagin, seccomp: “add the synchronous mode for seccomp_unotify”, 2023)',
  explainedBy: 'notif-state-machine',
  parameters: {
    targets: { meaning: 'targets that make calls', value: 1, min: 1, max: 64 },
    supervisors: { meaning: 'threads that serve one listener', value: 1, min: 1, max: 16 },
    depth: {
      meaning: 'notifications that each takes before it answers the first; targets must suffice',
      value: 1,
      min: 1,
      max: TAKEN.length,
    },
    sync: { meaning: '1 the listener asks for SYNC_WAKE_UP', value: 0, min: 0, max: 1 },
  },
  build: notified,
};
