/**
 * Litmus scenarios of what is built around a supervisor so that nobody waits for it for ever: a
 * keeper that starts it again, and a watchdog that answers in its place.
 *
 * What a kernel does, and what they rest on (measured on Linux 6.18): a listener stays open as long
 * as one descriptor of it is, whoever died; a notification that was received is not received
 * again; ids are consecutive; a second SEND finds EINPROGRESS, and ENOENT later; there is no
 * time-out.
 */

import type { CatalogueEntry, Program, Verdict } from '../../actors/index.ts';
import { atEnd, sometimes, store, syscall, waitFor } from '../file/build.ts';
import { entry, filterOn, implies, reply } from './entry.ts';
import { type Supervisor, supervision } from '../roles/supervisor.ts';

/** What a supervisor answers. */
const ANSWER = 50;
const ETIMEDOUT = -110;

/** The target lives, and is about to call. */
const BEGIN = store('begun', 1);
/**
 * Stays until the target lives. Why: a round of real workers is over when all threads have ended
 * that serve nobody, and those that nobody has given birth to yet have.
 */
const AUDIENCE: Program = [waitFor('begun', '==', 1)];

/** A supervisor that is killed at any moment, once, and a keeper that starts it again. */
function restarted(
  name: string,
  question: string,
  restarts: NonNullable<Supervisor['restarts']>,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R12 with a keeper that holds the listener, as a service manager does (sd_pid_notify_with_fds, ' +
    'FDSTORE=1): no new listener can be attached to a filter (EBUSY, seccomp(2)), and what the dead ' +
    'supervisor had received is not received again';
  return entry('race', name, question, standsFor, () => {
    const { threads, words, tasks } = supervision({
      targets: ['target'],
      filter: filterOn('openat', 'USER_NOTIF'),
      answers: [reply(ANSWER)],
      restarts,
      inherits: [reply(ANSWER)],
    });
    return {
      words: { ...words, begun: 0 },
      tasks: {
        ...tasks,
        processes: { ...tasks.processes, killers: {} },
        threads: {
          ...tasks.threads,
          killer: { process: 'killers' },
          audience: { process: 'killers' },
        },
      },
      threads: {
        target: [syscall('close', [0]), BEGIN, syscall('openat', [], 'r0')],
        audience: AUDIENCE,
        killer: [syscall('kill', ['$process.main', '$SIGKILL'])],
        ...threads,
      },
      properties: [
        atEnd('the call has the supervisor’s result', ['target.r0', '==', ANSWER]),
        sometimes('the supervisor is started again', ['restarts', '==', 1]),
      ],
      observe: ['target.r0', 'restarts'],
      expect: { explore: verdict },
    };
  });
}

/** Started again, and that is all. */
export const supervisorRestart = restarted(
  'supervisor-restart',
  'Is every call answered when a killed supervisor is started again with its old listener?',
  'keeper',
  'violated',
);

/** What it received is written down, a step too late. */
export const supervisorRestartJournal = restarted(
  'supervisor-restart-journal',
  'Is it enough to write down which notification was received?',
  'journal',
  'violated',
);

/** The repaired twin: the successor asks for the ids behind what was written down. */
export const supervisorRestartFixed = restarted(
  'supervisor-restart-fixed',
  'Is every call answered when the successor also asks for the ids behind what was written down?',
  'probe',
  'holds',
);

/** A watchdog that says "timed out" beside a supervisor that acts. */
function watched(
  name: string,
  question: string,
  claims: boolean,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'a time-out in front of a supervisor, as the kernel has none: the caller is told that nothing ' +
    'was done, and it was (the neighbour of R6; idempotence is what agents are told to have)';
  return entry('race', name, question, standsFor, () => {
    const { threads, words, tasks } = supervision({
      targets: ['target'],
      filter: filterOn('openat', 'USER_NOTIF'),
      answers: [store('done', 1), reply(ANSWER)],
      watchdog: { afterNs: 1_000_000, answer: ETIMEDOUT, claims },
    });
    return {
      words: { ...words, begun: 0, done: 0 },
      tasks,
      threads: { target: [BEGIN, syscall('openat', [], 'r0')], audience: AUDIENCE, ...threads },
      properties: [
        atEnd(
          'a call that timed out was not made',
          implies(['target.r0', '==', ETIMEDOUT], ['done', '==', 0]),
        ),
        atEnd('the call is answered', {
          any: [
            ['target.r0', '==', ETIMEDOUT],
            ['target.r0', '==', ANSWER],
          ],
        }),
        sometimes('the watchdog answers', ['target.r0', '==', ETIMEDOUT]),
      ],
      observe: ['target.r0', 'done'],
      expect: { explore: verdict },
    };
  });
}

/** The watchdog looks whether it is late, and answers. */
export const watchdogLateEffect = watched(
  'watchdog-late-effect',
  'Can a call be told that it timed out and have happened all the same?',
  false,
  'violated',
);

/** The repaired twin: who acts has taken the notification first. */
export const watchdogLateEffectFixed = watched(
  'watchdog-late-effect-fixed',
  'Is a call that timed out never made when supervisor and watchdog both claim it first?',
  true,
  'holds',
);
