/**
 * Copy: how the kernel reads and writes user memory, word by word, each word a step. For the task
 * that called it goes through the page table of the running core as the processor does, TLB and
 * page faults included (copy_from_user, copy_to_user); the memory of another task it reaches
 * through the page table alone, under the lock of the address space (access_process_vm). What may
 * not be accessed is EFAULT as a value and no signal.
 *
 * Every read of user memory by the kernel goes through `readUser` and every write through
 * `writeUser`: who guards pages asks there. Invariant: while a copy goes on, no lock is held.
 *
 * A user address counts words: `page * wordsPerFrame + word`, so that a word can hold a pointer;
 * 0 is NULL. Sources: Linux arch/x86/lib/copy_user_64.S; mm/gup.c check_vma_flags(); mm/memory.c
 * __access_remote_vm(). Deviations: each word is translated anew and copied under the lock, where
 * process_vm_readv pins a page and copies from it when the lock is gone; a byte is a word.
 * Tested by: test/kernel/entry/copy.test.ts
 */

import {
  type AddressSpaceDesign,
  closeWindow,
  type DesignContext,
  GROUND,
  type Reading,
  UNDECIDED,
} from '../locks/design.ts';
import { COPY } from '../memory/layout.ts';
import { VM } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { frameWord, freeFrameWord, NO_FRAME, pagingOf } from '../paging/frame.ts';
import { fillPage, isGuarded, rightsFor } from '../paging/page-table.ts';
import { AGAIN, BLOCKED, jump, type KernelStep, NEXT, placed } from '../routine.ts';
import {
  ACCESS,
  ACCESS_OK,
  allowedAccess,
  needsAnon,
  NO_VMA,
  prepareAnon,
  vmaFlags,
  vmaStart,
} from '../vma/index.ts';
import type { Place } from './fault.ts';
import { touchSteps } from './touch.ts';

/** How the address space is locked that a kernel text copies from and to. */
export interface CopyContext {
  readonly design: AddressSpaceDesign;
  readonly context: DesignContext;
}

/** The record of what a task's calls copy. */
export const copyWord: Place = (world, thread) =>
  world.layout.copy + thread * world.layout.copyStride;

/** Reads a word of user memory for the kernel: the only place where it does. */
function readUser(world: World, frame: number, word: number): number {
  return world.words.load(frameWord(world, frame, word));
}

/** Writes a word of user memory for the kernel: the only place where it does. */
function writeUser(world: World, frame: number, word: number, value: number): void {
  world.words.store(frameWord(world, frame, word), value);
}

/** Makes the access of the record to a frame: a word to VALUE, or VALUE to a word. */
function copyFrame(world: World, thread: number, frame: number): void {
  const { words } = world;
  const at = copyWord(world, thread);
  const word = words.get(at + COPY.WORD);
  if (words.get(at + COPY.KIND) === ACCESS.WRITE)
    writeUser(world, frame, word, words.get(at + COPY.VALUE));
  else words.set(at + COPY.VALUE, readUser(world, frame, word));
}

/** Aims the next access at an address. */
export function aim(world: World, thread: number, address: number, kind: number, value = 0): void {
  const { words } = world;
  const { wordsPerFrame } = pagingOf(world).bounds;
  const at = copyWord(world, thread);
  const page = Math.floor(address / wordsPerFrame);
  words.set(at + COPY.PAGE, page);
  words.set(at + COPY.WORD, address - page * wordsPerFrame);
  words.set(at + COPY.KIND, kind);
  words.set(at + COPY.VALUE, value);
}

/** The address at which the access is aimed. */
export function aimedAt(world: World, thread: number): number {
  const { words } = world;
  const at = copyWord(world, thread);
  const { wordsPerFrame } = pagingOf(world).bounds;
  return words.get(at + COPY.PAGE) * wordsPerFrame + words.get(at + COPY.WORD);
}

/** A copy of one word, and of the next as long as it says so. */
export interface CopyStep {
  /** First part of its steps' names. */
  readonly name: string;
  /**
   * A word was copied, and VALUE holds what was read. Returns AGAIN when the access is aimed at the
   * next word, or how the routine goes on: NEXT behind the copy.
   */
  readonly copied: (world: World, thread: number) => number;
  /** The memory may not be accessed so. Returns how the routine goes on. */
  readonly failed: (world: World, thread: number) => number;
}

/** How a copy goes on: NEXT leaves its steps, AGAIN begins them again. */
function goOn(result: number, first: number, behind: number): number {
  if (result === NEXT) return jump(behind);
  return result === AGAIN ? jump(first) : result;
}

/** Copies from or to the memory of the calling task. */
export function copySteps(
  { name, copied, failed }: CopyStep,
  { design, context }: CopyContext,
): (base: number) => KernelStep[] {
  return (base) => {
    const at = { behind: 0 };
    const steps = touchSteps(
      {
        name,
        place: copyWord,
        access: (world, thread, frame) => {
          copyFrame(world, thread, frame);
          return goOn(copied(world, thread), base, at.behind);
        },
        fault: (world, thread) => goOn(failed(world, thread), base, at.behind),
      },
      design,
      context,
    )(base);
    at.behind = base + steps.length;
    return steps;
  };
}

/** A verdict upon a remote access is one of these, behind the verdicts of other readers. */
const REMOTE = { allowed: 64, refused: 65 } as const;

/**
 * What check_vma_flags() says to an access by somebody else. By force (FOLL_FORCE) private memory
 * is written whatever its protection says, and all memory is read.
 */
function allowsRemote(world: World, record: number, kind: number, forced: boolean): boolean {
  const flags = vmaFlags(world, record);
  if (kind === ACCESS.READ) return forced || (flags & VM.READ) !== 0;
  if ((flags & VM.WRITE) !== 0) return true;
  return forced && (flags & (VM.SHARED | VM.UNWRITABLE)) === 0;
}

/** Those rights of an access that its VMA lets the page's entry have. */
function rightsWithin(world: World, record: number, kind: number): number {
  if (allowedAccess(world, record, kind) === ACCESS_OK) return rightsFor(kind);
  return allowedAccess(world, record, ACCESS.READ) === ACCESS_OK ? rightsFor(ACCESS.READ) : 0;
}

/**
 * Copies from or to the memory of another task, by force or as its protection allows. The access is
 * made under the lock of the address space that the judgement needs.
 */
export function remoteSteps(
  { name, copied, failed }: CopyStep,
  forced: boolean,
  { design, context }: CopyContext,
): (base: number) => KernelStep[] {
  const pageOf = (world: World, thread: number) =>
    world.words.get(copyWord(world, thread) + COPY.PAGE);
  const judge = (world: World, thread: number, record: number, ground: number): number => {
    const { words } = world;
    const at = copyWord(world, thread);
    const page = pageOf(world, thread);
    const kind = words.get(at + COPY.KIND);
    if (record === NO_VMA || vmaStart(world, record) > page)
      return ground === GROUND.record ? UNDECIDED : REMOTE.refused;
    if (!allowsRemote(world, record, kind, forced) || isGuarded(world, page)) return REMOTE.refused;
    if (ground === GROUND.watch) return REMOTE.allowed;
    if (needsAnon(world, record, kind)) {
      if (ground === GROUND.record) return UNDECIDED;
      prepareAnon(world, record);
    }
    const frame = fillPage(world, page, rightsWithin(world, record, kind), record);
    words.set(at + COPY.WAITS, frame === NO_FRAME ? 1 : 0);
    if (frame !== NO_FRAME) copyFrame(world, thread, frame);
    return REMOTE.allowed;
  };
  return (base) => {
    const at = { waiting: 0 };
    const reading: Reading = {
      name: 'fault',
      page: pageOf,
      judge,
      conclude: (world, thread, verdict) => {
        closeWindow(world, thread);
        if (world.words.get(copyWord(world, thread) + COPY.WAITS) !== 0) return jump(at.waiting);
        const next = verdict === REMOTE.allowed ? copied : failed;
        return goOn(next(world, thread), base, at.waiting + 1);
      },
    };
    const steps = placed(base, design.read(reading, context));
    at.waiting = base + steps.length;
    const awaitFrame: KernelStep = {
      name: `${name}.awaitFrame`,
      shared: true,
      run: (world, thread) => {
        if (world.words.load(freeFrameWord(world)) === 0) {
          world.blocked(freeFrameWord(world), 0);
          return BLOCKED;
        }
        world.words.set(copyWord(world, thread) + COPY.WAITS, 0);
        return jump(base);
      },
    };
    return [...steps, awaitFrame];
  };
}
