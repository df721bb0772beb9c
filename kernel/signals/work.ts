/**
 * Exit work: what a thread does on its way back to user mode. Behind a call the tracer's exit stop,
 * then signals until there are none: each is ignored, handled, stops the process or ends it; and a
 * call that a signal broke off is restarted or says EINTR. A thread in user mode that has a signal
 * to take comes here as well. Invariant: a thread that dies has let go of everything it held.
 *
 * Source: kernel/signal.c: get_signal(); arch/x86/kernel/signal.c: arch_do_signal_or_restart().
 */

import { ERRNO } from '../errno.ts';
import { EVENT } from '../event.ts';
import { INFO, PROCESS, TASK, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { isTraced } from '../ptrace/link.ts';
import {
  enterSignalStop,
  enterTrap,
  exitStopSteps,
  signalStopSteps,
  tracedWork,
  trapSteps,
} from '../ptrace/stop.ts';
import {
  BLOCKED,
  end,
  jump,
  type KernelStep,
  NEXT,
  OUTCOME,
  type Part,
  placed,
  routine,
  type Routine,
} from '../routine.ts';
import { SYSCALL_NUMBER } from '../syscalls/number.ts';
import { exitSteps } from '../task/exit.ts';
import { JOB, JOB_TRAPS } from '../task/job.ts';
import {
  fallAsleep,
  kickCount,
  kickWord,
  processOf,
  processWord,
  SLEEP,
  taskWord,
  WAIT,
  waitingFor,
  wakeUp,
} from '../task/task.ts';
import { WORK } from '../task/work-flags.ts';
import { actionOf, hasFatalSignal, isIgnored, killGroup, recalculate, stopGroup } from './send.ts';
import {
  ACTION_FLAG,
  DISPOSITION,
  dispositionOf,
  DUMPING,
  IMMUTABLE,
  lowestSignal,
  SIGNAL,
  signalBit,
  STOPPING,
  SYNCHRONOUS,
} from './signal.ts';

/** The bit of a wait status that says that a core was dumped. */
export const CORE_DUMPED = 0x80;

/** The exit work's routine; `release` comes first: what the call leaves behind it. */
export function workRoutine(fixes: ReadonlySet<string>, release: Part): Routine {
  const released = placed(0, release);
  const exitStop = exitStopSteps(released.length + 1);
  const look = released.length + 1 + exitStop.length;
  const stopped = look + 1;
  const trap = stopped + 1;
  const trapStop = trapSteps(look);
  const held = trap + trapStop.length;
  const signalStop = signalStopSteps(look);
  const act = held + signalStop.length;
  const exit = act + 1;

  const actOn = (world: World, thread: number): number => {
    const { words } = world;
    const task = taskWord(world, thread);
    const process = processOf(world, thread);
    const signal = words.get(task + TASK.INFO + INFO.SIGNAL);
    const bit = signalBit(signal);
    const action = actionOf(world, process, signal);
    const job = words.load(task + TASK.JOB);
    words.store(task + TASK.JOB, job & ~JOB.STOP_DEQUEUED);
    if (dispositionOf(action) >= DISPOSITION.HANDLER) return handle(world, thread, action);
    if (isIgnored(action, signal)) return jump(look);
    if ((STOPPING & bit) !== 0) {
      // A SIGCONT that came while the tracer held the signal has undone it.
      if ((job & JOB.STOP_DEQUEUED) !== 0) stopGroup(world, process, signal);
      return jump(look);
    }
    words.set(task + TASK.DEATH, signal);
    killGroup(world, process, (DUMPING & bit) === 0 ? signal : signal | CORE_DUMPED);
    return jump(exit);
  };

  /** Goes to the handler; a call that was broken off is restarted behind it, or says EINTR. */
  const handle = (world: World, thread: number, action: number): number => {
    const { words, layout } = world;
    const at = world.thread(thread);
    const task = taskWord(world, thread);
    if (words.get(at + THREAD.DEPTH) >= layout.bounds.signalDepth) {
      words.set(task + TASK.DEATH, SIGNAL.SIGSEGV);
      killGroup(world, processOf(world, thread), SIGNAL.SIGSEGV | CORE_DUMPED);
      return jump(exit);
    }
    if (isInCall(world, thread)) {
      const result = -words.get(at + THREAD.RESULT);
      const restarts =
        result === ERRNO.ERESTARTNOINTR ||
        (result === ERRNO.ERESTARTSYS && (action & ACTION_FLAG.SA_RESTART) !== 0);
      if (restarts) words.set(task + TASK.RESTART, words.get(at + THREAD.NUMBER) + 1);
      else if (isRestart(result)) words.set(at + THREAD.RESULT, -ERRNO.EINTR);
    }
    recalculate(world, thread);
    world.record(thread, EVENT.handled, words.get(task + TASK.INFO + INFO.SIGNAL), 0);
    return end(OUTCOME.DELIVERED);
  };

  /** No handler runs: a call that was broken off is issued again. */
  const goOn = (world: World, thread: number, restarts: boolean): number => {
    const { words } = world;
    const task = taskWord(world, thread);
    if ((words.get(task + TASK.WORK) & WORK.IN_CALL) === 0) return end(OUTCOME.RESUMED);
    const at = world.thread(thread);
    const result = -words.get(at + THREAD.RESULT);
    if (!restarts || !isRestart(result) || !isInCall(world, thread)) return end(OUTCOME.WORKED);
    words.set(
      task + TASK.RESTART,
      (result === ERRNO.ERESTART_RESTARTBLOCK
        ? SYSCALL_NUMBER.restart_syscall
        : words.get(at + THREAD.NUMBER)) + 1,
    );
    return end(OUTCOME.RESUMED);
  };

  const trace: KernelStep = {
    name: 'work.trace',
    shared: false,
    run: (world, thread) => {
      const task = taskWord(world, thread);
      const inCall = (world.words.get(task + TASK.WORK) & WORK.IN_CALL) !== 0;
      // Only its tracer changes the order, in a stop; a tracer that dies meanwhile, the stop sees.
      const isTracedCall = inCall && tracedWork(world, thread) === WORK.TRACE;
      const isDiverted = world.words.get(task + TASK.ON_DISPATCH) !== 0;
      world.words.set(task + TASK.ON_DISPATCH, 0);
      return isTracedCall && !isDiverted ? NEXT : jump(look);
    },
  };
  const lookStep: KernelStep = {
    name: 'work.look',
    shared: true,
    run: (world, thread) => {
      const { words } = world;
      const task = taskWord(world, thread);
      const process = processOf(world, thread);
      const group = processWord(world, process);
      if ((words.get(task + TASK.WORK) & WORK.LEAVING) !== 0) return jump(exit);
      if (words.load(task + TASK.SIGPENDING) === 0) return goOn(world, thread, false);
      if (hasFatalSignal(world, thread)) {
        const status = words.load(group + PROCESS.EXIT);
        if (words.get(task + TASK.DEATH) === 0)
          words.set(task + TASK.DEATH, (status === 0 ? 0 : (status - 1) & 0x7f) || SIGNAL.SIGKILL);
        return jump(exit);
      }
      const job = words.load(task + TASK.JOB);
      const joins = words.load(group + PROCESS.STOPPED) !== 0 && (job & JOB.JOINED) === 0;
      if (isTraced(world, thread) && (joins || (job & JOB_TRAPS) !== 0)) {
        enterTrap(world, thread);
        return jump(trap);
      }
      if (joins) {
        fallAsleep(world, thread, waitingFor(WAIT.continued), SLEEP.stopped);
        return jump(stopped);
      }
      const blocked = words.load(task + TASK.BLOCKED);
      const own = words.load(task + TASK.PENDING) & ~blocked;
      const shared = words.load(group + PROCESS.PENDING) & ~blocked;
      if ((own | shared) === 0) {
        words.store(task + TASK.SIGPENDING, 0);
        return goOn(world, thread, true);
      }
      const faults = own & SYNCHRONOUS;
      const taken = lowestSignal(faults !== 0 ? faults : own !== 0 ? own : shared);
      const from = own !== 0 ? task + TASK.PENDING : group + PROCESS.PENDING;
      words.store(from, words.load(from) & ~signalBit(taken));
      words.store(task + TASK.JOB, job | JOB.STOP_DEQUEUED);
      const info = task + TASK.INFO;
      if (words.get(info + INFO.FORCED) === 0 || words.get(info + INFO.SIGNAL) !== taken)
        for (let word = 0; word < INFO.FORCED; word += 1) words.set(info + word, 0);
      words.set(info + INFO.FORCED, 0);
      words.set(info + INFO.SIGNAL, taken);
      if ((actionOf(world, process, taken) & IMMUTABLE) !== 0) return actOn(world, thread);
      return enterSignalStop(world, thread, taken) ? jump(held) : actOn(world, thread);
    },
  };
  const stoppedStep: KernelStep = {
    name: 'work.stopped',
    shared: true,
    run: (world, thread) => {
      const kicks = kickCount(world, thread);
      const group = processWord(world, processOf(world, thread));
      const goesOn = hasFatalSignal(world, thread) || isTraced(world, thread);
      if (world.words.load(group + PROCESS.STOPPED) !== 0 && !goesOn) {
        world.blocked(kickWord(world, thread), kicks);
        return BLOCKED;
      }
      wakeUp(world, thread);
      return jump(look);
    },
  };
  const actStep: KernelStep = { name: 'work.act', shared: true, run: actOn };
  return routine(
    'work',
    released,
    [trace],
    exitStop,
    [lookStep, stoppedStep],
    trapStop,
    signalStop,
    [actStep],
    exitSteps(exit, fixes),
  );
}

/** Whether the thread is in a call; its tracer can have taken that from it with the number -1. */
function isInCall(world: World, thread: number): boolean {
  const inCall = world.words.get(taskWord(world, thread) + TASK.WORK) & WORK.IN_CALL;
  return inCall !== 0 && world.words.get(world.thread(thread) + THREAD.NUMBER) !== -1;
}

function isRestart(errno: number): boolean {
  return (
    errno === ERRNO.ERESTARTSYS ||
    errno === ERRNO.ERESTARTNOINTR ||
    errno === ERRNO.ERESTARTNOHAND ||
    errno === ERRNO.ERESTART_RESTARTBLOCK
  );
}
