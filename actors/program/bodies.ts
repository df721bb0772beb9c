/**
 * Bodies: the programs within an instruction. Invariant: every program that a thread can come to
 * from the outermost one is a body of some instruction on the way.
 * Tested by: test/actors/scenario/compile.test.ts
 */

import type { Instruction, Program } from './instruction.ts';

/** The programs within an instruction, in the order in which they stand. */
export function bodiesOf(instruction: Instruction): readonly Program[] {
  switch (instruction.do) {
    case 'loop':
    case 'repeat':
      return [instruction.body];
    case 'branch':
      return [instruction.then, instruction.otherwise ?? []];
    case 'select':
      return instruction.among.map(({ then = [] }) => then);
    default:
      return [];
  }
}
