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
/** Where the flush begins. */
const FLUSH = 1;

const ACTS: PageActs = { zap: zapPages, guard: guardPages, unguard: unguardPages };

function argument(world: World, thread: number, which: number): number {
  return world.words.get(world.thread(thread) + THREAD.ARGUMENT + which);
}

function judge(world: World, thread: number, record: number, ground: number): number {
  const page = argument(world, thread, 0);
  const count = argument(world, thread, 1);
  const advice = argument(world, thread, 2);
  if (ground === GROUND.record) {
    const isWithin =
      record !== NO_VMA && vmaStart(world, record) <= page && page + count <= vmaEnd(world, record);
    if (!isWithin || advice !== MADV.DONTNEED) return UNDECIDED;
  }
  return VERDICT - madvise(world, page, count, advice, ground === GROUND.watch ? undefined : ACTS);
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
    finish(world, thread, VERDICT - verdict);
    return jump(FLUSH);
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
  return routine('madvise', [check], flush, design.read(reading, context));
}
