/**
 * The calls about tasks: seccomp and prctl, signals, files, and the life of threads and processes.
 * A call with a single effect is one step. Threads and processes that clone and fork make are
 * declared by the scenario and named by the call: the first argument is the thread id of the child.
 *
 * Where there is paging, read, write and execve have arguments in user memory (read-write.ts,
 * execute.ts), and stand there.
 * Tested by: test/kernel/signals/work.test.ts
 */

import { ERRNO } from '../errno.ts';
import { ACTION } from '../filter/index.ts';
import { PROCESS, TASK, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import {
  BLOCKED,
  end,
  jump,
  type KernelStep,
  NEXT,
  OUTCOME,
  routine,
  type Routine,
} from '../routine.ts';
import { attach, checkAttach, mayAssignMode } from '../seccomp/attach.ts';
import { FILTER_FLAG, PRCTL, SECCOMP_MODE, SECCOMP_OPERATION } from '../seccomp/mode.ts';
import type { FilterPaths } from '../seccomp/path.ts';
import {
  actionOf,
  forEachThread,
  hasFatalSignal,
  hasSignal,
  isIgnored,
  killGroup,
  recalculate,
  sendSignal,
} from '../signals/send.ts';
import { IMMUTABLE, SIGNAL_MAX, signalBit, UNSTOPPABLE } from '../signals/signal.ts';
import { bear } from '../task/birth.ts';
import { fileOfDescriptor } from '../task/file.ts';
import {
  fallAsleep,
  kick,
  kickCount,
  kickWord,
  LIFE,
  pidOf,
  processOf,
  processWord,
  SLEEP,
  taskWord,
  threadOfTid,
  tidOf,
  TID_BASE,
  WAIT,
  waitingFor,
  wakeUp,
} from '../task/task.ts';
import { WORK } from '../task/work-flags.ts';
import { setUserDispatch } from '../entry/enter.ts';
import { executeSteps } from './execute.ts';

type Body = (world: World, thread: number) => number;

function argument(world: World, thread: number, index: number): number {
  return world.words.get(world.thread(thread) + THREAD.ARGUMENT + index);
}

function finish(world: World, thread: number, result: number): number {
  world.words.set(world.thread(thread) + THREAD.RESULT, result);
  return end(OUTCOME.RETURNED);
}

/** A call of one step. */
function call(name: string, body: Body): Routine {
  return routine(name, [
    { name, shared: true, run: (world, thread) => finish(world, thread, body(world, thread)) },
  ]);
}

const GUARD = 'cred_guard_mutex';
const RELEASED = THREAD.SCRATCH;

/** seccomp(2), and prctl(2) with its way to the same: checks, the mutex of TSYNC, the attach. */
function seccompCalls(paths: FilterPaths): Routine[] {
  const mode = (world: World, thread: number, wanted: number, flags: number, data: number) => {
    if (flags !== 0 || data !== 0) return -ERRNO.EINVAL;
    if (!mayAssignMode(world, thread, wanted)) return -ERRNO.EINVAL;
    world.words.store(taskWord(world, thread) + TASK.MODE, wanted);
    return 0;
  };
  const guardWord = (world: World, thread: number) =>
    processWord(world, processOf(world, thread)) + PROCESS.CRED_GUARD;
  const attachSteps = (base: number, flagsOf: Body, programOf: Body): KernelStep[] => [
    {
      name: `seccomp.${GUARD}`,
      shared: true,
      run: (world, thread) => {
        const kicks = kickCount(world, thread);
        const guard = guardWord(world, thread);
        if (world.words.cas(guard, 0, thread + 1) === 0) return NEXT;
        if (hasFatalSignal(world, thread)) return finish(world, thread, -ERRNO.EINVAL);
        world.blocked(kickWord(world, thread), kicks);
        return BLOCKED;
      },
    },
    {
      name: 'seccomp.attach',
      shared: true,
      run: (world, thread) => {
        const flags = flagsOf(world, thread);
        const result = attach(world, thread, paths, flags, programOf(world, thread));
        if ((flags & FILTER_FLAG.TSYNC) === 0) return finish(world, thread, result);
        world.words.set(world.thread(thread) + RELEASED, result);
        return jump(base + 2);
      },
    },
    {
      name: 'seccomp.unguard',
      shared: true,
      run: (world, thread) => {
        const at = world.thread(thread) + RELEASED;
        const result = world.words.get(at);
        world.words.set(at, 0);
        world.words.store(guardWord(world, thread), 0);
        // Who waits for it may be a tracer, of any process.
        for (let other = 0; other < world.layout.bounds.threadCount; other += 1) kick(world, other);
        return finish(world, thread, result);
      },
    },
  ];
  const prepare = (world: World, thread: number, flags: number, program: number): number => {
    const errno = checkAttach(world, thread, paths, flags, program);
    if (errno !== 0) return finish(world, thread, errno);
    return jump((flags & FILTER_FLAG.TSYNC) !== 0 ? 1 : 2);
  };
  const seccomp: KernelStep = {
    name: 'seccomp.prepare',
    shared: true,
    run: (world, thread) => {
      const operation = argument(world, thread, 0);
      const flags = argument(world, thread, 1);
      const data = argument(world, thread, 2);
      switch (operation) {
        case SECCOMP_OPERATION.SET_MODE_STRICT:
          return finish(world, thread, mode(world, thread, SECCOMP_MODE.strict, flags, data));
        case SECCOMP_OPERATION.SET_MODE_MEMMAP: {
          const unused = flags & FILTER_FLAG.TSYNC;
          return finish(world, thread, mode(world, thread, SECCOMP_MODE.memmap, unused, data));
        }
        case SECCOMP_OPERATION.SET_MODE_FILTER:
          return prepare(world, thread, flags, data);
        case SECCOMP_OPERATION.GET_ACTION_AVAIL: {
          if (flags !== 0) return finish(world, thread, -ERRNO.EINVAL);
          const isKnown = Object.values(ACTION).some((action) => action === data);
          return finish(world, thread, isKnown ? 0 : -ERRNO.EOPNOTSUPP);
        }
        case SECCOMP_OPERATION.GET_NOTIF_SIZES: {
          if (flags !== 0) return finish(world, thread, -ERRNO.EINVAL);
          const buffer = taskWord(world, thread) + TASK.BUFFER;
          [80, 24, 64].forEach((size, index) => {
            world.words.set(buffer + index, size);
          });
          return finish(world, thread, 0);
        }
        default:
          return finish(world, thread, -ERRNO.EINVAL);
      }
    },
  };
  const prctl: KernelStep = {
    name: 'prctl.run',
    shared: true,
    run: (world, thread) => {
      const task = taskWord(world, thread);
      const second = argument(world, thread, 1);
      const rest = [2, 3, 4].some((index) => argument(world, thread, index) !== 0);
      switch (argument(world, thread, 0)) {
        case PRCTL.PR_GET_SECCOMP:
          return finish(world, thread, world.words.load(task + TASK.MODE));
        case PRCTL.PR_SET_SECCOMP:
          if (second === SECCOMP_MODE.filter)
            return prepare(world, thread, 0, argument(world, thread, 2));
          return finish(
            world,
            thread,
            second === SECCOMP_MODE.strict || second === SECCOMP_MODE.memmap
              ? mode(world, thread, second, 0, 0)
              : -ERRNO.EINVAL,
          );
        case PRCTL.PR_SET_NO_NEW_PRIVS:
          if (second !== 1 || rest) return finish(world, thread, -ERRNO.EINVAL);
          world.words.store(task + TASK.NO_NEW_PRIVS, 1);
          return finish(world, thread, 0);
        case PRCTL.PR_GET_NO_NEW_PRIVS:
          return finish(
            world,
            thread,
            second !== 0 || rest ? -ERRNO.EINVAL : world.words.load(task + TASK.NO_NEW_PRIVS),
          );
        default:
          return finish(world, thread, -ERRNO.EINVAL);
      }
    },
  };
  const flagsOf: Body = (world, thread) => argument(world, thread, 1);
  const programOf: Body = (world, thread) => argument(world, thread, 2);
  return [
    routine('seccomp', [seccomp], attachSteps(1, flagsOf, programOf)),
    routine(
      'prctl',
      [prctl],
      attachSteps(1, () => 0, programOf),
    ),
  ].map((each) => ({ ...each, name: `sys.${each.name}` }));
}

const isSignal = (signal: number) => signal >= 0 && signal <= SIGNAL_MAX;

function kill(world: World, thread: number): number {
  const pid = argument(world, thread, 0);
  const signal = argument(world, thread, 1);
  if (!isSignal(signal)) return -ERRNO.EINVAL;
  for (let process = 0; process < world.layout.bounds.processCount; process += 1) {
    const at = processWord(world, process);
    if (world.words.load(at + PROCESS.LEADER) === 0 || pidOf(world, process) !== pid) continue;
    if (world.words.load(at + PROCESS.LIVE) === 0) return -ERRNO.ESRCH;
    if (signal !== 0) sendSignal(world, process, -1, signal);
    return 0;
  }
  return -ERRNO.ESRCH;
}

function tgkill(world: World, thread: number): number {
  const target = threadOfTid(world, argument(world, thread, 1));
  const signal = argument(world, thread, 2);
  if (!isSignal(signal)) return -ERRNO.EINVAL;
  if (target < 0) return -ERRNO.ESRCH;
  const process = processOf(world, target);
  if (pidOf(world, process) !== argument(world, thread, 0)) return -ERRNO.ESRCH;
  if (signal !== 0) sendSignal(world, process, target, signal);
  return 0;
}

function setAction(world: World, thread: number): number {
  const signal = argument(world, thread, 0);
  const action = argument(world, thread, 1);
  if (signal < 1 || signal > SIGNAL_MAX) return -ERRNO.EINVAL;
  if ((UNSTOPPABLE & signalBit(signal)) !== 0) return -ERRNO.EINVAL;
  const process = processOf(world, thread);
  const at = processWord(world, process);
  if ((actionOf(world, process, signal) & IMMUTABLE) !== 0) return -ERRNO.EINVAL;
  world.words.store(at + PROCESS.ACTION + signal, action);
  if (!isIgnored(action, signal)) return 0;
  const keep = ~signalBit(signal);
  world.words.store(at + PROCESS.PENDING, world.words.load(at + PROCESS.PENDING) & keep);
  forEachThread(world, process, (each) => {
    const pending = taskWord(world, each) + TASK.PENDING;
    world.words.store(pending, world.words.load(pending) & keep);
  });
  return 0;
}

function setMask(world: World, thread: number): number {
  const at = taskWord(world, thread) + TASK.BLOCKED;
  const set = argument(world, thread, 1) & ~UNSTOPPABLE;
  const before = world.words.load(at);
  switch (argument(world, thread, 0)) {
    case 0:
      world.words.store(at, before | set);
      break;
    case 1:
      world.words.store(at, before & ~set);
      break;
    case 2:
      world.words.store(at, set);
      break;
    default:
      return -ERRNO.EINVAL;
  }
  recalculate(world, thread);
  return 0;
}

/** A call that sleeps until a signal comes, or (a timer) until it has slept enough. */
function sleeping(name: string, ends: boolean, errno: number): Routine {
  return routine(`sys.${name}`, [
    {
      name: `${name}.sleep`,
      shared: false,
      run: (world, thread) => {
        const kind = ends ? WAIT.timer : WAIT.forever;
        fallAsleep(world, thread, waitingFor(kind), SLEEP.interruptible);
        return NEXT;
      },
    },
    {
      name: `${name}.wake`,
      shared: true,
      run: (world, thread) => {
        const kicks = kickCount(world, thread);
        const isBroken = hasSignal(world, thread);
        if (!isBroken && !ends) {
          world.blocked(kickWord(world, thread), kicks);
          return BLOCKED;
        }
        wakeUp(world, thread);
        return finish(world, thread, isBroken ? -errno : 0);
      },
    },
  ]);
}

/** Whether the whole process is dead: a thread that still exits is no zombie yet. */
function hasEnded(world: World, child: number): boolean {
  const process = processOf(world, child);
  if (world.words.load(processWord(world, process) + PROCESS.LIVE) !== 0) return false;
  for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1) {
    const life = world.words.load(taskWord(world, thread) + TASK.LIFE);
    if (life === LIFE.exiting && processOf(world, thread) === process) return false;
  }
  return true;
}

const wait: Routine = routine('sys.wait4', [
  {
    name: 'wait4.sleep',
    shared: false,
    run: (world, thread) => {
      const child = argument(world, thread, 0) - TID_BASE;
      if (child < 0 || child >= world.layout.bounds.threadCount)
        return finish(world, thread, -ERRNO.ECHILD);
      const object = processOf(world, child) + 1;
      fallAsleep(world, thread, waitingFor(WAIT.child, object), SLEEP.interruptible);
      return NEXT;
    },
  },
  {
    name: 'wait4.wake',
    shared: true,
    run: (world, thread) => {
      const kicks = kickCount(world, thread);
      const child = argument(world, thread, 0) - TID_BASE;
      const at = processWord(world, processOf(world, child));
      const isDead = world.words.load(at + PROCESS.EXIT) !== 0 && hasEnded(world, child);
      if (!isDead && !hasSignal(world, thread)) {
        world.blocked(kickWord(world, thread), kicks);
        return BLOCKED;
      }
      wakeUp(world, thread);
      const status = world.words.load(at + PROCESS.EXIT) - 1;
      return finish(world, thread, isDead ? status : -ERRNO.ERESTARTSYS);
    },
  },
]);

/** exit and exit_group: the exit work does the rest. */
function leaving(name: string, isGroup: boolean): Routine {
  return call(`sys.${name}`, (world, thread) => {
    const code = argument(world, thread, 0) & 0xff;
    if (isGroup) killGroup(world, processOf(world, thread), code << 8);
    const work = taskWord(world, thread) + TASK.WORK;
    world.words.set(work, world.words.get(work) | WORK.LEAVING);
    return code;
  });
}

function setLimit(world: World, thread: number): number {
  const target = threadOfTid(world, argument(world, thread, 0));
  if (target < 0) return -ERRNO.ESRCH;
  const at = processWord(world, processOf(world, target)) + PROCESS.FILE_LIMIT;
  world.words.store(at, argument(world, thread, 1));
  return 0;
}

/** The routines of the calls, named `sys.` and the call. */
export function taskRoutines(paths: FilterPaths): Routine[] {
  const plain = (name: string, body: Body) => call(`sys.${name}`, body);
  const fileResult = (world: World, thread: number) =>
    fileOfDescriptor(world, thread, argument(world, thread, 0)) === 0 ? -ERRNO.EBADF : 0;
  return [
    ...seccompCalls(paths),
    plain('sud_set', setUserDispatch),
    plain('kill', kill),
    plain('tgkill', tgkill),
    plain('rt_sigaction', setAction),
    plain('rt_sigprocmask', setMask),
    plain('clone', (world, thread) => bear(world, thread, argument(world, thread, 0), false)),
    plain('fork', (world, thread) => bear(world, thread, argument(world, thread, 0), true)),
    { name: 'sys.execve', steps: executeSteps },
    leaving('exit', false),
    leaving('exit_group', true),
    wait,
    sleeping('pause', false, ERRNO.ERESTARTNOHAND),
    sleeping('nanosleep', true, ERRNO.ERESTART_RESTARTBLOCK),
    plain('getpid', (world, thread) => pidOf(world, processOf(world, thread))),
    plain('gettid', (_world, thread) => tidOf(thread)),
    plain('getppid', (world, thread) => {
      const parent = world.words.load(
        processWord(world, processOf(world, thread)) + PROCESS.PARENT,
      );
      return parent === 0 ? 0 : pidOf(world, parent - 1);
    }),
    plain('read', fileResult),
    plain('write', fileResult),
    plain('setrlimit', setLimit),
    plain('nothing', () => 0),
    routine('sys.skipped', [{ name: 'skipped', shared: false, run: () => end(OUTCOME.RETURNED) }]),
  ];
}
