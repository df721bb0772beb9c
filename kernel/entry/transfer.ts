/**
 * Transfer: a range of words copied between the memory of the caller and that of another task. Each
 * word is read in one step and written in another, so that the whole is never an instant's picture:
 * who reads while others write gets a torn view.
 *
 * Invariant: of a transfer that has ended no word is left in the record.
 * Source: Linux mm/process_vm_access.c process_vm_rw_pages(); fs/proc/base.c mem_rw().
 * Tested by: test/kernel/syscalls/process-memory.test.ts
 */

import { EVENT } from '../event.ts';
import { COPY } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { jump, type KernelStep, NEXT, placed } from '../routine.ts';
import { noteSeen } from '../task/judgement.ts';
import { ACCESS } from '../vma/index.ts';
import { aim, aimedAt, type CopyContext, copySteps, copyWord, remoteSteps } from './copy.ts';

/** What is copied. */
export interface Range {
  /** The thread whose memory is the far side. */
  readonly owner: number;
  /** Address in the memory of the caller. */
  readonly near: number;
  /** Address in the memory of the owner. */
  readonly far: number;
  /** Words, one at least. */
  readonly count: number;
}

/** How words go from one side to the other. */
export interface Transfer {
  readonly direction: 'from the owner' | 'to the owner';
  /** Whether the far side is accessed whatever its protection says: FOLL_FORCE. */
  readonly forced: boolean;
  /** Whether the owner's memory is read through the handle on its notification. */
  readonly byHandle?: boolean;
  /**
   * Told when all words are copied, or when one side may not be accessed, and how many were copied
   * before. Returns how the routine goes on.
   */
  readonly ended: (world: World, thread: number, done: number, fault: Fault) => number;
}

/** The side that may not be accessed. */
type Fault = 'none' | 'near' | 'far';

/** Begins a transfer: its steps come next. */
export function beginTransfer(world: World, thread: number, range: Range): void {
  const { words } = world;
  const at = copyWord(world, thread);
  words.set(at + COPY.OWNER, range.owner + 1);
  words.set(at + COPY.NEAR, range.near);
  words.set(at + COPY.FAR, range.far);
  words.set(at + COPY.LEFT, range.count);
}

/** Ends a transfer: nothing of it is left in the record, and `ended` is told. */
export function finishTransfer(
  world: World,
  thread: number,
  fault: Fault,
  ended: Transfer['ended'],
): number {
  const { words } = world;
  const at = copyWord(world, thread);
  const done = words.get(at + COPY.DONE);
  for (let word: number = COPY.PAGE; word < COPY.COPIED; word += 1) words.set(at + word, 0);
  return ended(world, thread, done, fault);
}

/** Aims at the word of a side that comes next: to be read, or to be written with what was read. */
export function aimAtNext(world: World, thread: number, side: 'near' | 'far', kind: number): void {
  const { words } = world;
  const at = copyWord(world, thread);
  const from = words.get(at + (side === 'near' ? COPY.NEAR : COPY.FAR));
  const value = kind === ACCESS.WRITE ? words.get(at + COPY.VALUE) : 0;
  aim(world, thread, from + words.get(at + COPY.DONE), kind, value);
}

/** One word more is copied; returns how many are left. */
export function countCopied(world: World, thread: number): number {
  const { words } = world;
  const at = copyWord(world, thread);
  const left = words.get(at + COPY.LEFT) - 1;
  words.set(at + COPY.DONE, words.get(at + COPY.DONE) + 1);
  words.set(at + COPY.LEFT, left);
  return left;
}

/** The steps of a transfer; behind `beginTransfer`. */
export function transferSteps(
  { direction, forced, byHandle = false, ended }: Transfer,
  context: CopyContext,
): (base: number) => KernelStep[] {
  const isRead = direction === 'from the owner';
  const finish = (world: World, thread: number, fault: Fault): number =>
    finishTransfer(world, thread, fault, ended);
  const source = isRead ? 'far' : 'near';
  const sink = isRead ? 'near' : 'far';
  const fetched = (world: World, thread: number): number => {
    const { words } = world;
    const at = copyWord(world, thread);
    if (isRead)
      noteSeen(
        world,
        thread,
        words.get(at + COPY.OWNER) - 1,
        aimedAt(world, thread),
        words.get(at + COPY.VALUE),
      );
    aimAtNext(world, thread, sink, ACCESS.WRITE);
    return NEXT;
  };
  return (base) => {
    const stored = (world: World, thread: number): number => {
      if (!isRead) {
        const value = world.words.get(copyWord(world, thread) + COPY.VALUE);
        world.record(thread, EVENT.poked, aimedAt(world, thread), value);
      }
      return countCopied(world, thread) === 0 ? finish(world, thread, 'none') : jump(base);
    };
    const begin: KernelStep = {
      name: 'transfer.next',
      shared: false,
      run: (world, thread) => {
        aimAtNext(world, thread, source, ACCESS.READ);
        return NEXT;
      },
    };
    const steps = (side: 'near' | 'far', copied: (world: World, thread: number) => number) => {
      const failed = (world: World, thread: number) => finish(world, thread, side);
      return side === 'near'
        ? copySteps({ name: 'near', copied, failed }, context)
        : remoteSteps({ name: 'far', copied, failed }, { forced, byHandle }, context);
    };
    return [begin, ...placed(base + 1, steps(source, fetched), steps(sink, stored))];
  };
}
