/** Scenarios in which tasks reach into memory: pages with words, and calls on addresses. */
import type { Instruction, Operand, Program, Register, Scenario } from '../../actors/index.ts';
import { tasksOf } from './tasks.ts';

/** A call with any values. */
export function callAt(name: string, args: readonly Operand[], into: Register): Instruction {
  return { do: 'syscall', name, arguments: args, into };
}

/** Tasks beside `data`, which holds [7, 8, 9, 0], and `own`, both of two pages of two words. */
export function remoteOf(
  programs: Readonly<Record<string, Program>>,
  parts: Partial<Scenario> = {},
  tasks: Scenario['tasks'] = {},
): Scenario {
  return tasksOf(programs, tasks, {
    regions: {
      native: { page: 0, pages: 2, prot: 'r-x' },
      data: { page: 4, pages: 2, prot: 'rw-', contents: [7, 8, 9] },
      own: { page: 8, pages: 2, prot: 'rw-', anon: 9 },
    },
    paging: { frames: 4, wordsPerFrame: 2 },
    ...parts,
  });
}
