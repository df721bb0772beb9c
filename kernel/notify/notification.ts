/**
 * Notifications as the kernel keeps them. The knotif of a target lies in its task record, as it
 * lies on its kernel stack in Linux, and the request of a supervisor's ADDFD in the supervisor's; a
 * list is a scan over all tasks in the order of ids, or of places in the queue. Every change of
 * state is a move of the protocol.
 *
 * Invariant: all functions here run under the filter's notify_lock, but for `takeReady`; a task
 * whose call has ended has none of these words left.
 * Source: kernel/seccomp.c: struct seccomp_knotif, struct seccomp_kaddfd, find_notification(),
 * seccomp_handle_addfd(). Deviation: the ids of a filter begin at 1, not at a random number.
 * Tested by: test/kernel/notify/receive.test.ts, test/kernel/notify/addfd.test.ts
 */

import { UsageError } from '../assert.ts';
import { ERRNO } from '../errno.ts';
import { EVENT } from '../event.ts';
import { abandonGuard } from '../guard/guard.ts';
import { FILTER, TASK } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { underTableLock } from '../paging/frame.ts';
import { FILTER_FLAG } from '../seccomp/mode.ts';
import { actionsOf, movedTo } from '../statechart.ts';
import { installAt, installLowest } from '../task/file.ts';
import { filterWord, kick, taskWord } from '../task/task.ts';
import {
  NOTIFICATION,
  NOTIFY_ACTION,
  NOTIFY_EVENT,
  NOTIFY_GUARD,
  protocolMove,
} from './protocol.ts';
import { wakeReaders, wakeWriters } from './wake.ts';

/** Whether a filter has a listener. */
export const LISTENER = { none: 0, open: 1, closed: 2 } as const;

/** Flags of ADDFD, and the one bit of its newfd_flags. Source: include/uapi/linux/seccomp.h. */
export const ADDFD_FLAG = { SETFD: 1, SEND: 2 } as const;

/** Progress of an ADDFD request. */
export const ADDFD = { none: 0, queued: 1, done: 2 } as const;

/** The guards that the kernel's fixes set, whatever the state. */
function fixGuards(fixes: ReadonlySet<string>): number {
  return (
    (fixes.has('addfd-send-restore') ? NOTIFY_GUARD.restoresState : 0) |
    (fixes.has('wait-killable-replied') ? NOTIFY_GUARD.repliedIsReceived : 0)
  );
}

/** The state of a thread's notification: one of NOTIFICATION. */
export function notificationState(world: World, target: number): number {
  return world.words.load(taskWord(world, target) + TASK.NOTIFY_STATE);
}

/** Recycled ids begin here, where few other numbers of a small world are. */
const RECYCLED_FIRST = 101;

/**
 * The least id that no word of a thread, of a task or of user memory equals. Only for one
 * notification at a time, as ids are also the order of the queue.
 */
function unheldId({ words, layout }: World): number {
  const { threadCount, memoryWordCount } = layout.bounds;
  for (let thread = 0; thread < threadCount; thread += 1)
    if (words.load(layout.task + thread * layout.taskStride + TASK.NOTIFY_FILTER) !== 0)
      throw new UsageError(
        'ids of notifications are recycled for one notification at a time',
        "leave out tasks.notificationIds: 'recycled'",
      );
  const isHeld = (id: number, begin: number, length: number): boolean => {
    for (let index = begin; index < begin + length; index += 1)
      if (words.load(index) === id) return true;
    return false;
  };
  for (let id = RECYCLED_FIRST; ; id += 1)
    if (
      !isHeld(id, layout.thread, layout.threadStride * threadCount) &&
      !isHeld(id, layout.task, layout.taskStride * threadCount) &&
      !isHeld(id, layout.memory, memoryWordCount)
    )
      return id;
}

/** The id of a thread's notification. */
export function notificationId(world: World, target: number): number {
  return world.words.load(taskWord(world, target) + TASK.NOTIFY_ID);
}

/** The target whose notification was posted first of those in a state, or -1. */
export function firstNotification(world: World, filter: number, state: number): number {
  let found = -1;
  for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1) {
    if (!isPosted(world, filter, thread) || notificationState(world, thread) !== state) continue;
    if (found < 0 || notificationId(world, thread) < notificationId(world, found)) found = thread;
  }
  return found;
}

/** find_notification(): the target whose notification has an id, or -1. */
export function findNotification(world: World, filter: number, id: number): number {
  for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1)
    if (isPosted(world, filter, thread) && notificationId(world, thread) === id) return thread;
  return -1;
}

function isPosted(world: World, filter: number, target: number): boolean {
  return world.words.load(taskWord(world, target) + TASK.NOTIFY_FILTER) === filter + 1;
}

/** Takes one completion of `ready`, if there is one: the only part that needs no lock. */
export function takeReady(world: World, target: number): boolean {
  const at = taskWord(world, target) + TASK.NOTIFY_READY;
  if (world.words.load(at) === 0) return false;
  world.words.add(at, -1);
  return true;
}

/** The supervisor whose request was queued last for a target, or -1. */
function lastRequest(world: World, target: number): number {
  let last = -1;
  for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1) {
    const at = taskWord(world, thread);
    if (world.words.load(at + TASK.ADDFD_STATE) !== ADDFD.queued) continue;
    if (world.words.load(at + TASK.ADDFD_TARGET) !== target + 1) continue;
    if (last < 0 || placeOf(world, thread) > placeOf(world, last)) last = thread;
  }
  return last;
}

function placeOf(world: World, supervisor: number): number {
  return world.words.load(taskWord(world, supervisor) + TASK.ADDFD_ORDER);
}

/** Takes a request out of the queue, and completes it with a result. */
function completeRequest(world: World, supervisor: number, result: number): void {
  const { words } = world;
  const at = taskWord(world, supervisor);
  words.store(at + TASK.ADDFD_RESULT, result);
  words.store(at + TASK.ADDFD_ORDER, 0);
  words.store(at + TASK.ADDFD_STATE, ADDFD.done);
  kick(world, supervisor);
}

/** Keeps what the target's call is to return. */
function keepReply(
  world: World,
  target: number,
  by: number,
  value: number,
  error: number,
  flags: number,
): void {
  const { words } = world;
  const at = taskWord(world, target);
  words.store(at + TASK.NOTIFY_VALUE, value);
  words.store(at + TASK.NOTIFY_ERROR, error);
  words.store(at + TASK.NOTIFY_FLAGS, flags);
  world.record(by, EVENT.replied, notificationId(world, target), error !== 0 ? error : value);
}

/** What a reply holds. */
export interface Reply {
  readonly value: number;
  readonly error: number;
  readonly flags: number;
}

/** Flags of SET_FLAGS. Source: include/uapi/linux/seccomp.h. */
export const LISTENER_FLAG = { SYNC_WAKE_UP: 1 } as const;

/** The protocol of notifications, for a set of kernel fixes. */
export class Protocol {
  readonly #fixGuards: number;

  constructor(fixes: ReadonlySet<string>) {
    this.#fixGuards = fixGuards(fixes);
  }

  /**
   * Delivers an event to a target's notification (-1: to one that is not there) and performs what
   * concerns the shared state; returns the actions, for the caller's own result. `by` is the thread
   * that delivers; `extraGuards` are the guards that only the caller knows.
   */
  deliver(
    world: World,
    filter: number,
    target: number,
    event: number,
    by: number,
    extraGuards = 0,
    ignoresQueue = false,
  ): number {
    const { words } = world;
    const at = filterWord(world, filter);
    let guards = this.#fixGuards | extraGuards;
    if (words.load(at + FILTER.LISTENER) === LISTENER.open) guards |= NOTIFY_GUARD.listening;
    if ((words.load(at + FILTER.FLAGS) & FILTER_FLAG.WAIT_KILLABLE_RECV) !== 0)
      guards |= NOTIFY_GUARD.killable;
    if (!ignoresQueue && target >= 0 && lastRequest(world, target) >= 0)
      guards |= NOTIFY_GUARD.addfdPending;
    const before = target < 0 ? NOTIFICATION.absent : notificationState(world, target);
    const move = protocolMove(before, event, guards);
    if (target >= 0) words.store(taskWord(world, target) + TASK.NOTIFY_STATE, movedTo(move));
    this.#perform(world, filter, target, actionsOf(move), by);
    return actionsOf(move);
  }

  #perform(world: World, filter: number, target: number, actions: number, by: number): void {
    const { words } = world;
    const at = filterWord(world, filter);
    const has = (action: number): boolean => (actions & action) !== 0;
    // __wake_up_on_current_cpu(), complete_on_current_cpu(): who wakes is about to sleep.
    if (world.heedsWakeHints && (words.load(at + FILTER.HINTS) & LISTENER_FLAG.SYNC_WAKE_UP) !== 0)
      world.wakesHere = true;
    if (has(NOTIFY_ACTION.append)) {
      const task = taskWord(world, target);
      const id = world.recyclesIds ? unheldId(world) : words.load(at + FILTER.NEXT_ID);
      if (!world.recyclesIds) words.store(at + FILTER.NEXT_ID, id + 1);
      words.store(task + TASK.NOTIFY_ID, id);
      words.store(task + TASK.NOTIFY_FILTER, filter + 1);
      world.record(target, EVENT.notified, id, filter);
    }
    if (has(NOTIFY_ACTION.countRequest)) words.add(at + FILTER.REQUESTS, 1);
    if (has(NOTIFY_ACTION.wakeReaders)) wakeReaders(world, filter);
    if (has(NOTIFY_ACTION.wakeWriters)) wakeWriters(world, filter);
    if (has(NOTIFY_ACTION.queue)) {
      const last = lastRequest(world, target);
      const request = taskWord(world, by);
      words.store(request + TASK.ADDFD_ORDER, last < 0 ? 1 : placeOf(world, last) + 1);
      words.store(request + TASK.ADDFD_TARGET, target + 1);
      words.store(request + TASK.ADDFD_STATE, ADDFD.queued);
    }
    if (has(NOTIFY_ACTION.unqueue)) words.store(taskWord(world, by) + TASK.ADDFD_STATE, ADDFD.none);
    if (has(NOTIFY_ACTION.keepNoListener)) {
      keepReply(world, target, by, 0, -ERRNO.ENOSYS, 0);
      if (world.layout.guard !== undefined)
        underTableLock(world, () => abandonGuard(world, target));
    }
    if (has(NOTIFY_ACTION.completeTarget)) {
      words.add(taskWord(world, target) + TASK.NOTIFY_READY, 1);
      kick(world, target);
    }
    if (has(NOTIFY_ACTION.install)) this.#install(world, filter, target);
    if (has(NOTIFY_ACTION.leave) || has(NOTIFY_ACTION.interrupt)) {
      for (let last = lastRequest(world, target); last >= 0; last = lastRequest(world, target))
        completeRequest(world, last, -ERRNO.ESRCH);
    }
  }

  /** seccomp_handle_addfd(): the target installs the descriptor that was queued last. */
  #install(world: World, filter: number, target: number): void {
    const supervisor = lastRequest(world, target);
    if (supervisor < 0) return;
    const { words } = world;
    const request = taskWord(world, supervisor);
    const flags = words.load(request + TASK.ADDFD_FLAGS);
    const file = words.load(request + TASK.ADDFD_FILE);
    const result =
      (flags & ADDFD_FLAG.SETFD) !== 0
        ? installAt(world, target, file, words.load(request + TASK.ADDFD_NUMBER))
        : installLowest(world, target, file);
    completeRequest(world, supervisor, result);
    if ((flags & ADDFD_FLAG.SEND) === 0) return;
    const event = result < 0 ? NOTIFY_EVENT.INSTALL_FAILED : NOTIFY_EVENT.INSTALLED;
    const actions = this.deliver(world, filter, target, event, target);
    if ((actions & NOTIFY_ACTION.keepDescriptor) !== 0)
      keepReply(world, target, target, result, 0, 0);
  }

  /** SEND: the reply of a supervisor, if the protocol accepts it; 0 or a negative errno. */
  reply(world: World, filter: number, by: number, id: number, reply: Reply): number {
    const target = findNotification(world, filter, id);
    const actions = this.deliver(world, filter, target, NOTIFY_EVENT.SEND, by);
    if ((actions & NOTIFY_ACTION.keepReply) !== 0)
      keepReply(world, target, by, reply.value, reply.error, reply.flags);
    return refusal(actions);
  }
}

/** What the actions of a supervisor's event say: 0, or the errno of the refusal. */
export function refusal(actions: number): number {
  if ((actions & NOTIFY_ACTION.refuseAbsent) !== 0) return -ERRNO.ENOENT;
  if ((actions & NOTIFY_ACTION.refuseInProgress) !== 0) return -ERRNO.EINPROGRESS;
  return (actions & NOTIFY_ACTION.refuseBusy) !== 0 ? -ERRNO.EBUSY : 0;
}
