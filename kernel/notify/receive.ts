/**
 * SECCOMP_IOCTL_NOTIF_RECV. It waits until a notification was counted, or nobody uses the filter
 * any more; then it takes the first that no supervisor has. The count is no promise: the target may
 * have left (ENOENT). A buffer that cannot be written puts the notification back.
 *
 * Arguments: listener; buffer (one of BUFFER); a word of memory + 1, or 0; how many words from
 * there, at most 5. The result is the id, which begins at 1. The words get the pid, the call's
 * number and its first three arguments, in this order; the task's BUFFER the id and all of these.
 *
 * Source: kernel/seccomp.c: recv_wait_event(), seccomp_notify_recv(). The fix
 * `recv-ends-with-users` is "seccomp: Stop blocking ioctl when filter has no users" (6.11).
 * Deviations: the id is the result, where Linux writes it to the buffer and returns 0; the buffer
 * is a value and no address, and words given besides need not be zero.
 * Tested by: test/kernel/notify/receive.test.ts
 */

import { ERRNO } from '../errno.ts';
import { EVENT } from '../event.ts';
import { FILTER, TASK, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { BLOCKED, jump, type KernelStep, NEXT, type Routine } from '../routine.ts';
import { hasSignal } from '../signals/send.ts';
import { realNumber } from '../syscalls/number.ts';
import {
  fallAsleep,
  filterWord,
  kickCount,
  kickWord,
  SLEEP,
  taskWord,
  tidOf,
  WAIT,
  waitingFor,
  wakeUp,
} from '../task/task.ts';
import { noteSender } from '../task/judgement.ts';
import { argument, CALL_BODY, finishCall, listenerCall } from './listener.ts';
import { contend, filterAt, lockStep, unlock } from './lock.ts';
import { findNotification, firstNotification, notificationId } from './notification.ts';
import type { Protocol } from './notification.ts';
import { NOTIFICATION, NOTIFY_EVENT } from './protocol.ts';

/** Buffers that RECV can be given: zeroed memory, or what makes it fail. */
export const BUFFER = { ZEROED: 0, DIRTY: 1, NULL: 2, READ_ONLY: 3 } as const;

/** Words that RECV tells besides the id. */
const DATA_WORDS = 5;

/** Scratch word: the id of the notification that was taken. */
const TAKEN = THREAD.SCRATCH + 1;

/** One word of what a target asks: its pid, its call's number, its arguments. */
function dataOf(world: World, target: number, index: number): number {
  if (index === 0) return tidOf(target);
  const at = world.thread(target);
  return index === 1
    ? realNumber(world.words.load(at + THREAD.NUMBER))
    : world.words.load(at + THREAD.ARGUMENT + index - 2);
}

/** Whether the words that the call names, if any, are words of memory. */
function isMemory(world: World, thread: number): boolean {
  const first = argument(world, thread, 2);
  const count = argument(world, thread, 3);
  if (first === 0) return count === 0;
  const end = first - 1 + count;
  return first > 0 && count <= DATA_WORDS && end <= world.layout.bounds.memoryWordCount;
}

/** atomic_dec_if_positive() of the count of requests. */
function takeRequest(world: World, filter: number): boolean {
  const at = filterWord(world, filter) + FILTER.REQUESTS;
  for (;;) {
    const count = world.words.load(at);
    if (count === 0) return false;
    if (world.words.cas(at, count, count - 1) === count) return true;
  }
}

/** The routine of notif_recv. */
export function receiveCall(protocol: Protocol, fixes: ReadonlySet<string>): Routine {
  const endsWithUsers = fixes.has('recv-ends-with-users');

  const enter = (world: World, thread: number): number => {
    const buffer = argument(world, thread, 1);
    if (buffer === BUFFER.NULL || !isMemory(world, thread))
      return finishCall(world, thread, -ERRNO.EFAULT);
    if (buffer === BUFFER.DIRTY) return finishCall(world, thread, -ERRNO.EINVAL);
    const waiting = waitingFor(WAIT.receive, filterAt(world, thread));
    fallAsleep(world, thread, waiting, SLEEP.interruptible);
    return jump(CALL_BODY);
  };
  const wait: KernelStep = {
    name: 'notif_recv.wait',
    shared: true,
    run: (world, thread) => {
      const kicks = kickCount(world, thread);
      const filter = filterAt(world, thread);
      const users = filterWord(world, filter) + FILTER.USERS;
      const isOver = endsWithUsers && world.words.load(users) === 0;
      if (!isOver && !takeRequest(world, filter)) {
        if (hasSignal(world, thread)) {
          wakeUp(world, thread);
          return finishCall(world, thread, -ERRNO.ERESTARTSYS);
        }
        world.blocked(kickWord(world, thread), kicks);
        return BLOCKED;
      }
      wakeUp(world, thread);
      contend(world, thread, SLEEP.uninterruptible);
      return NEXT;
    },
  };
  const take: KernelStep = {
    name: 'notif_recv.take',
    shared: true,
    run: (world, thread) => {
      const { words } = world;
      const filter = filterAt(world, thread);
      const target = firstNotification(world, filter, NOTIFICATION.init);
      if (target < 0) {
        unlock(world, thread);
        return finishCall(world, thread, -ERRNO.ENOENT);
      }
      protocol.deliver(world, filter, target, NOTIFY_EVENT.RECEIVE, thread);
      const id = notificationId(world, target);
      const isFaulty = argument(world, thread, 1) === BUFFER.READ_ONLY;
      if (!isFaulty) {
        world.record(thread, EVENT.received, id, target);
        noteSender(world, thread, target);
        const buffer = taskWord(world, thread) + TASK.BUFFER;
        words.set(buffer, id);
        for (let word = 0; word < DATA_WORDS; word += 1)
          words.set(buffer + 1 + word, dataOf(world, target, word));
      }
      unlock(world, thread);
      if (!isFaulty && argument(world, thread, 2) === 0) return finishCall(world, thread, id);
      words.set(world.thread(thread) + TAKEN, id);
      return NEXT;
    },
  };
  const copy: KernelStep = {
    name: 'notif_recv.copy',
    shared: true,
    run: (world, thread) => {
      const { words, layout } = world;
      const at = world.thread(thread);
      if (argument(world, thread, 1) === BUFFER.READ_ONLY) {
        contend(world, thread, SLEEP.uninterruptible);
        return NEXT;
      }
      const to = layout.memory + argument(world, thread, 2) - 1;
      const from = taskWord(world, thread) + TASK.BUFFER + 1;
      for (let word = 0; word < argument(world, thread, 3); word += 1) {
        words.store(to + word, words.get(from + word));
        world.wake(to + word);
      }
      return finishCall(world, thread, words.get(at + TAKEN));
    },
  };
  const reset: KernelStep = {
    name: 'notif_recv.reset',
    shared: true,
    run: (world, thread) => {
      const filter = filterAt(world, thread);
      const id = world.words.get(world.thread(thread) + TAKEN);
      const target = findNotification(world, filter, id);
      protocol.deliver(world, filter, target, NOTIFY_EVENT.FAULT, thread);
      unlock(world, thread);
      return finishCall(world, thread, -ERRNO.EFAULT);
    },
  };
  return listenerCall('notif_recv', protocol, enter, [
    wait,
    lockStep('notif_recv.notify_lock'),
    take,
    copy,
    lockStep('notif_recv.relock'),
    reset,
  ]);
}
