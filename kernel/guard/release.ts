/**
 * Release: what the exit work does about the guard of a call that returns, was broken off, or whose
 * thread dies. Who was stalled goes on at once; with guards by VMA the mappings are then put
 * together again under what any edit of the table takes. Nobody has to be flushed, as nothing that
 * is allowed now was remembered as more.
 *
 * Invariant: behind these steps the thread's guard is idle. Source: the seed, step 4.
 * Tested by: test/kernel/guard/release.test.ts
 */

import {
  type AddressSpaceDesign,
  type DesignContext,
  type Editing,
  WRITE,
} from '../locks/design.ts';
import { THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { underTableLock } from '../paging/frame.ts';
import { jump, type KernelStep, NEXT, type Part, placed } from '../routine.ts';
import { hasFatalSignal } from '../signals/send.ts';
import { unguardVmas } from '../vma/index.ts';
import { forgetGuard, releaseGuard } from './guard.ts';
import { guardsOf, guardState, spanWord } from './hold.ts';
import { SPAN } from './layout.ts';
import { GUARD_STATE } from './life.ts';
import { type GuardDesign, marksPages } from './policy.ts';

/** First page and page behind the last of what a guard has read; both 0 if nothing. */
function rangeOf(world: World, thread: number): readonly [from: number, to: number] {
  const { spanCount } = guardsOf(world).bounds;
  let from = 0;
  let to = 0;
  for (let span = 0; span < spanCount; span += 1) {
    const page = world.words.load(spanWord(world, thread, span) + SPAN.PAGE) - 1;
    if (page < 0) continue;
    from = to === 0 ? page : Math.min(from, page);
    to = Math.max(to, page + 1);
  }
  return [from, to];
}

/** Whether any guard that holds stands on a page. */
function isStanding(world: World, page: number): boolean {
  const { spanCount } = guardsOf(world).bounds;
  for (let other = 0; other < world.layout.bounds.threadCount; other += 1)
    for (let span = 0; span < spanCount; span += 1) {
      const at = spanWord(world, other, span);
      if (world.words.load(at + SPAN.PAGE) === page + 1 && world.words.load(at + SPAN.HELD) !== 0)
        return true;
    }
  return false;
}

/** Puts the mappings of these pages together, where no guard stands. */
export function restoreMappings(world: World, from: number, to: number): void {
  for (let page = from; page < to; page += 1)
    if (!isStanding(world, page)) unguardVmas(world, page, page + 1);
}

/** What a lock design is told of an edit that a guard makes: it stays where it is told. */
export function guardEditing(
  range: (world: World, thread: number) => readonly [from: number, to: number],
): Editing {
  return {
    caller: (_world, thread) => thread,
    from: (world, thread) => world.words.get(world.thread(thread) + WRITE.FROM),
    to: (world, thread) => world.words.get(world.thread(thread) + WRITE.TO),
    isPlacedFreely: () => false,
    span: {
      name: 'guard.span',
      shared: false,
      run: (world, thread) => {
        const [from, to] = range(world, thread);
        const at = world.thread(thread);
        world.words.set(at + WRITE.FROM, Math.max(0, from - 1));
        world.words.set(at + WRITE.TO, to + 1);
        return NEXT;
      },
    },
  };
}

/** Leaves no trace of a lock design in the scratch words. */
export const forgetScratch: KernelStep = {
  name: 'guard.forget',
  shared: false,
  run: (world, thread) => {
    for (let word: number = THREAD.SCRATCH; word <= WRITE.RECORD; word += 1)
      world.words.set(world.thread(thread) + word, 0);
    return NEXT;
  },
};

/** The first part of the exit work, in a world with guards that can be armed. */
export function releasePart(
  guard: GuardDesign,
  design: AddressSpaceDesign,
  context: DesignContext,
): Part {
  if (guard.policy === 'none') return [];
  const isByVma = marksPages(guard.policy) && guard.mechanism === 'vma';
  return (base) => {
    const check = (done: number): KernelStep => ({
      name: 'guard.check',
      shared: false,
      run: (world, thread) => {
        const isLeaked = guard.without === 'the release' && hasFatalSignal(world, thread);
        return guardState(world, thread) === GUARD_STATE.idle || isLeaked ? jump(done) : NEXT;
      },
    });
    const release: KernelStep = {
      name: 'guard.release',
      shared: true,
      run: (world, thread) => {
        underTableLock(world, () => {
          releaseGuard(world, thread);
          if (!isByVma) forgetGuard(world, thread);
        });
        return NEXT;
      },
    };
    if (!isByVma) return [check(base + 2), release];
    const restore: KernelStep = {
      name: 'guard.restore',
      shared: true,
      run: (world, thread) => {
        restoreMappings(world, ...rangeOf(world, thread));
        underTableLock(world, () => forgetGuard(world, thread));
        return NEXT;
      },
    };
    const editing = guardEditing(rangeOf);
    const { begin, before, after, end } = design.write(editing, context);
    const edit = placed(base + 2, begin, before, [restore], after, end, [forgetScratch]);
    return [check(base + 2 + edit.length), release, ...edit];
  };
}
