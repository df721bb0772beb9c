/**
 * The calls that edit the address space: mmap, munmap, mprotect. Each takes the mmap lock for
 * writing around its edit. Where every reader of the table takes the lock, the edit is one step;
 * where the entry check reads without it, each table operation is a step, as another thread may
 * look in between. Invariant: an edit begins and ends under the lock.
 *
 * With `owner: kernel-actor` a call instead posts a request to the kernel actor's mailbox and waits
 * for the answer: message-based ownership, to be compared with the locks under the same load.
 */

import { EVENT } from '../event.ts';
import { MMAP_LOCK, writeAcquire } from '../locks/rwsem.ts';
import { COUNTER, TABLE, THREAD } from '../memory/layout.ts';
import { MAP } from '../memory/page.ts';
import type { World } from '../memory/world.ts';
import {
  AGAIN,
  BLOCKED,
  end,
  type KernelStep,
  NEXT,
  OUTCOME,
  routine,
  type Routine,
} from '../routine.ts';
import { mmapNext, MORE, mprotectNext, munmapNext } from '../vma/index.ts';
import { SYSCALL_NUMBER } from './number.ts';

/** Scratch words 0..6 of the acting thread hold the progress of an edit; 7 is the release's. */
const CURSOR = THREAD.SCRATCH;

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
    default:
      return mprotectNext(world, cursor, page, pages, prot);
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
  for (let scratch = 0; scratch < 7; scratch += 1)
    words.set(world.thread(actor) + CURSOR + scratch, 0);
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

function editStep(stepwise: boolean, callerOf: CallerOf): KernelStep {
  return {
    name: 'mm.edit',
    shared: stepwise,
    run: (world, thread) => {
      const caller = callerOf(world, thread);
      let result = editNext(world, thread, caller);
      if (stepwise) {
        if (result === MORE) return AGAIN;
      } else {
        while (result === MORE) result = editNext(world, thread, caller);
      }
      finishEdit(world, thread, caller, result);
      return NEXT;
    },
  };
}

const returned: KernelStep = {
  name: 'mm.return',
  shared: false,
  run: () => end(OUTCOME.RETURNED),
};

/** What the memory calls must know of their world. */
export interface MemoryOptions {
  /** Some reader of the table takes no lock, so that each table operation is a step. */
  readonly stepwise: boolean;
  readonly owner: 'threads' | 'kernel-actor';
  /** Steps that release the mmap lock held for writing. */
  readonly release: readonly KernelStep[];
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

/** The routine of mmap, munmap and mprotect: one for all three, told apart by the number. */
export function memoryRoutine(options: MemoryOptions): Routine {
  if (options.owner === 'kernel-actor') return routine('mm', postAndAwait);
  return routine(
    'mm',
    writeAcquire('mmap_lock', () => MMAP_LOCK),
    [editStep(options.stepwise, itself)],
    options.release,
    [returned],
  );
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
    writeAcquire('mmap_lock', () => MMAP_LOCK),
    [editStep(options.stepwise, served)],
    options.release,
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
