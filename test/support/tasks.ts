/** Scenarios of tasks: one native region, the parts that a test names, and how threads end. */
import type { Scenario, TaskDeclarations } from '../../actors/index.ts';
import type { Instruction, Program } from '../../actors/index.ts';
import { scenarioOf } from './walk.ts';

/** A filter that returns one thing for some calls and ALLOW for all others. */
export function filterOn(
  nr: string,
  action: 'KILL_PROCESS' | 'KILL_THREAD' | 'TRAP' | 'ERRNO' | 'USER_NOTIF' | 'TRACE' | 'LOG',
  data = 0,
) {
  return {
    rules: [{ when: { nr }, ret: { action, data } }],
    default: { action: 'ALLOW' as const },
  };
}

/** A call whose result the register takes. */
export function call(
  name: string,
  into: 'r4' | 'r5' | 'r6' | 'r7',
  ...list: (number | `$${string}` | 'r0' | 'r6')[]
): Instruction {
  return { do: 'syscall', name, arguments: list, into };
}

/** seccomp(SET_MODE_FILTER, flags, filter) into r7. */
export function install(filter: string, flags = 0): Instruction {
  return call('seccomp', 'r7', 1, flags, `$filter.${filter}`);
}

/** A scenario of tasks whose threads run the programs; all have no_new_privs unless it says so. */
export function tasksOf(
  programs: Readonly<Record<string, Program>>,
  tasks: TaskDeclarations,
  parts: Partial<Scenario> = {},
): Scenario {
  const names = Object.keys(programs);
  return scenarioOf({
    threads: Object.fromEntries(
      names.map((name) => [name, { at: 'native', program: programs[name]! }]),
    ),
    tasks: {
      ...tasks,
      threads: Object.fromEntries(
        names.map((name) => [name, { noNewPrivs: true, ...tasks.threads?.[name] }]),
      ),
    },
    ...parts,
  });
}
