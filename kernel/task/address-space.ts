/**
 * Address space identity: which life of which process a piece of memory belonged to. The model has
 * one address space, so what dies with a process is only the right to reach it: a handle on the
 * memory of a dead process finds nothing, and a thread id that was given out again names somebody
 * else, though the pages are where they were.
 *
 * Invariant: two lives of a process have two identities. They are counted only in worlds with
 * paging, since nowhere else is memory reached by a thread id.
 * Source: Linux fs/proc/base.c proc_mem_open(), mem_rw(): mmget_not_zero().
 * Tested by: test/kernel/syscalls/process-memory.test.ts
 */

import { PROCESS } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { processWord } from './task.ts';

/** The identity of what a process has as its memory now. */
export function addressSpaceOf(world: World, process: number): number {
  const lives = world.words.load(processWord(world, process) + PROCESS.LIVES);
  return lives * world.layout.bounds.processCount + process;
}

/** Whether somebody still runs in an address space. */
export function isAddressSpaceAlive(world: World, identity: number): boolean {
  const process = identity % world.layout.bounds.processCount;
  const live = world.words.load(processWord(world, process) + PROCESS.LIVE);
  return live > 0 && addressSpaceOf(world, process) === identity;
}
