/**
 * madvise as a system call: a reader of the address space, as a page fault is. MADV_DONTNEED within
 * one VMA goes on under what the lock design gives to a reader of one VMA; what spans several, and
 * guard markers, need the mmap lock for reading, or what the design has instead. Invariant: what
 * pages allowed before is asked back from all cores before the call returns.
 *
 * Arguments: page, pages, advice (MADV). Source: Linux 6.18 mm/madvise.c do_madvise(),
 * get_lock_mode(), try_vma_read_lock(). Deviation: cores are flushed behind the release of the
 * lock, not before it; frames go back only then, as in Linux. Tested by:
 * test/kernel/vma/advise.test.ts
 */

import { ERRNO } from '../errno.ts';
import { EVENT } from '../event.ts';
import { ANSWER, askToEdit, editStallsFor } from '../guard/guard.ts';
import { guardWord } from '../guard/hold.ts';
import { GUARD } from '../guard/layout.ts';
import { beginStall, type Stall, stallStep } from '../guard/stall.ts';
import { PAGE_COUNT_MAX } from '../limits.ts';
import {
  type AddressSpaceDesign,
  type DesignContext,
  GROUND,
  type Reading,
  UNDECIDED,
} from '../locks/design.ts';
import { COUNTER, THREAD } from '../memory/layout.ts';
import { MADV } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { guardPages, unguardPages, zapPages } from '../paging/page-table.ts';
import { flushPart, type PagingDesign } from '../paging/shootdown.ts';
import { end, jump, type KernelStep, OUTCOME, placed, routine, type Routine } from '../routine.ts';
import { isAdvice, madvise, NO_VMA, type PageActs, vmaEnd, vmaStart } from '../vma/index.ts';

/** A verdict is minus the result, behind the verdicts of the entry check and of page faults. */
const VERDICT = 32;
/** Where a call waits for a guard, and where the flush begins. */
const STALL = 1;
const FLUSH = 2;

const ACTS: PageActs = { zap: zapPages, guard: guardPages, unguard: unguardPages };

function argument(world: World, thread: number, which: number): number {
  return world.words.get(world.thread(thread) + THREAD.ARGUMENT + which);
}

function judge(world: World, thread: number, record: number, ground: number): number {
  const page = argument(world, thread, 0);
  const count = argument(world, thread, 1);
  const advice = argument(world, thread, 2);
  const guarded = world.layout.guard !== undefined;
  if (ground === GROUND.record) {
    const isWithin =
      record !== NO_VMA && vmaStart(world, record) <= page && page + count <= vmaEnd(world, record);
    if (!isWithin || advice !== MADV.DONTNEED) return UNDECIDED;
  }
  if (ground === GROUND.watch) {
    const stalls = guarded && isStalled(world, thread);
    return VERDICT - (stalls ? STALLED : madvise(world, page, count, advice));
  }
  if (!guarded) return VERDICT - madvise(world, page, count, advice, ACTS);
  return VERDICT - adviseGuarded(world, thread, page, count, advice);
}

/** What is returned to a call that a guard stands in the way of: no errno, as it will go on. */
const STALLED = -200;

/**
 * Advises on pages of which some may be guarded. That their contents go is a write by another
 * route: the guards are asked in the step that would do it.
 */
function adviseGuarded(
  world: World,
  thread: number,
  page: number,
  count: number,
  advice: number,
): number {
  let answer: number = ANSWER.pass;
  const asking =
    (empty: typeof zapPages): PageActs['zap'] =>
    (_world, from, pages) => {
      empty(world, from, pages, () => {
        answer = Math.max(answer, askToEdit(world, thread, from, from + pages));
        return answer === ANSWER.pass;
      });
    };
  const acts = { zap: asking(zapPages), guard: asking(guardPages), unguard: unguardPages };
  const result = madvise(world, page, count, advice, acts);
  if (answer === ANSWER.refuse) return -ERRNO.EPERM;
  if (answer !== ANSWER.stall) return result;
  world.words.set(guardWord(world, thread, GUARD.ANSWER), answer);
  return STALLED;
}

/** Whether the guards have told the thread to wait. */
function isStalled(world: World, thread: number): boolean {
  return world.words.get(guardWord(world, thread, GUARD.ANSWER)) === ANSWER.stall;
}

function finish(world: World, thread: number, result: number): void {
  world.words.set(world.thread(thread) + THREAD.RESULT, result);
  if (result < 0) world.count(thread, COUNTER.refused);
  world.record(thread, EVENT.remapped, argument(world, thread, 0), result);
}

const reading: Reading = {
  name: 'advise',
  page: (world, thread) => argument(world, thread, 0),
  judge,
  conclude: (world, thread, verdict) => {
    if (VERDICT - verdict === STALLED) {
      world.words.set(guardWord(world, thread, GUARD.ANSWER), 0);
      beginStall(world, thread, stalled);
      return jump(STALL);
    }
    finish(world, thread, VERDICT - verdict);
    return jump(FLUSH);
  },
};

/** A call that a guard has stalled: it is issued again when a signal ends the wait. */
const stalled: Stall = {
  name: 'advise',
  behind: (world, thread) => {
    const page = argument(world, thread, 0);
    return editStallsFor(world, thread, page, page + argument(world, thread, 1));
  },
  isKillable: false,
  resumed: () => jump(0),
  broken: (world, thread) => {
    world.words.set(world.thread(thread) + THREAD.RESULT, -ERRNO.ERESTARTNOINTR);
    return end(OUTCOME.RETURNED);
  },
};

const returned: KernelStep = {
  name: 'advise.return',
  shared: false,
  run: () => end(OUTCOME.RETURNED),
};

/** The routine of madvise under a lock design. */
export function adviseRoutine(
  design: AddressSpaceDesign,
  context: DesignContext,
  paging: PagingDesign | undefined,
  guarded: boolean,
): Routine {
  const flush = placed(FLUSH, paging === undefined ? [] : flushPart(paging.without), [returned]);
  const check: KernelStep = {
    name: 'advise.check',
    shared: false,
    run: (world, thread) => {
      const page = argument(world, thread, 0);
      const count = argument(world, thread, 1);
      const isRange = page >= 0 && count >= 0 && page + count <= PAGE_COUNT_MAX;
      if (isRange && count > 0 && isAdvice(argument(world, thread, 2)))
        return jump(FLUSH + flush.length);
      const isNothing = isRange && isAdvice(argument(world, thread, 2));
      finish(world, thread, isNothing ? 0 : -ERRNO.EINVAL);
      return end(OUTCOME.RETURNED);
    },
  };
  const wait = guarded ? stallStep(stalled) : returned;
  return routine('madvise', [check, wait], flush, design.read(reading, context));
}
