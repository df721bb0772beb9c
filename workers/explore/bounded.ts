/**
 * Bounded search: the shortest schedule to one ending among those that keep within a bound: so many
 * preemptions, so many changes of priority. A node is a state with the *context* that the bound
 * needs to know of its past, and what was spent so far.
 *
 * Invariant: breadth first, so the first schedule found is a shortest within the bound; and a
 * search that came to its end without one has proved that there is none.
 */

import { STEP } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { Ending } from './examination.ts';
import { Frontier } from './frontier.ts';
import { Identity } from './identity.ts';
import { type Move, Mover } from './mover.ts';
import { Target } from './target.ts';
import { canMove } from './trial.ts';

/** Offers a move: a thread, the context behind it, and what it costs. */
export type Offer = (thread: number, context: number, cost: number) => void;

/** What a bounded search may do. */
export interface Bound {
  /** Contexts in which a schedule may begin. */
  readonly initial: readonly number[];
  /** Is told whose world the offers are about; absent: they are about any. */
  begin?(mover: Mover): void;
  /** Offers every move that the bound knows in a context. */
  offers(context: number, isMovable: (thread: number) => boolean, offer: Offer): void;
  /** Whether the bound lets the move that was just made stand; absent: always. */
  admits?(): boolean;
  /** Whether a schedule may end in a context; absent: in each. */
  mayEnd?(context: number): boolean;
}

/** What a bounded search has found. */
export interface BoundedAnswer {
  /** A shortest schedule within the bound. */
  readonly moves: readonly Move[] | null;
  /** Whether all schedules within the bound were searched, or one was found. */
  readonly isComplete: boolean;
  /** Nodes searched. */
  readonly nodes: number;
}

/** Any order of steps, at no cost. */
export function anyOrder(threadCount: number): Bound {
  return {
    initial: [0],
    offers(_context, _isMovable, offer) {
      for (let thread = 0; thread < threadCount; thread += 1) offer(thread, 0, 0);
    },
  };
}

/** Searches for a shortest schedule to an ending that costs at most `costMax`. */
export function searchWithin(
  question: Question,
  ending: Ending,
  bound: Bound,
  costMax: number,
  nodeCountMax: number,
): BoundedAnswer {
  return new BoundedSearch(question, ending, bound, costMax, nodeCountMax).run();
}

class BoundedSearch {
  readonly #mover: Mover;
  readonly #target: Target;
  readonly #bound: Bound;
  readonly #costMax: number;
  readonly #nodeCountMax: number;
  readonly #identity: Identity;
  readonly #frontier: Frontier;
  /** The least cost at which each state was reached in each context. */
  readonly #costs = new Map<string, number>();
  /** Of each node: its predecessor, the move that led to it, its context and its cost. */
  readonly #parents: number[] = [];
  readonly #threads: number[] = [];
  readonly #codes: number[] = [];
  readonly #contexts: number[] = [];
  readonly #spent: number[] = [];
  readonly #movable: Int8Array;
  #current = -1;
  #hasMoved = false;
  #found: Move[] | null = null;

  constructor(
    question: Question,
    ending: Ending,
    bound: Bound,
    costMax: number,
    nodeCountMax: number,
  ) {
    const mover = new Mover(question);
    const { array } = mover.words;
    const { identityLength } = mover.world.layout;
    this.#mover = mover;
    this.#target = new Target(question, mover, ending);
    this.#bound = bound;
    this.#costMax = costMax;
    this.#nodeCountMax = nodeCountMax;
    this.#identity = new Identity(array, identityLength);
    this.#frontier = new Frontier(array, identityLength);
    this.#movable = new Int8Array(mover.threadCount);
    bound.begin?.(mover);
  }

  run(): BoundedAnswer {
    const { words } = this.#mover;
    words.begin();
    this.#mover.judge.begin();
    if (this.#target.isStruck() && this.#bound.initial.some((context) => this.#mayEnd(context)))
      return { moves: [], isComplete: true, nodes: 0 };
    this.#identity.measure(words);
    for (const context of this.#bound.initial) this.#reach(0, 0, context, 0);
    const isMovable = (thread: number): boolean => {
      if (this.#movable[thread] === 0)
        this.#movable[thread] = canMove(this.#mover, thread) ? 1 : -1;
      return this.#movable[thread] === 1;
    };
    const offer: Offer = (thread, context, cost) => this.#try(thread, context, cost);
    while (this.#frontier.count > 0 && this.#found === null) {
      if (this.#parents.length >= this.#nodeCountMax) break;
      this.#frontier.take(words.array, this.#identity);
      words.begin();
      this.#current += 1;
      this.#hasMoved = false;
      this.#movable.fill(0);
      this.#bound.offers(this.#contexts[this.#current]!, isMovable, offer);
      if (!this.#hasMoved && this.#found === null) this.#rest(isMovable);
    }
    return {
      moves: this.#found,
      isComplete: this.#found !== null || this.#frontier.count === 0,
      nodes: this.#parents.length,
    };
  }

  #try(thread: number, context: number, cost: number): void {
    const spent = this.#spent[this.#current]! + cost;
    if (spent > this.#costMax || this.#found !== null) {
      this.#hasMoved = true;
      return;
    }
    const mover = this.#mover;
    for (let code = 0; code >= 0; code = mover.nextCode) {
      if (mover.move(thread, code) !== STEP.moved) return;
      this.#hasMoved = true;
      const isStruck = this.#target.isStruck();
      const mayEnd = this.#mayEnd(context);
      // What ends in the wrong context ends there all the same, and nothing comes behind.
      if (this.#bound.admits?.() === false || (isStruck && !mayEnd)) {
        mover.words.takeBack();
        continue;
      }
      if (isStruck) this.#found = [...this.#trail(), { thread, code }];
      this.#identity.measure(mover.words);
      this.#reach(thread, code, context, spent);
      mover.words.takeBack();
      if (this.#found !== null) return;
    }
  }

  /** A state from which the bound offers nothing: the ending, if nothing can move at all. */
  #rest(isMovable: (thread: number) => boolean): void {
    for (let thread = 0; thread < this.#mover.threadCount; thread += 1)
      if (isMovable(thread)) return;
    if (this.#target.isRest() && this.#mayEnd(this.#contexts[this.#current]!))
      this.#found = this.#trail();
  }

  #mayEnd(context: number): boolean {
    return this.#bound.mayEnd?.(context) ?? true;
  }

  #reach(thread: number, code: number, context: number, spent: number): void {
    const identity = this.#identity;
    const key = `${identity.nextLow} ${identity.nextHigh} ${context}`;
    const least = this.#costs.get(key);
    if (least !== undefined && least <= spent) return;
    this.#costs.set(key, spent);
    this.#parents.push(this.#current);
    this.#threads.push(thread);
    this.#codes.push(code);
    this.#contexts.push(context);
    this.#spent.push(spent);
    this.#frontier.put(this.#mover.words, identity);
  }

  #trail(): Move[] {
    const moves: Move[] = [];
    for (let node = this.#current; this.#parents[node]! >= 0; node = this.#parents[node]!)
      moves.push({ thread: this.#threads[node]!, code: this.#codes[node]! });
    return moves.reverse();
  }
}
