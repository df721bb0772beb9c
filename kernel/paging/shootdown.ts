/**
 * Shootdown: how cores are made to forget what the page table no longer allows. Who changes an
 * entry leaves a request with every core; before the call ends it flushes its own core, interrupts
 * the others and waits until all have answered, and frees the frames only then. Until a core has
 * answered, what it remembers is stale, which is a state that others see.
 *
 * Invariant: a core answers when it has dropped every page that was requested before the interrupt.
 * Sources: Linux arch/x86/mm/tlb.c flush_tlb_mm_range(), tlb_single_page_flush_ceiling;
 * kernel/smp.c; mm/mmu_gather.c tlb_finish_mmu(). Deviations: every core runs in the address space
 * all the time, none is lazy; a core that forgot a page by itself is interrupted all the same, as
 * in Linux.
 */

import { COUNTER } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import {
  AGAIN,
  BLOCKED,
  end,
  jump,
  type KernelStep,
  NEXT,
  OUTCOME,
  type Part,
  routine,
  type Routine,
} from '../routine.ts';
import { pagingOf, releaseGathered, underTableLock } from './frame.ts';
import { CORE, NO_CORE } from './layout.ts';
import { coreOf, coreWord, enterCore, leaveCore } from './tlb.ts';

/** What a broken shootdown leaves out. */
export const PAGING_OMISSIONS = ['the acknowledgements', 'the late release'] as const;
/** What a broken shootdown leaves out. */
export type PagingOmission = (typeof PAGING_OMISSIONS)[number];

/** How a world with paging goes about it. */
export interface PagingDesign {
  readonly without: PagingOmission | undefined;
  /** Transfers between two tasks pin the frames of the far side first (`pin.ts`). */
  readonly pins: boolean;
}

/** Pages that are flushed one by one; beyond, everything goes. */
export const SINGLE_FLUSH_CEILING = 33;

/** States of a core's interrupt: none, sent, and its handler runs. */
const INTERRUPT = { NONE: 0, SENT: 1, HANDLED: 2 } as const;

/** Asks every core to forget a page. Preconditions: the page-table lock is held. */
export function requestFlush(world: World, page: number): void {
  const { words } = world;
  const { bounds, requestOffset } = pagingOf(world);
  const index = page - bounds.firstPage;
  for (let core = 0; core < bounds.coreCount; core += 1) {
    const word = coreWord(world, core, requestOffset + (index >> 5));
    for (let seen = words.load(word); ; seen = words.load(word))
      if (words.cas(word, seen, seen | (1 << (index & 31))) === seen) break;
  }
}

function isRequested(world: World, core: number): boolean {
  const { requestOffset, requestWordCount } = pagingOf(world);
  for (let word = 0; word < requestWordCount; word += 1)
    if (world.words.load(coreWord(world, core, requestOffset + word)) !== 0) return true;
  return false;
}

/** Whether any core owes a flush. */
function isAnyRequested(world: World): boolean {
  const { coreCount } = pagingOf(world).bounds;
  for (let core = 0; core < coreCount; core += 1) if (isRequested(world, core)) return true;
  return false;
}

/** Forgets what was requested. Preconditions: the core is entered. */
function flushCore(world: World, thread: number, core: number): void {
  const { words } = world;
  const { bounds, requestOffset, requestWordCount, tlbOffset } = pagingOf(world);
  let flushed = 0;
  for (let word = 0; word < requestWordCount; word += 1) {
    const request = coreWord(world, core, requestOffset + word);
    let pages = words.load(request);
    while (words.cas(request, pages, 0) !== pages) pages = words.load(request);
    for (let bit = 0; pages !== 0; bit += 1, pages >>>= 1) {
      if ((pages & 1) === 0) continue;
      words.store(coreWord(world, core, tlbOffset + word * 32 + bit), 0);
      flushed += 1;
    }
  }
  if (flushed <= SINGLE_FLUSH_CEILING) {
    for (let page = 0; page < flushed; page += 1) world.count(thread, COUNTER.pageFlush);
    return;
  }
  for (let page = 0; page < bounds.pageCount; page += 1)
    words.store(coreWord(world, core, tlbOffset + page), 0);
  world.count(thread, COUNTER.fullFlush);
}

/** Frees the frames that wait for a flush. */
function release(world: World): void {
  underTableLock(world, () => releaseGathered(world));
}

/** The flush at the end of a call that edits the address space: tlb_finish_mmu(). */
export function flushPart(without: PagingOmission | undefined): Part {
  return (base) => {
    const finished = base + 4;
    const steps: KernelStep[] = [
      {
        name: 'tlb.flushOwn',
        shared: true,
        run: (world, thread) => {
          if (!isAnyRequested(world)) {
            release(world);
            return jump(finished);
          }
          const core = coreOf(world, thread);
          if (core !== NO_CORE && !enterCore(world, core)) return BLOCKED;
          if (without === 'the late release') release(world);
          if (core === NO_CORE) return NEXT;
          flushCore(world, thread, core);
          leaveCore(world, core);
          return NEXT;
        },
      },
      {
        name: 'tlb.interrupt',
        shared: true,
        run: (world, thread) => {
          const { words } = world;
          const { coreCount } = pagingOf(world).bounds;
          for (let core = 0; core < coreCount; core += 1) {
            const interrupt = coreWord(world, core, CORE.INTERRUPT);
            if (!isRequested(world, core) || words.load(interrupt) === INTERRUPT.SENT) continue;
            words.store(interrupt, INTERRUPT.SENT);
            world.wake(interrupt);
            world.count(thread, COUNTER.interrupt);
            return AGAIN;
          }
          return NEXT;
        },
      },
      {
        name: 'tlb.awaitFlush',
        shared: true,
        run: (world) => {
          if (without === 'the acknowledgements') return NEXT;
          const { coreCount } = pagingOf(world).bounds;
          for (let core = 0; core < coreCount; core += 1) {
            const interrupt = coreWord(world, core, CORE.INTERRUPT);
            const state = world.words.load(interrupt);
            if (state === INTERRUPT.NONE) continue;
            world.blocked(interrupt, state);
            return BLOCKED;
          }
          return NEXT;
        },
      },
      {
        name: 'tlb.release',
        shared: true,
        run: (world) => {
          // Whoever flushes at the same time releases what is left when its own flush has ended.
          if (without !== undefined || !isAnyRequested(world)) release(world);
          return NEXT;
        },
      },
    ];
    return steps;
  };
}

/** What a core does when it is interrupted, for the service thread that stands for it. */
export const interruptRoutine: Routine = routine('interrupt', [
  {
    name: 'tlb.flush',
    shared: true,
    run: (world, thread) => {
      const { words } = world;
      const core = thread - pagingOf(world).bounds.handlerThread;
      const interrupt = coreWord(world, core, CORE.INTERRUPT);
      if (words.load(interrupt) === INTERRUPT.NONE) {
        world.blocked(interrupt, INTERRUPT.NONE);
        return BLOCKED;
      }
      if (!enterCore(world, core)) return BLOCKED;
      words.store(interrupt, INTERRUPT.HANDLED);
      flushCore(world, thread, core);
      // Who sent another one meanwhile may have come too late for this flush.
      words.cas(interrupt, INTERRUPT.HANDLED, INTERRUPT.NONE);
      world.wake(interrupt);
      leaveCore(world, core);
      return end(OUTCOME.RETURNED);
    },
  },
]);
