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

function classFor({ tasks, guard }: CompiledScenario): typeof Stepper {
  if (tasks === undefined) return Stepper;
  return guard?.design.policy === 'freeze' ? FreezableStepper : TaskStepper;
}

/** Makes what moves the threads of a world. */
export function createStepper(
  world: World,
  scenario: CompiledScenario,
  kernel: Kernel,
  table: TransitionTable,
): Stepper {
  return new (classFor(scenario))(world, scenario, kernel, table);
}

/** As `createStepper`; `tell` is told of every instruction before it is executed. */
export function createToldStepper(
  tell: (operation: number) => void,
  ...[world, scenario, kernel, table]: Parameters<typeof createStepper>
): Stepper {
  class ToldStepper extends classFor(scenario) {
    protected override instruction(
      thread: number,
      at: number,
      pc: number,
      operation: number,
    ): number {
      tell(operation);
      return super.instruction(thread, at, pc, operation);
    }
  }
  return new ToldStepper(world, scenario, kernel, table);
}
