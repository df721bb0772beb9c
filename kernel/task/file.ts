/**
 * File descriptors: a small table a process, each entry one descriptor word. Files have no content:
 * a word says which file it is, and two words that are equal name the same open file. Invariant: a
 * listener is open as long as some table, or some ADDFD request on its way, holds its word.
 *
 * Source: fs/file.c (alloc_fd, do_dup2). Deviation: close-on-exec is not modelled.
 * Tested by: test/kernel/seccomp/attach.test.ts
 */

import { ERRNO } from '../errno.ts';
import { PROCESS, TASK } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { listenerClosed } from '../notify/hook.ts';
import { processOf, processWord, taskWord } from './task.ts';

/** What a descriptor word names; 0 is a free entry. */
export const FILE_KIND = { plain: 1, listener: 2 } as const;
const KIND_MASK = 3;

/** The word of a plain file, or of the listener of a filter. */
export function fileWord(kind: number, number: number): number {
  return (number << 2) | kind;
}

/** The filter whose listener a descriptor word names, or -1. */
export function listenerFilter(file: number): number {
  return (file & KIND_MASK) === FILE_KIND.listener ? file >> 2 : -1;
}

/** First descriptor word of the table that a process uses. */
export function fileTable(world: World, process: number): number {
  const files = world.words.load(processWord(world, process) + PROCESS.FILES);
  return processWord(world, files) + PROCESS.FILE;
}

/** The file of a descriptor of the thread, or 0. */
export function fileOfDescriptor(world: World, thread: number, descriptor: number): number {
  if (descriptor < 0 || descriptor >= world.layout.bounds.fileCount) return 0;
  return world.words.load(fileTable(world, processOf(world, thread)) + descriptor);
}

function limitOf(world: World, process: number): number {
  const limit = world.words.load(processWord(world, process) + PROCESS.FILE_LIMIT);
  return Math.min(limit, world.layout.bounds.fileCount);
}

/** Puts a file at the lowest free descriptor; -EMFILE beyond the limit. */
export function installLowest(world: World, thread: number, file: number): number {
  const process = processOf(world, thread);
  const table = fileTable(world, process);
  const limit = limitOf(world, process);
  for (let descriptor = 0; descriptor < limit; descriptor += 1) {
    if (world.words.load(table + descriptor) !== 0) continue;
    world.words.store(table + descriptor, file);
    return descriptor;
  }
  return -ERRNO.EMFILE;
}

/** close(2). */
export function closeDescriptor(world: World, thread: number, descriptor: number): number {
  const file = fileOfDescriptor(world, thread, descriptor);
  if (file === 0) return -ERRNO.EBADF;
  world.words.store(fileTable(world, processOf(world, thread)) + descriptor, 0);
  dropped(world, file);
  return 0;
}

/** Whether some table or request still holds a file. */
function isHeld(world: World, file: number): boolean {
  const { words, layout } = world;
  for (let process = 0; process < layout.bounds.processCount; process += 1) {
    const table = processWord(world, process) + PROCESS.FILE;
    for (let descriptor = 0; descriptor < layout.bounds.fileCount; descriptor += 1)
      if (words.load(table + descriptor) === file) return true;
  }
  for (let thread = 0; thread < layout.bounds.threadCount; thread += 1)
    if (words.load(taskWord(world, thread) + TASK.ADDFD_FILE) === file) return true;
  return false;
}

/** A descriptor word is gone: the last one of a listener closes it. */
function dropped(world: World, file: number): void {
  const filter = listenerFilter(file);
  if (filter >= 0 && !isHeld(world, file)) listenerClosed(world, filter);
}

/** Closes the table of a process that has died, unless another one shares it. */
export function closeAll(world: World, process: number): void {
  const { words, layout } = world;
  const files = words.load(processWord(world, process) + PROCESS.FILES);
  for (let other = 0; other < layout.bounds.processCount; other += 1) {
    const at = processWord(world, other);
    if (other === process || words.load(at + PROCESS.LIVE) === 0) continue;
    if (words.load(at + PROCESS.FILES) === files) return;
  }
  const table = processWord(world, files) + PROCESS.FILE;
  for (let descriptor = 0; descriptor < layout.bounds.fileCount; descriptor += 1) {
    const file = words.load(table + descriptor);
    if (file === 0) continue;
    words.store(table + descriptor, 0);
    dropped(world, file);
  }
}
