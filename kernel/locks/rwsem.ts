/**
 * Rwsem: a writer-preferring read-write semaphore in two words. COUNT packs the writer bit, the
 * readers and the waiting writers; a waiting writer bars new readers (compare Linux
 * kernel/locking/rwsem.c, RWSEM_FLAG_WAITERS). Who cannot go on sleeps on COUNT with the value that
 * it saw, so the compare of the futex wait closes the gap between the look and the sleep.
 *
 * Invariant: never a writer beside a reader or another writer. A release wakes whenever anybody may
 * sleep: readers release to waiting writers, whose announcement is in the very word they change;
 * writers always. Deviations from Linux: no handoff, no reader batches, no optimistic spinning; see
 * queued-rwsem.ts for a lock with them.
 */

import { LOCK, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { BLOCKED, type KernelStep, NEXT } from '../routine.ts';
import { hold, letGo } from './held.ts';

/** The writer bit of COUNT. */
export const WRITER = 1;
/** One reader in COUNT. */
export const READER = 2;
/** One waiting writer in COUNT. */
export const WAITER = 1 << 16;
const READERS = WAITER - READER;

/** Readers that hold the lock. */
export function readerCount(count: number): number {
  return (count & READERS) >> 1;
}

/** Writers that wait for the lock. */
export function waitingWriterCount(count: number): number {
  return count >>> 16;
}

/** The lock of a thread's operation: a constant, or for program instructions a scratch word. */
export type LockOf = (world: World, thread: number) => number;

/** One step: a reader enters, unless a writer holds the lock or waits for it. */
function tryRead(world: World, thread: number, lock: number): number {
  const word = world.lock(lock) + LOCK.COUNT;
  for (;;) {
    const count = world.words.load(word);
    if ((count & WRITER) !== 0 || count >= WAITER) {
      world.blocked(word, count);
      return BLOCKED;
    }
    if (world.words.cas(word, count, count + READER) === count) break;
  }
  hold(world, thread, lock, false);
  return NEXT;
}

/** One step: a writer says that it waits, which bars new readers. */
function announceWrite(world: World, lock: number): number {
  world.words.add(world.lock(lock) + LOCK.COUNT, WAITER);
  return NEXT;
}

/** One step: an announced writer enters, unless anybody is inside. */
function tryWrite(world: World, thread: number, lock: number): number {
  const word = world.lock(lock) + LOCK.COUNT;
  for (;;) {
    const count = world.words.load(word);
    if ((count & (WRITER | READERS)) !== 0) {
      world.blocked(word, count);
      return BLOCKED;
    }
    if (world.words.cas(word, count, count - WAITER + WRITER) === count) break;
  }
  world.words.set(world.lock(lock) + LOCK.OWNER, thread + 1);
  hold(world, thread, lock, true);
  return NEXT;
}

/** Steps that take a lock for reading. */
export function readAcquire(name: string, lock: LockOf): KernelStep[] {
  return [
    {
      name: `${name}.read`,
      shared: true,
      run: (world, thread) => tryRead(world, thread, lock(world, thread)),
    },
  ];
}

/** Steps that take a lock for writing. */
export function writeAcquire(name: string, lock: LockOf): KernelStep[] {
  return [
    {
      name: `${name}.announce`,
      shared: true,
      run: (world, thread) => announceWrite(world, lock(world, thread)),
    },
    {
      name: `${name}.write`,
      shared: true,
      run: (world, thread) => tryWrite(world, thread, lock(world, thread)),
    },
  ];
}

/** What a release must know of its world: whether waking is a step that matters. */
export interface ReleaseOptions {
  /** Waits are modelled as futex waits, so a wake-up is a step of its own. */
  readonly futexWaits: boolean;
}

/** Set in SCRATCH 7 by a release for the wake step behind it. */
const WAKE = THREAD.SCRATCH + 7;

/** The writer leaves: the one access of a write release. */
function endWrite(world: World, thread: number, lock: number): void {
  letGo(world, thread, lock, true);
  world.words.set(world.lock(lock) + LOCK.OWNER, 0);
  world.words.add(world.lock(lock) + LOCK.COUNT, -WRITER);
}

function wakeStep(name: string, lock: LockOf, { futexWaits }: ReleaseOptions): KernelStep {
  return {
    name: `${name}.wake`,
    shared: futexWaits,
    run: (world, thread) => {
      const due = world.thread(thread) + WAKE;
      if (world.words.get(due) !== 0) {
        world.words.set(due, 0);
        world.wake(world.lock(lock(world, thread)) + LOCK.COUNT);
      }
      return NEXT;
    },
  };
}

/** Steps that release a lock held for reading. */
export function readRelease(name: string, lock: LockOf, options: ReleaseOptions): KernelStep[] {
  return [
    {
      name: `${name}.readRelease`,
      shared: true,
      run: (world, thread) => {
        const number = lock(world, thread);
        letGo(world, thread, number, false);
        const count = world.words.add(world.lock(number) + LOCK.COUNT, -READER) - READER;
        const wakes = count >= WAITER && (count & READERS) === 0;
        world.words.set(world.thread(thread) + WAKE, wakes ? 1 : 0);
        return NEXT;
      },
    },
    wakeStep(name, lock, options),
  ];
}

/** Steps that release a lock held for writing. */
export function writeRelease(name: string, lock: LockOf, options: ReleaseOptions): KernelStep[] {
  return [
    {
      name: `${name}.writeRelease`,
      shared: true,
      run: (world, thread) => {
        endWrite(world, thread, lock(world, thread));
        world.words.set(world.thread(thread) + WAKE, 1);
        return NEXT;
      },
    },
    wakeStep(name, lock, options),
  ];
}

/**
 * The broken twin of `writeRelease`: it looks for waiting writers *before* it releases, and wakes
 * only if it saw one. Who announces and falls asleep between the look and the release sleeps on.
 */
export function writeReleaseLosingWakeUps(
  name: string,
  lock: LockOf,
  options: ReleaseOptions,
): KernelStep[] {
  return [
    {
      name: `${name}.look`,
      shared: true,
      run: (world, thread) => {
        const count = world.words.load(world.lock(lock(world, thread)) + LOCK.COUNT);
        world.words.set(world.thread(thread) + WAKE, count >= WAITER ? 1 : 0);
        return NEXT;
      },
    },
    {
      name: `${name}.writeRelease`,
      shared: true,
      run: (world, thread) => {
        endWrite(world, thread, lock(world, thread));
        return NEXT;
      },
    },
    wakeStep(name, lock, options),
  ];
}
