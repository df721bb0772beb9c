/**
 * The target's side: a call whose filter said USER_NOTIF posts a notification, sleeps until it is
 * answered, installs the descriptors that supervisors add meanwhile, and ends with the reply; or a
 * signal ends the sleep, the notification is withdrawn, and the call starts again with a new one.
 *
 * Invariant: between the end of the sleep and notify_lock the notification still stands: a reply
 * that comes there is accepted, and lost if a signal ended the sleep.
 * Source: kernel/seccomp.c: seccomp_do_user_notification().
 * Tested by: test/kernel/notify/target.test.ts
 */

import { ERRNO } from '../errno.ts';
import { EVENT } from '../event.ts';
import { FILTER, TASK, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { BLOCKED, end, jump, type KernelStep, NEXT, OUTCOME } from '../routine.ts';
import { FILTER_FLAG } from '../seccomp/mode.ts';
import { hasFatalSignal, hasSignal } from '../signals/send.ts';
import {
  fallAsleep,
  filterWord,
  kickCount,
  kickWord,
  SLEEP,
  taskWord,
  WAIT,
  waitingFor,
  wakeUp,
} from '../task/task.ts';
import { beginJudgement, noteContinued } from '../task/judgement.ts';
import { contend, contendStep, FILTER_SCRATCH, filterAt, lockStep, unlock } from './lock.ts';
import { notificationId, notificationState, Protocol, takeReady } from './notification.ts';
import { releaseSteps } from './listener.ts';
import { NOTIFICATION, NOTIFY_ACTION, NOTIFY_EVENT, NOTIFY_GUARD } from './protocol.ts';

/** Scratch word: 1 while the sleep is, or was, a killable one. */
const KILLABLE = THREAD.SCRATCH + 1;
/** Scratch word: 1 when a signal ended the sleep. */
const INTERRUPTED = THREAD.SCRATCH + 2;
/** Scratch word: the outcome of a call that has listeners to release before it ends. */
const ENDING = THREAD.SCRATCH + 3;

/** Flags of a reply. Source: include/uapi/linux/seccomp.h. */
export const REPLY_FLAG = { CONTINUE: 1 } as const;

/**
 * The steps of a call whose filter said USER_NOTIF; SCRATCH holds the filter's number. `base` is
 * the number of the first step in its routine. They end with ANSWERED or ALLOW.
 */
export function notificationSteps(base: number, fixes: ReadonlySet<string>): readonly KernelStep[] {
  const protocol = new Protocol(fixes);
  const countsReplied = fixes.has('wait-killable-replied');
  const wait = base + 3;
  const release = base + 6;

  /** Lets go of the lock and sleeps until `ready`, or a signal. */
  const sleep = (world: World, thread: number): void => {
    const filter = filterAt(world, thread);
    const flags = world.words.load(filterWord(world, filter) + FILTER.FLAGS);
    const state = notificationState(world, thread);
    const isReceived =
      state === NOTIFICATION.sent || (countsReplied && state === NOTIFICATION.replied);
    const isKillable = (flags & FILTER_FLAG.WAIT_KILLABLE_RECV) !== 0 && isReceived;
    world.words.set(world.thread(thread) + KILLABLE, isKillable ? 1 : 0);
    unlock(world, thread);
    fallAsleep(
      world,
      thread,
      waitingFor(WAIT.notification, filter),
      isKillable ? SLEEP.killable : SLEEP.interruptible,
    );
  };

  /** The notification is off the list: the call ends with a result. */
  const leave = (world: World, thread: number, result: number, flags: number): number => {
    const { words } = world;
    const at = world.thread(thread);
    const task = taskWord(world, thread);
    unlock(world, thread);
    for (let word = TASK.NOTIFY_STATE; word <= TASK.NOTIFY_FLAGS; word += 1)
      words.store(task + word, 0);
    words.store(task + TASK.NOTIFY_READY, 0);
    for (const word of [FILTER_SCRATCH, KILLABLE, INTERRUPTED]) words.set(at + word, 0);
    const isContinued = (flags & REPLY_FLAG.CONTINUE) !== 0;
    noteContinued(world, thread, isContinued);
    if (!isContinued) words.set(at + THREAD.RESULT, result);
    const outcome = isContinued ? OUTCOME.ALLOW : OUTCOME.ANSWERED;
    if (words.get(task + TASK.RELEASES) === 0) return end(outcome);
    words.set(at + ENDING, outcome);
    return jump(release);
  };

  const post: KernelStep = {
    name: 'notify.post',
    shared: true,
    run: (world, thread) => {
      const filter = filterAt(world, thread);
      const actions = protocol.deliver(world, filter, thread, NOTIFY_EVENT.POST, thread);
      if ((actions & NOTIFY_ACTION.answerNoListener) !== 0)
        return leave(world, thread, -ERRNO.ENOSYS, 0);
      beginJudgement(world, thread);
      sleep(world, thread);
      return NEXT;
    },
  };
  const waitStep: KernelStep = {
    name: 'notify.wait',
    shared: true,
    run: (world, thread) => {
      const kicks = kickCount(world, thread);
      const at = world.thread(thread);
      if (!takeReady(world, thread)) {
        const isKillable = world.words.get(at + KILLABLE) !== 0;
        const isBroken = isKillable ? hasFatalSignal(world, thread) : hasSignal(world, thread);
        if (!isBroken) {
          world.blocked(kickWord(world, thread), kicks);
          return BLOCKED;
        }
        world.words.set(at + INTERRUPTED, 1);
      }
      wakeUp(world, thread);
      contend(world, thread, SLEEP.uninterruptible);
      return NEXT;
    },
  };
  const look: KernelStep = {
    name: 'notify.look',
    shared: true,
    run: (world, thread) => {
      const { words } = world;
      const at = world.thread(thread);
      const task = taskWord(world, thread);
      const filter = filterAt(world, thread);
      const isInterrupted = words.get(at + INTERRUPTED) !== 0;
      words.set(at + INTERRUPTED, 0);
      const guard = words.get(at + KILLABLE) !== 0 ? NOTIFY_GUARD.waitedKillable : 0;
      const id = notificationId(world, thread);
      const wasReplied = notificationState(world, thread) === NOTIFICATION.replied;
      let actions = protocol.deliver(
        world,
        filter,
        thread,
        isInterrupted ? NOTIFY_EVENT.SIGNAL : NOTIFY_EVENT.WAKE,
        thread,
        guard,
      );
      if ((actions & NOTIFY_ACTION.interrupt) !== 0) {
        world.record(thread, wasReplied ? EVENT.replyLost : EVENT.withdrawn, id, 0);
        return leave(world, thread, -ERRNO.ERESTARTSYS, 0);
      }
      // Answered with a descriptor just installed, or after a signal: the loop ends here as well,
      // and what is still queued is refused.
      if (notificationState(world, thread) === NOTIFICATION.replied)
        actions = protocol.deliver(world, filter, thread, NOTIFY_EVENT.WAKE, thread, 0, true);
      if ((actions & NOTIFY_ACTION.leave) === 0) {
        sleep(world, thread);
        return jump(wait);
      }
      const error = words.load(task + TASK.NOTIFY_ERROR);
      const result = error !== 0 ? error : words.load(task + TASK.NOTIFY_VALUE);
      world.record(thread, EVENT.settled, id, result);
      return leave(world, thread, result, words.load(task + TASK.NOTIFY_FLAGS));
    },
  };
  const done = (world: World, thread: number): number => {
    const at = world.thread(thread) + ENDING;
    const outcome = world.words.get(at);
    world.words.set(at, 0);
    return end(outcome);
  };
  return [
    contendStep('notify.contend'),
    lockStep('notify.notify_lock'),
    post,
    waitStep,
    lockStep('notify.relock'),
    look,
    ...releaseSteps(release, protocol, done),
  ];
}
