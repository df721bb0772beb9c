/** Scenarios of one tracer `w` of process q and one tracee `t` of process p. */
import type { Instruction, Program, Scenario, TaskDeclarations } from '../../actors/index.ts';
import { tasksOf } from './tasks.ts';

type Argument = number | `$${string}`;

/** An order of the tracer's to its tracee, whose result the register takes. */
export function order(
  name: string,
  into: 'r0' | 'r1' | 'r2' | 'r3' | 'r4' | 'r5' | 'r6' | 'r7',
  ...list: readonly Argument[]
): Instruction {
  return { do: 'syscall', name, arguments: ['$thread.t', ...list], into };
}

/** Seizes the tracee with these options while it waits, and lets it begin by this order. */
export function seized(resume: string, options: Argument = 0): Program {
  return [
    order('ptrace_seize', 'r7', options),
    order('ptrace_interrupt', 'r7'),
    order('ptrace_wait', 'r7'),
    order(resume, 'r7', 0),
    { do: 'store', word: 'go', value: 1 },
  ];
}

/** The tracee's program begins when the tracer has stored 1 in `go`. */
export function traced(
  tracee: Program,
  tracer: Program,
  tasks: TaskDeclarations = {},
  parts: Partial<Scenario> = {},
): Scenario {
  return tasksOf(
    { t: [{ do: 'await', word: 'go', is: ['==', 1] }, ...tracee], w: tracer },
    { processes: { p: {}, q: {} }, ...tasks, threads: { w: { process: 'q' }, ...tasks.threads } },
    { words: { go: 0 }, ...parts },
  );
}
