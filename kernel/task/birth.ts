/**
 * Birth: how a thread or a process begins to live. Both are declared by the scenario, and who calls
 * names the child by its thread id.
 *
 * Source: kernel/fork.c: copy_process(). Deviation: fork shares the address space.
 * Tested by: test/kernel/signals/work.test.ts
 */

import { ERRNO } from '../errno.ts';
import { PROCESS, TASK } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { holdFilter } from '../seccomp/release.ts';
import { hasSignal } from '../signals/send.ts';
import { holdFile } from './file.ts';
import { kick, LIFE, processOf, processWord, taskWord, tidOf, TID_BASE } from './task.ts';

/**
 * The child of a thread id begins to live, with what it inherits from the thread: the id, or a
 * negative errno. Whoever forks gives it the process that it was declared for.
 */
export function bear(world: World, thread: number, tid: number, forks: boolean): number {
  const { words } = world;
  if (hasSignal(world, thread)) return -ERRNO.ERESTARTNOINTR;
  const child = tid - TID_BASE;
  if (child < 0 || child >= world.layout.bounds.threadCount) return -ERRNO.EINVAL;
  const own = taskWord(world, thread);
  const at = taskWord(world, child);
  const life = words.load(at + TASK.LIFE);
  if (life === LIFE.alive || life === LIFE.exiting) return -ERRNO.EAGAIN;
  // Its id is free when the tracer of the dead thread has heard of the death.
  if (words.load(at + TASK.TRACER) !== 0) return -ERRNO.EAGAIN;
  const process = processOf(world, thread);
  const parent = processWord(world, process);
  const group = processWord(world, forks ? processOf(world, child) : process);
  if (forks) {
    if (words.load(group + PROCESS.LIVE) !== 0) return -ERRNO.EAGAIN;
    const lives = words.load(group + PROCESS.LIVES);
    const length = PROCESS.FILE + world.layout.bounds.fileCount;
    const from = processWord(world, words.load(parent + PROCESS.FILES)) - parent;
    for (let word = 0; word < length; word += 1) {
      const isFile = word >= PROCESS.FILE;
      const value = words.load(parent + word + (isFile ? from : 0));
      words.store(group + word, value);
      if (isFile) holdFile(world, value);
    }
    words.store(group + PROCESS.LIVES, lives + (world.layout.copyStride > 0 ? 1 : 0));
    words.store(group + PROCESS.LEADER, child + 1);
    words.store(group + PROCESS.LIVE, 0);
    words.store(group + PROCESS.PENDING, 0);
    words.store(group + PROCESS.PARENT, process + 1);
    words.store(group + PROCESS.FILES, processOf(world, child));
    words.store(group + PROCESS.CRED_GUARD, 0);
  } else {
    words.store(at + TASK.PROCESS, process);
  }
  for (const word of [TASK.MODE, TASK.FILTER, TASK.NO_NEW_PRIVS, TASK.BLOCKED])
    words.store(at + word, words.load(own + word));
  words.store(at + TASK.DEATH, 0);
  holdFilter(world, words.load(at + TASK.FILTER));
  words.add(group + PROCESS.LIVE, 1);
  words.store(at + TASK.LIFE, LIFE.alive);
  kick(world, child);
  return tidOf(child);
}
