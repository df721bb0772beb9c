/**
 * Stall: how who meets a guard waits for it. It sleeps as handle_userfault() does, so that a signal
 * ends the wait: a program's access takes it and begins anew, a call that edits the address space
 * is issued again, and only a copy by the kernel waits on for all but a fatal one. No lock is held
 * meanwhile, as what the guarded call needs in order to return may be behind it.
 *
 * Invariant: who waits says for whose call, and is woken when that guard lets go.
 * Sources: fs/userfaultfd.c handle_userfault(), userfaultfd_get_blocking_state();
 * arch/x86/mm/fault.c fault_signal_pending(). Deviation: a copy that a signal meets waits on, where
 * Linux comes back to the fault again and again until somebody resolves it.
 * Tested by: test/kernel/guard/stall.test.ts
 */

import { EVENT } from '../event.ts';
import { TASK } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { AGAIN, BLOCKED, type KernelStep } from '../routine.ts';
import { hasFatalSignal, hasSignal } from '../signals/send.ts';
import {
  fallAsleep,
  kickCount,
  kickWord,
  SLEEP,
  taskWord,
  WAIT,
  waitingFor,
  wakeUp,
} from '../task/task.ts';

type By<Result> = (world: World, thread: number) => Result;

/** Who stalls, and how it goes on. */
export interface Stall {
  readonly name: string;
  /** The thread whose guard is in the way, or -1. */
  readonly behind: By<number>;
  /** Whether only a fatal signal ends the wait: a copy by the kernel. */
  readonly isKillable: boolean;
  /** Nothing is in the way any more; returns how the routine goes on. */
  readonly resumed: By<number>;
  /** A signal has ended the wait. */
  readonly broken: By<number>;
}

/** Says that the thread is about to wait for a guard; its next step is the wait. */
export function beginStall(world: World, thread: number, { behind, isKillable }: Stall): void {
  const sleep = isKillable ? SLEEP.killable : SLEEP.interruptible;
  const target = Math.max(0, behind(world, thread));
  fallAsleep(world, thread, waitingFor(WAIT.guard, target), sleep);
  world.record(thread, EVENT.stalled, target, 0);
}

/** The wait is over. */
function resume(world: World, thread: number): void {
  wakeUp(world, thread);
  world.record(thread, EVENT.resumed, thread, 0);
}

/** The step that waits. */
export function stallStep({ name, behind, isKillable, resumed, broken }: Stall): KernelStep {
  return {
    name: `${name}.stalled`,
    shared: true,
    run: (world, thread) => {
      const kicks = kickCount(world, thread);
      const target = behind(world, thread);
      if (target < 0) {
        resume(world, thread);
        return resumed(world, thread);
      }
      if (isKillable ? hasFatalSignal(world, thread) : hasSignal(world, thread)) {
        resume(world, thread);
        return broken(world, thread);
      }
      // One guard has let go, and the next is in the way.
      const waiting = taskWord(world, thread) + TASK.WAITING;
      if (world.words.load(waiting) !== waitingFor(WAIT.guard, target)) {
        world.words.store(waiting, waitingFor(WAIT.guard, target));
        return AGAIN;
      }
      world.blocked(kickWord(world, thread), kicks);
      return BLOCKED;
    },
  };
}
