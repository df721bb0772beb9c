/**
 * Steppers: which class moves the threads of a world. It is chosen once, so that a world pays
 * nothing for what it does not have: threads that are no tasks, tasks, and tasks that a guard may
 * freeze.
 * Tested by: test/actors/world/step.test.ts
 */

import type { Kernel, World } from '../../kernel/index.ts';
import type { TransitionTable } from '../dispatch/table.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import { FreezableStepper } from './freeze-step.ts';
import { Stepper } from './step.ts';
import { TaskStepper } from './task-step.ts';

/** Makes what moves the threads of a world. */
export function createStepper(
  world: World,
  scenario: CompiledScenario,
  kernel: Kernel,
  table: TransitionTable,
): Stepper {
  if (scenario.tasks === undefined) return new Stepper(world, scenario, kernel, table);
  const Class = scenario.guard?.design.policy === 'freeze' ? FreezableStepper : TaskStepper;
  return new Class(world, scenario, kernel, table);
}
