/**
 * Company: the mechanisms in which a second thread decides over each call: a supervisor that is
 * notified, or a tracer. What a call costs there is what both threads do for it.
 */

import type { FilterDeclaration, Instruction, Operand, Program } from '../../actors/index.ts';
import { loop, store, syscall, waitFor } from '../file/build.ts';
import type { Mechanism } from './caller.ts';
import {
  CONTINUE,
  filterOn,
  install,
  LISTENER,
  reply,
  supervise,
  supervised,
} from '../litmus/entry.ts';

/** A caller whose calls a supervisor answers one by one. */
function notified(name: string, answer: Instruction): Mechanism {
  return {
    name: `user notification: ${name}`,
    interposition: { kind: 'none' },
    call: 'openat',
    counter: 'syscall',
    company: {
      threads: { supervisor: { ...supervise(LISTENER, ['caller'], [answer]), at: 'native' } },
      tasks: supervised(['caller'], filterOn('openat', 'USER_NOTIF')),
    },
  };
}

/** A caller whose calls a tracer lets go on one by one, from stop to stop. */
function traced(
  name: string,
  goOn: string,
  options: Operand,
  filters: Record<string, FilterDeclaration> = {},
): Mechanism {
  const tracer: Program = [
    syscall('ptrace_seize', ['$thread.caller', options]),
    syscall('ptrace_interrupt', ['$thread.caller']),
    syscall('ptrace_wait', ['$thread.caller']),
    store('selector', 1),
    loop('forever', syscall(goOn, ['$thread.caller']), syscall('ptrace_wait', ['$thread.caller'])),
  ];
  return {
    name: `ptrace: ${name}`,
    interposition: { kind: 'none' },
    counter: 'syscall',
    before: [
      ...Object.keys(filters).map((filter) => install(`$filter.${filter}`)),
      waitFor('selector', '==', 1),
    ],
    company: {
      threads: { tracer: { at: 'native', service: true, program: tracer } },
      tasks: {
        processes: { main: {}, debugger: {} },
        threads: { caller: { noNewPrivs: true }, tracer: { process: 'debugger' } },
        filters,
        filterCapacity: Object.keys(filters).length,
        fileCapacity: 0,
        signalDepth: 0,
      },
    },
  };
}

/** What Linux has and two threads take part in. */
export const IN_COMPANY: readonly Mechanism[] = [
  notified('RECV, and SEND answers', reply(1)),
  notified('RECV, and SEND says CONTINUE', CONTINUE),
  traced('entry and exit stop (PTRACE_SYSCALL)', 'ptrace_syscall', '$ptrace.TRACESYSGOOD'),
  traced('entry stop, the call is skipped (PTRACE_SYSEMU)', 'ptrace_sysemu', 0),
  traced('a filter says TRACE', 'ptrace_cont', '$ptrace.TRACESECCOMP', {
    trace: filterOn('getpid', 'TRACE'),
  }),
];
