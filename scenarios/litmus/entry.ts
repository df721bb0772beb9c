/**
 * What litmus scenarios have in common: entries without parameters, and the few words that the
 * scenarios of the mechanisms repeat.
 */

import { type ActionName, FILTER_FLAG } from '../../kernel/index.ts';
import {
  type CatalogueEntry,
  type FilterDeclaration,
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

/** What a handler does that is only there to interrupt. */
export const NOTHING = { at: 'code', program: [] } as const;
