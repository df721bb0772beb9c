/**
 * Breadth first: expands states in the order in which they were met, so the first state that breaks
 * a property lies at the end of a shortest schedule. A state is a number, in order of discovery,
 * which is also the order of the frontier; for each number the predecessor and the move are kept.
 *
 * Invariant: the world holds the state that is being expanded, but for the step under trial.
 */

import { STEP } from '../../actors/index.ts';
import type { Examination } from './examination.ts';
import { Frontier } from './frontier.ts';
import { Identity } from './identity.ts';
import type { Move, Mover } from './mover.ts';
import type { Order, StateSet } from './order.ts';
import type { Strategy } from './strategy.ts';

/** States whose predecessors are kept in one piece. */
const PIECE = 1 << 13;

/** The search order that finds shortest schedules. */
export class BreadthFirst implements Order {
  transitions = 0;
  depth = 0;
  readonly #mover: Mover;
  readonly #examination: Examination;
  readonly #strategy: Strategy;
  readonly #visited: StateSet;
  readonly #identity: Identity;
  readonly #frontier: Frontier;
  readonly #threads: Uint16Array;
  /** Of each state, in pieces: number of the predecessor, thread of the move, code of the move. */
  readonly #parents: Int32Array[] = [];
  readonly #movers: (Uint8Array | Uint16Array)[] = [];
  readonly #codes: (Int32Array | null)[] = [];
  /** The state that is expanded, and the one behind the last of its level. */
  #current = -1;
  #levelEnd = 1;

  constructor(mover: Mover, examination: Examination, strategy: Strategy, visited: StateSet) {
    const { array } = mover.words;
    const { distinctLength, identityLength } = mover.world.layout;
    this.#mover = mover;
    this.#examination = examination;
    this.#strategy = strategy;
    this.#visited = visited;
    this.#threads = new Uint16Array(mover.threadCount);
    this.#identity = new Identity(array, distinctLength);
    this.#frontier = new Frontier(array, identityLength);
    mover.words.begin();
    visited.add(this.#identity.low, this.#identity.high);
    this.#note(-1, 0, 0);
    this.#identity.measure(mover.words);
    this.#frontier.put(mover.words, this.#identity);
  }

  get waiting(): number {
    return this.#frontier.count;
  }

  get bytes(): number {
    let bytes = this.#frontier.bytes;
    for (const [piece, parents] of this.#parents.entries())
      bytes +=
        parents.byteLength +
        this.#movers[piece]!.byteLength +
        (this.#codes[piece]?.byteLength ?? 0);
    return bytes;
  }

  advance(stateCount: number): boolean {
    for (let expanded = 0; expanded < stateCount; expanded += 1) {
      if (this.#frontier.count === 0) return false;
      this.#frontier.take(this.#mover.words.array, this.#identity);
      this.#current += 1;
      if (this.#current === this.#levelEnd) {
        this.#levelEnd = this.#count;
        this.depth += 1;
      }
      this.#expand();
      if (this.#examination.isOver) return false;
    }
    return true;
  }

  #expand(): void {
    const mover = this.#mover;
    const examination = this.#examination;
    const identity = this.#identity;
    const count = this.#strategy(mover.world, this.#threads);
    const before = this.transitions;
    for (let position = 0; position < count; position += 1) {
      const thread = this.#threads[position]!;
      let code = 0;
      do {
        if (mover.move(thread, code) !== STEP.moved) break;
        const nextCode = mover.nextCode;
        this.transitions += 1;
        if (mover.judge.violated(mover.world) >= 0) examination.struck(this, { thread, code });
        identity.measure(mover.words);
        if (this.#visited.add(identity.nextLow, identity.nextHigh)) {
          this.#note(this.#current, thread, code);
          this.#frontier.put(mover.words, identity);
        }
        mover.words.takeBack();
        if (examination.isOver) return;
        code = nextCode;
      } while (code >= 0);
    }
    if (this.transitions === before) examination.rested(this);
  }

  /** States met so far. */
  #count = 0;

  #note(parent: number, thread: number, code: number): void {
    const within = this.#count % PIECE;
    const piece = (this.#count - within) / PIECE;
    if (within === 0) {
      this.#parents.push(new Int32Array(PIECE));
      this.#movers.push(
        this.#mover.threadCount <= 256 ? new Uint8Array(PIECE) : new Uint16Array(PIECE),
      );
      this.#codes.push(null);
    }
    this.#parents[piece]![within] = parent;
    this.#movers[piece]![within] = thread;
    if (code !== 0) {
      const codes = (this.#codes[piece] ??= new Int32Array(PIECE));
      codes[within] = code;
    }
    this.#count += 1;
  }

  trail(): Move[] {
    const moves: Move[] = [];
    for (let state = this.#current; state > 0;) {
      const within = state % PIECE;
      const piece = (state - within) / PIECE;
      moves.push({
        thread: this.#movers[piece]![within]!,
        code: this.#codes[piece]?.[within] ?? 0,
      });
      state = this.#parents[piece]![within]!;
    }
    return moves.reverse();
  }
}
