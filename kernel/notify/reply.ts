/**
 * The calls of a supervisor that only look at one notification under the lock, or at the listener:
 * SEND, ID_VALID and SET_FLAGS. A signal while they wait for the lock ends them with EINTR.
 *
 * Arguments: notif_send: listener, id, val, error, flags; notif_id_valid: listener, id;
 * notif_set_flags: listener, flags. Invariant: SEND is accepted only while the notification is sent
 * and unanswered.
 *
 * Source: kernel/seccomp.c: seccomp_notify_send(), seccomp_notify_id_valid(),
 * seccomp_notify_set_flags(). SYNC_WAKE_UP is a hint to a scheduler, which is the engine's part:
 * virtual time heeds it, others know of no scheduler.
 * Tested by: test/kernel/notify/reply.test.ts
 */

import { ERRNO } from '../errno.ts';
import { FILTER } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { jump, type KernelStep, type Routine } from '../routine.ts';
import { filterWord, SLEEP } from '../task/task.ts';
import { argument, CALL_BODY, finishCall, listenerCall } from './listener.ts';
import { contend, filterAt, lockStep, unlock } from './lock.ts';
import { findNotification, LISTENER_FLAG, type Protocol, refusal } from './notification.ts';
import { NOTIFY_EVENT } from './protocol.ts';
import { REPLY_FLAG } from './target.ts';

/** A call that checks its arguments, and then does one thing under the lock. */
function lockedCall(
  name: string,
  protocol: Protocol,
  check: (world: World, thread: number) => number,
  work: (world: World, thread: number, filter: number) => number,
): Routine {
  const enter = (world: World, thread: number): number => {
    const errno = check(world, thread);
    if (errno !== 0) return finishCall(world, thread, errno);
    contend(world, thread, SLEEP.interruptible);
    return jump(CALL_BODY);
  };
  const run: KernelStep = {
    name: `${name}.run`,
    shared: true,
    run: (world, thread) => {
      const result = work(world, thread, filterAt(world, thread));
      unlock(world, thread);
      return finishCall(world, thread, result);
    },
  };
  return listenerCall(name, protocol, enter, [
    lockStep(`${name}.notify_lock`, (world, thread) => finishCall(world, thread, -ERRNO.EINTR)),
    run,
  ]);
}

/** The routines of notif_send, notif_id_valid and notif_set_flags. */
export function replyCalls(protocol: Protocol): readonly Routine[] {
  const send = lockedCall(
    'notif_send',
    protocol,
    (world, thread) => {
      const flags = argument(world, thread, 4);
      if ((flags & ~REPLY_FLAG.CONTINUE) !== 0) return -ERRNO.EINVAL;
      const isEmpty = argument(world, thread, 2) === 0 && argument(world, thread, 3) === 0;
      return flags !== 0 && !isEmpty ? -ERRNO.EINVAL : 0;
    },
    (world, thread, filter) =>
      protocol.reply(world, filter, thread, argument(world, thread, 1), {
        value: argument(world, thread, 2),
        error: argument(world, thread, 3),
        flags: argument(world, thread, 4),
      }),
  );
  const isValid = lockedCall(
    'notif_id_valid',
    protocol,
    () => 0,
    (world, thread, filter) => {
      const target = findNotification(world, filter, argument(world, thread, 1));
      return refusal(protocol.deliver(world, filter, target, NOTIFY_EVENT.QUERY, thread));
    },
  );
  const setFlags = lockedCall(
    'notif_set_flags',
    protocol,
    (world, thread) =>
      (argument(world, thread, 1) & ~LISTENER_FLAG.SYNC_WAKE_UP) !== 0 ? -ERRNO.EINVAL : 0,
    (world, thread, filter) => {
      world.words.store(filterWord(world, filter) + FILTER.HINTS, argument(world, thread, 1));
      return 0;
    },
  );
  return [send, isValid, setFlags];
}
