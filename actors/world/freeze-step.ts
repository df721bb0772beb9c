/**
 * Freeze step: the moves of tasks where a guard may freeze them. Between two steps in user mode a
 * task that is frozen stays where it is, as in a ptrace stop: it takes no signals but one that
 * kills, and goes on when the guard lets go. What it does in the kernel goes on, up to its writes
 * (kernel/entry/touch.ts).
 *
 * Why a class of its own: other worlds do not ask.
 * Tested by: test/kernel/guard/freeze.test.ts
 */

import { frozenBy, frozenWord, hasFatalSignal, THREAD } from '../../kernel/index.ts';
import { STEP } from './step.ts';
import { TaskStepper } from './task-step.ts';

/** Moves the tasks of a world whose guards freeze. */
export class FreezableStepper extends TaskStepper {
  override step(thread: number): number {
    const { world } = this;
    const { words } = world;
    const frozen = frozenWord(world);
    const freezing = words.load(frozen);
    if (freezing !== 0) {
      const state = words.get(world.thread(thread) + THREAD.STATE);
      const isInUserMode = state === this.user || state === this.handler;
      if (isInUserMode && this.isStopped(thread)) {
        world.blocked(frozen, freezing);
        return STEP.blocked;
      }
    }
    return super.step(thread);
  }

  private isStopped(thread: number): boolean {
    return (
      !this.isDone(thread) &&
      frozenBy(this.world, thread) >= 0 &&
      !hasFatalSignal(this.world, thread)
    );
  }
}
