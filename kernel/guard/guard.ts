/**
 * Guard: what happens when somebody writes to, reads or takes away what a manager has read through
 * its handle. Each route asks here before it acts, in the step in which it acts and under the
 * page-table lock, so that between the answer and the act nothing is guarded anew.
 *
 * Invariant: a write of a word that is held is made only after every guard that holds it has said
 * so; what a call reads is what its manager read, or the call fails.
 * Tested by: test/kernel/guard/guard.test.ts
 */

import { COUNTER, TASK } from '../memory/layout.ts';
import { EVENT } from '../event.ts';
import type { World } from '../memory/world.ts';
import { NO_FRAME } from '../paging/frame.ts';
import { NO_CORE } from '../paging/layout.ts';
import { coreOf } from '../paging/tlb.ts';
import { actionsOf, movedTo } from '../statechart.ts';
import { kickWaiting, LIFE, processOf, taskWord, WAIT, waitingFor } from '../task/task.ts';
import {
  copiedWord,
  copySpan,
  forgetSpans,
  frozenWord,
  guardsOf,
  guardState,
  guardWord,
  holds,
  holdsAny,
  isHeld,
  isWithin,
  letGo,
  spanWord,
} from './hold.ts';
import { GUARD, SPAN } from './layout.ts';
import { GUARD_ACTION, GUARD_CONDITION, GUARD_EVENT, GUARD_STATE, lifeMove } from './life.ts';

/** What a write is told. */
export const ANSWER = {
  /** Nobody holds it, or everybody who does lets it pass. */
  pass: 0,
  /** It waits until a guard lets go. */
  stall: 1,
  /** It fails: SIGBUS for a program, an errno for a call. */
  refuse: 2,
} as const;

/** The conditions that the policy of the world sets. */
function policyConditions(world: World): number {
  switch (guardsOf(world).bounds.design.policy) {
    case 'stall':
    case 'freeze':
      return GUARD_CONDITION.stalls;
    case 'sigbus':
      return GUARD_CONDITION.signals;
    case 'snapshot':
      return GUARD_CONDITION.copies;
    case 'none':
    case 'eperm':
      return 0;
  }
}

/** Delivers an event to the guard of a thread and performs what concerns all of it. */
function deliver(world: World, thread: number, event: number, conditions = 0): number {
  const { words } = world;
  const before = guardState(world, thread);
  const moved = lifeMove(before, event, policyConditions(world) | conditions);
  const actions = actionsOf(moved);
  words.store(guardWord(world, thread, GUARD.STATE), movedTo(moved));
  if ((actions & GUARD_ACTION.letGoAll) !== 0) letGoAll(world, thread);
  if ((actions & GUARD_ACTION.forget) !== 0) {
    forgetSpans(world, thread);
    words.store(guardWord(world, thread, GUARD.MANAGER), 0);
  }
  if ((actions & GUARD_ACTION.wake) !== 0) kickWaiting(world, waitingFor(WAIT.guard, thread));
  if (movedTo(moved) === GUARD_STATE.tampered && before !== GUARD_STATE.tampered)
    world.count(thread, COUNTER.guardTampered);
  return actions;
}

function letGoAll(world: World, thread: number): void {
  const { bounds, spanStride } = guardsOf(world);
  if (bounds.design.policy === 'freeze') {
    world.words.add(frozenWord(world), -1);
    world.wake(frozenWord(world));
  }
  if (spanStride === 0) return;
  for (let span = 0; span < bounds.spanCount; span += 1) letGo(world, thread, span);
}

/**
 * Asks every guard that holds a word whether it may be written, and does what they say: copies are
 * made, guards are tampered with, a call's own guard lets the page go. Preconditions: the
 * page-table lock is held, the page shows the frame, and the writer acts on the answer in this
 * step.
 */
export function askToWrite(
  world: World,
  writer: number,
  page: number,
  frame: number,
  word: number,
): number {
  if (frame === NO_FRAME || !isHeld(world, page, frame)) return ANSWER.pass;
  const { bounds } = guardsOf(world);
  let answer: number = ANSWER.pass;
  for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1) {
    if (guardState(world, thread) !== GUARD_STATE.armed) continue;
    for (let span = 0; span < bounds.spanCount; span += 1) {
      if (!holds(world, thread, span, page, frame, word)) continue;
      if (mayPass(world, writer, thread)) {
        // A thread whose call is pending runs no program: its own write is the kernel's, for it.
        if (thread === writer) copyOut(world, thread, span);
      } else answer = Math.max(answer, askSpan(world, writer, thread, span, frame, word));
    }
  }
  return answer;
}

/**
 * Whether a guard stands in nobody's way: the writer is the call itself, whose results the kernel
 * writes, or the manager that reads for it, who would wait for its own answer. What the manager
 * writes it has approved, and the guard holds on.
 */
function mayPass(world: World, writer: number, thread: number): boolean {
  if (guardsOf(world).bounds.design.without === 'the reset') return false;
  if (thread === writer) return true;
  const manager = world.words.load(guardWord(world, thread, GUARD.MANAGER));
  return manager === processOf(world, writer) + 1;
}

/** The kernel writes the results of a call to what its own guard holds: it lets the page go. */
function copyOut(world: World, thread: number, span: number): void {
  letGo(world, thread, span);
  deliver(world, thread, GUARD_EVENT.COPY_OUT, holdsAny(world, thread) ? 0 : GUARD_CONDITION.last);
}

function askSpan(
  world: World,
  writer: number,
  thread: number,
  span: number,
  frame: number,
  word: number,
): number {
  const isInnocent = !isWithin(world, spanWord(world, thread, span), word);
  const conditions = policyConditions(world);
  // A copy is made while the guard still holds; what was copied need not be held any more.
  if ((conditions & GUARD_CONDITION.copies) !== 0) {
    copySpan(world, thread, span, frame);
    letGo(world, thread, span);
  }
  const actions = deliver(world, thread, GUARD_EVENT.WRITE);
  if ((actions & GUARD_ACTION.pass) !== 0) return ANSWER.pass;
  const stalls = (actions & GUARD_ACTION.stall) !== 0;
  world.count(writer, stalls ? COUNTER.guardStall : COUNTER.guardRefused);
  if (isInnocent) world.count(writer, COUNTER.guardInnocent);
  return stalls ? ANSWER.stall : ANSWER.refuse;
}

/**
 * Asks every guard that holds one of the pages whether what is mapped there may go: an edit of the
 * address space is a write by another route. Preconditions: as for `askToWrite`.
 */
export function askToEdit(world: World, editor: number, from: number, to: number): number {
  const { bounds, heldLength } = guardsOf(world);
  const { without, mechanism } = bounds.design;
  if (without === 'the edits' || mechanism === 'userfaultfd') return ANSWER.pass;
  if (isFrozen(world, editor)) return ANSWER.stall;
  if (heldLength === 0) return ANSWER.pass;
  let answer: number = ANSWER.pass;
  for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1)
    for (let span = 0; span < bounds.spanCount; span += 1) {
      if (!holdsOneOf(world, thread, span, from, to)) continue;
      const at = spanWord(world, thread, span);
      const frame = world.words.load(at + SPAN.FRAME) - 1;
      const word = world.words.load(at + SPAN.FIRST);
      if (mayPass(world, editor, thread)) {
        if (thread === editor) copyOut(world, thread, span);
      } else answer = Math.max(answer, askSpan(world, editor, thread, span, frame, word));
    }
  return answer;
}

/** The thread whose guard an edit of these pages has to wait for, or -1. */
export function editStallsFor(world: World, editor: number, from: number, to: number): number {
  const { bounds, heldLength } = guardsOf(world);
  const freezer = frozenBy(world, editor);
  if (freezer >= 0 || bounds.design.policy !== 'stall' || heldLength === 0) return freezer;
  for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1)
    for (let span = 0; span < bounds.spanCount; span += 1)
      if (!mayPass(world, editor, thread) && holdsOneOf(world, thread, span, from, to))
        return thread;
  return -1;
}

function holdsOneOf(world: World, thread: number, span: number, from: number, to: number): boolean {
  const at = spanWord(world, thread, span);
  const page = world.words.load(at + SPAN.PAGE) - 1;
  return page >= from && page < to && world.words.load(at + SPAN.HELD) !== 0;
}

/**
 * The thread whose guard freezes this one, or -1. The manager that reads, with all of its process,
 * and the thread whose call it is are not frozen. With `the newborn` left out whoever was born
 * later is not, either.
 */
export function frozenBy(world: World, thread: number): number {
  const { words } = world;
  // Whoever has no user memory, as an interrupt handler, writes to none.
  if (words.load(frozenWord(world)) === 0 || coreOf(world, thread) === NO_CORE) return -1;
  const own = processOf(world, thread);
  const isNewbornFree = guardsOf(world).bounds.design.without === 'the newborn';
  for (let other = 0; other < world.layout.bounds.threadCount; other += 1) {
    if (other === thread || guardState(world, other) !== GUARD_STATE.armed) continue;
    if (words.load(guardWord(world, other, GUARD.MANAGER)) === own + 1) continue;
    if (isNewbornFree && words.load(guardWord(world, thread, GUARD.LISTED)) === 0) continue;
    return other;
  }
  return -1;
}

/** Whether a thread must not move: a guard freezes it. */
export function isFrozen(world: World, thread: number): boolean {
  return frozenBy(world, thread) >= 0;
}

/** The thread whose guard a writer of a word has to wait for, or -1. */
export function stallsFor(
  world: World,
  writer: number,
  page: number,
  frame: number,
  word: number,
): number {
  const { bounds } = guardsOf(world);
  if (bounds.design.policy !== 'stall' || frame === NO_FRAME || !isHeld(world, page, frame))
    return -1;
  for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1) {
    if (guardState(world, thread) !== GUARD_STATE.armed) continue;
    if (mayPass(world, writer, thread)) continue;
    for (let span = 0; span < bounds.spanCount; span += 1)
      if (holds(world, thread, span, page, frame, word)) return thread;
  }
  return -1;
}

/** Whether a call must not read what its manager has read: somebody has written there. */
export function isTampered(world: World, thread: number): boolean {
  return (
    world.layout.guard !== undefined &&
    (actionsOf(lifeMove(guardState(world, thread), GUARD_EVENT.COPY_IN, policyConditions(world))) &
      GUARD_ACTION.refuse) !==
      0
  );
}

/** Where the copy of a word stands that the call of a thread reads instead of memory, or -1. */
export function frozenCopy(world: World, thread: number, page: number, word: number): number {
  return world.layout.guard === undefined || thread < 0
    ? -1
    : copiedWord(world, thread, page, word);
}

/** The listener is closed, and nobody has answered: what was read protects nothing any more. */
export function abandonGuard(world: World, thread: number): void {
  deliver(world, thread, GUARD_EVENT.ABANDON);
}

/** The call returns: nobody is held up by its guard any more. */
export function releaseGuard(world: World, thread: number): void {
  if (deliver(world, thread, GUARD_EVENT.RETURN) !== 0) world.count(thread, COUNTER.guardReleased);
  world.record(thread, EVENT.unguarded, thread, 0);
}

/** The mappings are as before: nothing is left. */
export function forgetGuard(world: World, thread: number): void {
  deliver(world, thread, GUARD_EVENT.RESTORED);
}

/** Every task that could write stops before its next step in user mode. */
function freeze(world: World): void {
  const { words } = world;
  words.add(frozenWord(world), 1);
  if (guardsOf(world).bounds.design.without !== 'the newborn') return;
  for (let thread = 0; thread < world.layout.bounds.threadCount; thread += 1)
    if (words.load(taskWord(world, thread) + TASK.LIFE) === LIFE.alive)
      words.store(guardWord(world, thread, GUARD.LISTED), 1);
}

/** What a manager's read is told. */
export const READ_ANSWER = { accepted: 0, absent: 1, tampered: 2 } as const;

/**
 * A manager reads for the call of a thread: the guard is armed, if it was not. Its spans are held
 * by `hold`. Preconditions: the page-table lock is held.
 */
export function readGuard(
  world: World,
  thread: number,
  isPending: boolean,
  manager: number,
): number {
  const wasIdle = guardState(world, thread) === GUARD_STATE.idle;
  const condition = isPending ? GUARD_CONDITION.pending : 0;
  const actions = deliver(world, thread, GUARD_EVENT.READ, condition);
  if ((actions & GUARD_ACTION.refuseAbsent) !== 0) return READ_ANSWER.absent;
  if ((actions & GUARD_ACTION.refuseTampered) !== 0) return READ_ANSWER.tampered;
  if (wasIdle) {
    world.count(thread, COUNTER.guardInstalled);
    world.record(manager, EVENT.guarded, thread, 0);
    world.words.store(guardWord(world, thread, GUARD.MANAGER), processOf(world, manager) + 1);
    if (guardsOf(world).bounds.design.policy === 'freeze') freeze(world);
  }
  return READ_ANSWER.accepted;
}
