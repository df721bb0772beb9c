/**
 * Depth first: follows one schedule to its end before it tries another. It needs no predecessors
 * and no frontier: the path at hand is a stack of moves with what each changed, which is also the
 * way back. It meets the same states as breadth first, in another order; its schedules are long.
 *
 * Invariant: the world holds the state on top of the stack.
 */

import { STEP } from '../../actors/index.ts';
import type { Examination } from './examination.ts';
import type { Identity } from './identity.ts';
import type { Move, Mover } from './mover.ts';
import type { Order, StateSet } from './order.ts';
import type { Strategy } from './strategy.ts';
import type { Successors } from './successors.ts';

/** Words of one frame of the stack; its threads stand in `#threads`. */
const FRAME = {
  /** Position in the frame's threads of the thread under trial. */
  POSITION: 0,
  /** Code to try next for that thread. */
  NEXT_CODE: 1,
  /** 1 once a thread could move. */
  MOVED: 2,
  /** Fingerprint of the frame's state. */
  LOW: 3,
  HIGH: 4,
  /** Where the changes of the move that led here begin in the log. */
  LOG: 5,
  /** The move that led here. */
  THREAD: 6,
  CODE: 7,
  /** Threads to expand. */
  THREAD_COUNT: 8,
} as const;
const FRAME_WORDS = 9;

/** The search order that keeps no more than the path at hand. */
export class DepthFirst implements Order {
  transitions = 0;
  depth = 0;
  readonly levelRest = Infinity;
  readonly #mover: Mover;
  readonly #successors: Successors;
  readonly #examination: Examination;
  readonly #strategy: Strategy;
  readonly #visited: StateSet;
  readonly #identity: Identity;
  readonly #chosen: Uint16Array;
  readonly #ends: Uint16Array;
  #frames = new Int32Array(FRAME_WORDS * 64);
  /** The threads to expand of each frame, `threadCount` entries a frame. */
  #threads: Uint16Array;
  /** Pairs of index and value before, of all moves on the stack. */
  #log = new Int32Array(1024);
  #logEnd = 0;
  #height = 0;

  constructor(
    successors: Successors,
    examination: Examination,
    strategy: Strategy,
    visited: StateSet,
  ) {
    const { mover } = successors;
    this.#mover = mover;
    this.#successors = successors;
    this.#examination = examination;
    this.#strategy = strategy;
    this.#visited = visited;
    this.#chosen = new Uint16Array(mover.threadCount);
    this.#ends = new Uint16Array(mover.threadCount);
    this.#threads = new Uint16Array(mover.threadCount * 64);
    this.#identity = successors.identity;
    visited.add(this.#identity.low, this.#identity.high);
    mover.words.begin();
    this.#push(0, 0);
  }

  get waiting(): number {
    return this.#height;
  }

  get bytes(): number {
    return this.#frames.byteLength + this.#threads.byteLength + this.#log.byteLength;
  }

  advance(stateCount: number): boolean {
    let met = 0;
    while (met < stateCount) {
      if (this.#height === 0) return false;
      if (this.#tryNext()) met += 1;
      if (this.#examination.isOver) return false;
    }
    return true;
  }

  /** Tries one move of the state on top; returns whether that led to a new state. */
  #tryNext(): boolean {
    const mover = this.#mover;
    const frames = this.#frames;
    const frame = (this.#height - 1) * FRAME_WORDS;
    const position = frames[frame + FRAME.POSITION]!;
    if (position === frames[frame + FRAME.THREAD_COUNT]!) {
      if (frames[frame + FRAME.MOVED] === 0) this.#examination.rested(this);
      this.#pop();
      return false;
    }
    const thread = this.#threads[(this.#height - 1) * mover.threadCount + position]!;
    const code = frames[frame + FRAME.NEXT_CODE]!;
    const successors = this.#successors;
    if (successors.attempt(thread, code) !== STEP.moved) {
      frames[frame + FRAME.POSITION] = position + 1;
      return false;
    }
    frames[frame + FRAME.MOVED] = 1;
    frames[frame + FRAME.NEXT_CODE] = Math.max(successors.nextCode, 0);
    if (successors.nextCode < 0) frames[frame + FRAME.POSITION] = position + 1;
    this.transitions += 1;
    const { judge, world } = mover;
    if (successors.isVisible) {
      successors.make();
      if (judge.violated(world) >= 0) this.#examination.struck(this, { thread, code });
    }
    const identity = this.#identity;
    if (this.#examination.isOver || !this.#visited.add(successors.keyLow, successors.keyHigh)) {
      successors.takeBack();
      return false;
    }
    successors.make();
    identity.low = identity.nextLow;
    identity.high = identity.nextHigh;
    this.#examination.reached.note(thread);
    this.#push(thread, code);
    return true;
  }

  /** Puts the state that the world now holds on the stack, with the changes that led to it. */
  #push(thread: number, code: number): void {
    const { words, world, threadCount } = this.#mover;
    const frame = this.#height * FRAME_WORDS;
    if (frame + FRAME_WORDS > this.#frames.length) {
      this.#frames = grown(this.#frames);
      const threads = new Uint16Array(this.#threads.length * 2);
      threads.set(this.#threads);
      this.#threads = threads;
    }
    while (this.#logEnd + words.count * 2 > this.#log.length) this.#log = grown(this.#log);
    const frames = this.#frames;
    frames[frame + FRAME.POSITION] = 0;
    frames[frame + FRAME.NEXT_CODE] = 0;
    frames[frame + FRAME.MOVED] = 0;
    frames[frame + FRAME.LOW] = this.#identity.low;
    frames[frame + FRAME.HIGH] = this.#identity.high;
    frames[frame + FRAME.LOG] = this.#logEnd;
    frames[frame + FRAME.THREAD] = thread;
    frames[frame + FRAME.CODE] = code;
    for (let position = 0; position < words.count; position += 1) {
      this.#log[this.#logEnd] = words.changed[position]!;
      this.#log[this.#logEnd + 1] = words.before[position]!;
      this.#logEnd += 2;
    }
    const groupCount = this.#strategy.choose(world, this.#chosen, this.#ends);
    const count = this.#ends[groupCount - 1]!;
    frames[frame + FRAME.THREAD_COUNT] = count;
    for (let position = 0; position < count; position += 1)
      this.#threads[this.#height * threadCount + position] = this.#chosen[position]!;
    this.#height += 1;
    this.depth = Math.max(this.depth, this.#height - 1);
  }

  #pop(): void {
    const { array } = this.#mover.words;
    this.#height -= 1;
    const begin = this.#frames[this.#height * FRAME_WORDS + FRAME.LOG]!;
    for (let entry = begin; entry < this.#logEnd; entry += 2)
      array[this.#log[entry]!] = this.#log[entry + 1]!;
    this.#logEnd = begin;
    if (this.#height === 0) return;
    this.#examination.reached.note(this.#frames[this.#height * FRAME_WORDS + FRAME.THREAD]!);
    const below = (this.#height - 1) * FRAME_WORDS;
    this.#identity.low = this.#frames[below + FRAME.LOW]!;
    this.#identity.high = this.#frames[below + FRAME.HIGH]!;
  }

  trail(): Move[] {
    const moves: Move[] = [];
    for (let height = 1; height < this.#height; height += 1) {
      const frame = height * FRAME_WORDS;
      moves.push({
        thread: this.#frames[frame + FRAME.THREAD]!,
        code: this.#frames[frame + FRAME.CODE]!,
      });
    }
    return moves;
  }
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
