/**
 * execve: the path, the arguments and the end of what was. Linux reads the pointers to the
 * arguments twice, to count them and to copy from them, and each string twice as well, to find its
 * length and to copy it: who changes them in between gets a program with other arguments than those
 * that were counted. So does this model.
 *
 * Arguments where there is paging: path, and the address of an array of pointers to strings, which
 * ends with 0, as the strings do; without paging it has none. Invariant: what is carried out is
 * what was copied last.
 * Source: Linux fs/exec.c do_execve(), count(), copy_strings(), de_thread(). Deviations: the
 * address space stays, and the program goes on behind the call, with dispositions, user dispatch
 * and the other threads gone as Linux has it; there is no environment.
 * Tested by: test/kernel/syscalls/execute.test.ts
 */

import {
  aimNext,
  beginStep,
  endCall,
  keepWord,
  type Known,
  pathPart,
  wordsPart,
  register,
  registerOf,
  structurePart,
} from '../entry/argument.ts';
import { type CopyContext, copyWord } from '../entry/copy.ts';
import { ERRNO } from '../errno.ts';
import { ARGUMENT_STRING_COUNT_MAX, ARGUMENT_WORD_COUNT_MAX } from '../limits.ts';
import { COPY, PROCESS, TASK, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
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
import { forEachThread, hasFatalSignal, killThread } from '../signals/send.ts';
import { DISPOSITION, dispositionOf, SIGNAL_MAX } from '../signals/signal.ts';
import { noteExecuted } from '../task/judgement.ts';
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
import { SYSCALL_NUMBER } from './number.ts';

function finish(world: World, thread: number, result: number): number {
  world.words.set(world.thread(thread) + THREAD.RESULT, result);
  return end(OUTCOME.RETURNED);
}

/** What execve does once it has its arguments: the other threads end, and the program is new. */
export const executeSteps: readonly KernelStep[] = [
  {
    name: 'execve.zap',
    shared: true,
    run: (world, thread) => {
      forEachThread(world, processOf(world, thread), (other) => {
        if (other !== thread) killThread(world, other);
      });
      fallAsleep(world, thread, waitingFor(WAIT.group, processOf(world, thread)), SLEEP.killable);
      return NEXT;
    },
  },
  {
    name: 'execve.alone',
    shared: true,
    run: (world, thread) => {
      const { words } = world;
      const kicks = kickCount(world, thread);
      const process = processOf(world, thread);
      const group = processWord(world, process);
      if (hasFatalSignal(world, thread)) {
        wakeUp(world, thread);
        return finish(world, thread, -ERRNO.EAGAIN);
      }
      if (words.load(group + PROCESS.LIVE) > 1) {
        world.blocked(kickWord(world, thread), kicks);
        return BLOCKED;
      }
      wakeUp(world, thread);
      words.store(group + PROCESS.LEADER, thread + 1);
      for (let signal = 1; signal <= SIGNAL_MAX; signal += 1) {
        const at = group + PROCESS.ACTION + signal;
        if (dispositionOf(words.load(at)) >= DISPOSITION.HANDLER) words.store(at, 0);
      }
      const task = taskWord(world, thread);
      for (let word = TASK.SUD_MODE; word <= TASK.SUD_SELECTOR; word += 1)
        words.set(task + word, 0);
      return finish(world, thread, 0);
    },
  },
];

/** How many arguments are counted, and then left to copy. */
const argumentIndex: Known = (world, thread) =>
  world.words.get(copyWord(world, thread) + COPY.DONE);

/** Where the pointer to the argument stands that is copied now: the last one comes first. */
const pointerAddress: Known = (world, thread) =>
  register(world, thread, 1) + argumentIndex(world, thread) - 1;

/** The string that is copied now. */
const stringAddress: Known = (world, thread) => world.words.get(copyWord(world, thread) + COPY.FAR);

function setWord(world: World, thread: number, word: number, value: number): void {
  world.words.set(copyWord(world, thread) + word, value);
}

/** The arguments are counted, and then copied from the last to the first. */
function argumentsPart(context: CopyContext): Part {
  return (base) => {
    const count = placed(
      base,
      wordsPart(
        'argv.count',
        registerOf(1),
        (world, thread, behind) => {
          setWord(world, thread, COPY.DONE, 0);
          return register(world, thread, 1) === 0 ? jump(behind) : NEXT;
        },
        (world, thread, value) => {
          if (value === 0) return NEXT;
          const counted = argumentIndex(world, thread);
          if (counted === ARGUMENT_STRING_COUNT_MAX) return endCall(world, thread, -ERRNO.E2BIG);
          setWord(world, thread, COPY.DONE, counted + 1);
          return aimNext(world, thread);
        },
        context,
      ),
    );
    const turn = base + count.length;
    const at = { behind: 0 };
    const next: KernelStep = {
      name: 'execve.next',
      shared: false,
      run: (world, thread) => (argumentIndex(world, thread) === 0 ? jump(at.behind) : NEXT),
    };
    const pointer = wordsPart(
      'argv.pointer',
      pointerAddress,
      () => NEXT,
      (world, thread, value) => {
        setWord(world, thread, COPY.FAR, value);
        return keepWord(world, thread, value);
      },
      context,
    );
    const measure = wordsPart(
      'argv.length',
      stringAddress,
      (world, thread) => {
        setWord(world, thread, COPY.LENGTH, 1);
        return NEXT;
      },
      (world, thread, value) => {
        if (value === 0) return NEXT;
        const length = world.words.get(copyWord(world, thread) + COPY.LENGTH);
        if (length === ARGUMENT_WORD_COUNT_MAX) return endCall(world, thread, -ERRNO.E2BIG);
        setWord(world, thread, COPY.LENGTH, length + 1);
        return aimNext(world, thread);
      },
      context,
    );
    const copy = structurePart(
      'argv.string',
      stringAddress,
      (world, thread) => world.words.get(copyWord(world, thread) + COPY.LENGTH),
      context,
    );
    const again: KernelStep = {
      name: 'execve.again',
      shared: false,
      run: (world, thread) => {
        setWord(world, thread, COPY.DONE, argumentIndex(world, thread) - 1);
        return jump(turn);
      },
    };
    const steps = placed(turn, [next], pointer, measure, copy, [again]);
    at.behind = turn + steps.length;
    return [...count, ...steps];
  };
}

/** execve where programs have user memory. */
export function executeCall(context: CopyContext): Routine {
  const begin: KernelStep = {
    name: 'execve.begin_exec',
    shared: false,
    run: (world, thread) => {
      noteExecuted(world, thread, SYSCALL_NUMBER.execve);
      // Nothing is left to copy: what follows ends as it does without arguments.
      for (let word: number = COPY.PAGE; word < COPY.COPIED; word += 1)
        setWord(world, thread, word, 0);
      return NEXT;
    },
  };
  return routine(
    'execve',
    [beginStep('execve', () => 0)],
    pathPart('path', registerOf(0), context),
    argumentsPart(context),
    [begin],
    executeSteps,
  );
}
