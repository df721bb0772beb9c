/**
 * The supervisor as one noun: who receives, how it thinks, what makes it stall, where it dies and
 * who starts it again, as a plain value; and from it the threads, words, locks and tasks of a
 * scenario. The program of each thread is the chart of actors/supervisor/machine.ts walked from
 * `receiving` back to it, so that its phases come in the order that the chart has.
 *
 * Stalls are pauses: to exploration a point to be overtaken at, which every step is anyway, and to
 * real workers time. So a verdict of exploration holds for every length that a stall can have.
 *
 * Registers of the phases: r0 the notification, r7 the listener, r1 what was read; r2 is below 0
 * where the call has left; r3 is drawn. All are free again when the answer is sent.
 *
 * Sources: seccomp_unotify(2); collections that stop all threads at their next safepoint, as the
 * runtimes of Go and Java do; what Linux 6.18 did with
 * listeners that were closed and supervisors that were killed (litmus/supervision.ts).
 */

import { UsageError } from '../../kernel/index.ts';
import { tableOf } from '../../actors/tables/index.ts';
import {
  type Distribution,
  type FilterDeclaration,
  type Instruction,
  lookup,
  eventNumber,
  nextState,
  type Operand,
  type Program,
  type Scenario,
  stateNumber,
  type TaskDeclarations,
  type ThreadDeclaration,
} from '../../actors/index.ts';
import {
  add,
  branch,
  cas,
  choose,
  compute,
  exit,
  load,
  lock,
  loop,
  pause,
  select,
  store,
  syscall,
  unlock,
  waitFor,
} from '../file/build.ts';
import { install, LISTENER, RECEIVE, supervised } from '../litmus/entry.ts';

/** Phases of a supervisor: the states of its chart in which it lives. */
export type Phase = 'receiving' | 'reading' | 'thinking' | 'validating' | 'answering';

/** A stall that comes once in so many times. */
export interface Stall {
  readonly oneIn: number;
  readonly ns: number;
}

/** A supervisor of user notifications. */
export interface Supervisor {
  /** Name of its first thread, and first part of the names of all others; default: supervisor. */
  readonly name?: string;
  /**
   * The word that says which descriptor the listener has, + 1, where somebody else makes it in a
   * table of descriptors that the supervisor shares; then filter and targets are left alone.
   */
  readonly listensAt?: string;
  /** Targets, each a thread alone in its process, which the supervisor begets. */
  readonly targets: readonly string[];
  readonly filter: FilterDeclaration;
  /** Flags of the filter that makes the listener; default: NEW_LISTENER alone. */
  readonly flags?: number;
  /** What it does in each phase. A phase that is absent does nothing. */
  readonly reads?: Program;
  readonly validates?: Program;
  readonly answers: Program;
  /** How long it thinks; default: no time. */
  readonly thinks?: Distribution;
  /** Some answers take longer: a name look-up, a disk. */
  readonly slow?: Stall;
  /** In any phase the processor is taken away. */
  readonly descheduled?: Stall;
  /** Collections of garbage that stop all of its threads, one in so many notifications. */
  readonly collects?: { readonly everyNotifications: number; readonly ns: number };
  /** A lock that it takes to decide: of a file system, of a reaper. */
  readonly needs?: { readonly lock: string; readonly mode: 'read' | 'write' };
  /** Threads that serve; default 1. */
  readonly threads?: number;
  /**
   * Serial: who receives a notification answers it before it receives the next one. Eager: one
   * thread does nothing but receive, and `threads` others take from a queue; so no call waits
   * without having been received, which is what WAIT_KILLABLE_RECV needs (R8).
   */
  readonly receives?: 'serial' | 'eager';
  /** Notifications that an eager receiver holds without somebody to serve them; default 2. */
  readonly queueCapacity?: number;
  /** It dies of itself at the begin of a phase, once in so many times. */
  readonly dies?: { readonly in: Phase; readonly oneIn: number };
  /** Who watches it. */
  readonly watchdog?: Watchdog;
  /**
   * Who starts it again: nobody (the default), or a keeper that holds the listener as well.
   * `journal`: the successor answers what its predecessor wrote down as received. `probe`: it also
   * asks for the ids behind that one, as a receipt and its note are two steps.
   */
  readonly restarts?: 'never' | 'keeper' | 'journal' | 'probe';
  /** What a successor answers to calls that its predecessor has received; r0 is the id. */
  readonly inherits?: Program;
}

/** Who does something about a supervisor that is late. */
export type Watchdog = AnsweringWatchdog | RestartingWatchdog;

/** A process of its own that kills a supervisor which is late; a keeper starts it again. */
export interface RestartingWatchdog {
  readonly afterNs: number;
  readonly kills: true;
}

/** A thread that answers in place of one that is late. */
export interface AnsweringWatchdog {
  readonly afterNs: number;
  /** A negative errno. */
  readonly answer: number;
  /**
   * Whoever answers takes the notification first, in one step, and acts only then; else the
   * supervisor may have done its work when the watchdog says that it was too late.
   */
  readonly claims?: boolean;
}

/** What a supervisor brings into a scenario. */
export interface Supervision {
  readonly words: Scenario['words'];
  readonly threads: Readonly<Record<string, ThreadDeclaration>>;
  readonly tasks: TaskDeclarations;
}

/** Most threads that serve: more than the cores of a machine that this is run on. */
const THREADS_MAX = 16;
/** POLLHUP. */
const HANGS_UP = 16;
/** Descriptor of the listener: the first that its process opens. */
const LISTENING = 0;

/** The threads, words and tasks of a supervisor. */
export function supervision(supervisor: Supervisor): Supervision {
  const { targets, filter, threads = 1, restarts = 'never', receives = 'serial' } = supervisor;
  if (!Number.isInteger(threads) || threads < 1 || threads > THREADS_MAX)
    throw new UsageError(`a supervisor has 1..${THREADS_MAX} threads, not ${threads}`);
  checkStalls(supervisor);
  const { collects, watchdog } = supervisor;
  const isKept = restarts !== 'never';
  const kills = watchdog !== undefined && 'kills' in watchdog;
  const hasThreads = threads > 1 || receives === 'eager' || collects !== undefined;
  if (isKept && (hasThreads || (watchdog !== undefined && !kills)))
    throw new UsageError(
      'a supervisor that is started again is one thread',
      'leave out threads, receives, collects and a watchdog that answers, or restarts',
    );
  if (kills && !isKept)
    throw new UsageError(
      'a watchdog that kills needs somebody who starts the supervisor again',
      "give it restarts: 'probe'",
    );
  const { name = 'supervisor', listensAt = 'listening' } = supervisor;
  const isGiven = supervisor.listensAt !== undefined;
  if (isKept && isGiven) throw new UsageError('a keeper makes the listener that it keeps');
  const word = (of: string): string => wordOf(supervisor, of);
  const listening: Program = [
    { do: 'await', word: listensAt, is: ['!=', 0], into: 'r7' },
    compute('r7', ['r7', '-', 1]),
  ];
  const begin: Program = isKept
    ? [compute('r7', LISTENING), ...(kills ? [store(word('watched'), 0)] : [])]
    : isGiven
      ? listening
      : [...makeListener(supervisor), store('listening', LISTENING + 1)];
  const first: Program =
    receives === 'eager' ? [...begin, receiving(supervisor)] : [...begin, ...serving(supervisor)];
  const helpers = receives === 'eager' ? threads : threads - 1;
  const names = Array.from({ length: helpers }, (_none, helper) => `${name}-${helper + 2}`);
  const declared = supervised(targets, filter);
  const service = (program: Program): ThreadDeclaration => ({ at: 'code', service: true, program });
  return {
    words: {
      [listensAt]: 0,
      ...(collects !== undefined && { [word('allocated')]: 0, [word('collecting')]: 0 }),
      ...(watchdog !== undefined && { [word('watched')]: 0 }),
      ...(receives === 'eager' && Object.fromEntries(slotsOf(supervisor).map((slot) => [slot, 0]))),
      ...(isKept && { restarts: 0, owed: 0 }),
    },
    threads: {
      ...(isKept && { keeper: service(keeping(supervisor)) }),
      [name]: service(first),
      ...Object.fromEntries(
        names.map((helper) => [
          helper,
          service([
            ...listening,
            ...(receives === 'eager' ? [taking(supervisor)] : serving(supervisor)),
          ]),
        ]),
      ),
      ...(collects !== undefined && { [`${name}-collector`]: service(collecting(supervisor)) }),
      ...(watchdog !== undefined && {
        [`${name}-watchdog`]: service(
          'kills' in watchdog
            ? [killing(supervisor, watchdog)]
            : [...listening, watching(supervisor, watchdog)],
        ),
      }),
    },
    tasks: isKept
      ? {
          ...declared,
          processes: { ...declared.processes, keepers: {} },
          threads: {
            ...declared.threads,
            [name]: { unborn: true },
            keeper: { process: 'keepers', noNewPrivs: true },
            ...(kills && { [`${name}-watchdog`]: { process: 'keepers' } }),
          },
        }
      : declared,
  };
}

/** Installs the filter, whose listener is in r7 from then on, and begets the targets. */
function makeListener({ flags = LISTENER, targets }: Supervisor): Program {
  return [
    install('$filter.notify', flags, 'r7'),
    ...targets.map((target) => syscall('fork', [`$thread.${target}`])),
  ];
}

/** A serial receiver: the whole chart, again and again. */
function serving(supervisor: Supervisor): Program {
  const inherited = inheriting(supervisor);
  return [
    ...inherited,
    loop(
      'forever',
      ...pointOf('receiving', supervisor),
      RECEIVE,
      branch(
        ['r0', '>', 0],
        [...noted(supervisor), ...behind('receiving', 'DONE', supervisor)],
        leaving(supervisor),
      ),
    ),
  ];
}

/** Where the listener is not its own, nobody may be left who could be served: then it ends. */
function leaving({ listensAt }: Supervisor): Program {
  if (listensAt === undefined) return [];
  return [syscall('poll', ['r7', HANGS_UP, 0], 'r2'), branch(['r2', '!=', 0], [exit()])];
}

/** The receiver of an eager supervisor: it queues what it gets and asks for the next at once. */
function receiving(supervisor: Supervisor): Instruction {
  const slots = slotsOf(supervisor);
  return loop(
    'forever',
    ...pointOf('receiving', supervisor),
    RECEIVE,
    branch(
      ['r0', '>', 0],
      [
        ...noted(supervisor),
        select(
          ...slots.map(
            (slot) => ({ when: [slot, '==', 0], effects: [[slot, '=', 'r0']] }) as const,
          ),
        ),
      ],
      leaving(supervisor),
    ),
  );
}

/** One of those who serve what was received. */
function taking(supervisor: Supervisor): Instruction {
  const slots = slotsOf(supervisor);
  return loop(
    'forever',
    select(
      ...slots.map(
        (slot) =>
          ({
            when: [slot, '!=', 0],
            effects: [
              ['r0', '=', slot],
              [slot, '=', 0],
            ],
          }) as const,
      ),
    ),
    ...behind('receiving', 'DONE', supervisor),
  );
}

function slotsOf(supervisor: Supervisor): string[] {
  const { queueCapacity = 2 } = supervisor;
  return Array.from({ length: queueCapacity }, (_none, slot) =>
    wordOf(supervisor, `queue-${slot}`),
  );
}

/** What is done behind the receipt of a notification, beside serving it. */
function noted(supervisor: Supervisor): Program {
  const { restarts, collects, watchdog } = supervisor;
  return [
    ...(restarts === 'journal' || restarts === 'probe' ? [store('owed', 'r0')] : []),
    ...(collects === undefined ? [] : [add(wordOf(supervisor, 'allocated'), 1)]),
    ...(watchdog === undefined ? [] : [store(wordOf(supervisor, 'watched'), 'r0')]),
  ];
}

/** The way from the phase that an event leads to, back to `receiving`. */
function behind(from: Phase, event: 'DONE' | 'ABSENT', supervisor: Supervisor): Program {
  const phase = phaseBehind(from, event);
  if (phase === undefined)
    throw new UsageError(`the chart of the supervisor has no ${event} in ${from}`);
  if (phase === 'receiving') return ended(supervisor);
  const deed = deedOf(phase, supervisor);
  const done = behind(phase, 'DONE', supervisor);
  // A phase whose call leaves something in r2 asks whether the call is still there.
  const asks = deed.some((each) => each.do === 'syscall' && each.into === 'r2');
  const isAsked = asks && phaseBehind(phase, 'ABSENT') !== undefined && phase !== 'answering';
  return [
    ...pointOf(phase, supervisor),
    ...deed,
    ...(isAsked ? [branch(['r2', '>=', 0], done, behind(phase, 'ABSENT', supervisor))] : done),
  ];
}

/** What is done when the notification is done with. */
function ended(supervisor: Supervisor): Program {
  const { watchdog, needs } = supervisor;
  return [
    ...(needs === undefined ? [] : [unlock(needs.lock, needs.mode)]),
    ...(watchdog === undefined || isClaimed(watchdog)
      ? []
      : [store(wordOf(supervisor, 'watched'), 0)]),
  ];
}

function deedOf(phase: Phase, supervisor: Supervisor): Program {
  const { reads = [], validates = [], answers, thinks, slow, needs, watchdog } = supervisor;
  switch (phase) {
    case 'receiving':
      return [RECEIVE];
    case 'reading':
      return [...(needs === undefined ? [] : [lock(needs.lock, needs.mode)]), ...reads];
    case 'thinking':
      return [
        ...(thinks === undefined ? [] : [pause(thinks)]),
        ...(slow === undefined ? [] : [stalling(slow)]),
      ];
    case 'validating':
      return validates;
    case 'answering':
      return watchdog !== undefined && isClaimed(watchdog)
        ? [cas(wordOf(supervisor, 'watched'), 'r0', 0, 'r3'), branch(['r3', '==', 'r0'], answers)]
        : answers;
  }
}

/** What can befall the supervisor where a phase begins. */
function pointOf(phase: Phase, supervisor: Supervisor): Program {
  const { descheduled, collects, dies } = supervisor;
  return [
    ...(descheduled === undefined ? [] : [stalling(descheduled)]),
    ...(collects === undefined ? [] : [waitFor(wordOf(supervisor, 'collecting'), '==', 0)]),
    ...(dies?.in === phase
      ? [
          choose('r3', ...Array.from({ length: dies.oneIn }, (_none, number) => number)),
          branch(['r3', '==', 0], [syscall('exit_group', [0])]),
        ]
      : []),
  ];
}

function stalling({ oneIn, ns }: Stall): Instruction {
  return pause({ oneIn: [oneIn, ns] });
}

/** The collector: waits for garbage, and stops the world for so long. */
function collecting(supervisor: Supervisor): Program {
  const { everyNotifications, ns } = supervisor.collects!;
  const allocated = wordOf(supervisor, 'allocated');
  const stopped = wordOf(supervisor, 'collecting');
  return [
    loop(
      'forever',
      waitFor(allocated, '>=', everyNotifications),
      store(stopped, 1),
      pause({ constant: ns }),
      store(allocated, 0),
      store(stopped, 0),
    ),
  ];
}

/** Whether who answers has to claim the notification first. */
function isClaimed(watchdog: Watchdog): boolean {
  return 'claims' in watchdog && watchdog.claims;
}

/**
 * The watchdog that kills: a notification is still being served behind its time. It does not watch
 * a successor at what that has inherited, which nobody has received anew.
 */
function killing(supervisor: Supervisor, { afterNs }: RestartingWatchdog): Instruction {
  const watched = wordOf(supervisor, 'watched');
  return loop(
    'forever',
    { do: 'await', word: watched, is: ['!=', 0], into: 'r0' },
    pause({ constant: afterNs }),
    load(watched, 'r1'),
    branch(['r1', '==', 'r0'], [syscall('kill', ['$process.main', '$SIGKILL'])]),
    waitFor(watched, '!=', 'r0'),
  );
}

/** The watchdog that answers: a notification is still being served behind its time. */
function watching(
  supervisor: Supervisor,
  { afterNs, answer, claims = false }: AnsweringWatchdog,
): Instruction {
  const watched = wordOf(supervisor, 'watched');
  return loop(
    'forever',
    { do: 'await', word: watched, is: ['!=', 0], into: 'r0' },
    pause({ constant: afterNs }),
    claims ? cas(watched, 'r0', 0, 'r1') : load(watched, 'r1'),
    branch(['r1', '==', 'r0'], [syscall('notif_send', ['r7', 'r0', answer], 'r2')]),
    waitFor(watched, '!=', 'r0'),
  );
}

/** A word of one supervisor: several in a scenario have words of their own. */
function wordOf({ name }: Supervisor, of: string): string {
  return name === undefined ? of : `${name}-${of}`;
}

/** The keeper: holds the listener, begets everybody, and begets the supervisor anew. */
function keeping(supervisor: Supervisor): Program {
  const born: Operand = `$thread.${supervisor.name ?? 'supervisor'}`;
  return [
    ...makeListener(supervisor),
    syscall('fork', [born]),
    loop(
      'forever',
      syscall('wait4', [born], 'r1'),
      branch(['r1', '>=', 0], [add('restarts', 1), syscall('fork', [born])]),
    ),
  ];
}

/** A successor sees to what its predecessor has received and not answered. */
function inheriting({ restarts, inherits = [] }: Supervisor): Program {
  if (restarts !== 'journal' && restarts !== 'probe') return [];
  const answering = branch(['r2', '==', 0], inherits);
  const valid = syscall('notif_id_valid', ['r7', 'r0'], 'r2');
  return [
    load('owed', 'r0'),
    branch(['r0', '!=', 0], [valid, answering]),
    ...(restarts === 'probe'
      ? [load('owed', 'r0'), compute('r0', ['r0', '+', 1]), valid, answering]
      : []),
  ];
}

function checkStalls({ slow, descheduled, dies, collects, queueCapacity }: Supervisor): void {
  const counts = [
    ['slow.oneIn', slow?.oneIn],
    ['descheduled.oneIn', descheduled?.oneIn],
    ['dies.oneIn', dies?.oneIn],
    ['collects.everyNotifications', collects?.everyNotifications],
    ['queueCapacity', queueCapacity],
  ] as const;
  for (const [what, count] of counts)
    if (count !== undefined && (!Number.isInteger(count) || count < 1))
      throw new UsageError(`${what} of a supervisor is a whole number from 1 on, not ${count}`);
}

/** Where an event leads in the chart; undefined where it leads nowhere. */
function phaseBehind(phase: Phase, event: 'DONE' | 'ABSENT'): Phase | undefined {
  const table = tableOf('supervisor');
  const leaf = lookup(table, stateNumber(table, phase), eventNumber(table, event), 0);
  return leaf < 0 ? undefined : (table.states[nextState(leaf)] as Phase);
}
