/**
 * Bug depth: the least d with which PCT can find a bug: some order of priorities and d - 1 changes
 * lead to it. Not estimated from hits but searched: all orders, and all steps at which the thread
 * that has just moved may fall below the others.
 *
 * Invariant: a depth is the least, as every schedule of less depth was searched.
 * Source: Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010; see pct.ts.
 */

import type { Question } from '../engine.ts';
import { type Bound, searchWithin } from './bounded.ts';
import type { Ending } from './examination.ts';

/** The depth of a bug, as far as it was found out. */
export interface BugDepth {
  /** The least d, or null where the limits ended the search. */
  readonly depth: number | null;
  /** What was proved: no smaller d finds it. */
  readonly atLeast: number;
}

/** Threads whose orders can all be tried: 6! = 720. */
const THREAD_COUNT_MAX = 6;

/** Threads from the highest priority down; the last `fallen` of them have had theirs changed. */
interface Priorities {
  readonly order: readonly number[];
  readonly fallen: number;
}

/** The context is the number of an order of priorities; a change of priority costs one. */
class PriorityBound implements Bound {
  readonly initial: readonly number[];
  readonly #known: Priorities[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(threadCount: number) {
    this.initial = permutations(threadCount).map((order) => this.#numberOf({ order, fallen: 0 }));
  }

  offers(
    context: number,
    isMovable: (thread: number) => boolean,
    offer: (thread: number, context: number, cost: number) => void,
  ): void {
    const priorities = this.#known[context]!;
    const thread = priorities.order.find(isMovable);
    if (thread === undefined) return;
    offer(thread, context, 0);
    for (const fallen of this.#falls(priorities, thread)) offer(thread, fallen, 1);
  }

  /** The orders behind a fall of the thread: below all that have not fallen. */
  #falls({ order, fallen }: Priorities, thread: number): number[] {
    const others = order.filter((each) => each !== thread);
    const hasFallen = order.indexOf(thread) >= order.length - fallen;
    const standing = order.length - fallen - (hasFallen ? 0 : 1);
    const numbers: number[] = [];
    for (let at = standing; at <= others.length; at += 1)
      numbers.push(
        this.#numberOf({
          order: others.toSpliced(at, 0, thread),
          fallen: order.length - standing,
        }),
      );
    return numbers;
  }

  #numberOf(priorities: Priorities): number {
    const key = `${priorities.order.join()} ${priorities.fallen}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#known.length);
    this.#known.push(priorities);
    return this.#known.length - 1;
  }
}

/** Searches for the least depth from 1 to `depthMax`. */
export function bugDepth(
  question: Question,
  ending: Ending,
  depthMax: number,
  nodeCountMax: number,
): BugDepth {
  const threadCount = question.compiled.threads.length;
  if (threadCount > THREAD_COUNT_MAX) return { depth: null, atLeast: 1 };
  const bound = new PriorityBound(threadCount);
  for (let depth = 1; depth <= depthMax; depth += 1) {
    const { moves, isComplete } = searchWithin(question, ending, bound, depth - 1, nodeCountMax);
    if (moves !== null) return { depth, atLeast: depth };
    if (!isComplete) return { depth: null, atLeast: depth };
  }
  return { depth: null, atLeast: depthMax + 1 };
}

function permutations(count: number): number[][] {
  let all: number[][] = [[]];
  for (let thread = 0; thread < count; thread += 1)
    all = all.flatMap((order) =>
      Array.from({ length: order.length + 1 }, (_none, at) => order.toSpliced(at, 0, thread)),
    );
  return all;
}
