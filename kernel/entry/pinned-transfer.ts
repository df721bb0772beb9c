/**
 * Pinned transfer: a range of words copied between the memory of the caller and that of another
 * task as process_vm_readv and process_vm_writev do it. First the pages of the far side are pinned,
 * under the lock of its address space, and a protection is asked there and nowhere else; then the
 * words are copied through the pins, without any lock; then the pins are taken back. So a word may
 * land in a page that was write-protected, or is mapped no more, since it was pinned.
 *
 * A guard is asked when a page is pinned for writing, about every word of the range in it, and a
 * pin that it finds when it is armed it refuses (kernel/guard/README.md). Invariant: behind the
 * routine of the call nothing is pinned.
 *
 * Source: Linux mm/process_vm_access.c process_vm_rw_single_vec(), process_vm_rw_pages();
 * mm/gup.c __get_user_pages_locked(): pages that were pinned stay so while a fault on the next one
 * waits without the lock. Deviations: the lock is let go of between any two pages, where Linux does
 * so only if a fault has to wait; PINNED_PAGE_COUNT_MAX pages at a time instead of 16.
 * Tested by: test/kernel/entry/pinned-transfer.test.ts
 */

import { EVENT } from '../event.ts';
import { ANSWER, frozenBy } from '../guard/guard.ts';
import { askFreeze } from '../guard/meet.ts';
import { beginStall, type Stall, stallStep } from '../guard/stall.ts';
import { PINNED_PAGE_COUNT_MAX } from '../limits.ts';
import { COPY, PIN } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { pagingOf, underTableLock } from '../paging/frame.ts';
import { unpinFrame } from '../paging/pin.ts';
import { jump, type KernelStep, NEXT, placed } from '../routine.ts';
import { noteSeen } from '../task/judgement.ts';
import { ACCESS } from '../vma/index.ts';
import {
  aim,
  aimedAt,
  copyFrame,
  type CopyContext,
  copySteps,
  copyWord,
  NOBODY,
  pinWord,
  remoteSteps,
} from './copy.ts';
import { aimAtNext, countCopied, finishTransfer, type Transfer } from './transfer.ts';

/** Why no more words are copied. */
const FAULT = { none: 0, near: 1, far: 2 } as const;
const FAULT_NAMES = ['none', 'near', 'far'] as const;

/** The steps of such a transfer; behind `beginTransfer`. */
export function pinnedTransferSteps(
  { direction, ended }: Pick<Transfer, 'direction' | 'ended'>,
  context: CopyContext,
): (base: number) => KernelStep[] {
  const isRead = direction === 'from the owner';
  const kind = isRead ? ACCESS.READ : ACCESS.WRITE;
  const left = (world: World, thread: number): number =>
    world.words.get(copyWord(world, thread) + COPY.LEFT);
  return (base) => {
    const at = { copy: 0, far: 0, stalled: 0, unpin: 0 };
    /** One side may not be accessed: no more words are copied. */
    const giveUp = (world: World, thread: number, side: 'near' | 'far'): number => {
      world.words.set(pinWord(world, thread) + PIN.FAULT, FAULT[side]);
      return jump(at.unpin);
    };
    /** The page that is pinned next, or on to the copy. */
    const pinNext: KernelStep = {
      name: 'pin.next',
      shared: false,
      run: (world, thread) => {
        const { words } = world;
        const record = copyWord(world, thread);
        const pins = pinWord(world, thread);
        const { wordsPerFrame } = pagingOf(world).bounds;
        const from = words.get(record + COPY.FAR) + words.get(record + COPY.DONE);
        const first = Math.floor(from / wordsPerFrame);
        const last = Math.floor((from + left(world, thread) - 1) / wordsPerFrame);
        const count = words.get(pins + PIN.COUNT);
        words.set(pins + PIN.PAGE, first + 1);
        if (count === PINNED_PAGE_COUNT_MAX || first + count > last) return jump(at.copy);
        aim(world, thread, Math.max(from, (first + count) * wordsPerFrame), kind);
        return NEXT;
      },
    };
    const pin = remoteSteps(
      {
        name: 'pin',
        copied: () => jump(base),
        // What was pinned is copied first, and the next pin says why no more is.
        failed: (world, thread) => {
          const isAnyPinned = world.words.get(pinWord(world, thread) + PIN.COUNT) > 0;
          return isAnyPinned ? jump(at.copy) : giveUp(world, thread, 'far');
        },
      },
      { forced: false, byHandle: false, pins: true },
      context,
    );
    const copyNext: KernelStep = {
      name: 'transfer.next',
      shared: false,
      run: (world, thread) => {
        const { words } = world;
        const record = copyWord(world, thread);
        const pins = pinWord(world, thread);
        const { wordsPerFrame } = pagingOf(world).bounds;
        const end = words.get(pins + PIN.PAGE) - 1 + words.get(pins + PIN.COUNT);
        const far = words.get(record + COPY.FAR) + words.get(record + COPY.DONE);
        if (left(world, thread) === 0 || far >= end * wordsPerFrame) return jump(at.unpin);
        if (isRead) {
          aimAtNext(world, thread, 'far', ACCESS.READ);
          return jump(at.far);
        }
        aimAtNext(world, thread, 'near', ACCESS.READ);
        return NEXT;
      },
    };
    const near = copySteps(
      {
        name: 'near',
        copied: (world, thread) => {
          if (isRead) return advance(world, thread);
          aimAtNext(world, thread, 'far', ACCESS.WRITE);
          return jump(at.far);
        },
        failed: (world, thread) => giveUp(world, thread, 'near'),
      },
      context,
    );
    const advance = (world: World, thread: number): number => {
      countCopied(world, thread);
      return jump(at.copy);
    };
    /** Through the pin: no page table is asked, and so no guard but one that stops the thread. */
    const far: KernelStep = {
      name: 'far.pinned',
      shared: true,
      run: (world, thread) => {
        const { words } = world;
        const record = copyWord(world, thread);
        const frozen = context.guarded && !isRead ? askFreeze(world, thread) : ANSWER.pass;
        if (frozen === ANSWER.stall) {
          beginStall(world, thread, stall);
          return jump(at.stalled);
        }
        if (frozen === ANSWER.refuse) return giveUp(world, thread, 'far');
        const pins = pinWord(world, thread);
        const nth = words.get(record + COPY.PAGE) - (words.get(pins + PIN.PAGE) - 1);
        copyFrame(world, thread, words.get(pins + PIN.FRAME + nth) - 1, NOBODY);
        const value = words.get(record + COPY.VALUE);
        if (!isRead) {
          world.record(thread, EVENT.poked, aimedAt(world, thread), value);
          return advance(world, thread);
        }
        const owner = words.get(record + COPY.OWNER) - 1;
        noteSeen(world, thread, owner, aimedAt(world, thread), value);
        aimAtNext(world, thread, 'near', ACCESS.WRITE);
        return jump(at.copy + 1);
      },
    };
    const stall: Stall = {
      name: 'far',
      behind: frozenBy,
      isKillable: true,
      resumed: () => jump(at.far),
      broken: (world, thread) => giveUp(world, thread, 'far'),
    };
    const unpin: KernelStep = {
      name: 'pin.release',
      shared: true,
      run: (world, thread) => {
        const { words } = world;
        const pins = pinWord(world, thread);
        const count = words.get(pins + PIN.COUNT);
        const fault = words.get(pins + PIN.FAULT);
        underTableLock(world, () => {
          for (let nth = 0; nth < count; nth += 1)
            unpinFrame(world, words.get(pins + PIN.FRAME + nth) - 1, !isRead);
        });
        for (let word = 0; word < PIN.FRAME + count; word += 1) words.set(pins + word, 0);
        if (fault === FAULT.none && left(world, thread) > 0) return jump(base);
        return finishTransfer(world, thread, FAULT_NAMES[fault]!, ended);
      },
    };
    const pinning = placed(base + 1, pin);
    at.copy = base + 1 + pinning.length;
    const copying = placed(at.copy + 1, near);
    at.far = at.copy + 1 + copying.length;
    at.unpin = at.far + 1;
    at.stalled = at.unpin + 1;
    const stalled = context.guarded ? [stallStep(stall)] : [];
    return [pinNext, ...pinning, copyNext, ...copying, far, unpin, ...stalled];
  };
}
