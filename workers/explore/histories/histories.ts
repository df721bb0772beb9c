/**
 * Histories: judges `linearizable` over all executions. It searches once more, breadth-first, over
 * states with the histories that lead to them: two ways to one state are two where their histories
 * mean different things. It runs behind an exhausted search, and only where a scenario asks.
 *
 * Invariant: the world holds the state that is being expanded, but for the step under trial; what
 * is found is a shortest schedule.
 */

import { invariant } from '../../../kernel/index.ts';
import type { Question, Supervision } from '../../engine.ts';
import { Ancestry, movesTo } from '../ancestry.ts';
import { type Budget, searchAlone } from '../alone.ts';
import { type Find, workingThreads } from '../examination.ts';
import { Frontier } from '../frontier.ts';
import { Identity } from '../identity.ts';
import { eachMove } from '../liveness/graph-search.ts';
import { type Move, Mover } from '../mover.ts';
import type { Order } from '../order.ts';
import { Visited } from '../visited.ts';
import type { Monitor, Sequential } from './monitor.ts';
import { Witness } from './witness.ts';

/** What became of `linearizable`. */
export interface HistoryReport {
  /** A history that no order of whole calls explains; null: none was found. */
  readonly find: Find | null;
  /** States, told apart by the histories that lead to them. */
  readonly states: number;
  readonly transitions: number;
  /** What ended the search before its end, or null. */
  readonly interruption: string | null;
}

/** Judges the memory calls of all executions, for the property of this number. */
export async function judgeHistories(
  question: Question,
  property: number,
  budget: Budget,
  supervision: Supervision = {},
  monitorOf?: (memory: Sequential) => Monitor,
): Promise<HistoryReport> {
  const order = new HistorySearch(question, budget.stateCountMax, monitorOf);
  const { visited } = order;
  const { states, transitions, interruption } = await searchAlone(
    { order, visited, budget, enough: Infinity, isOver: () => order.found !== null },
    supervision,
  );
  const find = order.found === null ? null : { ending: { property }, moves: order.found };
  return { find, states, transitions, interruption };
}

class HistorySearch implements Order {
  transitions = 0;
  depth = 0;
  readonly levelRest = Infinity;
  readonly visited: Visited;
  /** The moves to a history that nothing explains. */
  found: readonly Move[] | null = null;
  readonly #mover: Mover;
  readonly #witness: Witness;
  readonly #working: readonly number[];
  readonly #identity: Identity;
  readonly #frontier: Frontier;
  readonly #ancestry: Ancestry;
  /** The history of each state, by the state's number. */
  #histories = new Int32Array(1024);
  #current = -1;
  #levelEnd = 1;

  constructor(
    question: Question,
    stateCountMax: number,
    monitorOf: ((memory: Sequential) => Monitor) | undefined,
  ) {
    const mover = new Mover(question);
    this.#mover = mover;
    this.#witness = new Witness(question, mover.world, monitorOf);
    mover.world.journal = this.#witness;
    this.#working = workingThreads(question);
    this.visited = new Visited(undefined, stateCountMax);
    const { distinctLength, identityLength } = mover.world.layout;
    this.#identity = new Identity(mover.words.array, distinctLength);
    this.#frontier = new Frontier(mover.words.array, identityLength);
    this.#ancestry = new Ancestry(mover.threadCount);
    mover.words.begin();
    this.#identity.measure(mover.words);
    this.#meet({ thread: 0, code: 0 });
  }

  get waiting(): number {
    return this.#frontier.count;
  }

  get bytes(): number {
    return this.#frontier.bytes + this.#ancestry.bytes + this.#histories.byteLength;
  }

  advance(stateCount: number): boolean {
    for (let expanded = 0; expanded < stateCount; expanded += 1) {
      if (this.#frontier.count === 0) return false;
      this.#frontier.take(this.#mover.words.array, this.#identity);
      this.#current += 1;
      if (this.#current === this.#levelEnd) {
        this.#levelEnd = this.#ancestry.count;
        this.depth += 1;
      }
      this.#expand();
      if (this.found !== null) return false;
    }
    return true;
  }

  trail(): Move[] {
    return movesTo([this.#ancestry], 0, this.#current);
  }

  #expand(): void {
    const mover = this.#mover;
    const witness = this.#witness;
    const history = this.#histories[this.#current]!;
    const before = this.transitions;
    eachMove(
      mover,
      () => witness.begin(history),
      (move) => {
        this.transitions += 1;
        this.#identity.measure(mover.words);
        if (witness.isRefuted()) this.found ??= [...this.trail(), move];
        else this.#meet(move);
        return true;
      },
    );
    if (this.transitions > before) return;
    witness.begin(history);
    // What a standstill leaves half done is the standstill's matter.
    const isDone = this.#working.every((thread) => mover.stepper.isDone(thread));
    if (isDone && witness.isRefuted(true)) this.found = this.trail();
  }

  /** Puts the state behind the last step in, unless it was met with the same history. */
  #meet({ thread, code }: Move): void {
    const { nextLow, nextHigh } = this.#identity;
    const { history } = this.#witness;
    const low = (nextLow + Math.imul(history, 0x9e37_79b1)) | 0;
    if (!this.visited.add(low, nextHigh ^ Math.imul(history, 0x85eb_ca6b))) return;
    const number = this.#ancestry.count;
    if (number === this.#histories.length) {
      const longer = new Int32Array(number * 2);
      longer.set(this.#histories);
      this.#histories = longer;
    }
    this.#histories[number] = history;
    this.#ancestry.note(0, this.#current, thread, code);
    this.#frontier.put(this.#mover.words, this.#identity);
    invariant(this.visited.count === this.#ancestry.count, 'each state of the set has its way');
  }
}
