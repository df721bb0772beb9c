/**
 * notif_read: a manager reads the memory of a call's thread through its handle, which is the
 * listener and the id of the notification. Before a word is copied the guard of the call holds the
 * range: rights to write are taken back, and every core has forgotten them. Behind the last word it
 * asks once more whether the notification stands, so that nobody acts on what an abandoned call has
 * left behind.
 *
 * Arguments, addresses and counts in words: listener, id, address, count, buffer. The result is the
 * count of words read, or a negative errno: ENOENT (the notification is not there, or is answered,
 * or was not received yet), EFAULT, EBUSY (somebody has pinned a page for writing), ENOMEM (more
 * ranges than a guard has room for, or no room for the mappings: nothing is guarded then that was
 * not), EPERM (somebody has written to what was read before, or a thread that could write cannot be
 * stopped).
 *
 * Invariant: either every page of the range is held, or none that was not held before; a guard is
 * armed only while its notification is received and unanswered, as it is looked at under the
 * page-table lock, and the target lets go under that lock behind its notification.
 * Source: the seed, steps 2 and 3; design of seccomp_notify_id_valid(). Tested by:
 * test/kernel/guard/read.test.ts
 */

import { ERRNO } from '../errno.ts';
import type { CopyContext } from '../entry/copy.ts';
import { beginTransfer, transferSteps } from '../entry/transfer.ts';
import { GROUND, type Reading, UNDECIDED } from '../locks/design.ts';
import { COPY, TASK, THREAD } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { argument, CALL_BODY, finishCall, listenerCall } from '../notify/listener.ts';
import { FILTER_SCRATCH } from '../notify/lock.ts';
import { findNotification, notificationState, type Protocol } from '../notify/notification.ts';
import { NOTIFICATION } from '../notify/protocol.ts';
import { NO_FRAME, pagingOf, underTableLock } from '../paging/frame.ts';
import { NO_CORE } from '../paging/layout.ts';
import {
  entryWord,
  fillPage,
  frameOf,
  isCovered,
  protectPages,
  rightsFor,
} from '../paging/page-table.ts';
import { isPinned } from '../paging/pin.ts';
import { flushPart } from '../paging/shootdown.ts';
import { coreOf } from '../paging/tlb.ts';
import { jump, type KernelStep, NEXT, type Part, placed, type Routine } from '../routine.ts';
import { fileOfDescriptor, listenerFilter } from '../task/file.ts';
import { LIFE, processOf, taskWord } from '../task/task.ts';
import {
  ACCESS,
  ACCESS_OK,
  allowedAccess,
  guardVmas,
  needsAnon,
  NO_VMA,
  prepareAnon,
  vmaBehind,
  vmaEnd,
  vmaStart,
} from '../vma/index.ts';
import { isTampered, READ_ANSWER, readGuard } from './guard.ts';
import { copySpan, findSpan, guardsOf, guardState, guardWord, hold, spanWord } from './hold.ts';
import { GUARD, SPAN } from './layout.ts';
import { GUARD_STATE } from './life.ts';
import { type GuardDesign, marksPages } from './policy.ts';
import { forgetScratch, guardEditing, restoreMappings } from './release.ts';

/** A verdict is the errno behind the verdicts of other readers. */
const VERDICT = 256;

/** A word of the record of what the thread copies. */
function copied(world: World, thread: number, word: number): number {
  return world.words.get(world.layout.copy + thread * world.layout.copyStride + word);
}

/** Whose call is read. */
function targetOf(world: World, thread: number): number {
  return copied(world, thread, COPY.OWNER) - 1;
}

/** The first word of the range within its page, the page, and pages up to the last. */
function rangeOf(world: World, thread: number): readonly [from: number, to: number] {
  const { wordsPerFrame } = pagingOf(world).bounds;
  const far = copied(world, thread, COPY.FAR);
  const last = far + copied(world, thread, COPY.LEFT) - 1;
  return [Math.floor(far / wordsPerFrame), Math.floor(last / wordsPerFrame) + 1];
}

/** The words of a page that the range covers: the first, and how many. */
function wordsWithin(
  world: World,
  thread: number,
  page: number,
): readonly [first: number, count: number] {
  const { wordsPerFrame } = pagingOf(world).bounds;
  const far = copied(world, thread, COPY.FAR) - page * wordsPerFrame;
  const end = far + copied(world, thread, COPY.LEFT);
  const first = Math.max(0, far);
  return [first, Math.min(end, wordsPerFrame) - first];
}

/** The filter of the listener, which the call holds. */
function filterOf(world: World, thread: number): number {
  const used = world.words.get(taskWord(world, thread) + TASK.USING);
  return listenerFilter(
    used !== 0 ? used : fileOfDescriptor(world, thread, argument(world, thread, 0)),
  );
}

/** Whether the notification that the call names is one that a manager has and has not answered. */
function isPending(world: World, thread: number, target: number): boolean {
  const id = argument(world, thread, 1);
  return (
    findNotification(world, filterOf(world, thread), id) === target &&
    notificationState(world, target) === NOTIFICATION.sent
  );
}

/** A task that could write and that nobody can stop, as somebody else traces it; or -1. */
function unstoppable(world: World, manager: number, target: number): number {
  const { words, layout } = world;
  const own = processOf(world, manager);
  for (let thread = 0; thread < layout.bounds.threadCount; thread += 1) {
    if (thread === target || coreOf(world, thread) === NO_CORE) continue;
    const task = taskWord(world, thread);
    if (words.load(task + TASK.LIFE) !== LIFE.alive || processOf(world, thread) === own) continue;
    if (words.load(task + TASK.TRACER) !== 0) return thread;
  }
  return -1;
}

/** How many spans of a guard are free. */
function freeSpans(world: World, thread: number): number {
  const { spanCount } = guardsOf(world).bounds;
  let free = 0;
  for (let span = 0; span < spanCount; span += 1)
    if (world.words.load(spanWord(world, thread, span) + SPAN.PAGE) === 0) free += 1;
  return free;
}

/** Whether there is a span for every page of the range. */
function fits(world: World, manager: number, target: number): boolean {
  const [from, to] = rangeOf(world, manager);
  let wanted = 0;
  for (let page = from; page < to; page += 1) {
    const [first, count] = wordsWithin(world, manager, page);
    const span = findSpan(world, target, page, first, count);
    const isOwn =
      span >= 0 && world.words.load(spanWord(world, target, span) + SPAN.PAGE) === page + 1;
    if (!isOwn) wanted += 1;
  }
  return wanted <= freeSpans(world, target);
}

/** Whether every page of the range shows a frame. Preconditions: the page-table lock is held. */
function isPresent(world: World, from: number, to: number): boolean {
  for (let page = from; page < to; page += 1)
    if (frameOf(world.words.load(entryWord(world, page))) === NO_FRAME) return false;
  return true;
}

/** Gives each page of the range a frame, as reading it would: 0, EFAULT or ENOMEM. */
function populate(world: World, from: number, to: number, isByVma: boolean): number {
  for (let page = from; page < to; page += 1) {
    const record = isCovered(world, page) ? vmaBehind(world, page) : NO_VMA;
    if (record === NO_VMA || vmaStart(world, record) > page) return ERRNO.EFAULT;
    if (allowedAccess(world, record, ACCESS.READ) !== ACCESS_OK) return ERRNO.EFAULT;
    // What is split now must be able to become one again: its parts share an anon_vma.
    const isWritable = allowedAccess(world, record, ACCESS.WRITE) === ACCESS_OK;
    if (isByVma && isWritable && needsAnon(world, record, ACCESS.WRITE)) prepareAnon(world, record);
    if (fillPage(world, page, rightsFor(ACCESS.READ), record) === NO_FRAME) return ERRNO.ENOMEM;
  }
  return 0;
}

/** Whether a page that somebody has pinned for writing cannot be held. */
function asksForPins({ policy, mechanism, without }: GuardDesign): boolean {
  if (!marksPages(policy) || policy === 'snapshot') return false;
  return mechanism !== 'userfaultfd' && without !== 'the pins';
}

/** Whether what is pinned is copied at once, as fork copies what it cannot share. */
function copiesPinned({ policy, without }: GuardDesign): boolean {
  return policy === 'snapshot' && without !== 'the pins';
}

/** Whether any frame of the range is pinned for writing. Preconditions: all are present. */
function isAnyPinned(world: World, from: number, to: number): boolean {
  for (let page = from; page < to; page += 1)
    if (isPinned(world, frameOf(world.words.load(entryWord(world, page))))) return true;
  return false;
}

/** Holds the range for the call: 0 or an errno. Preconditions: the page-table lock is held. */
function holdRange(world: World, manager: number, target: number): number {
  const { design } = guardsOf(world).bounds;
  const isMarking = marksPages(design.policy);
  const isPendingNow = isPending(world, manager, target);
  if (isPendingNow && isMarking && !fits(world, manager, target)) return ERRNO.ENOMEM;
  if (isPendingNow && !isMarking && unstoppable(world, manager, target) >= 0) return ERRNO.EPERM;
  const [from, to] = rangeOf(world, manager);
  if (isPendingNow && asksForPins(design) && isAnyPinned(world, from, to)) return ERRNO.EBUSY;
  const answer = readGuard(world, target, isPendingNow, manager);
  if (answer === READ_ANSWER.absent) return ERRNO.ENOENT;
  if (answer === READ_ANSWER.tampered) return ERRNO.EPERM;
  if (!isMarking) return 0;
  const isRmap = design.scope === 'frame' && design.without !== 'the rmap';
  for (let page = from; page < to; page += 1) {
    const [first, count] = wordsWithin(world, manager, page);
    const span = findSpan(world, target, page, first, count);
    const frame = frameOf(world.words.load(entryWord(world, page)));
    hold(world, target, span, page, frame, first, count);
    protectPages(world, page, isRmap);
    // Who has pinned it for writing meets no page table: the copy is made before they write.
    if (copiesPinned(design) && isPinned(world, frame)) copySpan(world, target, span, frame);
  }
  return 0;
}

/** Arms the guard of a call over the range: 0 or an errno. Preconditions: the VMAs stand still. */
function arm(world: World, manager: number): number {
  const target = targetOf(world, manager);
  const { design } = guardsOf(world).bounds;
  const isByVma = marksPages(design.policy) && design.mechanism === 'vma';
  const [from, to] = rangeOf(world, manager);
  for (;;) {
    const missing = populate(world, from, to, isByVma);
    if (missing !== 0) return missing;
    if (isByVma) {
      // Whether it stands is asked again below; a mapping that was split in vain is put together.
      const refused = splitFor(world, manager, target, from, to);
      if (refused !== 0) return refused;
    }
    let errno = -1;
    underTableLock(world, () => {
      if (isPresent(world, from, to)) errno = holdRange(world, manager, target);
    });
    if (errno > 0 && isByVma) restoreMappings(world, from, to);
    if (errno >= 0) return errno;
  }
}

/** The special mappings of a guard: 0 or an errno, and then there are none that were not. */
function splitFor(world: World, manager: number, target: number, from: number, to: number): number {
  if (!isPending(world, manager, target)) return ERRNO.ENOENT;
  if (guardState(world, target) === GUARD_STATE.tampered) return ERRNO.EPERM;
  if (!fits(world, manager, target)) return ERRNO.ENOMEM;
  return -guardVmas(world, from, to, guardsOf(world).bounds.design.without !== 'the reservation');
}

/** Notes what came of arming, for the steps that let the locks go. */
function note(world: World, thread: number, errno: number): void {
  world.words.set(guardWord(world, thread, GUARD.ANSWER), errno + 1);
}

function noted(world: World, thread: number): number {
  return world.words.get(guardWord(world, thread, GUARD.ANSWER)) - 1;
}

/** What the read needs to know. */
export interface ReadOptions {
  readonly protocol: Protocol;
  readonly guard: GuardDesign;
  readonly copying: CopyContext;
  /** What a broken shootdown leaves out, and what the mmap lock is. */
  readonly flushWithout: Parameters<typeof flushPart>[0];
}

/** The routine of notif_read. */
export function readCall({ protocol, guard, copying, flushWithout }: ReadOptions): Routine {
  const { design, context } = copying;
  const isByVma = marksPages(guard.policy) && guard.mechanism === 'vma';

  /** Ends the call; nothing of the transfer is left. */
  const fail = (world: World, thread: number, errno: number): number => {
    const at = world.layout.copy + thread * world.layout.copyStride;
    for (let word: number = COPY.PAGE; word < COPY.COPIED; word += 1) world.words.set(at + word, 0);
    return finishCall(world, thread, -errno);
  };
  const enter = (world: World, thread: number): number => {
    const count = argument(world, thread, 3);
    world.words.set(world.thread(thread) + FILTER_SCRATCH, 0);
    if (count <= 0 || argument(world, thread, 2) < 0)
      return finishCall(world, thread, -ERRNO.EINVAL);
    return jump(CALL_BODY);
  };
  const find: KernelStep = {
    name: 'notif_read.find',
    shared: true,
    run: (world, thread) => {
      const id = argument(world, thread, 1);
      const owner = findNotification(world, filterOf(world, thread), id);
      if (owner < 0 || !isPending(world, thread, owner)) return fail(world, thread, ERRNO.ENOENT);
      beginTransfer(world, thread, {
        owner,
        near: argument(world, thread, 4),
        far: argument(world, thread, 2),
        count: argument(world, thread, 3),
      });
      return NEXT;
    },
  };
  const check: KernelStep = {
    name: 'notif_read.check',
    shared: true,
    run: (world, thread) => {
      const done = world.words.get(world.thread(thread) + THREAD.RESULT);
      const id = argument(world, thread, 1);
      const target = findNotification(world, filterOf(world, thread), id);
      if (target < 0 || !isPending(world, thread, target)) return fail(world, thread, ERRNO.ENOENT);
      if (isTampered(world, target)) return fail(world, thread, ERRNO.EPERM);
      return finishCall(world, thread, done);
    },
  };
  const ended = (world: World, thread: number, done: number, fault: string): number => {
    if (fault !== 'none') return fail(world, thread, ERRNO.EFAULT);
    world.words.set(world.thread(thread) + THREAD.RESULT, done);
    return NEXT;
  };
  /** Behind the locks: to the flush and the words, or to the end. */
  const conclude = (world: World, thread: number, next: number): number => {
    const errno = noted(world, thread);
    world.words.set(guardWord(world, thread, GUARD.ANSWER), 0);
    return errno === 0 ? next : fail(world, thread, errno);
  };
  const body = (base: number): KernelStep[] => {
    const transfer = transferSteps(
      { direction: 'from the owner', forced: false, byHandle: true, ended },
      copying,
    );
    const armed =
      guard.policy === 'none'
        ? []
        : isByVma
          ? placed(base + 1, editPart(conclude))
          : placed(base + 1, readPart(conclude));
    const flushes = guard.policy !== 'none' && guard.without !== 'the flush';
    const flush = flushes ? flushPart(flushWithout) : [];
    const rest = placed(base + 1 + armed.length, flush, transfer, [check]);
    return [find, ...armed, ...rest];
  };
  /** Marks: under what a page fault takes. */
  const readPart =
    (goOn: typeof conclude): Part =>
    (base) => {
      const behind = { at: 0 };
      const reading: Reading = {
        name: 'guard',
        page: (world, thread) => rangeOf(world, thread)[0],
        judge: (world, thread, record, ground) => {
          if (ground === GROUND.record) {
            const [from, to] = rangeOf(world, thread);
            const isWithin =
              record !== NO_VMA && vmaStart(world, record) <= from && to <= vmaEnd(world, record);
            if (!isWithin) return UNDECIDED;
          }
          if (ground !== GROUND.watch) note(world, thread, arm(world, thread));
          return VERDICT + noted(world, thread);
        },
        conclude: (world, thread) => goOn(world, thread, jump(behind.at)),
      };
      const steps = placed(base, design.read(reading, context));
      behind.at = base + steps.length;
      return steps;
    };
  /** Special mappings: under what an edit of the table takes. */
  const editPart =
    (goOn: typeof conclude): Part =>
    (base) => {
      const split: KernelStep = {
        name: 'guard.split',
        shared: true,
        run: (world, thread) => {
          note(world, thread, arm(world, thread));
          return NEXT;
        },
      };
      const { begin, before, after, end } = design.write(guardEditing(rangeOf), context);
      const steps = placed(base, begin, before, [split], after, end, [forgetScratch]);
      const done: KernelStep = {
        name: 'guard.split.done',
        shared: false,
        run: (world, thread) => goOn(world, thread, jump(base + steps.length + 1)),
      };
      return [...steps, done];
    };
  return listenerCall('notif_read', protocol, enter, body(CALL_BODY));
}
