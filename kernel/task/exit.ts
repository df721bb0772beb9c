/**
 * The end of a thread: it is marked as exiting, lets go of its filters, its process of its files if
 * it was the last thread, and then it is dead. Each is a step, as others may look in between: TSYNC
 * passes over an exiting thread, a listener hangs up before the files are closed.
 *
 * Source: kernel/exit.c: do_exit(). Since 6.11 a task releases its filters when it exits and not
 * when it is reaped; nothing here is reaped, so the fix `recv-ends-with-users` only decides whether
 * a RECV that sleeps hears of it.
 * Tested by: test/kernel/signals/work.test.ts
 */

import { invariant } from '../assert.ts';
import { guardState } from '../guard/hold.ts';
import { GUARD_STATE } from '../guard/life.ts';
import { PROCESS, TASK, TASK_WORDS, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { traceDeath } from '../ptrace/link.ts';
import { releaseSteps } from '../notify/listener.ts';
import { Protocol } from '../notify/notification.ts';
import { end, jump, type KernelStep, NEXT, OUTCOME } from '../routine.ts';
import { releaseFilter } from '../seccomp/release.ts';
import { closeAll } from './file.ts';
import { kickWaiting, LIFE, processOf, processWord, taskWord, WAIT, waitingFor } from './task.ts';

/** Whoever exits has left its call behind, and with it what was guarded for that. */
function expectUnguarded(world: World, thread: number): void {
  const { guard } = world.layout;
  if (guard === undefined || guard.bounds.design.without === 'the release') return;
  invariant(guardState(world, thread) === GUARD_STATE.idle, 'a thread that exits has no guard');
}

/**
 * The steps of do_exit, from step `base` of their routine on; they end with KILL for a thread that
 * a signal kills, else with EXIT.
 */
export function exitSteps(base: number, fixes: ReadonlySet<string>): readonly KernelStep[] {
  const release = base + 3;
  const listeners = releaseSteps(release, new Protocol(fixes), (world, thread) => {
    world.words.set(world.thread(thread) + THREAD.SCRATCH, 0);
    return jump(release + listeners.length);
  });
  return [
    {
      name: 'exit.begin',
      shared: true,
      run: (world, thread) => {
        const { words } = world;
        const task = taskWord(world, thread);
        expectUnguarded(world, thread);
        words.store(task + TASK.LIFE, LIFE.exiting);
        const group = processWord(world, processOf(world, thread));
        if (words.add(group + PROCESS.LIVE, -1) === 1 && words.load(group + PROCESS.EXIT) === 0) {
          const death = words.get(task + TASK.DEATH);
          const code = words.get(world.thread(thread) + THREAD.RESULT) & 0xff;
          words.store(group + PROCESS.EXIT, (death !== 0 ? death : code << 8) + 1);
        }
        return NEXT;
      },
    },
    {
      name: 'exit.filters',
      shared: true,
      run: (world, thread) => {
        const at = taskWord(world, thread) + TASK.FILTER;
        const newest = world.words.load(at);
        world.words.store(at, 0);
        releaseFilter(world, newest);
        return NEXT;
      },
    },
    {
      name: 'exit.files',
      shared: true,
      run: (world, thread) => {
        const process = processOf(world, thread);
        const live = processWord(world, process) + PROCESS.LIVE;
        if (world.words.load(live) === 0) closeAll(world, thread);
        return NEXT;
      },
    },
    ...listeners,
    {
      name: 'exit.notify',
      shared: true,
      run: (world, thread) => {
        const { words } = world;
        const task = taskWord(world, thread);
        const process = processOf(world, thread);
        const death = words.get(task + TASK.DEATH);
        const tracer = words.load(task + TASK.TRACER);
        for (let word = 0; word < TASK_WORDS; word += 1) words.store(task + word, 0);
        words.store(task + TASK.PROCESS, process);
        words.store(task + TASK.DEATH, death);
        words.store(task + TASK.LIFE, LIFE.dead);
        const code = words.get(world.thread(thread) + THREAD.RESULT) & 0xff;
        traceDeath(world, thread, tracer, death !== 0 ? death : code << 8);
        kickWaiting(world, waitingFor(WAIT.child, process + 1));
        kickWaiting(world, waitingFor(WAIT.child, 0));
        kickWaiting(world, waitingFor(WAIT.group, process));
        return end(death !== 0 ? OUTCOME.KILL : OUTCOME.EXIT);
      },
    },
  ];
}
