/**
 * Layout of guards: where the words stand that a scenario with `guard` has besides its pages. There
 * are none in other worlds. Each task has one guard, that of the call that it makes: its state, and
 * a few *spans*, each a range of words within one page that was read through the handle. A column
 * counts how many spans hold each page (scope `mapping`) or each frame (scope `frame`), so that a
 * page fault looks at one word.
 *
 * All words are guarded by the page-table lock, but FROZEN, which is atomic.
 * Tested by: test/kernel/guard/guard.test.ts
 */

import type { PagingBounds } from '../paging/layout.ts';
import { type GuardDesign, marksPages } from './policy.ts';

/** What a world with guards must have room for, and how its guards work. */
export interface GuardBounds {
  readonly design: GuardDesign;
  /** Spans of one guard: ranges that a manager may read for one call. */
  readonly spanCount: number;
}

/** Words of the head. FROZEN: guards that keep every thread that could write from moving. */
export const GUARD_HEAD = { FROZEN: 0 } as const;
const GUARD_HEAD_WORDS = 1;

/**
 * Words of one task's guard before its spans. STATE: one of GUARD_STATE. ANSWER: what the task's
 * own last write or read was told, between two steps. MANAGER: the process that reads for it + 1.
 * LISTED: 1 for a task that the broken twin `the newborn` has found alive when it froze.
 */
export const GUARD = { STATE: 0, ANSWER: 1, MANAGER: 2, LISTED: 3 } as const;
const GUARD_WORDS = 4;

/**
 * Words of one span before its copy. PAGE: the page + 1, or 0 for a span that is not used. FIRST
 * and COUNT: the words of the page that it covers. FRAME: the frame + 1 that it holds a reference
 * to, while HELD. HELD: 1 while it counts. COPIED: 1 once the copy has been made.
 */
export const SPAN = { PAGE: 0, FIRST: 1, COUNT: 2, FRAME: 3, HELD: 4, COPIED: 5 } as const;
/** Words of one span before its copy. */
export const SPAN_WORDS = 6;

/** Where the words of guards begin: word offsets. */
export interface GuardLayout {
  readonly bounds: GuardBounds;
  readonly head: number;
  /** Spans that hold each page, or each frame; no words where no page is marked. */
  readonly held: number;
  readonly heldLength: number;
  readonly record: number;
  readonly recordStride: number;
  readonly spanOffset: number;
  readonly spanStride: number;
  /** First word behind all of them. */
  readonly end: number;
}

/** Places the words of guards. `round` spreads what different tasks write. */
export function placeGuards(
  bounds: GuardBounds,
  { pageCount, frameCount, wordsPerFrame }: PagingBounds,
  taskCount: number,
  place: (words: number) => number,
  round: (words: number) => number,
): GuardLayout {
  const { policy, scope } = bounds.design;
  const isMarking = marksPages(policy);
  const heldLength = !isMarking ? 0 : scope === 'frame' ? frameCount : pageCount;
  const spanStride = isMarking ? SPAN_WORDS + (policy === 'snapshot' ? wordsPerFrame : 0) : 0;
  const recordStride = round(GUARD_WORDS + bounds.spanCount * spanStride);
  const head = place(GUARD_HEAD_WORDS);
  const held = place(heldLength);
  const record = place(recordStride * taskCount);
  return {
    bounds,
    head,
    held,
    heldLength,
    record,
    recordStride,
    spanOffset: GUARD_WORDS,
    spanStride,
    end: place(0),
  };
}

/** The name of a word of a guard, such as `guard 1 state`; undefined for any other word. */
export function guardWordName(layout: GuardLayout, index: number): string | undefined {
  if (index < layout.head || index >= layout.end) return undefined;
  if (index < layout.held) return 'guards that freeze';
  if (index < layout.record) {
    const { scope } = layout.bounds.design;
    return `${scope === 'frame' ? 'frame' : 'page entry'} ${index - layout.held} held`;
  }
  const within = (index - layout.record) % layout.recordStride;
  const name = `guard ${Math.floor((index - layout.record) / layout.recordStride)}`;
  if (within < layout.spanOffset)
    return `${name} ${['state', 'answer', 'manager', 'listed'][within]}`;
  const inSpan = (within - layout.spanOffset) % layout.spanStride;
  const span = Math.floor((within - layout.spanOffset) / layout.spanStride);
  const field = ['page', 'first', 'count', 'frame', 'held', 'copied'][inSpan];
  return `${name} span ${span} ${field ?? `copy ${inSpan - SPAN_WORDS}`}`;
}
