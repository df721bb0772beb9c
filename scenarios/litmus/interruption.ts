/**
 * Litmus scenarios of signals that meet a user notification: the reply that is lost, the storm that
 * never lets a call be answered, and the call that nobody had looked at yet.
 *
 * Sources: kernel/seccomp.c: seccomp_do_user_notification(); seccomp_unotify(2); the reports that
 * each entry names.
 */

import type { CatalogueEntry, Scenario, Verdict } from '../../actors/index.ts';
import {
  add,
  always,
  atEnd,
  branch,
  compute,
  eventually,
  loop,
  never,
  pause,
  progress,
  scenario,
  sometimes,
  store,
  syscall,
  waitFor,
} from '../file/build.ts';
import {
  CONTINUE,
  entry,
  filterOn,
  handle,
  KILLABLE_LISTENER,
  LISTENER,
  NOTHING,
  RECEIVE,
  reply,
  restarting,
  signal,
  supervise,
  supervised,
} from './entry.ts';

/** One call, one signal, one supervisor: is an accepted reply the call's result? */
function lostReply(
  name: string,
  question: string,
  standsFor: string,
  kernel: { readonly flags: number; readonly fixed: boolean },
  verdict: Verdict,
): CatalogueEntry {
  return entry('race', name, question, standsFor, {
    words: { ready: 0, accepted: 0 },
    tasks: supervised(['target'], filterOn('openat', 'USER_NOTIF'), { interrupt: NOTHING }),
    kernelFixes: { 'wait-killable-replied': kernel.fixed },
    threads: {
      target: [...restarting('$SIGUSR1'), store('ready', 1), syscall('openat', [], 'r0')],
      timer: [waitFor('ready', '==', 1), signal('target', '$SIGUSR1', 'targets')],
      supervisor: supervise(
        kernel.flags,
        ['target'],
        [reply(5, 'r1'), branch(['r1', '==', 0], [add('accepted', 1)])],
      ),
    },
    properties: [
      always('SEND is accepted once for one call', ['accepted', '<=', 1]),
      atEnd('the call has the supervisor’s result', ['target.r0', '==', 5]),
      sometimes('the signal is handled', { event: 'handled' }),
      sometimes('a reply is accepted', { event: 'replied' }),
    ],
    observe: ['target.r0', 'accepted'],
    expect: { explore: verdict },
  });
}

/** R6 on an ordinary listener: by design. */
export const lostReplyPlain = lostReply(
  'lost-reply',
  'Can SEND return 0 and the call start again all the same?',
  'R6: a signal ends the wait, SEND succeeds, then the target takes the lock and restarts ' +
    '(seccomp_do_user_notification(); by design without WAIT_KILLABLE_RECV)',
  { flags: LISTENER, fixed: true },
  'violated',
);

/** R6 under WAIT_KILLABLE_RECV before 6.18. */
export const lostReplyKillable = lostReply(
  'lost-reply-killable',
  'Does WAIT_KILLABLE_RECV keep a reply from being lost on a kernel before 6.18?',
  'R6: “… if the tracer replies too fast”, bug 220291 reported by Ali Polatel, fixed by ' +
    'cce436aafc2a in 6.18',
  { flags: KILLABLE_LISTENER, fixed: false },
  'violated',
);

/** The repaired twin. */
export const lostReplyFixed = lostReply(
  'lost-reply-fixed',
  'Is every accepted reply the call’s result under WAIT_KILLABLE_RECV from 6.18 on?',
  'R6 with cce436aafc2a: a notification counts as received when it is replied to ' +
    '(user_notification_wait_killable_after_reply of selftests/seccomp)',
  { flags: KILLABLE_LISTENER, fixed: true },
  'holds',
);

const STORM = {
  signals: {
    meaning: 'signals that the runtime sends; each adds 2 to the depth of the bug',
    value: 3,
    min: 1,
    max: 50,
  },
  period: { meaning: 'time between two signals, ns', value: 10_000, min: 0, max: 1e9 },
  latency: { meaning: 'time that the supervisor takes, ns', value: 20_000, min: 0, max: 1e9 },
};

/**
 * A runtime that interrupts any long call, and a supervisor that is slower than its period.
 *
 * Samples do not see more than two signals waste their attempts: it takes exploration, or real
 * time. Each signal has to come behind the RECV of an attempt of its own and before its SEND, which
 * is 2 ordering constraints a signal. Two are of depth 4 (explain proves it), so PCT at its default
 * depth of 3 cannot promise them; for three its bound is 1 / (3 * 139^5). A random walk would have
 * to leave the runtime alone for an attempt of 30 steps, once a signal: what time does in
 * earnest, the `pause` of the runtime, is no time to it.
 */
function preemptStorm(
  name: string,
  question: string,
  flags: number,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R16: Go’s SIGURG each 10 ms restarts a call under notification for ever; exec succeeded in ' +
    '0 % of tries, 98 % with asyncpreemptoff (agentsh#225)';
  const build = ({ signals = 3, period = 0, latency = 0 }): Scenario =>
    scenario({
      name,
      question,
      standsFor,
      words: { ready: 0, done: 0, wasted: 0 },
      tasks: supervised(['target'], filterOn('openat', 'USER_NOTIF'), { interrupt: NOTHING }),
      threads: {
        target: [
          ...restarting('$SIGURG'),
          store('ready', 1),
          syscall('openat', [], 'r0'),
          store('done', 1),
        ],
        runtime: [
          waitFor('ready', '==', 1),
          loop(signals, pause({ constant: period }), signal('target', '$SIGURG', 'targets')),
        ],
        supervisor: supervise(
          flags,
          ['target'],
          [
            pause({ constant: latency }),
            reply(5, 'r1'),
            branch(['r1', '!=', 0], [add('wasted', 1)]),
          ],
        ),
      },
      properties: [
        always('some attempt is not cut short by a signal', ['wasted', '<', signals]),
        atEnd('the call has the supervisor’s result', ['target.r0', '==', 5]),
        sometimes('a signal is handled', { event: 'handled' }),
      ],
      observe: ['wasted'],
      expect: { explore: verdict },
    });
  return { name, kind: 'race', question, standsFor, parameters: STORM, build };
}

/** Each signal wastes an attempt. */
export const goPreemptStorm = preemptStorm(
  'go-preempt-storm',
  'Can a storm of signals waste every attempt of a supervisor to answer one call?',
  LISTENER,
  'violated',
);

/** The repaired twin: what is received waits for its answer. */
export const goPreemptStormFixed = preemptStorm(
  'go-preempt-storm-fixed',
  'Is the first attempt the last under WAIT_KILLABLE_RECV, whatever signals come?',
  KILLABLE_LISTENER,
  'holds',
);

/**
 * The storm without end: the runtime sends a signal within each attempt, as its period is longer
 * than a RECV takes and shorter than the supervisor's answer. Nothing counts what happens, so the
 * search meets the same states again, and whether that can go on for ever is the question.
 */
function preemptLivelock(
  name: string,
  question: string,
  flags: number,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R16: SIGURG each 10 ms against a supervisor that takes longer: exec under notification was ' +
    'retried for ever until the signal was off (agentsh#225, Go’s asynchronous preemption)';
  const tasks = supervised(['target'], filterOn('openat', 'USER_NOTIF'), { interrupt: NOTHING });
  return entry('race', name, question, standsFor, {
    words: { received: 0, done: 0 },
    tasks: { ...tasks, notificationIds: 'recycled' },
    threads: {
      target: [...restarting('$SIGURG'), syscall('openat', [], 'r0'), store('done', 1)],
      waiter: [waitFor('done', '==', 1)],
      runtime: {
        at: 'code',
        service: true,
        program: [
          loop(
            'forever',
            waitFor('received', '==', 1),
            store('received', 0),
            signal('target', '$SIGURG', 'targets'),
          ),
        ],
      },
      supervisor: supervise(flags, ['target'], [store('received', 1), reply(5)]),
    },
    properties: [
      progress('the call is answered'),
      eventually('the call returns', ['done', '==', 1]),
      atEnd('the call has the supervisor’s result', ['target.r0', '==', 5]),
      sometimes('a signal is handled', { event: 'handled' }),
    ],
    observe: ['target.r0'],
    expect: { explore: verdict },
  });
}

/** Each attempt is cut short by a signal of its own, for ever. */
export const goPreemptLivelock = preemptLivelock(
  'go-preempt-livelock',
  'Can signals keep one call under notification from ever being answered?',
  LISTENER,
  'violated',
);

/** The repaired twin: what is received waits for its answer. */
export const goPreemptLivelockFixed = preemptLivelock(
  'go-preempt-livelock-fixed',
  'Is the call answered under WAIT_KILLABLE_RECV, however long the storm?',
  KILLABLE_LISTENER,
  'holds',
);

/** A stage of a pipeline whose close() is notified, and the next stage, which waits for the end. */
function queuedInit(
  name: string,
  question: string,
  { supervisors = 1, masked = false, trapsClose = true, verdict }: QueuedInit,
): CatalogueEntry {
  const standsFor =
    'R8: WAIT_KILLABLE_RECV does not cover a notification that nobody has received: close() of a ' +
    'pipe gave EINTR, and three-stage pipelines hung one time in three (sandlock#235)';
  const mask = syscall('rt_sigprocmask', [0, 1 << 16]);
  const notified = [
    { when: { nr: 'openat' }, ret: { action: 'USER_NOTIF' } },
    { when: { nr: 'close' }, ret: { action: 'USER_NOTIF' } },
  ] as const;
  const targets = ['writer', 'other'];
  const tasks = supervised(
    targets,
    { rules: trapsClose ? notified : notified.slice(0, 1), default: { action: 'ALLOW' } },
    { interrupt: NOTHING },
  );
  const first = supervise(KILLABLE_LISTENER, targets, [CONTINUE]);
  const [installs, ...rest] = first.program;
  return entry('race', name, question, standsFor, {
    words: { listening: 0, ready: 0, end: 0 },
    tasks,
    threads: {
      writer: [
        handle('$SIGCHLD', '$handler.interrupt'),
        ...(masked ? [mask] : []),
        store('ready', 1),
        syscall('close', [0], 'r0'),
        branch(['r0', '==', 0], [store('end', 1)]),
      ],
      other: [syscall('openat', [], 'r0')],
      child: [waitFor('ready', '==', 1), signal('writer', '$SIGCHLD', 'writers')],
      reader: [waitFor('end', '==', 1)],
      supervisor: { ...first, program: [installs!, store('listening', 1), ...rest] },
      ...(supervisors > 1 && {
        second: {
          at: 'code',
          service: true,
          program: [
            waitFor('listening', '==', 1),
            compute('r7', 0),
            loop('forever', RECEIVE, branch(['r0', '>', 0], [CONTINUE])),
          ],
        },
      }),
    },
    properties: [
      never('close is interrupted', ['writer.r0', '==', -4]),
      sometimes('a call is continued', { event: 'settled' }),
    ],
    observe: ['writer.r0', 'end'],
    expect: { explore: verdict },
  });
}

interface QueuedInit {
  readonly supervisors?: number;
  readonly masked?: boolean;
  readonly trapsClose?: boolean;
  readonly verdict: Verdict;
}

/** One supervisor, busy with another target. */
export const queuedInitEintr = queuedInit(
  'queued-init-eintr',
  'Can a call that no supervisor has received be interrupted under WAIT_KILLABLE_RECV?',
  { verdict: 'violated' },
);

/** A second supervisor makes the window smaller and closes nothing. */
export const queuedInitEager = queuedInit(
  'queued-init-eintr-eager',
  'Is it enough to receive eagerly, with a supervisor to spare?',
  { supervisors: 2, verdict: 'violated' },
);

/** A repaired twin: the signal cannot come. */
export const queuedInitMasked = queuedInit(
  'queued-init-eintr-masked',
  'Is close safe while the target blocks the signal?',
  { masked: true, verdict: 'holds' },
);

/** The repaired twin: close is not notified. */
export const queuedInitFixed = queuedInit(
  'queued-init-eintr-fixed',
  'Is close safe when the filter lets it pass?',
  { trapsClose: false, verdict: 'holds' },
);
