/**
 * Preemption: a switch away from a thread that could have gone on. A schedule with few of them is
 * one that a person can follow, so the fewest with which a bug shows is searched for.
 *
 * Invariant: what is called the fewest was proved: every schedule with less was searched.
 * Source: iterative context bounding (Musuvathi, Qadeer, PLDI 2007).
 */

import type { Question } from '../engine.ts';
import { type Bound, searchWithin } from './bounded.ts';
import type { Ending } from './examination.ts';
import type { Move } from './mover.ts';

/** A schedule with the fewest preemptions, as far as that was found out. */
export interface FewestPreemptions {
  /** A shortest schedule with so many preemptions, or null: none was found within the limits. */
  readonly moves: readonly Move[] | null;
  /** No schedule to the ending has fewer. */
  readonly atLeast: number;
}

/** The context is the thread that moved last, + 1. */
function preemptionBound(threadCount: number): Bound {
  return {
    initial: [0],
    offers(context, isMovable, offer) {
      const last = context - 1;
      const cost = last >= 0 && isMovable(last) ? 1 : 0;
      if (cost === 1) offer(last, context, 0);
      for (let thread = 0; thread < threadCount; thread += 1)
        if (thread !== last) offer(thread, thread + 1, cost);
    },
  };
}

/** A shortest schedule with at most so many preemptions; null if none was found in the limits. */
export function shortestWith(
  question: Question,
  ending: Ending,
  preemptionCount: number,
  nodeCountMax: number,
): readonly Move[] | null {
  const bound = preemptionBound(question.compiled.threads.length);
  return searchWithin(question, ending, bound, preemptionCount, nodeCountMax).moves;
}

/** Searches with 0 preemptions, then with 1, and so on up to `preemptionCountMax`. */
export function fewestPreemptions(
  question: Question,
  ending: Ending,
  preemptionCountMax: number,
  nodeCountMax: number,
): FewestPreemptions {
  const bound = preemptionBound(question.compiled.threads.length);
  for (let count = 0; count <= preemptionCountMax; count += 1) {
    const { moves, isComplete } = searchWithin(question, ending, bound, count, nodeCountMax);
    if (moves !== null || !isComplete) return { moves, atLeast: count };
  }
  return { moves: null, atLeast: preemptionCountMax + 1 };
}
