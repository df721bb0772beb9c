/**
 * read and write where programs have user memory: plain files that hold words, as a device does
 * that gives the same at each read. Arguments: descriptor, address, count; the result is how many
 * words were copied, each of them a step.
 *
 * Invariant: a word that cannot be copied ends the call, and those before it count.
 * Source: Linux fs/read_write.c vfs_read(), vfs_write(). Deviations: files have no place, and what
 * is written to them is gone; a write of more than ARGUMENT_WORD_COUNT_MAX words is cut off there,
 * as Linux cuts it at MAX_RW_COUNT; other files than plain ones are EINVAL.
 * Tested by: test/kernel/syscalls/read-write.test.ts
 */

import { beginStep, endCall, register } from '../entry/argument.ts';
import { aim, aimedAt, type CopyContext, copySteps, copyWord } from '../entry/copy.ts';
import { ERRNO } from '../errno.ts';
import { ARGUMENT_WORD_COUNT_MAX } from '../limits.ts';
import { COPY } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { AGAIN, type KernelStep, NEXT, routine, type Routine } from '../routine.ts';
import { fileOfDescriptor, isPlainFile, plainNumber } from '../task/file.ts';
import { keepArgument, noteExecuted } from '../task/judgement.ts';
import { ACCESS } from '../vma/index.ts';
import { SYSCALL_NUMBER } from './number.ts';

/** Words of plain files, by number; a file that has none is at its end at once. */
export type FileContents = ReadonlyMap<number, readonly number[]>;

function copied(world: World, thread: number): number {
  return world.words.get(copyWord(world, thread) + COPY.DONE);
}

/** The word of the plain file that the call is about; the call keeps it whoever closes it. */
function fileOf(world: World, thread: number): number {
  return world.words.get(copyWord(world, thread) + COPY.FAR);
}

function begin(world: World, thread: number): number {
  const file = fileOfDescriptor(world, thread, register(world, thread, 0));
  if (file === 0) return -ERRNO.EBADF;
  world.words.set(copyWord(world, thread) + COPY.FAR, file);
  return isPlainFile(file) && register(world, thread, 2) >= 0 ? 0 : -ERRNO.EINVAL;
}

/** What is copied, and which way. */
interface Copying {
  readonly name: 'read' | 'write';
  /** How user memory is accessed. */
  readonly kind: number;
  /** How many words are to be copied. */
  readonly count: (world: World, thread: number) => number;
  /** What user memory gets, where it gets something. */
  readonly value: (world: World, thread: number, index: number) => number;
  /** Told of each word that is copied. */
  readonly taken: (world: World, thread: number) => void;
}

/** A copy of words that stand one behind the other from the address on. */
function copyCall({ name, kind, count, value, taken }: Copying, context: CopyContext): Routine {
  const aimAt = (world: World, thread: number, index: number): void => {
    const address = register(world, thread, 1) + index;
    aim(world, thread, address, kind, value(world, thread, index));
  };
  const finish = (world: World, thread: number, errno: number = ERRNO.EFAULT): number => {
    const words = copied(world, thread);
    if (name === 'write' && words > 0) noteExecuted(world, thread, SYSCALL_NUMBER.write);
    const isWhole = words > 0 || count(world, thread) === 0;
    return endCall(world, thread, isWhole ? words : -errno);
  };
  const first: KernelStep = {
    name: `${name}.aim`,
    shared: false,
    run: (world, thread) => {
      if (count(world, thread) === 0) return finish(world, thread);
      aimAt(world, thread, 0);
      return NEXT;
    },
  };
  const next = (world: World, thread: number): number => {
    taken(world, thread);
    const words = copied(world, thread) + 1;
    world.words.set(copyWord(world, thread) + COPY.DONE, words);
    if (words === count(world, thread)) return finish(world, thread);
    aimAt(world, thread, words);
    return AGAIN;
  };
  return routine(
    name,
    [beginStep(name, begin), first],
    copySteps({ name: 'copy', copied: next, failed: finish }, context),
  );
}

/** The routines, without the `sys.` that the kernel text puts before their names. */
export function readWriteCalls(context: CopyContext, contents: FileContents): readonly Routine[] {
  const wordsOf = (world: World, thread: number): readonly number[] =>
    contents.get(plainNumber(fileOf(world, thread))) ?? [];
  const reading: Copying = {
    name: 'read',
    kind: ACCESS.WRITE,
    count: (world, thread) => Math.min(register(world, thread, 2), wordsOf(world, thread).length),
    value: (world, thread, index) => wordsOf(world, thread)[index]!,
    taken: () => undefined,
  };
  const writing: Copying = {
    name: 'write',
    kind: ACCESS.READ,
    count: (world, thread) => Math.min(register(world, thread, 2), ARGUMENT_WORD_COUNT_MAX),
    value: () => 0,
    taken: (world, thread) => {
      const value = world.words.get(copyWord(world, thread) + COPY.VALUE);
      keepArgument(world, thread, aimedAt(world, thread), value);
    },
  };
  return [copyCall(reading, context), copyCall(writing, context)];
}
