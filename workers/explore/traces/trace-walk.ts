/**
 * Trace walk: follows one execution of each Mazurkiewicz trace to its end, that is one of all that
 * differ only in the order of steps that commute. It keeps no set of states: the path at hand is
 * all it holds.
 *
 * Sleep sets keep a trace from being followed twice (P. Godefroid, LNCS 1032, 1996): behind a step
 * that was tried, it is not tried again before one that it does not commute with. Source sets keep
 * most of what would fall asleep from being begun (P. Abdulla, S. Aronis, B. Jonsson, K. Sagonas,
 * "Source sets: a foundation for optimal dynamic partial order reduction", JACM 64:4, 2017): a
 * thread is tried in a state only where a race was met whose other order begins with it. All races
 * of a step are looked at, also of one that is blocked: what it waits for may have to come sooner.
 * The proof of source sets takes it that a step touches the same in both orders; where it may not,
 * all threads are tried before what it races with.
 *
 * Invariant: each trace comes to its end exactly once. The world holds the state of the top frame.
 */

import { STEP } from '../../../actors/index.ts';
import { invariant } from '../../../kernel/index.ts';
import type { Examination } from '../examination.ts';
import type { Move, Mover } from '../mover.ts';
import type { Trail } from '../order.ts';
import { NEXT_STEP, type StepFootprints } from './step-footprints.ts';

/** What is tried in a state. */
export interface TraceRule {
  /** Every thread that can move, instead of those that races ask for. */
  readonly triesAll: boolean;
  /** How many races of a step are looked at, the last first. */
  readonly raceCountMax: number;
  /** Whether all threads are tried where a step may touch other words in the other order. */
  readonly widens: boolean;
}

/** Source sets. */
export const SOURCE_SETS: TraceRule = { triesAll: false, raceCountMax: Infinity, widens: true };

/** Steps of an execution behind which a walk gives up. */
export const STEP_COUNT_MAX = 2_000;

/** Words of one frame. */
const FRAME = {
  /** Sets of threads, as bits: those that can move, that sleep, to be tried, and tried. */
  ENABLED: 0,
  SLEEP: 1,
  TRIED_SOON: 2,
  TRIED: 3,
  /** The step that leads to the next frame: its thread, or -1, and which of its draws. */
  THREAD: 4,
  CODE: 5,
  /** Its draw to try next, or -1. */
  NEXT_CODE: 6,
  /** Where the changes of the step that led here begin in the log. */
  LOG: 7,
  /** 1 where a property is violated on the way. */
  IS_VIOLATED: 8,
  /** Threads whose next step touches the same wherever it can be made, as bits. */
  STEADY: 9,
} as const;
const FRAME_WORDS = 10;

/** Walks all traces of one world. */
export class TraceWalk implements Trail {
  /** Executions that came to an end, each of another trace. */
  complete = 0;
  /** Executions that were given up, as all that could move was asleep. */
  blocked = 0;
  /** Of the complete: those that end in a deadlock, and those that violate a property. */
  deadlocked = 0;
  violated = 0;
  /** States passed, each as often as it was come to. */
  states = 1;
  transitions = 0;
  depth = 0;
  /** Whether an execution had too many steps to be followed. */
  isTooLong = false;
  /** Whether more executions were left than were to be followed. */
  isAtLimit = false;
  readonly #mover: Mover;
  readonly #footprints: StepFootprints;
  readonly #examination: Examination;
  readonly #rule: TraceRule;
  readonly #threadCount: number;
  #frames = new Int32Array(FRAME_WORDS * 64);
  /** For each frame and thread the footprint of its next step. */
  #taken: Int32Array;
  /**
   * For each frame and thread a clock: up to which step, from 1, each thread's steps come before
   * the thread's next step in every execution of the trace.
   */
  #clocks: Int32Array;
  #log = new Int32Array(1024);
  #logEnd = 0;
  #height = 0;

  constructor(footprints: StepFootprints, examination: Examination, rule: TraceRule = SOURCE_SETS) {
    const { mover } = footprints;
    this.#mover = mover;
    this.#footprints = footprints;
    this.#examination = examination;
    this.#rule = rule;
    this.#threadCount = mover.threadCount;
    this.#taken = new Int32Array(footprints.stride * mover.threadCount * 64);
    this.#clocks = new Int32Array(mover.threadCount ** 2 * 64);
    mover.words.begin();
    this.#push();
  }

  get bytes(): number {
    const { byteLength } = this.#frames;
    return byteLength + this.#taken.byteLength + this.#clocks.byteLength + this.#log.byteLength;
  }

  /** Executions followed so far. */
  get executions(): number {
    return this.complete + this.blocked;
  }

  /**
   * The share of the walk that is done, if all that is to be tried in one state is equally much (D.
   * Knuth, "Estimating the efficiency of backtrack programs", 1975, for the path at hand). An
   * estimate: a race that is met later can add to what is to be tried.
   */
  get share(): number {
    let share = 0;
    let weight = 1;
    for (let height = 0; height < this.#height; height += 1) {
      const frame = height * FRAME_WORDS;
      const tried = this.#frames[frame + FRAME.TRIED]!;
      const soon = this.#frames[frame + FRAME.TRIED_SOON]! & ~this.#frames[frame + FRAME.SLEEP]!;
      const count = bitCount(tried | soon);
      if (count === 0) break;
      weight /= count;
      share += weight * Math.max(0, bitCount(tried) - 1);
    }
    return share;
  }

  /**
   * Makes up to `stepCount` steps, and follows no more than so many executions; returns false when
   * all traces have been walked, or all that was asked for is found, or the walk cannot go on.
   */
  advance(stepCount: number, executionCountMax: number): boolean {
    const last = this.transitions + stepCount;
    while (this.transitions < last) {
      if (this.#height === 0 || this.#examination.isOver) return false;
      this.#tryNext(executionCountMax);
      if (this.isTooLong || this.isAtLimit) return false;
    }
    return true;
  }

  trail(): Move[] {
    const moves: Move[] = [];
    for (let height = 0; height < this.#height - 1; height += 1) {
      const frame = height * FRAME_WORDS;
      moves.push({
        thread: this.#frames[frame + FRAME.THREAD]!,
        code: this.#frames[frame + FRAME.CODE]!,
      });
    }
    return moves;
  }

  #tryNext(executionCountMax: number): void {
    const frames = this.#frames;
    const frame = (this.#height - 1) * FRAME_WORDS;
    let thread = frames[frame + FRAME.THREAD]!;
    if (frames[frame + FRAME.NEXT_CODE]! < 0) {
      if (thread >= 0) frames[frame + FRAME.SLEEP]! |= 1 << thread;
      const rest =
        frames[frame + FRAME.TRIED_SOON]! &
        ~frames[frame + FRAME.TRIED]! &
        ~frames[frame + FRAME.SLEEP]!;
      if (rest === 0) {
        this.#pop();
        return;
      }
      thread = lowest(rest);
      frames[frame + FRAME.TRIED]! |= 1 << thread;
      frames[frame + FRAME.THREAD] = thread;
      frames[frame + FRAME.NEXT_CODE] = 0;
    }
    if (this.executions >= executionCountMax) {
      this.isAtLimit = true;
      return;
    }
    const code = frames[frame + FRAME.NEXT_CODE]!;
    const mover = this.#mover;
    invariant(mover.move(thread, code) === STEP.moved, 'a thread that could move can move');
    this.transitions += 1;
    this.states += 1;
    frames[frame + FRAME.CODE] = code;
    frames[frame + FRAME.NEXT_CODE] = mover.nextCode;
    let isViolated = frames[frame + FRAME.IS_VIOLATED]!;
    if (mover.judge.violated(mover.world) >= 0) {
      isViolated = 1;
      this.#examination.struck(this, { thread, code });
      // Which traces violate it is to be counted.
      mover.judge.heedAll();
      if (this.#examination.isOver) {
        this.violated += 1;
        return;
      }
    }
    this.#push(isViolated);
  }

  /** Puts the state that the world now holds on the stack, with the changes that led to it. */
  #push(isViolated = 0): void {
    const { words } = this.#mover;
    if (this.#height > STEP_COUNT_MAX) {
      this.isTooLong = true;
      return;
    }
    this.#makeRoom();
    const frames = this.#frames;
    const frame = this.#height * FRAME_WORDS;
    frames.fill(0, frame, frame + FRAME_WORDS);
    frames[frame + FRAME.THREAD] = -1;
    frames[frame + FRAME.NEXT_CODE] = -1;
    frames[frame + FRAME.LOG] = this.#logEnd;
    frames[frame + FRAME.IS_VIOLATED] = isViolated;
    for (let position = 0; position < words.count; position += 1) {
      this.#log[this.#logEnd] = words.changed[position]!;
      this.#log[this.#logEnd + 1] = words.before[position]!;
      this.#logEnd += 2;
    }
    if (this.#height > 0)
      this.#examination.reached.note(frames[frame - FRAME_WORDS + FRAME.THREAD]!);
    this.#height += 1;
    this.depth = Math.max(this.depth, this.#height - 1);
    this.#look();
    const enabled = frames[frame + FRAME.ENABLED]!;
    const awake = enabled & ~frames[frame + FRAME.SLEEP]!;
    if (enabled === 0) this.#end(isViolated === 1);
    else if (awake === 0) this.blocked += 1;
    frames[frame + FRAME.TRIED_SOON] = this.#rule.triesAll ? awake : awake & -awake;
  }

  /** Sees what each thread would do next in the top frame, and the races of it. */
  #look(): void {
    const threadCount = this.#threadCount;
    const { stride, length } = this.#footprints;
    const frames = this.#frames;
    const top = this.#height - 1;
    const frame = top * FRAME_WORDS;
    const before = frame - FRAME_WORDS;
    const mover = top === 0 ? -1 : frames[before + FRAME.THREAD]!;
    for (let thread = 0; thread < threadCount; thread += 1) {
      const row = top * threadCount + thread;
      const beforeRow = row - threadCount;
      const isTouched = top === 0 || thread === mover || this.#meet(beforeRow, top - 1, mover);
      if (isTouched) {
        const next = this.#footprints.take(thread, this.#taken, row * stride);
        if (next !== NEXT_STEP.blocked) frames[frame + FRAME.ENABLED]! |= 1 << thread;
        if (next === NEXT_STEP.steady) frames[frame + FRAME.STEADY]! |= 1 << thread;
        this.#order(thread, top);
        continue;
      }
      const bit = 1 << thread;
      frames[frame + FRAME.ENABLED]! |= frames[before + FRAME.ENABLED]! & bit;
      frames[frame + FRAME.SLEEP]! |= frames[before + FRAME.SLEEP]! & bit;
      frames[frame + FRAME.STEADY]! |= frames[before + FRAME.STEADY]! & bit;
      const taken = beforeRow * stride;
      this.#taken.copyWithin(row * stride, taken, taken + length);
      const clock = beforeRow * threadCount;
      this.#clocks.copyWithin(row * threadCount, clock, clock + threadCount);
    }
  }

  /** Whether a next step, by its row, meets the step that a thread made from a frame. */
  #meet(row: number, from: number, thread: number): boolean {
    const { stride } = this.#footprints;
    const other = from * this.#threadCount + thread;
    return this.#footprints.meet(this.#taken, row * stride, this.#taken, other * stride);
  }

  /** Whether the step from one frame changes what a next step in another reads. */
  #changes(from: number, first: number, top: number, second: number): boolean {
    const { stride } = this.#footprints;
    const at = (from * this.#threadCount + first) * stride;
    const other = (top * this.#threadCount + second) * stride;
    return this.#footprints.changes(this.#taken, at, this.#taken, other);
  }

  /**
   * Finds the clock of a thread's next step in the top frame, and its races: the steps that it does
   * not commute with and that no step between keeps before it.
   */
  #order(thread: number, top: number): void {
    const threadCount = this.#threadCount;
    const frames = this.#frames;
    const clocks = this.#clocks;
    const row = top * threadCount + thread;
    const clock = row * threadCount;
    clocks.fill(0, clock, clock + threadCount);
    let last = top - 1;
    while (last >= 0 && frames[last * FRAME_WORDS + FRAME.THREAD] !== thread) last -= 1;
    if (last >= 0) this.#follow(clock, last, thread);
    let raceCount = 0;
    for (let from = top - 1; from >= 0; from -= 1) {
      const other = frames[from * FRAME_WORDS + FRAME.THREAD]!;
      if (clocks[clock + other]! > from || !this.#meet(row, from, other)) continue;
      raceCount += 1;
      if (!this.#rule.triesAll && raceCount <= this.#rule.raceCountMax)
        this.#reverse(from, other, thread, top);
      this.#follow(clock, from, other);
    }
  }

  /** What comes before the step that a thread made from a frame comes before this clock's, too. */
  #follow(clock: number, from: number, thread: number): void {
    const threadCount = this.#threadCount;
    const clocks = this.#clocks;
    const other = (from * threadCount + thread) * threadCount;
    for (let each = 0; each < threadCount; each += 1)
      if (clocks[other + each]! > clocks[clock + each]!)
        clocks[clock + each] = clocks[other + each]!;
    clocks[clock + thread] = Math.max(clocks[clock + thread]!, from + 1);
  }

  /**
   * Has the other order of a race tried: in the state before the first of the two steps, one of the
   * threads that can begin what does not come behind that step, unless one is tried or asleep
   * already. Where the second step may touch other words in the other order, as the first changes
   * what it reads, or as it is blocked, that does not say enough: every thread is tried.
   */
  #reverse(from: number, first: number, second: number, top: number): void {
    const threadCount = this.#threadCount;
    const frames = this.#frames;
    const clocks = this.#clocks;
    const frame = from * FRAME_WORDS;
    const isSteady = ((frames[top * FRAME_WORDS + FRAME.STEADY]! >>> second) & 1) === 1;
    if (this.#rule.widens && !isSteady && this.#changes(from, first, top, second)) {
      frames[frame + FRAME.TRIED_SOON]! |= frames[frame + FRAME.ENABLED]!;
      return;
    }
    let passed = 0;
    let initials = 0;
    for (let step = from + 1; step < top; step += 1) {
      const thread = frames[step * FRAME_WORDS + FRAME.THREAD]!;
      if ((passed >>> thread) & 1) continue;
      passed |= 1 << thread;
      const clock = (step * threadCount + thread) * threadCount;
      if (clocks[clock + first]! > from) continue;
      if (this.#begins(clock, from)) initials |= 1 << thread;
    }
    const clock = (top * threadCount + second) * threadCount;
    if (((passed >>> second) & 1) === 0 && this.#begins(clock, from)) initials |= 1 << second;
    initials &= frames[frame + FRAME.ENABLED]!;
    const known = frames[frame + FRAME.TRIED_SOON]! | frames[frame + FRAME.SLEEP]!;
    if ((initials & known) === 0) frames[frame + FRAME.TRIED_SOON]! |= initials & -initials;
  }

  /** Whether nothing from a frame on comes before the step of a clock. */
  #begins(clock: number, from: number): boolean {
    for (let thread = 0; thread < this.#threadCount; thread += 1)
      if (this.#clocks[clock + thread]! > from) return false;
    return true;
  }

  /** An execution has come to its end. */
  #end(wasViolated: boolean): void {
    const { judge, world } = this.#mover;
    const { endStates } = this.#examination;
    const isViolated = wasViolated || judge.violatedAtEnd(world) >= 0;
    this.#examination.rested(this);
    judge.heedAll();
    this.complete += 1;
    const isDeadlocked = this.#examination.endStates === endStates;
    if (isDeadlocked) this.deadlocked += 1;
    if (isDeadlocked ? wasViolated : isViolated) this.violated += 1;
  }

  #pop(): void {
    const { array } = this.#mover.words;
    this.#height -= 1;
    const begin = this.#frames[this.#height * FRAME_WORDS + FRAME.LOG]!;
    for (let entry = begin; entry < this.#logEnd; entry += 2)
      array[this.#log[entry]!] = this.#log[entry + 1]!;
    this.#logEnd = begin;
    if (this.#height === 0) return;
    this.#examination.reached.note(this.#frames[(this.#height - 1) * FRAME_WORDS + FRAME.THREAD]!);
  }

  #makeRoom(): void {
    if ((this.#height + 1) * FRAME_WORDS > this.#frames.length) {
      this.#frames = grown(this.#frames);
      this.#taken = grown(this.#taken);
      this.#clocks = grown(this.#clocks);
    }
    while (this.#logEnd + this.#mover.words.count * 2 > this.#log.length)
      this.#log = grown(this.#log);
  }
}

/** The number of the lowest bit. */
function lowest(bits: number): number {
  return 31 - Math.clz32(bits & -bits);
}

/** How many bits are set. */
function bitCount(bits: number): number {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count += 1;
  return count;
}

function grown(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
