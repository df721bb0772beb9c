/**
 * Passage: runs on through states from which a reduced search knows one way only, and stores none
 * of them. Such a state says nothing that the state behind it does not say; what is stored are the
 * states in which there is something to choose, and the ends. SPIN merges the local statements of a
 * process so ("statement merging"); here it is any step that nothing of another thread depends on.
 *
 * Invariants: each step is judged as any other. Behind `follow` the words list what has changed
 * since the state that is expanded, over all steps, so that it is one step to who measures, stores
 * and takes back. The ways to stored states keep every step.
 */

import { STEP } from '../../../actors/index.ts';
import type { Examination } from '../examination.ts';
import type { Move, Mover } from '../mover.ts';
import type { Trail } from '../order.ts';
import type { Strategy } from '../strategy.ts';

/** Steps of one passage at most: one that turns in a circle is stored somewhere. */
const PASSAGE_STEP_COUNT_MAX = 256;

/** Passes through states with one way on, and keeps the passages that led to stored states. */
export class Passage {
  /** States passed through and not stored. */
  passedCount = 0;
  /** Whether each step of the passage, the first one too, may be one of a cycle of states. */
  mayReturn = false;
  /** Threads that made the steps behind the first, of all passages to stored states in turn. */
  #steps = new Uint8Array(1 << 10);
  #stepCount = 0;
  /** For each stored state where its steps end, and how far it is from the first state. */
  #ends = new Uint32Array(1 << 8);
  #depths = new Uint32Array(1 << 8);
  #count = 0;
  /** Steps of the passage at hand: those behind `#stepCount`. */
  #length = 0;
  readonly #mover: Mover;
  readonly #strategy: Strategy;
  readonly #threads: Uint16Array;
  readonly #groupEnds: Uint16Array;
  /** The words that the passage has changed, and what they held before. */
  readonly #changed: Int32Array;
  readonly #before: Int32Array;
  /** The passage in which each word was last noted. */
  readonly #notedIn: Int32Array;
  #changedCount = 0;
  #number = 0;

  constructor(mover: Mover, strategy: Strategy) {
    const { identityLength } = mover.world.layout;
    this.#mover = mover;
    this.#strategy = strategy;
    this.#threads = new Uint16Array(mover.threadCount);
    this.#groupEnds = new Uint16Array(mover.threadCount);
    this.#changed = new Int32Array(identityLength);
    this.#before = new Int32Array(identityLength);
    this.#notedIn = new Int32Array(identityLength);
  }

  /** Bytes held for the passages. */
  get bytes(): number {
    return this.#steps.byteLength + this.#ends.byteLength + this.#depths.byteLength;
  }

  /** Runs on behind the step `first` that was just made from the last state of `trail`. */
  follow(trail: Trail, first: Move, examination: Examination): void {
    const { words, judge, world } = this.#mover;
    this.#length = 0;
    this.#changedCount = 0;
    this.#number += 1;
    this.#noteChanges();
    this.mayReturn = this.#strategy.mayReturn();
    while (this.#length < PASSAGE_STEP_COUNT_MAX) {
      const thread = this.#goOn();
      if (thread < 0) break;
      this.#noteChanges();
      if (!this.#strategy.mayReturn()) this.mayReturn = false;
      if (judge.violated(world) >= 0) {
        const way = { trail: () => [...trail.trail(), first, ...this.#moves(this.#stepCount)] };
        examination.struck(way, { thread, code: 0 });
      }
      this.#putStep(thread);
      if (examination.isOver) break;
    }
    this.passedCount += this.#length;
    const { changed, before } = words;
    for (let position = 0; position < this.#changedCount; position += 1) {
      changed[position] = this.#changed[position]!;
      before[position] = this.#before[position]!;
    }
    words.count = this.#changedCount;
  }

  /** Steps behind the first of the passage at hand. */
  get length(): number {
    return this.#length;
  }

  /** The state at hand is stored, as the next one: so are the steps that led to it. */
  note(parent: number): void {
    if (this.#count === this.#ends.length) {
      this.#ends = enlarged(this.#ends, new Uint32Array(this.#count * 2));
      this.#depths = enlarged(this.#depths, new Uint32Array(this.#count * 2));
    }
    this.#stepCount += this.#length;
    this.#ends[this.#count] = this.#stepCount;
    this.#depths[this.#count] = parent < 0 ? 0 : this.#depths[parent]! + 1 + this.#length;
    this.#length = 0;
    this.#count += 1;
  }

  /** Steps from the first state to a stored one. */
  depthOf(state: number): number {
    return this.#depths[state]!;
  }

  /** The moves behind the first of those that led to a stored state. */
  movesTo(state: number): Move[] {
    return this.#moves(state === 0 ? 0 : this.#ends[state - 1]!, this.#ends[state]);
  }

  #moves(from: number, end = from + this.#length): Move[] {
    return Array.from(this.#steps.subarray(from, end), (thread) => ({ thread, code: 0 }));
  }

  #putStep(thread: number): void {
    const at = this.#stepCount + this.#length;
    if (at === this.#steps.length) this.#steps = enlarged(this.#steps, new Uint8Array(at * 2));
    this.#steps[at] = thread;
    this.#length += 1;
  }

  /** Makes the one step that the search would make here; -1, and none, unless there is just one. */
  #goOn(): number {
    const mover = this.#mover;
    const groupCount = this.#strategy.choose(mover.world, this.#threads, this.#groupEnds);
    let position = 0;
    for (let group = 0; group < groupCount; group += 1) {
      let only = -1;
      let isMade = false;
      for (const end = this.#groupEnds[group]!; position < end; position += 1) {
        const thread = this.#threads[position]!;
        if (mover.move(thread, 0) !== STEP.moved) continue;
        isMade = position + 1 === end && only < 0 && mover.nextCode < 0;
        if (!isMade) mover.words.takeBack();
        if (only >= 0 || mover.nextCode >= 0) return -1;
        only = thread;
      }
      if (only < 0) continue;
      if (!isMade) mover.move(only, 0);
      return only;
    }
    return -1;
  }

  #noteChanges(): void {
    const { changed, before, count } = this.#mover.words;
    for (let position = 0; position < count; position += 1) {
      const index = changed[position]!;
      if (this.#notedIn[index] === this.#number) continue;
      this.#notedIn[index] = this.#number;
      this.#changed[this.#changedCount] = index;
      this.#before[this.#changedCount] = before[position]!;
      this.#changedCount += 1;
    }
  }
}

function enlarged<Column extends Uint8Array | Uint32Array>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
