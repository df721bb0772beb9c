/**
 * The calls that edit the address space: mmap, munmap, mprotect, mremap, brk. Each edits between
 * the locks that the lock design of the address space takes and releases (kernel/locks/design.ts).
 * Where every reader of the table takes a lock that a writer holds, the edit is one step; where
 * some reader looks without it, each table operation is a step. Invariant: an edit begins and ends
 * under the design's locks.
 *
 * With `owner: kernel-actor` a call instead posts a request to the kernel actor's mailbox and waits
 * for the answer: message-based ownership, to be compared with the locks under the same load.
 */

import { ERRNO } from '../errno.ts';
import { EVENT } from '../event.ts';
import { ANSWER, askToEdit, editStallsFor } from '../guard/guard.ts';
import { beginStall, type Stall, stallStep } from '../guard/stall.ts';
import { PAGE_COUNT_MAX } from '../limits.ts';
import {
  type AddressSpaceDesign,
  type DesignContext,
  type Editing,
  WRITE,
} from '../locks/design.ts';
import { COUNTER, TABLE, THREAD } from '../memory/layout.ts';
import { MAP, MREMAP } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import { underTableLock } from '../paging/frame.ts';
import { movePages, reduceNextPage } from '../paging/page-table.ts';
import { flushPart, type PagingDesign } from '../paging/shootdown.ts';
import {
  AGAIN,
  BLOCKED,
  end,
  jump,
  type KernelStep,
  NEXT,
  OUTCOME,
  type Part,
  placed,
  routine,
  type Routine,
} from '../routine.ts';
import {
  brkNext,
  heapBreak,
  heapStart,
  mmapNext,
  MORE,
  mprotectNext,
  mremapNext,
  mremapTarget,
  munmapNext,
  place,
} from '../vma/index.ts';
import { SYSCALL_NUMBER } from './number.ts';

/** Scratch word 0 of the acting thread is the cursor of an edit; 1 to 5 are the lock design's. */
const CURSOR = THREAD.SCRATCH;
/** Whether an edit is not the last of its call. */
const UNFINISHED = THREAD.SCRATCH + 6;

/**
 * Makes one table operation of the call that `caller` asked for, on the scratch words of `actor`.
 */
function editNext(world: World, actor: number, caller: number): number {
  const { words } = world;
  const cursor = world.thread(actor) + CURSOR;
  const at = world.thread(caller) + THREAD.ARGUMENT;
  const page = words.get(at);
  const pages = words.get(at + 1);
  const prot = words.get(at + 2);
  switch (words.get(world.thread(caller) + THREAD.NUMBER)) {
    case SYSCALL_NUMBER.mmap:
      return mmapNext(
        world,
        cursor,
        page,
        pages,
        prot,
        words.get(at + 3),
        fileOf(page, words.get(at + 3), words.get(at + 4)),
      );
    case SYSCALL_NUMBER.munmap:
      return munmapNext(world, cursor, page, pages);
    case SYSCALL_NUMBER.mremap:
      return mremapNext(
        world,
        cursor,
        page,
        pages < 0 ? pages + 2 ** 32 : pages,
        prot,
        words.get(at + 3),
        words.get(at + 4),
        movePages,
      );
    case SYSCALL_NUMBER.brk:
      return brkNext(world, page);
    default:
      return mprotectNext(world, cursor, page, pages, prot);
  }
}

/**
 * Makes all table operations of the call that a thread asked for at once, without a lock and
 * without a word to anybody: what the call means where it is alone. Returns its result.
 */
export function editAlone(world: World, thread: number): number {
  world.words.set(world.thread(thread) + CURSOR, 0);
  for (;;) {
    const result = editNext(world, thread, thread);
    if (result === MORE) continue;
    world.words.set(world.thread(thread) + CURSOR, 0);
    return result;
  }
}

/** Identities of nameless files begin here, above every file that a scenario numbers itself. */
const NAMELESS_FILE = 0x4000_0000;

/** Shared anonymous memory has a nameless file of its own (mm/shmem.c shmem_zero_setup()). */
function fileOf(page: number, flags: number, file: number): number {
  return (flags & MAP.SHARED) !== 0 && file === 0 ? NAMELESS_FILE + page : file;
}

/** Writes the result of a finished edit and tells of it. */
function finishEdit(world: World, actor: number, caller: number, result: number): void {
  const { words } = world;
  words.set(world.thread(actor) + CURSOR, 0);
  const at = world.thread(caller);
  words.set(at + THREAD.RESULT, result);
  const page = words.get(at + THREAD.ARGUMENT);
  if (result < 0) world.count(caller, COUNTER.refused);
  switch (words.get(at + THREAD.NUMBER)) {
    case SYSCALL_NUMBER.mmap:
      world.count(caller, COUNTER.mmap);
      world.record(caller, EVENT.mmap, page, result);
      return;
    case SYSCALL_NUMBER.munmap:
      world.count(caller, COUNTER.munmap);
      world.record(caller, EVENT.munmap, page, result);
      return;
    case SYSCALL_NUMBER.mremap:
    case SYSCALL_NUMBER.brk:
      world.record(caller, EVENT.remapped, page, result);
      return;
    default:
      world.count(caller, COUNTER.mprotect);
      world.record(caller, EVENT.mprotect, page, result);
  }
}

/** For whom the acting thread edits: itself, or who posted the request that it serves. */
type CallerOf = (world: World, thread: number) => number;

const itself: CallerOf = (_world, thread) => thread;

/** The kernel actor keeps whom it serves in its own REQUEST word, as thread + 8. */
const served: CallerOf = (world, thread) =>
  world.words.get(world.thread(thread) + THREAD.REQUEST) - SERVING;
const SERVING = 8;

/** Whether the call lets the kernel choose the place of what it maps. */
function isPlacedFreely(world: World, caller: number): boolean {
  const { words } = world;
  const at = world.thread(caller);
  const flags = words.get(at + THREAD.ARGUMENT + 3);
  switch (words.get(at + THREAD.NUMBER)) {
    case SYSCALL_NUMBER.mmap:
      return (flags & (MAP.FIXED | MAP.FIXED_NOREPLACE)) === 0;
    // With DONTUNMAP it may rename an anon_vma, wherever that is.
    case SYSCALL_NUMBER.mremap:
      return (flags & (MREMAP.FIXED | MREMAP.DONTUNMAP)) !== MREMAP.FIXED && flags !== 0;
    default:
      return false;
  }
}

/**
 * The pages that the call may change, without the neighbours; where it is in vain, none. A move
 * spans what lies between the old place and the new one (Linux locks only the two).
 */
function spanOf(world: World, caller: number): readonly [from: number, to: number] {
  const { words } = world;
  const at = world.thread(caller) + THREAD.ARGUMENT;
  let page = words.get(at);
  const pages = words.get(at + 1);
  const third = words.get(at + 2);
  const flags = words.get(at + 3);
  switch (words.get(world.thread(caller) + THREAD.NUMBER)) {
    case SYSCALL_NUMBER.mmap:
      if (isPlacedFreely(world, caller))
        page = place(world, page, pages, third, flags, fileOf(page, flags, words.get(at + 4)));
      break;
    case SYSCALL_NUMBER.mremap: {
      const target = mremapTarget(world, page, pages, third, flags, words.get(at + 4));
      return [Math.min(page, target), Math.max(page + pages, target + third)];
    }
    case SYSCALL_NUMBER.brk: {
      // The break itself is always part of it: two calls that move it exclude each other.
      const now = heapBreak(world);
      const wanted = page < heapStart(world) ? now : page;
      return [Math.min(wanted, now), Math.max(wanted, now) + 1];
    }
  }
  return [page, page + pages];
}

/** What a lock design is told of the calls that `callerOf` serves. */
function editingOf(callerOf: CallerOf): Editing {
  return {
    caller: callerOf,
    from: (world, thread) => world.words.get(world.thread(thread) + WRITE.FROM),
    to: (world, thread) => world.words.get(world.thread(thread) + WRITE.TO),
    isPlacedFreely: (world, thread) => isPlacedFreely(world, callerOf(world, thread)),
    span: {
      name: 'mm.span',
      shared: false,
      run: (world, thread) => {
        const { words } = world;
        const [from, to] = spanOf(world, callerOf(world, thread));
        // A page more on either side: neighbours may join. A call that will be refused edits none.
        const isSound = from >= 0 && from < to && to <= PAGE_COUNT_MAX;
        words.set(world.thread(thread) + WRITE.FROM, isSound ? Math.max(0, from - 1) : 0);
        words.set(world.thread(thread) + WRITE.TO, isSound ? to + 1 : 0);
        return NEXT;
      },
    },
  };
}

/** What UNFINISHED holds when a guard stands in the way of the call. */
const STALLED = 2;

/**
 * The pages whose contents the call takes away or replaces; 0 to 0 if none. A change of protection
 * takes nothing away: what is guarded stays what it is, whoever may write there.
 */
function replacedPages(world: World, thread: number): readonly [from: number, to: number] {
  const { words } = world;
  const at = world.thread(thread) + THREAD.ARGUMENT;
  const page = words.get(at);
  const pages = words.get(at + 1);
  const flags = words.get(at + 3);
  switch (words.get(world.thread(thread) + THREAD.NUMBER)) {
    case SYSCALL_NUMBER.munmap:
      return [page, page + pages];
    case SYSCALL_NUMBER.mmap:
      return (flags & MAP.FIXED) !== 0 ? [page, page + pages] : [0, 0];
    case SYSCALL_NUMBER.brk:
      return page < heapStart(world) ? [0, 0] : [page, heapBreak(world)];
    default:
      return [0, 0];
  }
}

/** Asks the guards that the call meets: one of ANSWER. mremap has two places to ask about. */
function askGuards(world: World, thread: number): number {
  const { words } = world;
  let answer: number = ANSWER.pass;
  underTableLock(world, () => {
    if (words.get(world.thread(thread) + THREAD.NUMBER) !== SYSCALL_NUMBER.mprotect)
      answer = meetOf(world, thread, askToEdit);
  });
  return answer;
}

/** The larger of what a question says about each place that the call replaces or leaves. */
function meetOf(
  world: World,
  thread: number,
  question: (world: World, thread: number, from: number, to: number) => number,
): number {
  const { words } = world;
  const at = world.thread(thread) + THREAD.ARGUMENT;
  if (words.get(world.thread(thread) + THREAD.NUMBER) !== SYSCALL_NUMBER.mremap)
    return question(world, thread, ...replacedPages(world, thread));
  const page = words.get(at);
  const old = question(world, thread, page, page + words.get(at + 1));
  if ((words.get(at + 3) & MREMAP.FIXED) === 0) return old;
  const target = words.get(at + 4);
  return Math.max(old, question(world, thread, target, target + words.get(at + 2)));
}

/** A call that a guard has stalled: it is issued again when a signal ends the wait. */
const stalled: Stall = {
  name: 'mm',
  behind: (world, thread) => meetOf(world, thread, editStallsFor),
  isKillable: false,
  resumed: () => jump(0),
  broken: (world, thread) => {
    world.words.set(world.thread(thread) + THREAD.RESULT, -ERRNO.ERESTARTNOINTR);
    return end(OUTCOME.RETURNED);
  },
};

/** Takes back what page-table entries allow beyond their VMAs, a page a step. */
const reduce: KernelStep = {
  name: 'mm.reduce',
  shared: true,
  run: (world) => (reduceNextPage(world) ? AGAIN : NEXT),
};

/** The edits of a call, with what the design does around the call and around each of them. */
function editSteps({ design, context, paging, guarded }: MemoryOptions, callerOf: CallerOf): Part {
  const { begin, before, after, end: finish } = design.write(editingOf(callerOf), context);
  // The page table has to follow each of the edits.
  const isStepwise = design.isStepwise || paging !== undefined;
  const follow: Part = paging === undefined ? [] : [reduce];
  const flush: Part = paging === undefined ? [] : flushPart(paging.without);
  const edit: KernelStep = {
    name: 'mm.edit',
    shared: isStepwise,
    run: (world, thread) => {
      const caller = callerOf(world, thread);
      const answer = guarded ? askGuards(world, thread) : ANSWER.pass;
      if (answer === ANSWER.stall) {
        world.words.set(world.thread(thread) + UNFINISHED, STALLED);
        return NEXT;
      }
      if (answer === ANSWER.refuse) {
        finishEdit(world, thread, caller, -ERRNO.EPERM);
        return NEXT;
      }
      let result = editNext(world, thread, caller);
      while (!isStepwise && result === MORE) result = editNext(world, thread, caller);
      if (result === MORE) world.words.set(world.thread(thread) + UNFINISHED, 1);
      else finishEdit(world, thread, caller, result);
      return NEXT;
    },
  };
  const forget: KernelStep = {
    name: 'mm.forget',
    shared: false,
    run: (world, thread) => {
      for (let word: number = WRITE.SCAN; word <= WRITE.RECORD; word += 1)
        world.words.set(world.thread(thread) + word, 0);
      return NEXT;
    },
  };
  return (base) => {
    const begun = placed(base, begin);
    const first = base + begun.length;
    const again: KernelStep = {
      name: 'mm.again',
      shared: false,
      run: (world, thread) => {
        const unfinished = world.thread(thread) + UNFINISHED;
        if (world.words.get(unfinished) !== 1) return NEXT;
        world.words.set(unfinished, 0);
        return jump(first);
      },
    };
    return [
      ...begun,
      ...placed(first, before, [edit], follow, after, [again], flush, finish, [forget]),
    ];
  };
}

const returned: KernelStep = {
  name: 'mm.return',
  shared: false,
  run: (world, thread) => {
    const unfinished = world.thread(thread) + UNFINISHED;
    if (world.words.get(unfinished) !== STALLED) return end(OUTCOME.RETURNED);
    world.words.set(unfinished, 0);
    beginStall(world, thread, stalled);
    return NEXT;
  },
};

/** What the memory calls must know of their world. */
export interface MemoryOptions {
  readonly owner: 'threads' | 'kernel-actor';
  readonly design: AddressSpaceDesign;
  readonly context: DesignContext;
  readonly paging: PagingDesign | undefined;
  /** Whether guards stand in the way of edits. */
  readonly guarded: boolean;
}

function mailboxWord(world: World, thread: number): number {
  return world.thread(thread) + THREAD.REQUEST;
}

const EMPTY = 0;
const POSTED = 1;
const ANSWERED = 2;

const postAndAwait: readonly KernelStep[] = [
  {
    name: 'mailbox.post',
    shared: true,
    run: (world, thread) => {
      // Publish: the arguments in the caller's control block are now the kernel actor's to read.
      world.words.store(mailboxWord(world, thread), POSTED);
      return NEXT;
    },
  },
  {
    name: 'mailbox.ring',
    shared: true,
    run: (world) => {
      const pending = world.layout.table + TABLE.PENDING;
      world.words.add(pending, 1);
      world.wake(pending);
      return NEXT;
    },
  },
  {
    name: 'mailbox.await',
    shared: true,
    run: (world, thread) => {
      const mailbox = mailboxWord(world, thread);
      const state = world.words.load(mailbox);
      if (state !== ANSWERED) {
        world.blocked(mailbox, state);
        return BLOCKED;
      }
      world.words.set(mailbox, EMPTY);
      return NEXT;
    },
  },
  returned,
];

/** The routine of all these calls: one, told apart by the number. */
export function memoryRoutine(options: MemoryOptions): Routine {
  if (options.owner === 'kernel-actor') return routine('mm', postAndAwait);
  const wait = options.guarded ? [stallStep(stalled)] : [];
  return routine('mm', editSteps(options, itself), [returned, ...wait]);
}

/** The kernel actor's routine: takes the lowest posted request, executes it and answers. */
export function serveRoutine(options: MemoryOptions): Routine {
  return routine(
    'serve',
    [
      {
        name: 'serve.take',
        shared: true,
        run: (world, thread) => {
          const pending = world.layout.table + TABLE.PENDING;
          const count = world.words.load(pending);
          if (count === 0) {
            world.blocked(pending, 0);
            return BLOCKED;
          }
          let caller = 0;
          while (world.words.load(mailboxWord(world, caller)) !== POSTED) caller += 1;
          world.words.add(pending, -1);
          world.words.set(mailboxWord(world, thread), caller + SERVING);
          return NEXT;
        },
      },
    ],
    editSteps(options, served),
    [
      {
        name: 'serve.answer',
        shared: true,
        run: (world, thread) => {
          const mailbox = mailboxWord(world, served(world, thread));
          world.words.set(mailboxWord(world, thread), EMPTY);
          // Publish: the result stands in the caller's control block.
          world.words.store(mailbox, ANSWERED);
          world.wake(mailbox);
          return end(OUTCOME.RETURNED);
        },
      },
    ],
  );
}
