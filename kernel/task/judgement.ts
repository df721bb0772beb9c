/**
 * Judgement: what the laboratory keeps of what supervisors see and of what the kernel uses. A task
 * that was notified about keeps the words of its memory that were read meanwhile, each with its
 * address; a call that copies arguments keeps what it has copied, and says when it was carried out
 * with them. What differs between the two was executed without having been seen.
 *
 * Invariant: these words steer no step of the kernel; properties look at them, so they are part of
 * a state. A word that was read twice is what it was the last time.
 * Tested by: test/kernel/task/judgement.test.ts
 */

import { UsageError } from '../assert.ts';
import { EVENT } from '../event.ts';
import { ARGUMENT_WORD_COUNT_MAX } from '../limits.ts';
import { COPY, COUNTER, TASK } from '../memory/layout.ts';
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

/** A call that copies arguments begins. */
export function beginArguments(world: World, thread: number): void {
  const { words } = world;
  const at = recordOf(world, thread);
  const count = words.get(at + COPY.COPIED);
  for (let word = 0; word < count; word += 1) {
    words.set(at + COPY.COPIED_ADDRESS + word, 0);
    words.set(at + COPY.COPIED_VALUE + word, 0);
  }
  words.set(at + COPY.COPIED, 0);
  words.set(at + COPY.EXECUTED, 0);
}

/** Keeps a word that was copied as an argument; false where there is no room for it. */
export function keepArgument(
  world: World,
  thread: number,
  address: number,
  value: number,
): boolean {
  const { words } = world;
  const at = recordOf(world, thread);
  const count = words.get(at + COPY.COPIED);
  world.record(thread, EVENT.copied, address, value);
  if (count === ARGUMENT_WORD_COUNT_MAX) return false;
  words.set(at + COPY.COPIED_ADDRESS + count, address);
  words.set(at + COPY.COPIED_VALUE + count, value);
  words.set(at + COPY.COPIED, count + 1);
  return true;
}

/** The argument word number `index` that the running call has copied. */
export function argumentWord(world: World, thread: number, index: number): number {
  return world.words.get(recordOf(world, thread) + COPY.COPIED_VALUE + index);
}

/** How many words the running call has copied. */
export function argumentCount(world: World, thread: number): number {
  return world.words.get(recordOf(world, thread) + COPY.COPIED);
}

/** Whether the running call, or the last one, was carried out. */
export function isExecuted(world: World, thread: number): boolean {
  return world.words.get(recordOf(world, thread) + COPY.EXECUTED) !== 0;
}

/** The call is carried out with the words that it has copied. */
export function noteExecuted(world: World, thread: number, number: number): void {
  const { words } = world;
  const at = recordOf(world, thread);
  const count = words.get(at + COPY.COPIED);
  words.set(at + COPY.EXECUTED, count);
  const unapproved = unapprovedCount(world, thread);
  world.count(thread, COUNTER.executed);
  if (unapproved > 0) world.count(thread, COUNTER.unapproved);
  world.record(thread, EVENT.executed, number, unapproved);
}

/**
 * How many words of the call that a thread has executed are not what its supervisor saw of them: 0
 * for a call that no supervisor has let go on.
 */
export function unapprovedCount(world: World, thread: number): number {
  const { words } = world;
  const at = recordOf(world, thread);
  if (words.load(at + COPY.JUDGED) === 0) return 0;
  const executed = words.load(at + COPY.EXECUTED);
  const seen = words.load(at + COPY.SEEN);
  let count = 0;
  for (let word = 0; word < executed; word += 1) {
    const address = words.load(at + COPY.COPIED_ADDRESS + word);
    const value = words.load(at + COPY.COPIED_VALUE + word);
    let isSeen = false;
    for (let other = 0; other < seen && !isSeen; other += 1)
      isSeen =
        words.load(at + COPY.SEEN_ADDRESS + other) === address &&
        words.load(at + COPY.SEEN_VALUE + other) === value;
    if (!isSeen) count += 1;
  }
  return count;
}
