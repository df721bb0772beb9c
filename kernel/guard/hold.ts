/**
 * Hold: which pages and words the guards of a world hold. Each span that holds counts once in the
 * column of its page or of its frame, and keeps its frame from being used for anything else.
 *
 * Invariant: a count is the number of spans that hold there; a span that does not hold refers to no
 * frame. All functions run under the page-table lock, but for `isHeld` where a wrong answer is only
 * late.
 * Tested by: test/kernel/guard/guard.test.ts
 */

import { invariant } from '../assert.ts';
import { COUNTER } from '../memory/layout.ts';
import type { World } from '../memory/world.ts';
import { dropFrame, frameWord, NO_FRAME, pagingOf, shareFrame } from '../paging/frame.ts';
import { GUARD, GUARD_HEAD, type GuardLayout, SPAN, SPAN_WORDS } from './layout.ts';

/** The words of guards of a world that has them. */
export function guardsOf(world: World): GuardLayout {
  const { guard } = world.layout;
  invariant(guard !== undefined, 'the scenario has guards');
  return guard;
}

/** A word of a task's guard. */
export function guardWord(world: World, thread: number, offset: number): number {
  const { record, recordStride } = guardsOf(world);
  return record + thread * recordStride + offset;
}

/** Whether writes are noticed by the marks of userfaultfd. */
export function isByUserfaultfd(world: World): boolean {
  return guardsOf(world).bounds.design.mechanism === 'userfaultfd';
}

/** The state of a task's guard: one of GUARD_STATE. */
export function guardState(world: World, thread: number): number {
  return world.words.load(guardWord(world, thread, GUARD.STATE));
}

/** The word that counts the guards that freeze; who is frozen waits here. */
export function frozenWord(world: World): number {
  return guardsOf(world).head + GUARD_HEAD.FROZEN;
}

/** First word of a span. */
export function spanWord(world: World, thread: number, span: number): number {
  const { spanOffset, spanStride } = guardsOf(world);
  return guardWord(world, thread, spanOffset + span * spanStride);
}

/** A word of the copy that a span keeps. */
export function copyWord(world: World, thread: number, span: number, word: number): number {
  return spanWord(world, thread, span) + SPAN_WORDS + word;
}

/** How many spans hold a page, or its frame: what a page fault looks at. */
function countWord(world: World, page: number, frame: number): number {
  const { held, bounds } = guardsOf(world);
  return held + (bounds.design.scope === 'frame' ? frame : page - pagingOf(world).bounds.firstPage);
}

/** Whether any span holds a page, or the frame that it shows. */
export function isHeld(world: World, page: number, frame: number): boolean {
  const { heldLength } = guardsOf(world);
  if (heldLength === 0 || frame === NO_FRAME) return false;
  return world.words.load(countWord(world, page, frame)) > 0;
}

/** Whether a span that holds covers a word, seen through a page that shows a frame. */
export function holds(
  world: World,
  thread: number,
  span: number,
  page: number,
  frame: number,
  word: number,
): boolean {
  const { words } = world;
  const { mechanism, scope } = guardsOf(world).bounds.design;
  const at = spanWord(world, thread, span);
  if (words.load(at + SPAN.HELD) === 0) return false;
  const isThere =
    scope === 'frame'
      ? words.load(at + SPAN.FRAME) === frame + 1
      : words.load(at + SPAN.PAGE) === page + 1;
  if (mechanism === 'userfaultfd')
    // The mark went with the entry that showed the frame.
    return isThere && words.load(at + SPAN.FRAME) === frame + 1;
  return isThere && (mechanism !== 'word' || isWithin(world, at, word));
}

/** Whether a word of its page is one that the manager has read. */
export function isWithin(world: World, at: number, word: number): boolean {
  const first = world.words.load(at + SPAN.FIRST);
  return word >= first && word < first + world.words.load(at + SPAN.COUNT);
}

/**
 * Whether a guard has room for a range of a page. Where words count, each range is a span of its
 * own; where pages do, a page is one span, however often it is read.
 */
export function findSpan(
  world: World,
  thread: number,
  page: number,
  first: number,
  count: number,
): number {
  const { words } = world;
  const { bounds } = guardsOf(world);
  const isByWord = bounds.design.mechanism === 'word';
  let free = -1;
  for (let span = 0; span < bounds.spanCount; span += 1) {
    const at = spanWord(world, thread, span);
    const own = words.load(at + SPAN.PAGE);
    if (own === 0 && free < 0) free = span;
    if (own !== page + 1) continue;
    if (!isByWord || (isWithin(world, at, first) && isWithin(world, at, first + count - 1)))
      return span;
  }
  return free;
}

/** A span begins to hold a range of a page that shows a frame, or covers more of its page. */
export function hold(
  world: World,
  thread: number,
  span: number,
  page: number,
  frame: number,
  first: number,
  count: number,
): void {
  const { words } = world;
  const at = spanWord(world, thread, span);
  if (words.load(at + SPAN.PAGE) !== 0) {
    const from = Math.min(first, words.load(at + SPAN.FIRST));
    const to = Math.max(first + count, words.load(at + SPAN.FIRST) + words.load(at + SPAN.COUNT));
    words.store(at + SPAN.FIRST, from);
    words.store(at + SPAN.COUNT, to - from);
    return;
  }
  words.store(at + SPAN.PAGE, page + 1);
  words.store(at + SPAN.FIRST, first);
  words.store(at + SPAN.COUNT, count);
  words.store(at + SPAN.FRAME, frame + 1);
  words.store(at + SPAN.HELD, 1);
  shareFrame(world, frame);
  words.add(countWord(world, page, frame), 1);
  world.count(thread, COUNTER.guardedPage);
}

/** A span lets go of what it holds; its range stays known until the guard is forgotten. */
export function letGo(world: World, thread: number, span: number): void {
  const { words } = world;
  const at = spanWord(world, thread, span);
  if (words.load(at + SPAN.HELD) === 0) return;
  const page = words.load(at + SPAN.PAGE) - 1;
  const frame = words.load(at + SPAN.FRAME) - 1;
  words.store(at + SPAN.HELD, 0);
  words.store(at + SPAN.FRAME, 0);
  const counted = countWord(world, page, frame);
  const isBroken = guardsOf(world).bounds.design.without === 'the count';
  const count = words.load(counted);
  invariant(isBroken || count > 0, 'a span that holds is counted');
  words.store(counted, isBroken ? 0 : count - 1);
  dropFrame(world, frame);
}

/** Nothing is left of a guard's spans. Preconditions: none of them holds. */
export function forgetSpans(world: World, thread: number): void {
  const { bounds, spanStride } = guardsOf(world);
  // A freeze keeps no spans: where they would begin stands the next task's guard.
  if (spanStride === 0) return;
  for (let span = 0; span < bounds.spanCount; span += 1) {
    const at = spanWord(world, thread, span);
    invariant(world.words.load(at + SPAN.HELD) === 0, 'a guard that is forgotten holds nothing');
    for (let word = 0; word < spanStride; word += 1) world.words.store(at + word, 0);
  }
}

/** Copies what a frame holds before it is written to: the page, or the words that were read. */
export function copySpan(world: World, thread: number, span: number, frame: number): void {
  const { words } = world;
  const at = spanWord(world, thread, span);
  if (words.load(at + SPAN.COPIED) !== 0) return;
  const isByWord = guardsOf(world).bounds.design.mechanism === 'word';
  const { wordsPerFrame } = pagingOf(world).bounds;
  for (let word = 0; word < wordsPerFrame; word += 1) {
    if (isByWord && !isWithin(world, at, word)) continue;
    words.store(copyWord(world, thread, span, word), words.load(frameWord(world, frame, word)));
    world.count(thread, COUNTER.guardCopy);
  }
  words.store(at + SPAN.COPIED, 1);
}

/** The word of a copy that stands for a word of memory, or -1 if there is none. */
export function copiedWord(world: World, thread: number, page: number, word: number): number {
  const { bounds } = guardsOf(world);
  if (bounds.design.policy !== 'snapshot') return -1;
  const isByWord = bounds.design.mechanism === 'word';
  for (let span = 0; span < bounds.spanCount; span += 1) {
    const at = spanWord(world, thread, span);
    if (world.words.load(at + SPAN.PAGE) !== page + 1 || world.words.load(at + SPAN.COPIED) === 0)
      continue;
    if (!isByWord || isWithin(world, at, word)) return copyWord(world, thread, span, word);
  }
  return -1;
}

/** Whether any span of a guard holds. */
export function holdsAny(world: World, thread: number): boolean {
  const { bounds, spanStride } = guardsOf(world);
  if (spanStride === 0) return false;
  for (let span = 0; span < bounds.spanCount; span += 1)
    if (world.words.load(spanWord(world, thread, span) + SPAN.HELD) !== 0) return true;
  return false;
}

/** Spans that hold, by their counts, and guards that freeze: 0 when nothing is guarded. */
export function heldCount(world: World): number {
  const { held, heldLength } = guardsOf(world);
  let count = world.words.load(frozenWord(world));
  for (let index = 0; index < heldLength; index += 1) count += world.words.load(held + index);
  return count;
}
