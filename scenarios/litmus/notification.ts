/**
 * Litmus scenarios of the notification protocol itself: every order of what supervisors, signals
 * and deaths can do to two calls, the death of the supervisor, and the descriptor that was
 * withdrawn while the call stayed answered.
 *
 * Sources: kernel/seccomp.c: seccomp_notify_ioctl(), seccomp_notify_release();
 * seccomp_unotify(2).
 */

import type {
  CatalogueEntry,
  Instruction,
  Program,
  StateCondition,
  Verdict,
} from '../../actors/index.ts';
import {
  add,
  always,
  atEnd,
  branch,
  choose,
  compute,
  exit,
  expect,
  loop,
  mark,
  scenario,
  sometimes,
  store,
  syscall,
  waitFor,
} from '../file/build.ts';
import {
  entry,
  filterOn,
  handle,
  implies,
  install,
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

const ENOENT = -2;
const EINTR = -4;
const EBADF = -9;
const EINPROGRESS = -115;
const ENOSYS = -38;
const ESRCH = -3;
/** Flags of ADDFD. */
const SEND = 2;
/** POLLHUP. */
const HANGS_UP = 16;
/** The descriptors of a file that can be added, and of the listener behind it. */
const FILE = 0;
const LISTENING = 1;
const FILES_MAX = 4;
/** What a supervisor answers; no descriptor is as high. */
const ANSWER = 50;

/** Fails unless r1 is one of these. */
function oneOf(what: string, ...results: readonly number[]): Program {
  return [
    compute('r2', 0),
    ...results.map((result) => branch(['r1', '==', result], [compute('r2', 1)])),
    expect(['r2', '==', 1], `${what} has a result that the protocol does not know`),
  ];
}

/** Counts an accepted reply to the notification in r0. */
const COUNT_REPLY: Program = [1, 2, 3].map((id) =>
  branch(['r0', '==', id], [add(`replies-${id}`, 1)]),
);

const ADDFD: Instruction = syscall('notif_addfd', ['r7', 'r0', 0, FILE], 'r1');

/** SEND, which must be accepted unless the target has left. */
const SEND_ANSWER: Program = [
  reply(ANSWER, 'r1'),
  ...oneOf('SEND', 0, ENOENT, EINPROGRESS, EBADF),
  branch(['r1', '==', 0], COUNT_REPLY),
  branch(['r1', '==', ENOENT], [mark('SEND finds nothing')]),
];

/** What a supervisor may do with a notification that it has received. */
const DEEDS: readonly Program[] = [
  SEND_ANSWER,
  [
    syscall('notif_id_valid', ['r7', 'r0'], 'r1'),
    ...oneOf('ID_VALID', 0, ENOENT, EBADF),
    ...SEND_ANSWER,
  ],
  [
    ADDFD,
    branch(['r1', '<', 0], oneOf('ADDFD', ENOENT, EINPROGRESS, ESRCH, EBADF)),
    ...SEND_ANSWER,
  ],
  [
    syscall('notif_addfd', ['r7', 'r0', SEND, FILE], 'r1'),
    branch(['r1', '<', 0], oneOf('ADDFD with SEND', ENOENT, EINPROGRESS, ESRCH, EBADF)),
    branch(['r1', '>=', 0], [...COUNT_REPLY, mark('ADDFD answers')]),
  ],
  // The death of all supervisors, and with them of the listener.
  [syscall('exit_group', [0])],
];

/** Serves until nobody is left who could be served. */
const SERVE: Program = [
  loop(
    'forever',
    RECEIVE,
    branch(
      ['r0', '==', ENOENT],
      [syscall('poll', ['r7', HANGS_UP, 0], 'r1'), branch(['r1', '!=', 0], [exit()])],
    ),
    branch(
      ['r0', '>', 0],
      [
        choose('r3', ...DEEDS.map((_deed, number) => number)),
        ...DEEDS.map((deed, number) => branch(['r3', '==', number], deed)),
      ],
    ),
  ),
];

/** What can befall the targets while they wait. */
const TROUBLE: readonly Program[] = [
  [],
  [signal('first', '$SIGUSR1', 'firsts')],
  [signal('first', '$SIGUSR2', 'firsts')],
  [syscall('kill', ['$process.firsts', '$SIGKILL'])],
];

const MACHINE = {
  targets: { meaning: 'threads whose call is notified', value: 1, min: 1, max: 2 },
  supervisors: { meaning: 'threads that serve one listener', value: 2, min: 1, max: 2 },
};
const MACHINE_QUESTION =
  'Does every order of replies, descriptors, signals, deaths and a close end as the table says?';
const MACHINE_STANDS_FOR =
  'the protocol of seccomp_unotify(2): RECV, SEND, ID_VALID, ADDFD, close, signals, death; no ' +
  'notification is answered twice, and nobody waits without a cause';

/** Targets, supervisors, a signal or a death: every order of them. */
export const notifStateMachine: CatalogueEntry = {
  name: 'notif-state-machine',
  kind: 'litmus',
  question: MACHINE_QUESTION,
  standsFor: MACHINE_STANDS_FOR,
  parameters: MACHINE,
  build: ({ targets = 1, supervisors = 2 }) =>
    scenario({
      name: 'notif-state-machine',
      question: MACHINE_QUESTION,
      standsFor: MACHINE_STANDS_FOR,
      words: { ready: 0, listening: 0, 'replies-1': 0, 'replies-2': 0, 'replies-3': 0 },
      tasks: {
        processes: { main: { files: { [FILE]: 1 } }, firsts: {}, seconds: {}, outside: {} },
        threads: {
          trouble: { process: 'outside' },
          supervisor: { noNewPrivs: true },
          first: { process: 'firsts', unborn: true },
          ...(targets > 1 && { second: { process: 'seconds', unborn: true } }),
        },
        filters: { notify: filterOn('openat', 'USER_NOTIF') },
        handlers: { interrupt: NOTHING },
        filterCapacity: 1,
        fileCapacity: FILES_MAX,
        signalDepth: 1,
      },
      threads: {
        trouble: [
          waitFor('ready', '==', 1),
          choose('r3', ...TROUBLE.map((_trouble, number) => number)),
          ...TROUBLE.map((trouble, number) => branch(['r3', '==', number], trouble)),
        ],
        first: [
          syscall('close', [LISTENING]),
          handle('$SIGUSR1', '$handler.interrupt'),
          ...restarting('$SIGUSR2'),
          store('ready', 1),
          syscall('openat', [], 'r0'),
        ],
        ...(targets > 1 && {
          second: [syscall('close', [LISTENING]), syscall('openat', [], 'r0')],
        }),
        supervisor: {
          at: 'code',
          service: true,
          program: [
            install('$filter.notify', LISTENER, 'r7'),
            syscall('fork', ['$thread.first']),
            ...(targets > 1 ? [syscall('fork', ['$thread.second'])] : []),
            ...(supervisors > 1 ? [store('listening', 1)] : []),
            ...SERVE,
          ],
        },
        ...(supervisors > 1 && {
          helper: {
            at: 'code',
            service: true,
            program: [waitFor('listening', '==', 1), compute('r7', LISTENING), ...SERVE],
          },
        }),
      },
      properties: [
        ...[1, 2, 3].map((id) =>
          always(`notification ${id} is answered at most once`, [`replies-${id}`, '<=', 1]),
        ),
        atEnd('the first call ends as the protocol says', { any: endings('first') }),
        ...(targets > 1
          ? [atEnd('the second call ends as the protocol says', { any: endings('second') })]
          : []),
        sometimes('SEND finds nothing', { marked: 'SEND finds nothing' }),
        sometimes('ADDFD answers', { marked: 'ADDFD answers' }),
        sometimes('a call is interrupted', ['first.r0', '==', EINTR]),
        sometimes('a closed listener is ENOSYS', ['first.r0', '==', ENOSYS]),
        sometimes('a call is issued again', ['replies-2', '==', 1]),
        sometimes('a target dies', ['first.signal', '==', 9]),
      ],
      observe: ['first.r0', ...(targets > 1 ? ['second.r0'] : []), 'first.signal'],
      expect: { explore: 'holds' },
    }),
};

/** How a target's call may end. */
function endings(target: string): StateCondition[] {
  return [
    [`${target}.r0`, '==', ANSWER],
    [`${target}.r0`, '==', ENOSYS],
    [`${target}.r0`, '==', EINTR],
    // A descriptor, perhaps with the number of the listener that was closed.
    {
      all: [
        [`${target}.r0`, '>=', LISTENING],
        [`${target}.r0`, '<', FILES_MAX],
      ],
    },
    [`${target}.signal`, '==', 9],
  ];
}

/** A supervisor that is killed at any moment, and targets that may hold its listener. */
function supervisorDeath(
  name: string,
  question: string,
  inherits: boolean,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor = inherits
    ? 'R12 with a leak: whoever inherits the listener over fork keeps it open, and the calls of a ' +
      'dead supervisor wait for ever (fork(2) copies descriptors)'
    : 'R12: the last close of a listener answers every notification with ENOSYS, and so does every ' +
      'later call (seccomp_notify_release())';
  const targets = ['first', 'second'];
  const target: Program = [
    ...(inherits ? [] : [syscall('close', [0])]),
    syscall('openat', [], 'r0'),
    syscall('openat', [], 'r1'),
  ];
  const { processes, threads, ...rest } = supervised(targets, filterOn('openat', 'USER_NOTIF'));
  const service = supervise(LISTENER, targets, [reply(ANSWER)]);
  const begin = service.program.slice(0, -1);
  return entry('race', name, question, standsFor, {
    words: { started: 0 },
    tasks: {
      ...rest,
      processes: { ...processes, killers: {} },
      threads: { ...threads, killer: { process: 'killers' } },
    },
    threads: {
      killer: [waitFor('started', '==', 1), syscall('kill', ['$process.main', '$SIGKILL'])],
      first: target,
      second: target,
      supervisor: {
        at: 'code',
        program: [...begin, store('started', 1), service.program.at(-1)!],
      },
    },
    properties: [
      ...targets.flatMap((each) => [
        always(`${each}: no call is answered twice`, [`${each}.completions`, '<=', 1]),
        atEnd(`${each}: every call is answered, or ENOSYS`, {
          all: ['r0', 'r1'].map((register) => ({
            any: [
              [`${each}.${register}`, '==', ANSWER],
              [`${each}.${register}`, '==', ENOSYS],
            ],
          })),
        }),
        atEnd(
          `${each}: behind ENOSYS there is only ENOSYS`,
          implies([`${each}.r0`, '==', ENOSYS], [`${each}.r1`, '==', ENOSYS]),
        ),
      ]),
      sometimes('a call is answered', ['first.r0', '==', ANSWER]),
      ...(inherits ? [] : [sometimes('a call gets ENOSYS', ['first.r0', '==', ENOSYS])]),
    ],
    observe: ['first.r0', 'first.r1', 'second.r0', 'second.r1'],
    expect: { explore: verdict },
  });
}

/** The repaired twin of the leak, and the rule itself. */
export const supervisorDeathPlain = supervisorDeath(
  'supervisor-death',
  'Does every blocked call get ENOSYS, and none wait for ever, when the supervisor is killed?',
  false,
  'holds',
);

/** The targets inherit the listener. */
export const supervisorDeathInherited = supervisorDeath(
  'supervisor-death-inherited',
  'Is a call released when the supervisor dies but a target still holds the listener?',
  true,
  'violated',
);

/** A call that is pending when the listener dies, and that a signal may break off as well. */
function deathOnce(
  name: string,
  question: string,
  flags: number,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'R12 beside R6: seccomp_notify_release() answers what nobody has answered, and skips what is ' +
    'replied; a reply that a signal makes the call forget is followed by the ENOSYS of the next try';
  return entry('race', name, question, standsFor, {
    words: { ready: 0, accepted: 0 },
    tasks: {
      ...supervised(['target'], filterOn('openat', 'USER_NOTIF'), { interrupt: NOTHING }),
      processes: { main: {}, targets: {}, outside: {} },
      threads: {
        supervisor: { noNewPrivs: true },
        target: { process: 'targets', unborn: true },
        outside: { process: 'outside' },
      },
    },
    threads: {
      target: [
        ...restarting('$SIGUSR1'),
        syscall('close', [0]),
        store('ready', 1),
        syscall('openat', [], 'r0'),
      ],
      outside: [
        waitFor('ready', '==', 1),
        choose('r3', 0, 1),
        branch(['r3', '==', 0], [signal('target', '$SIGUSR1', 'targets')]),
        syscall('kill', ['$process.main', '$SIGKILL']),
        branch(['r3', '==', 1], [signal('target', '$SIGUSR1', 'targets')]),
      ],
      supervisor: supervise(
        flags,
        ['target'],
        [reply(ANSWER, 'r1'), branch(['r1', '==', 0], [add('accepted', 1)])],
      ),
    },
    properties: [
      always('no call is answered twice', ['target.completions', '<=', 1]),
      atEnd('the call is answered, or ENOSYS', {
        any: [
          ['target.r0', '==', ANSWER],
          ['target.r0', '==', ENOSYS],
        ],
      }),
      atEnd(
        'a call whose answer was accepted does not get ENOSYS',
        implies(['accepted', '>', 0], ['target.r0', '==', ANSWER]),
      ),
      sometimes('the call gets ENOSYS', ['target.r0', '==', ENOSYS]),
      sometimes('the signal is handled', { event: 'handled' }),
    ],
    observe: ['target.r0', 'accepted'],
    expect: { explore: verdict },
  });
}

/** An ordinary listener: answered, and then not implemented. */
export const deathOncePlain = deathOnce(
  'supervisor-death-once',
  'Does a call get ENOSYS although its supervisor’s answer was accepted before it died?',
  LISTENER,
  'violated',
);

/** The repaired twin: a signal does not end the wait of a call that was received. */
export const deathOnceFixed = deathOnce(
  'supervisor-death-once-fixed',
  'Does every call that is pending when the listener dies get ENOSYS once, and no other?',
  KILLABLE_LISTENER,
  'holds',
);

/** A listener that one thread closes while another one may be in RECV. */
function closeInReceive(
  name: string,
  question: string,
  closes: Program,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    'found by this laboratory in the protocol: an ioctl that blocks holds the file (fdget()), so ' +
    'close() in another thread releases nothing; its neighbour R18 is sysbox#169';
  return entry('race', name, question, standsFor, {
    words: { installed: 0 },
    tasks: {
      // The target installs the filter into a table of descriptors that the supervisor has, too.
      processes: { main: {}, targets: { sharesFilesWith: 'main' } },
      threads: { target: { process: 'targets', noNewPrivs: true } },
      filters: { notify: filterOn('openat', 'USER_NOTIF') },
      handlers: { interrupt: NOTHING },
      filterCapacity: 1,
      fileCapacity: 1,
      signalDepth: 1,
    },
    threads: {
      receiver: {
        at: 'code',
        service: true,
        program: [
          handle('$SIGUSR1', '$handler.interrupt'),
          waitFor('installed', '==', 1),
          compute('r7', 0),
          store('installed', 2),
          // It takes the call and goes on to wait for the next one, as a pool of workers does.
          RECEIVE,
          RECEIVE,
        ],
      },
      target: [
        install('$filter.notify', LISTENER),
        store('installed', 1),
        waitFor('installed', '==', 2),
        syscall('openat', [], 'r0'),
      ],
      closer: [waitFor('installed', '==', 2), ...closes],
    },
    properties: [
      atEnd('the call ends with ENOSYS', ['target.r0', '==', ENOSYS]),
      sometimes('the call ends', ['target.r0', '!=', 0]),
    ],
    observe: ['target.r0'],
    expect: { explore: verdict },
  });
}

/** Closed, and nothing happens. */
export const closeInReceivePlain = closeInReceive(
  'listener-close-in-recv',
  'Are blocked calls released when a listener is closed that another thread receives from?',
  [syscall('close', [0])],
  'violated',
);

/** The repaired twin: the receiver is interrupted as well, and lets go of the file. */
export const closeInReceiveFixed = closeInReceive(
  'listener-close-in-recv-fixed',
  'Are blocked calls released when the receiver is interrupted behind the close?',
  [syscall('close', [0]), signal('receiver', '$SIGUSR1')],
  'holds',
);

/** A supervisor that a signal interrupts while it adds a descriptor and answers with it. */
function addfdSend(
  name: string,
  question: string,
  fixed: boolean,
  verdict: Verdict,
): CatalogueEntry {
  const standsFor =
    '“seccomp: restore knotif->state when SECCOMP_ADDFD_FLAG_SEND is interrupted”, fixed in ' +
    '6.12.117 and 7.3.4, present in 6.18.44 (user_notification_addfd_send_interrupted)';
  return entry('race', name, question, standsFor, {
    words: { ready: 0 },
    kernelFixes: { 'addfd-send-restore': fixed },
    tasks: {
      ...supervised(['target'], filterOn('openat', 'USER_NOTIF'), { interrupt: NOTHING }),
      processes: { main: { files: { [FILE]: 1 } }, targets: {} },
      fileCapacity: 3,
    },
    threads: {
      target: [syscall('openat', [], 'r0'), syscall('read', ['r0'], 'r1')],
      timer: [waitFor('ready', '==', 1), signal('supervisor', '$SIGUSR1')],
      supervisor: {
        at: 'code',
        program: [
          handle('$SIGUSR1', '$handler.interrupt'),
          install('$filter.notify', LISTENER, 'r7'),
          syscall('fork', ['$thread.target']),
          RECEIVE,
          store('ready', 1),
          // One signal interrupts once.
          loop(
            2,
            syscall('notif_addfd', ['r7', 'r0', SEND, FILE], 'r1'),
            branch(['r1', '>=', 0], [exit()]),
          ),
        ],
      },
    },
    properties: [
      atEnd('the call returns the descriptor', ['target.r0', '==', 2]),
      atEnd('the descriptor is open', ['target.r1', '==', 0]),
      sometimes('the first attempt is interrupted', ['supervisor.r1', '==', EINTR]),
    ],
    observe: ['supervisor.r1', 'target.r0', 'target.r1'],
    expect: { explore: verdict },
  });
}

/** The bug of 6.18.44: withdrawn, and answered all the same. */
export const addfdSendInterrupted = addfdSend(
  'addfd-send-interrupted',
  'Can a call be answered with a descriptor that was withdrawn?',
  false,
  'violated',
);

/** The repaired twin. */
export const addfdSendInterruptedFixed = addfdSend(
  'addfd-send-interrupted-fixed',
  'Does the call wait on when ADDFD with SEND is interrupted, and get its descriptor?',
  true,
  'holds',
);
