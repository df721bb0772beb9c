/**
 * The seccomp check of one call: strict mode, or the verdict of the filters and what it does.
 * TRACE stops and then runs the filters once more, TRACE counting as ALLOW that time; USER_NOTIF
 * asks the listener. Invariant: whatever answers or kills skips the call, and the exit work decides
 * about the thread.
 *
 * Source: kernel/seccomp.c: __secure_computing_strict(), __seccomp_filter().
 */

import { ERRNO } from '../errno.ts';
import {
  ACTION,
  AUDIT_ARCH_X86_64,
  FILTER_EXEMPT_NUMBERS,
  runFilters,
  SECCOMP_DATA,
  verdictAction,
  verdictData,
  verdictDepth,
  verdictResult,
} from '../filter/index.ts';
import { FILTER, INFO, PROCESS, TASK, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { notificationSteps } from '../notify/target.ts';
import { PTRACE_OPTION } from '../ptrace/constant.ts';
import { filterStopSteps, wantsFilterStop } from '../ptrace/stop.ts';
import { end, jump, type KernelStep, NEXT, OUTCOME, routine, type Routine } from '../routine.ts';
import { forceSignal, hasFatalSignal, killThread } from '../signals/send.ts';
import { SIGNAL, SIGSYS_CODE } from '../signals/signal.ts';
import { realNumber, SYSCALL_NUMBER } from '../syscalls/number.ts';
import { noteContinued } from '../task/judgement.ts';
import { filterWord, processOf, processWord, taskWord } from '../task/task.ts';
import { WORK } from '../task/work-flags.ts';
import { SECCOMP_MODE } from './mode.ts';
import type { FilterPaths } from './path.ts';

const RECHECK = THREAD.SCRATCH + 7;
const MATCHED = THREAD.SCRATCH;

const STRICT_ALLOWS = new Set<number>([
  SYSCALL_NUMBER.read,
  SYSCALL_NUMBER.write,
  SYSCALL_NUMBER.exit,
  SYSCALL_NUMBER.rt_sigreturn,
]);

/** Writes the siginfo of a SIGSYS for the running call. */
export function writeCallInfo(world: World, thread: number, code: number, errno: number): void {
  const { words } = world;
  const at = world.thread(thread);
  const info = taskWord(world, thread) + TASK.INFO;
  words.set(info + INFO.CODE, code);
  words.set(info + INFO.ERRNO, errno);
  words.set(info + INFO.CALL_PAGE, words.get(at + THREAD.INSTRUCTION_PAGE));
  words.set(info + INFO.CALL_OFFSET, words.get(at + THREAD.INSTRUCTION_OFFSET));
  words.set(info + INFO.SYSCALL, realNumber(words.get(at + THREAD.NUMBER)));
  words.set(info + INFO.SENDER, 0);
}

/** Writes the running call as a filter sees it: its `seccomp_data`, SECCOMP_DATA.WORDS words. */
export function describeCall(world: World, thread: number, data: Int32Array): void {
  const { words } = world;
  const at = world.thread(thread);
  const page = words.get(at + THREAD.INSTRUCTION_PAGE);
  const ip = page * 4096 + words.get(at + THREAD.INSTRUCTION_OFFSET);
  data[SECCOMP_DATA.NR] = realNumber(words.get(at + THREAD.NUMBER));
  data[SECCOMP_DATA.ARCH] = AUDIT_ARCH_X86_64;
  data[SECCOMP_DATA.IP_LOW] = ip | 0;
  data[SECCOMP_DATA.IP_HIGH] = Math.floor(ip / 2 ** 32);
  for (let argument = 0; argument < 6; argument += 1) {
    const value = words.get(at + THREAD.ARGUMENT + argument);
    data[SECCOMP_DATA.ARGUMENT + 2 * argument] = value;
    data[SECCOMP_DATA.ARGUMENT + 2 * argument + 1] = value >> 31;
  }
}

function answer(world: World, thread: number, result: number): number {
  world.words.set(world.thread(thread) + THREAD.RESULT, result);
  return end(OUTCOME.ANSWERED);
}

/** The thread alone dies of a signal, as do_exit(signal) does. */
function dieAlone(world: World, thread: number, signal: number): number {
  world.words.set(taskWord(world, thread) + TASK.DEATH, signal);
  killThread(world, thread);
  return end(OUTCOME.ANSWERED);
}

/** The check's routine, for the filter programs of a scenario. */
export function seccompRoutine(paths: FilterPaths, fixes: ReadonlySet<string>): Routine {
  const data = new Int32Array(SECCOMP_DATA.WORDS);
  const stop = 2;
  const stopSteps = filterStopSteps(stop);
  const recheck = stop + stopSteps.length;
  const notify = recheck + 1;

  const filtered = (world: World, thread: number, isRecheck: boolean): number => {
    const { words } = world;
    const task = taskWord(world, thread);
    const newest = words.load(task + TASK.FILTER);
    describeCall(world, thread, data);
    const number = data[SECCOMP_DATA.NR]!;
    if (newest === 0 || FILTER_EXEMPT_NUMBERS.includes(number)) return end(OUTCOME.ALLOW);
    const path = paths.path(world, newest - 1);
    const verdict = runFilters(path, data);
    const action = verdictAction(verdict);
    switch (action) {
      case ACTION.ALLOW:
      case ACTION.LOG:
        return end(OUTCOME.ALLOW);
      case ACTION.ERRNO:
        return answer(world, thread, verdictResult(verdict));
      case ACTION.TRAP:
        writeCallInfo(world, thread, SIGSYS_CODE.SYS_SECCOMP, verdictData(verdict));
        return end(OUTCOME.TRAP);
      case ACTION.TRACE:
        if (isRecheck) return end(OUTCOME.ALLOW);
        if (!wantsFilterStop(world, thread)) return answer(world, thread, -ERRNO.ENOSYS);
        words.store(task + TASK.STOP_MESSAGE, verdictData(verdict));
        return jump(stop);
      case ACTION.USER_NOTIF: {
        let record = newest;
        for (let depth = path.depth; depth > verdictDepth(verdict); depth -= 1)
          record = words.load(filterWord(world, record - 1) + FILTER.PREVIOUS);
        words.set(world.thread(thread) + MATCHED, record - 1);
        return jump(notify);
      }
      default: {
        words.store(task + TASK.MODE, SECCOMP_MODE.dead);
        writeCallInfo(world, thread, SIGSYS_CODE.SYS_SECCOMP, verdictData(verdict));
        const live = processWord(world, processOf(world, thread)) + PROCESS.LIVE;
        if (action === ACTION.KILL_THREAD && words.load(live) > 1)
          return dieAlone(world, thread, SIGNAL.SIGSYS);
        forceSignal(world, thread, SIGNAL.SIGSYS, true);
        return end(OUTCOME.ANSWERED);
      }
    }
  };

  const gate: KernelStep = {
    name: 'seccomp.gate',
    shared: false,
    run: (world, thread) =>
      (world.words.get(taskWord(world, thread) + TASK.WORK) & WORK.SECCOMP) === 0
        ? end(OUTCOME.ALLOW)
        : NEXT,
  };
  const run: KernelStep = {
    name: 'seccomp.run',
    shared: true,
    run: (world, thread) => {
      const { words } = world;
      const at = world.thread(thread);
      const isRecheck = words.get(at + RECHECK) !== 0;
      words.set(at + RECHECK, 0);
      noteContinued(world, thread, false);
      const task = taskWord(world, thread);
      if ((words.load(task + TASK.TRACE_OPTIONS) & PTRACE_OPTION.SUSPEND_SECCOMP) !== 0)
        return end(OUTCOME.ALLOW);
      const mode = task + TASK.MODE;
      if (words.load(mode) !== SECCOMP_MODE.strict) return filtered(world, thread, isRecheck);
      if (STRICT_ALLOWS.has(words.get(at + THREAD.NUMBER))) return end(OUTCOME.ALLOW);
      words.store(mode, SECCOMP_MODE.dead);
      return dieAlone(world, thread, SIGNAL.SIGKILL);
    },
  };
  const again: KernelStep = {
    name: 'seccomp.recheck',
    shared: true,
    run: (world, thread) => {
      const at = world.thread(thread);
      if (hasFatalSignal(world, thread)) return end(OUTCOME.ANSWERED);
      if (world.words.get(at + THREAD.NUMBER) < 0) return end(OUTCOME.ANSWERED);
      world.words.set(at + RECHECK, 1);
      return jump(1);
    },
  };
  return routine('seccomp', [gate, run], stopSteps, [again], notificationSteps(notify, fixes));
}
