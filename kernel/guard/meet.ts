/**
 * Meet: a write that comes to what a guard holds, from the page fault or from a copy by the kernel.
 * The guards are asked, and if they let it pass the write is made, under one hold of the page-table
 * lock: the page stays barred for all others. What was said stands in the writer's ANSWER word
 * until the steps that hold its VMA still are over.
 *
 * Invariant: ANSWER is zero but between the two. Deviation: Linux would give the right to write
 * back and let the instruction begin anew; in between only another guard could come.
 * Tested by: test/kernel/guard/guard.test.ts
 */

import { COPY, COUNTER } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { NO_FRAME, underTableLock } from '../paging/frame.ts';
import { allows, entryWord, frameOf, isBarred } from '../paging/page-table.ts';
import { ACCESS } from '../vma/index.ts';
import { ANSWER, askToWrite, frozenBy, stallsFor } from './guard.ts';
import { guardsOf, guardState, guardWord } from './hold.ts';
import { GUARD } from './layout.ts';
import { GUARD_STATE } from './life.ts';

/** What ANSWER holds when the write was made: this, and what the access returned. */
const PASSED = 16;

/** Where the words of an access stand: page, kind, word. */
type Place = (world: World, thread: number) => number;

/** Notes what a thread was told. */
export function tell(world: World, thread: number, answer: number): void {
  world.words.set(guardWord(world, thread, GUARD.ANSWER), answer);
}

/** What a thread was told, once: one of ANSWER, or PASSED and what the access returned. */
export function told(world: World, thread: number): number {
  const word = guardWord(world, thread, GUARD.ANSWER);
  const answer = world.words.get(word);
  if (answer !== 0) world.words.set(word, 0);
  return answer;
}

/** Whether the write was made, and how the routine goes on if it was: -1 if not. */
export function resultOf(answer: number): number {
  return answer >= PASSED ? answer - PASSED : -1;
}

/** Asks about a write that a guard bars, and makes it if it may be made. */
export function meetWrite(
  world: World,
  thread: number,
  page: number,
  frame: number,
  record: number,
  word: number,
  access: (world: World, thread: number, frame: number) => number,
): void {
  if (frame === NO_FRAME) return;
  underTableLock(world, () => {
    const entry = world.words.load(entryWord(world, page));
    // Somebody took the frame away, or a guard has let go: the access begins anew.
    if (frameOf(entry) !== frame || allows(entry, ACCESS.WRITE)) return;
    if (!isBarred(world, page, frame, record)) return;
    const answer = askToWrite(world, thread, page, frame, word);
    tell(world, thread, answer === ANSWER.pass ? PASSED + access(world, thread, frame) : answer);
  });
}

/**
 * What a freeze says to a write by the kernel for this thread, or by its program if it was about to
 * when everybody was stopped: one of ANSWER. Who is in a guarded call itself does not wait for
 * another: its write fails, or two of them could wait for each other.
 */
export function askFreeze(world: World, thread: number): number {
  if (guardsOf(world).bounds.design.policy !== 'freeze' || frozenBy(world, thread) < 0)
    return ANSWER.pass;
  const isInCall = guardState(world, thread) !== GUARD_STATE.idle;
  world.count(thread, isInCall ? COUNTER.guardRefused : COUNTER.guardStall);
  return isInCall ? ANSWER.refuse : ANSWER.stall;
}

/** The thread whose guard the access at a place has to wait for, or -1. */
export function standsBehind(world: World, thread: number, place: Place): number {
  const freezer = frozenBy(world, thread);
  if (freezer >= 0) return freezer;
  const { words } = world;
  const at = place(world, thread);
  if (words.get(at + COPY.KIND) !== ACCESS.WRITE) return -1;
  const page = words.get(at + COPY.PAGE);
  const frame = frameOf(words.load(entryWord(world, page)));
  return stallsFor(world, thread, page, frame, words.get(at + COPY.WORD));
}
