/**
 * File descriptors: a small table a process, each entry one descriptor word. Files have no content:
 * a word says which file it is, and two words that are equal name the same open file. Only the file
 * of a listener has a life: FILES of its filter counts who holds it, and who drops it last has to
 * release the listener on its way out of the kernel, as task work does (RELEASES).
 *
 * Invariant: FILES is the number of descriptors, running calls (USING) and ADDFD requests that hold
 * the listener.
 * Source: fs/file.c: alloc_fd(), do_dup2(), replace_fd(), fdget(); fs/file_table.c: fput().
 * Deviations: close-on-exec is not modelled; no number is reserved before it has its file.
 * Tested by: test/kernel/notify/listener.test.ts, test/kernel/notify/addfd.test.ts
 */

import { invariant } from '../assert.ts';
import { ERRNO } from '../errno.ts';
import { FILTER, PROCESS, TASK } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { filterWord, processOf, processWord, taskWord } from './task.ts';

/** What a descriptor word names; 0 is a free entry. */
export const FILE_KIND = { plain: 1, listener: 2, memory: 3 } as const;
const KIND_MASK = 3;
/** Numbers of files lie below: a file word is a positive 32-bit number. */
const FILE_NUMBER_END = 2 ** 29;

/** The word of a plain file, or of the listener of a filter. */
export function fileWord(kind: number, number: number): number {
  return (number << 2) | kind;
}

/** The number of a plain file. */
export function plainNumber(file: number): number {
  return file >> 2;
}

/** Whether a descriptor word names a plain file. */
export function isPlainFile(file: number): boolean {
  return (file & KIND_MASK) === FILE_KIND.plain;
}

/** The filter whose listener a descriptor word names, or -1. */
export function listenerFilter(file: number): number {
  return (file & KIND_MASK) === FILE_KIND.listener ? file >> 2 : -1;
}

/** The word of /proc/TID/mem: the address space that it was opened for, and by which thread. */
export function memoryFile(world: World, space: number, owner: number): number {
  const number = space * world.layout.bounds.threadCount + owner;
  invariant(number < FILE_NUMBER_END, 'the lives of a process and its threads fit in a file word');
  return fileWord(FILE_KIND.memory, number);
}

/** The address space that a descriptor word names, or -1. */
export function memoryFileSpace(world: World, file: number): number {
  if ((file & KIND_MASK) !== FILE_KIND.memory) return -1;
  return Math.floor((file >> 2) / world.layout.bounds.threadCount);
}

/** The thread by whose id the memory was opened. */
export function memoryFileOwner(world: World, file: number): number {
  return (file >> 2) % world.layout.bounds.threadCount;
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

/** Whether another living process uses the same table. */
function isTableShared(world: World, process: number): boolean {
  const { words, layout } = world;
  const files = words.load(processWord(world, process) + PROCESS.FILES);
  for (let other = 0; other < layout.bounds.processCount; other += 1) {
    const at = processWord(world, other);
    if (other === process || words.load(at + PROCESS.LIVE) === 0) continue;
    if (words.load(at + PROCESS.FILES) === files) return true;
  }
  return false;
}

/**
 * Whether the thread alone can change the table that it uses, so that fdget() takes no reference.
 */
export function ownsTable(world: World, thread: number): boolean {
  const process = processOf(world, thread);
  const live = world.words.load(processWord(world, process) + PROCESS.LIVE);
  return live <= 1 && !isTableShared(world, process);
}

/** Takes a reference to a file, unless nobody holds it any more. */
export function holdFile(world: World, file: number): boolean {
  const filter = listenerFilter(file);
  if (filter < 0) return true;
  const at = filterWord(world, filter) + FILTER.FILES;
  for (;;) {
    const count = world.words.load(at);
    if (count === 0) return false;
    if (world.words.cas(at, count, count + 1) === count) return true;
  }
}

/** Drops a reference: the thread that drops the last one of a listener has to release it. */
export function dropFile(world: World, thread: number, file: number): void {
  const filter = listenerFilter(file);
  if (filter < 0) return;
  if (world.words.add(filterWord(world, filter) + FILTER.FILES, -1) !== 1) return;
  const releases = taskWord(world, thread) + TASK.RELEASES;
  world.words.set(releases, world.words.get(releases) | (1 << filter));
}

function limitOf(world: World, process: number): number {
  const limit = world.words.load(processWord(world, process) + PROCESS.FILE_LIMIT);
  return Math.min(limit, world.layout.bounds.fileCount);
}

/** Puts a file, of which the caller holds a reference, at the lowest free descriptor; or EMFILE. */
export function installLowest(world: World, thread: number, file: number): number {
  const process = processOf(world, thread);
  const table = fileTable(world, process);
  const limit = limitOf(world, process);
  holdFile(world, file);
  for (let descriptor = 0; descriptor < limit; descriptor += 1)
    if (world.words.cas(table + descriptor, 0, file) === 0) return descriptor;
  dropFile(world, thread, file);
  return -ERRNO.EMFILE;
}

/** Puts a file at a descriptor, and closes what was there; -EBADF beyond the limit. */
export function installAt(world: World, thread: number, file: number, descriptor: number): number {
  const { words } = world;
  const process = processOf(world, thread);
  if (descriptor < 0 || descriptor >= limitOf(world, process)) return -ERRNO.EBADF;
  holdFile(world, file);
  const at = fileTable(world, process) + descriptor;
  let before = words.load(at);
  while (words.cas(at, before, file) !== before) before = words.load(at);
  dropFile(world, thread, before);
  return descriptor;
}

/** Takes a file out of the table: what close(2) does before it drops the file. */
export function closeDescriptor(world: World, thread: number, descriptor: number): number {
  const file = fileOfDescriptor(world, thread, descriptor);
  if (file === 0) return -ERRNO.EBADF;
  const at = fileTable(world, processOf(world, thread)) + descriptor;
  if (world.words.cas(at, file, 0) !== file) return -ERRNO.EBADF;
  dropFile(world, thread, file);
  return 0;
}

/** Closes the table of a process that has died, unless another one shares it. */
export function closeAll(world: World, thread: number): void {
  const { words, layout } = world;
  const process = processOf(world, thread);
  if (isTableShared(world, process)) return;
  const table = fileTable(world, process);
  for (let descriptor = 0; descriptor < layout.bounds.fileCount; descriptor += 1) {
    const file = words.load(table + descriptor);
    if (file === 0) continue;
    words.store(table + descriptor, 0);
    dropFile(world, thread, file);
  }
}
