/**
 * Breadth first: expands states in the order in which they were met, so the first state that breaks
 * a property lies at the end of a shortest schedule. A state is a number, in order of discovery,
 * which is also the order of the frontier; for each number the predecessor and the move are kept.
 *
 * Invariant: the world holds the state that is being expanded, but for the step under trial.
 */

import { invariant } from '../../kernel/index.ts';
import { STEP } from '../../actors/index.ts';
import { Ancestry, movesTo } from './ancestry.ts';
import type { Examination } from './examination.ts';
import { Frontier } from './frontier.ts';
import type { Identity } from './identity.ts';
import type { Move, Mover } from './mover.ts';
import type { Order, StateSet } from './order.ts';
import type { Passage } from './reduction/passage.ts';
import type { Strategy } from './strategy.ts';
import type { Successors } from './successors.ts';

/** A search at the begin of a level. */
export interface HandOver {
  readonly ancestry: Ancestry;
  /** The states of the level, and the number of the first; the others follow. */
  readonly frontier: Frontier;
  readonly first: number;
  /** Follows the states that are taken from the frontier. */
  readonly identity: Identity;
  readonly depth: number;
  /** Words that the steps until now have changed; see `Successors.varied`. */
  readonly varied: readonly number[];
}

/** The search order that finds shortest schedules. */
export class BreadthFirst implements Order {
  transitions = 0;
  depth = 0;
  readonly #mover: Mover;
  readonly #successors: Successors;
  readonly #examination: Examination;
  readonly #strategy: Strategy;
  readonly #visited: StateSet;
  readonly #identity: Identity;
  readonly #frontier: Frontier;
  readonly #threads: Uint16Array;
  readonly #ends: Uint16Array;
  /** A step from the state at hand leads to a new state, or is surely none of a cycle's. */
  #leadsOn = false;
  readonly #ancestry: Ancestry;
  /** Where states with one way on are passed through. */
  readonly #passage: Passage | null;
  /** The state that is expanded, and the one behind the last of its level. */
  #current = -1;
  #levelEnd = 1;

  constructor(
    successors: Successors,
    examination: Examination,
    strategy: Strategy,
    visited: StateSet,
    passage: Passage | null = null,
  ) {
    const { mover } = successors;
    this.#mover = mover;
    this.#successors = successors;
    this.#examination = examination;
    this.#strategy = strategy;
    this.#visited = visited;
    this.#passage = passage;
    this.#threads = new Uint16Array(mover.threadCount);
    this.#ends = new Uint16Array(mover.threadCount);
    this.#ancestry = new Ancestry(mover.threadCount);
    this.#identity = successors.identity;
    this.#frontier = new Frontier(mover.words.array, mover.world.layout.identityLength);
    mover.words.begin();
    visited.add(this.#identity.low, this.#identity.high);
    this.#ancestry.note(0, -1, 0, 0);
    passage?.note(-1);
    this.#identity.measure(mover.words);
    this.#frontier.put(mover.words, this.#identity);
  }

  get waiting(): number {
    return this.#frontier.count;
  }

  get levelRest(): number {
    return this.#levelEnd - this.#current - 1;
  }

  get bytes(): number {
    return this.#frontier.bytes + this.#ancestry.bytes + (this.#passage?.bytes ?? 0);
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
      if (this.#passage !== null)
        this.depth = Math.max(this.depth, this.#passage.depthOf(this.#current));
      this.#expand();
      if (this.#examination.isOver) return false;
    }
    return true;
  }

  #expand(): void {
    this.#successors.begin();
    const groupCount = this.#strategy.choose(this.#mover.world, this.#threads, this.#ends);
    const before = this.transitions;
    let position = 0;
    this.#leadsOn = false;
    for (let group = 0; group < groupCount; group += 1) {
      for (const end = this.#ends[group]!; position < end; position += 1) {
        this.#expandThread(this.#threads[position]!);
        if (this.#examination.isOver) return;
      }
      if (this.#leadsOn) return;
    }
    if (this.transitions === before) this.#examination.rested(this);
  }

  #expandThread(thread: number): void {
    const mover = this.#mover;
    const { judge, world } = mover;
    const successors = this.#successors;
    const examination = this.#examination;
    const identity = this.#identity;
    const passage = this.#passage;
    let code = 0;
    do {
      if (successors.attempt(thread, code) !== STEP.moved) return;
      const { nextCode } = successors;
      this.transitions += 1;
      if (successors.isVisible) {
        successors.make();
        if (judge.violated(world) >= 0) examination.struck(this, { thread, code });
      }
      if (passage !== null) {
        passage.follow(this, { thread, code }, examination);
        this.transitions += passage.length;
        successors.measure();
      }
      if (!(passage === null ? this.#strategy.mayReturn() : passage.mayReturn))
        this.#leadsOn = true;
      if (this.#visited.add(successors.keyLow, successors.keyHigh)) {
        successors.make();
        examination.reached.note(thread);
        this.#ancestry.note(0, this.#current, thread, code);
        passage?.note(this.#current);
        this.#frontier.put(mover.words, identity);
        this.#leadsOn = true;
      }
      successors.takeBack();
      examination.reached.note(thread);
      if (examination.isOver) return;
      code = nextCode;
    } while (code >= 0);
  }

  trail(): Move[] {
    return movesTo([this.#ancestry], 0, this.#current, (state) =>
      this.#passage === null ? [] : this.#passage.movesTo(state),
    );
  }

  /** Gives the level that begins away, for a team to go on with; undefined if it is empty. */
  handOver(): HandOver | undefined {
    invariant(this.levelRest === 0, 'a search is handed over at the begin of a level');
    if (this.#frontier.count === 0) return undefined;
    return {
      ancestry: this.#ancestry,
      first: this.#current + 1,
      frontier: this.#frontier,
      identity: this.#identity,
      depth: this.depth + 1,
      varied: this.#successors.varied,
    };
  }
}
