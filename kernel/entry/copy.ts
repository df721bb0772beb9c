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
 * __access_remote_vm(). Deviations: each word is translated anew and copied under the lock, which
 * in process_vm_readv and process_vm_writev is so unless a scenario has `paging.pins`; a byte is a
 * word.
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
import { ERRNO } from '../errno.ts';
import { ANSWER, askToWrite, frozenCopy, isTampered } from '../guard/guard.ts';
import { askFreeze, standsBehind, tell, told } from '../guard/meet.ts';
import { isByUserfaultfd } from '../guard/hold.ts';
import { beginStall, type Stall, stallStep } from '../guard/stall.ts';
import { COPY, PIN } from '../memory/layout.ts';
import { VM } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { frameWord, freeFrameWord, NO_FRAME, pagingOf, underTableLock } from '../paging/frame.ts';
import { pinFrame } from '../paging/pin.ts';
import { fillPage, isBarred, isGuarded, rightsFor } from '../paging/page-table.ts';
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
  /** Whether guards stand in the way of writes. */
  readonly guarded: boolean;
}

/** The record of what a task's calls copy. */
export const copyWord: Place = (world, thread) =>
  world.layout.copy + thread * world.layout.copyStride;

/** The frames that a task's transfer has pinned. */
export const pinWord: Place = (world, thread) => copyWord(world, thread) + world.layout.pinOffset;

/** Reads a word of user memory for the kernel: the only place where it does. */
function readUser(world: World, frame: number, word: number): number {
  return world.words.load(frameWord(world, frame, word));
}

/** Writes a word of user memory for the kernel: the only place where it does. */
function writeUser(world: World, frame: number, word: number, value: number): void {
  world.words.store(frameWord(world, frame, word), value);
}

/**
 * Makes the access of the record to a frame: a word to VALUE, or VALUE to a word. What is read for
 * the call of `reader` is the copy that a snapshot keeps for it, if there is one: it is looked for
 * behind the read, so that a write in between has left one.
 */
export function copyFrame(world: World, thread: number, frame: number, reader: number): void {
  const { words } = world;
  const at = copyWord(world, thread);
  const word = words.get(at + COPY.WORD);
  if (words.get(at + COPY.KIND) === ACCESS.WRITE) {
    writeUser(world, frame, word, words.get(at + COPY.VALUE));
    return;
  }
  const live = readUser(world, frame, word);
  const copy = frozenCopy(world, reader, words.get(at + COPY.PAGE), word);
  words.set(at + COPY.VALUE, copy < 0 ? live : words.load(copy));
}

/** Whether the call of a thread may not read its arguments any more: somebody has written there. */
function mayNotRead(world: World, thread: number): boolean {
  const kind = world.words.get(copyWord(world, thread) + COPY.KIND);
  return kind === ACCESS.READ && isTampered(world, thread);
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
  /** The memory may not be accessed so: EFAULT, or EPERM by a guard. Returns how it goes on. */
  readonly failed: (world: World, thread: number, errno: number) => number;
}

/** How a copy goes on: NEXT leaves its steps, AGAIN begins them again. */
function goOn(result: number, first: number, behind: number): number {
  if (result === NEXT) return jump(behind);
  return result === AGAIN ? jump(first) : result;
}

/** Reads from what a snapshot keeps for the call of `reader`, where the page itself is gone. */
function takeCopy(world: World, thread: number, reader: number): boolean {
  const { words } = world;
  const at = copyWord(world, thread);
  if (words.get(at + COPY.KIND) !== ACCESS.READ) return false;
  const copy = frozenCopy(world, reader, words.get(at + COPY.PAGE), words.get(at + COPY.WORD));
  if (copy >= 0) words.set(at + COPY.VALUE, words.load(copy));
  return copy >= 0;
}

/** Copies from or to the memory of the calling task. */
export function copySteps(
  { name, copied, failed }: CopyStep,
  { design, context, guarded }: CopyContext,
): (base: number) => KernelStep[] {
  return (base) => {
    const at = { behind: 0 };
    const fail = (world: World, thread: number, errno: number): number =>
      goOn(failed(world, thread, errno), base, at.behind);
    const steps = touchSteps(
      {
        name,
        place: copyWord,
        access: (world, thread, frame) => {
          copyFrame(world, thread, frame, thread);
          if (guarded && mayNotRead(world, thread)) return fail(world, thread, ERRNO.EPERM);
          return goOn(copied(world, thread), base, at.behind);
        },
        fault: (world, thread) =>
          guarded && takeCopy(world, thread, thread)
            ? goOn(copied(world, thread), base, at.behind)
            : fail(world, thread, ERRNO.EFAULT),
        interrupted: (world, thread) => fail(world, thread, ERRNO.EFAULT),
      },
      design,
      context,
      guarded,
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

/** Writes to a page that a guard may bar, or notes what the guard says. */
function writeRemote(
  world: World,
  thread: number,
  page: number,
  frame: number,
  record: number,
  forced: boolean,
): void {
  const word = world.words.get(copyWord(world, thread) + COPY.WORD);
  const frozen = askFreeze(world, thread);
  if (frozen !== ANSWER.pass) tell(world, thread, frozen);
  else
    underTableLock(world, () => {
      const answer = isBarred(world, page, frame, record)
        ? askToWrite(world, thread, page, frame, word)
        : ANSWER.pass;
      if (answer === ANSWER.pass) copyFrame(world, thread, frame, NOBODY);
      // mem_rw() gives up where a page cannot be had at once: no handler of userfaultfd is asked.
      else tell(world, thread, forced && isByUserfaultfd(world) ? ANSWER.refuse : answer);
    });
}

/** Who reads for no call at all sees what memory holds, whatever a snapshot keeps. */
export const NOBODY = -1;

/** How the memory of another task is accessed. */
export interface Remote {
  /** By force (FOLL_FORCE), or as its protection allows. */
  readonly forced: boolean;
  /** Through the handle on its notification: what a snapshot keeps for its call is seen. */
  readonly byHandle: boolean;
  /** The page is pinned for the access and its words are copied later (`pinned-transfer.ts`). */
  readonly pins?: boolean;
}

/**
 * Pins a page, for the words of the transfer in it, or notes what a guard says to a write of them.
 * The record is left aimed at the word that the guard holds, if there is one.
 */
function pinRemote(
  world: World,
  thread: number,
  page: number,
  frame: number,
  record: number,
  guarded: boolean,
): void {
  const { words } = world;
  const at = copyWord(world, thread);
  const isWrite = words.get(at + COPY.KIND) === ACCESS.WRITE;
  const frozen = guarded && isWrite ? askFreeze(world, thread) : ANSWER.pass;
  if (frozen !== ANSWER.pass) {
    tell(world, thread, frozen);
    return;
  }
  underTableLock(world, () => {
    const { wordsPerFrame } = pagingOf(world).bounds;
    const last = words.get(at + COPY.FAR) + words.get(at + COPY.DONE) + words.get(at + COPY.LEFT);
    const end = Math.min(wordsPerFrame, last - page * wordsPerFrame);
    const isAsked = guarded && isWrite && isBarred(world, page, frame, record);
    for (let word = words.get(at + COPY.WORD); isAsked && word < end; word += 1) {
      const answer = askToWrite(world, thread, page, frame, word);
      if (answer === ANSWER.pass) continue;
      words.set(at + COPY.WORD, word);
      tell(world, thread, answer);
      return;
    }
    pinFrame(world, frame, isWrite);
    const pins = pinWord(world, thread);
    const count = words.get(pins + PIN.COUNT);
    words.set(pins + PIN.FRAME + count, frame + 1);
    words.set(pins + PIN.COUNT, count + 1);
  });
}

/**
 * Copies from or to the memory of another task. The access is made under the lock of the address
 * space that the judgement needs.
 */
export function remoteSteps(
  { name, copied, failed }: CopyStep,
  { forced, byHandle, pins = false }: Remote,
  { design, context, guarded }: CopyContext,
): (base: number) => KernelStep[] {
  const readerOf = (world: World, thread: number): number =>
    byHandle ? world.words.get(copyWord(world, thread) + COPY.OWNER) - 1 : NOBODY;
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
    if (frame === NO_FRAME) return REMOTE.allowed;
    if (pins) pinRemote(world, thread, page, frame, record, guarded);
    else if (guarded && kind === ACCESS.WRITE)
      writeRemote(world, thread, page, frame, record, forced);
    else copyFrame(world, thread, frame, readerOf(world, thread));
    return REMOTE.allowed;
  };
  return (base) => {
    const at = { waiting: 0, behind: 0 };
    const reading: Reading = {
      name: 'fault',
      page: pageOf,
      judge,
      conclude: (world, thread, verdict) => {
        closeWindow(world, thread);
        if (world.words.get(copyWord(world, thread) + COPY.WAITS) !== 0) return jump(at.waiting);
        const answer = guarded ? told(world, thread) : ANSWER.pass;
        if (answer === ANSWER.stall) {
          beginStall(world, thread, stall);
          return jump(at.waiting + 1);
        }
        const isRead = verdict === REMOTE.allowed && answer === ANSWER.pass;
        const isKept = guarded && takeCopy(world, thread, readerOf(world, thread));
        return isRead || isKept
          ? goOn(copied(world, thread), base, at.behind)
          : goOn(failed(world, thread, ERRNO.EFAULT), base, at.behind);
      },
    };
    const stall: Stall = {
      name,
      behind: (world, thread) => standsBehind(world, thread, copyWord),
      isKillable: true,
      resumed: () => jump(base),
      broken: (world, thread) => goOn(failed(world, thread, ERRNO.EFAULT), base, at.behind),
    };
    const steps = placed(base, design.read(reading, context));
    at.waiting = base + steps.length;
    at.behind = at.waiting + (guarded ? 2 : 1);
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
    return guarded ? [...steps, awaitFrame, stallStep(stall)] : [...steps, awaitFrame];
  };
}
