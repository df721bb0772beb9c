/**
 * What litmus scenarios have in common: entries without parameters, and the few words that the
 * scenarios of the mechanisms repeat.
 */

import {
  type ActionName,
  FILTER_FLAG,
  type GuardMechanism,
  type GuardPolicy,
  type GuardScope,
} from '../../kernel/index.ts';
import {
  type CatalogueEntry,
  type FilterDeclaration,
  type GuardDeclaration,
  type Instruction,
  type Operand,
  type Program,
  type Register,
  type StateCondition,
  type TaskDeclarations,
  type ThreadDeclaration,
} from '../../actors/index.ts';
import { branch, compute, type Draft, loop, never, scenario, syscall } from '../file/build.ts';

/** Two pages of code that may issue system calls natively. */
export const NATIVE = { page: 0, pages: 2, prot: 'r-x' } as const;
/** A call of foreign code ran without being intercepted. */
export const ESCAPE = never('foreign code makes a native call', { event: 'escaped' });
/** A call of native code was intercepted. */
export const MISJUDGED = never('native code is trapped', { event: 'misjudged' });

/** Flags of SECCOMP_SET_MODE_FILTER, with what each of them needs. */
export const LISTENER = FILTER_FLAG.NEW_LISTENER;
/** TSYNC beside a listener needs TSYNC_ESRCH. */
export const TSYNC = FILTER_FLAG.TSYNC | FILTER_FLAG.TSYNC_ESRCH;
/** A listener whose targets wait killably once they are received. */
export const KILLABLE_LISTENER = FILTER_FLAG.NEW_LISTENER | FILTER_FLAG.WAIT_KILLABLE_RECV;

type Body = Omit<Draft, 'name' | 'question' | 'standsFor'>;

/**
 * An entry without parameters. What takes time to write down is given as a function, which is
 * called when the scenario is asked for: every command loads the whole catalogue.
 */
export function entry(
  kind: CatalogueEntry['kind'],
  name: string,
  question: string,
  standsFor: string,
  draft: Body | (() => Body),
): CatalogueEntry {
  const build = () =>
    scenario({ name, question, standsFor, ...(typeof draft === 'function' ? draft() : draft) });
  return { name, kind, question, standsFor, parameters: {}, build };
}

/** Where the first condition holds, the second one does. */
export function implies(when: StateCondition, then: StateCondition): StateCondition {
  return { any: [{ not: when }, then] };
}

/** A filter that returns an action for one system call and ALLOW for all others. */
export function filterOn(nr: string, action: ActionName, data = 0): FilterDeclaration {
  return {
    rules: [{ when: { nr }, ret: { action, data } }],
    default: { action: 'ALLOW' },
  };
}

/** Installs a filter by name, with flags of SECCOMP_SET_MODE_FILTER. */
export function install(filter: Operand, flags = 0, into?: Register): Instruction {
  return syscall('seccomp', [1, flags, filter], into);
}

/** Installs a handler by name, with flags of sigaction. */
export function handle(number: Operand, handler: Operand): Instruction {
  return syscall('rt_sigaction', [number, handler]);
}

/** Installs the handler `interrupt` under SA_RESTART: the call that it breaks off starts again. */
export function restarting(number: Operand): Program {
  return [compute('r6', ['$handler.interrupt', '|', '$SA_RESTART']), handle(number, 'r6')];
}

/** Sends a signal to a thread by name; its process is `main` unless it says so. */
export function signal(thread: string, number: Operand, process = 'main'): Instruction {
  return syscall('tgkill', [`$process.${process}`, `$thread.${thread}`, number]);
}

/** The next notification of the listener in r7: its id, or a negative errno, in r0. */
export const RECEIVE: Instruction = syscall('notif_recv', ['r7'], 'r0');

/** Answers the notification in r0 with a result; `into` takes what SEND returns. */
export function reply(value: Operand, into?: Register): Instruction {
  return syscall('notif_send', ['r7', 'r0', value], into);
}

/** Lets the call of the notification in r0 run. */
export const CONTINUE: Instruction = syscall('notif_send', ['r7', 'r0', 0, 0, 1]);

/** A supervisor: installs the filter `notify`, begets the targets, and serves for ever. */
export function supervise(
  flags: number,
  targets: readonly string[],
  serve: Program,
): ThreadDeclaration {
  return {
    at: 'code',
    service: true,
    program: [
      install('$filter.notify', flags, 'r7'),
      ...targets.map((target) => syscall('fork', [`$thread.${target}`])),
      loop('forever', RECEIVE, branch(['r0', '>', 0], serve)),
    ],
  };
}

/** Processes of a supervisor and its targets, each target a thread alone in its process. */
export function supervised(
  targets: readonly string[],
  filter: FilterDeclaration,
  handlers: TaskDeclarations['handlers'] = {},
): TaskDeclarations {
  return {
    processes: { main: {}, ...Object.fromEntries(targets.map((target) => [`${target}s`, {}])) },
    threads: {
      supervisor: { noNewPrivs: true },
      ...Object.fromEntries(
        targets.map((target) => [target, { process: `${target}s`, unborn: true }]),
      ),
    },
    filters: { notify: filter },
    handlers,
    filterCapacity: 1,
    fileCapacity: 2,
    signalDepth: 1,
  };
}

/** A body that is made so many times. Once it is no loop, so that exploration sees none. */
export function repeated(turns: number, body: Program): Program {
  return turns === 1 ? body : [loop(turns, ...body)];
}

/** Who makes calls with arguments in memory, and who shares that memory. */
export interface Exposure {
  readonly targets: readonly string[];
  /** Threads of one process that shares no descriptors with targets and supervisors. */
  readonly attackers: readonly string[];
  readonly filter: FilterDeclaration;
  /** What stands in the files that the attackers have open, from descriptor 0 on. */
  readonly files: readonly (readonly number[])[];
  /** Descriptors that a table has room for; default: a listener and two answers. */
  readonly fileCapacity?: number;
}

/**
 * Processes of targets whose memory others share. A target installs the filter `notify` itself, and
 * shares its descriptors with the supervisor, which would else trap its own calls; `main` is the
 * supervisor's process.
 */
export function exposed(exposure: Exposure): TaskDeclarations {
  const { targets, attackers, filter, files, fileCapacity = 3 } = exposure;
  return {
    processes: {
      main: {},
      ...Object.fromEntries(targets.map((target) => [`${target}s`, { sharesFilesWith: 'main' }])),
      attackers: { files: Object.fromEntries(files.map((_file, number) => [number, number + 1])) },
    },
    threads: {
      ...Object.fromEntries(
        targets.map((target) => [target, { process: `${target}s`, noNewPrivs: true }]),
      ),
      ...Object.fromEntries(attackers.map((each) => [each, { process: 'attackers' }])),
    },
    filters: { notify: filter },
    contents: Object.fromEntries(files.map((file, number) => [number + 1, file])),
    filterCapacity: targets.length,
    fileCapacity,
    signalDepth: 1,
  };
}

/**
 * A guard of the seed's. One that freezes marks no page and so has no mechanism; a VMA of its own
 * stands on one mapping.
 */
export function guardBy(
  policy: Exclude<GuardPolicy, 'none'>,
  mechanism: GuardMechanism,
  scope: GuardScope = 'frame',
): GuardDeclaration {
  if (policy === 'freeze') return { policy, spans: 1 };
  return { policy, mechanism, scope: mechanism === 'vma' ? 'mapping' : scope, spans: 1 };
}

/** What a handler does that is only there to interrupt. */
export const NOTHING = { at: 'code', program: [] } as const;
