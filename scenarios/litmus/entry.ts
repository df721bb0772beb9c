/**
 * What litmus scenarios have in common: entries without parameters, and the few words that the
 * scenarios of the mechanisms repeat.
 */

import type { ActionName } from '../../kernel/index.ts';
import {
  type CatalogueEntry,
  type FilterDeclaration,
  type Instruction,
  type Operand,
  type Register,
  type StateCondition,
} from '../../actors/index.ts';
import { type Draft, never, scenario, syscall } from '../file/build.ts';

/** Two pages of code that may issue system calls natively. */
export const NATIVE = { page: 0, pages: 2, prot: 'r-x' } as const;
/** A call of foreign code ran without being intercepted. */
export const ESCAPE = never('foreign code makes a native call', { event: 'escaped' });
/** A call of native code was intercepted. */
export const MISJUDGED = never('native code is trapped', { event: 'misjudged' });

/** An entry without parameters. */
export function entry(
  kind: CatalogueEntry['kind'],
  name: string,
  question: string,
  standsFor: string,
  draft: Omit<Draft, 'name' | 'question' | 'standsFor'>,
): CatalogueEntry {
  const build = () => scenario({ name, question, standsFor, ...draft });
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
export function handle(signal: Operand, handler: Operand): Instruction {
  return syscall('rt_sigaction', [signal, handler]);
}

/** Sends a signal to a thread by name; its process is `main` unless it says so. */
export function signal(thread: string, number: Operand, process = 'main'): Instruction {
  return syscall('tgkill', [`$process.${process}`, `$thread.${thread}`, number]);
}
