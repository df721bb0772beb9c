/**
 * Judgement: what the laboratory keeps of what supervisors see and of what the kernel uses. A task
 * that was notified about keeps the words of its memory that were read meanwhile, each with its
 * address; a call that copies arguments keeps what it has copied, and says when it was carried out
 * with them. What differs between the two was executed without having been seen.
 *
 * Invariant: these words steer no step of the kernel; properties look at them, so they are part of
 * a state. A word that was read twice is what it was the last time.
 * Tested by: test/kernel/syscalls/process-memory.test.ts
 */

import { UsageError } from '../assert.ts';
import { EVENT } from '../event.ts';
import { ARGUMENT_WORD_COUNT_MAX } from '../limits.ts';
import { COPY, TASK } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { NOTIFICATION } from '../notify/protocol.ts';
import { addressSpaceOf } from './address-space.ts';
import { processOf, taskWord, tidOf } from './task.ts';

/** The record of what a task's calls copy; there is none where `copyStride` is 0. */
function recordOf(world: World, thread: number): number {
  return world.layout.copy + thread * world.layout.copyStride;
}

/** A notification begins: nobody has seen anything. */
export function beginJudgement(world: World, thread: number): void {
  if (world.layout.copyStride === 0) return;
  const at = recordOf(world, thread);
  const { words } = world;
  const count = words.load(at + COPY.SEEN);
  for (let word = 0; word < count; word += 1) {
    words.store(at + COPY.SEEN_ADDRESS + word, 0);
    words.store(at + COPY.SEEN_VALUE + word, 0);
  }
  words.store(at + COPY.SEEN, 0);
}

/** Whether a supervisor has let the call of a thread go on that now begins. */
export function noteContinued(world: World, thread: number, isContinued: boolean): void {
  if (world.layout.copyStride === 0) return;
  world.words.set(recordOf(world, thread) + COPY.JUDGED, isContinued ? 1 : 0);
}

/** A supervisor has received the notification of a task: this is whom it means from now on. */
export function noteSender(world: World, thread: number, target: number): void {
  if (world.layout.copyStride === 0) return;
  const at = recordOf(world, thread);
  world.words.set(at + COPY.SENDER, target + 1);
  world.words.set(at + COPY.SENDER_SPACE, addressSpaceOf(world, processOf(world, target)));
}

/**
 * A thread reaches into the address space that it takes for that of a task: does it belong to who
 * sent the notification?
 */
export function noteReach(world: World, thread: number, target: number, space: number): void {
  const at = recordOf(world, thread);
  if (world.words.get(at + COPY.SENDER) !== target + 1) return;
  if (world.words.get(at + COPY.SENDER_SPACE) === space) return;
  world.record(thread, EVENT.stranger, tidOf(target), 0);
}

/** A word of a task's memory was read by somebody else, as part of judging its call or not. */
export function noteSeen(
  world: World,
  thread: number,
  target: number,
  address: number,
  value: number,
): void {
  const { words } = world;
  world.record(thread, EVENT.peeked, address, value);
  const state = words.load(taskWord(world, target) + TASK.NOTIFY_STATE);
  if (state !== NOTIFICATION.sent) return;
  const at = recordOf(world, target);
  const count = words.load(at + COPY.SEEN);
  let word = 0;
  while (word < count && words.load(at + COPY.SEEN_ADDRESS + word) !== address) word += 1;
  if (word === ARGUMENT_WORD_COUNT_MAX)
    throw new UsageError(
      `a supervisor reads more than ${ARGUMENT_WORD_COUNT_MAX} words for one notification`,
      'ARGUMENT_WORD_COUNT_MAX in kernel/limits.ts',
    );
  words.store(at + COPY.SEEN_ADDRESS + word, address);
  words.store(at + COPY.SEEN_VALUE + word, value);
  if (word === count) words.store(at + COPY.SEEN, count + 1);
}
