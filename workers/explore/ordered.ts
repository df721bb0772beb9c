/**
 * Ordered search: over the schedules that keep an ordering. A step that must come behind another
 * waits for it, so a state is searched together with how far the ordering has come.
 *
 * Invariant: whatever ends a search has made all steps that the ordering names, in its order, and
 * none that it excludes.
 */

import { STEP } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { Bound, Offer } from './bounded.ts';
import type { Ending } from './examination.ts';
import { Identity } from './identity.ts';
import { type Move, Mover } from './mover.ts';
import type { Occurrence, Ordering } from './ordering.ts';
import { safeName, StepNames } from './step-name.ts';
import { Target } from './target.ts';

/** A step that the ordering speaks of. */
interface Expected {
  /** Steps that must have come: positions of tracked names, and how often. */
  readonly behind: (readonly [position: number, count: number])[];
  isExcluded: boolean;
  draws: readonly number[] | null;
}

/** What a step makes of a context. */
interface Advance {
  readonly context: number;
  readonly draws: readonly number[] | null;
}

/** How far an ordering has come: how often each step that it names was made. */
class Progress {
  readonly initial: number;
  /** By thread: the positions of the names that the ordering has of it. */
  readonly #positions: readonly Map<string, number>[];
  /** By position: the count from which a step of the name is free. */
  readonly #limits: number[] = [];
  readonly #expected = new Map<string, Expected>();
  readonly #goals: (readonly [position: number, count: number])[] = [];
  readonly #contexts: (readonly number[])[] = [];
  readonly #numbers = new Map<string, number>();
  /** By context: what a step makes of it that the ordering does not name. */
  readonly #free: Advance[] = [];
  /** By context and position; every search comes by the same few again and again. */
  readonly #advances = new Map<number, Advance | null>();

  constructor({ compiled }: Question, { orders, without }: Ordering) {
    const threads = compiled.threads.map(({ name }) => safeName(name));
    this.#positions = threads.map(() => new Map<string, number>());
    const track = (step: Occurrence) => this.#track(threads.indexOf(step.thread), step);
    for (const order of orders)
      order.forEach((step, at) => {
        const { position, expected } = track(step);
        this.#goals.push([position, step.count]);
        if (step.draws !== undefined) expected.draws = step.draws;
        const before = order[at - 1];
        if (before !== undefined) expected.behind.push([track(before).position, before.count]);
      });
    for (const step of without) track(step).expected.isExcluded = true;
    this.initial = this.#numberOf(this.#limits.map(() => 0));
  }

  /** What the thread's next step, of this name, makes of a context; null if it must wait. */
  advance(thread: number, name: string, context: number): Advance | null {
    const position = this.#positions[thread]!.get(name);
    if (position === undefined) return this.#free[context]!;
    const key = context * this.#limits.length + position;
    const known = this.#advances.get(key);
    if (known !== undefined) return known;
    const advance = this.#advanceOf(position, context);
    this.#advances.set(key, advance);
    return advance;
  }

  /** Whether all steps of the ordering were made. */
  isMet(context: number): boolean {
    const counts = this.#contexts[context]!;
    return this.#goals.every(([position, count]) => counts[position]! >= count);
  }

  #advanceOf(position: number, context: number): Advance | null {
    const counts = this.#contexts[context]!;
    const count = counts[position]! + 1;
    if (count > this.#limits[position]!) return this.#free[context]!;
    const expected = this.#expected.get(`${position} ${count}`);
    if (expected?.isExcluded === true) return null;
    for (const [other, times] of expected?.behind ?? []) if (counts[other]! < times) return null;
    return {
      context: this.#numberOf(counts.with(position, count)),
      draws: expected?.draws ?? null,
    };
  }

  /** A step of a thread that there is not has a position too, and never comes. */
  #track(
    thread: number,
    { name, count }: Occurrence,
  ): { readonly position: number; readonly expected: Expected } {
    const positions = this.#positions[thread] ?? new Map<string, number>();
    const position = positions.get(name) ?? this.#limits.length;
    positions.set(name, position);
    this.#limits[position] = Math.max(this.#limits[position] ?? 0, count);
    const key = `${position} ${count}`;
    const expected = this.#expected.get(key) ?? { behind: [], isExcluded: false, draws: null };
    this.#expected.set(key, expected);
    return { position, expected };
  }

  #numberOf(counts: readonly number[]): number {
    const key = counts.join();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const context = this.#contexts.length;
    this.#numbers.set(key, context);
    this.#contexts.push(counts);
    this.#free.push({ context, draws: null });
    return context;
  }
}

/** Lets a bounded search keep an ordering. */
export class OrderingBound implements Bound {
  readonly initial: readonly number[];
  /** By thread: the names that its next step had in a state that was searched. */
  readonly met: readonly Set<string>[];
  readonly #progress: Progress;
  readonly #names: StepNames;
  #mover: Mover | null = null;
  #draws: readonly number[] | null = null;

  constructor(question: Question, ordering: Ordering) {
    this.#progress = new Progress(question, ordering);
    this.#names = new StepNames(question);
    this.initial = [this.#progress.initial];
    this.met = question.compiled.threads.map(() => new Set<string>());
  }

  begin(mover: Mover): void {
    this.#mover = mover;
  }

  offers(context: number, _isMovable: (thread: number) => boolean, offer: Offer): void {
    const mover = this.#mover!;
    for (let thread = 0; thread < mover.threadCount; thread += 1) {
      if (mover.stepper.isDone(thread)) continue;
      const name = this.#names.of(mover, thread);
      this.met[thread]!.add(name);
      const advance = this.#progress.advance(thread, name, context);
      if (advance === null) continue;
      this.#draws = advance.draws;
      offer(thread, advance.context, 0);
    }
  }

  admits(): boolean {
    const draws = this.#draws;
    return draws === null || draws.join() === this.#mover!.drawn().join();
  }

  mayEnd(context: number): boolean {
    return this.#progress.isMet(context);
  }
}

/** One step of a run: who made it, its name, and what it drew. */
export interface NamedMove extends Move {
  readonly name: string;
  readonly draws: readonly number[];
}

const HIGH_MASK = 2 ** 21 - 1;
const CONTEXT_FACTOR = 0x9e3779b9;

/** A state on the way of the search for an escape. */
interface Frame {
  readonly state: Int32Array;
  readonly low: number;
  readonly high: number;
  readonly context: number;
  readonly key: number;
  readonly move: NamedMove | null;
  /** Threads that were tried. */
  position: number;
  code: number;
  /** Somebody could move, whether the ordering let them or not; and if none does, all wait. */
  hasMoved: boolean;
}

/**
 * A run that keeps the ordering and does not end as it says: it comes to a rest, or goes round for
 * ever, behind all its steps. Null if there is none: the ordering suffices.
 */
export function escapeFrom(
  question: Question,
  ordering: Ordering,
  ending: Ending,
  budget: { nodes: number },
): readonly NamedMove[] | null | 'unknown' {
  return new EscapeSearch(question, ordering, ending, budget).run();
}

class EscapeSearch {
  readonly #mover: Mover;
  readonly #target: Target;
  readonly #progress: Progress;
  readonly #names: StepNames;
  readonly #budget: { nodes: number };
  readonly #identity: Identity;
  /** Whether each state is on the way at hand (true), or was left behind without an escape. */
  readonly #visited = new Map<number, boolean>();
  readonly #stack: Frame[] = [];
  #isRound = false;

  constructor(question: Question, ordering: Ordering, ending: Ending, budget: { nodes: number }) {
    this.#mover = new Mover(question);
    this.#target = new Target(question, this.#mover, ending);
    this.#progress = new Progress(question, ordering);
    this.#names = new StepNames(question);
    this.#budget = budget;
    const { words, world } = this.#mover;
    this.#identity = new Identity(words.array, world.layout.identityLength);
  }

  run(): readonly NamedMove[] | null | 'unknown' {
    const { judge, words } = this.#mover;
    judge.begin();
    words.begin();
    if (this.#target.isStruck()) return null;
    const { low, high } = this.#identity;
    this.#enter(low, high, this.#progress.initial, null);
    for (;;) {
      const top = this.#stack.at(-1);
      if (top === undefined) return null;
      if (this.#advance(top)) return this.#stack.flatMap(({ move }) => move ?? []);
      if (this.#budget.nodes <= 0) return 'unknown';
    }
  }

  /** Tries one move of a frame, in whose state the world is; true if an escape was found. */
  #advance(top: Frame): boolean {
    const mover = this.#mover;
    const { world, words } = mover;
    if (top.position === mover.threadCount) {
      if (!top.hasMoved && this.#progress.isMet(top.context) && !this.#isEnding()) return true;
      this.#visited.set(top.key, false);
      this.#stack.pop();
      const next = this.#stack.at(-1);
      if (next !== undefined) world.restore(next.state);
      words.begin();
      return false;
    }
    // The thread that moved last goes on first: runs with few switches are found soon.
    const thread = ((top.move?.thread ?? 0) + top.position) % mover.threadCount;
    const { code } = top;
    const name = mover.stepper.isDone(thread) ? null : this.#names.of(mover, thread);
    const advance = name === null ? null : this.#progress.advance(thread, name, top.context);
    if (name === null || advance === null || mover.move(thread, code) !== STEP.moved) {
      top.position += 1;
      return false;
    }
    top.hasMoved = true;
    top.code = Math.max(mover.nextCode, 0);
    if (mover.nextCode < 0) top.position += 1;
    const draws = mover.drawn();
    const isAdmitted = advance.draws === null || advance.draws.join() === draws.join();
    if (isAdmitted && !this.#target.isStruck()) {
      const identity = this.#identity;
      identity.low = top.low;
      identity.high = top.high;
      identity.measure(words);
      const { nextLow, nextHigh } = identity;
      const move = { thread, code, name, draws };
      if (this.#enter(nextLow, nextHigh, advance.context, move)) return this.#isRound;
    }
    words.takeBack();
    words.begin();
    return false;
  }

  /** Whether a state in which nobody moves is the ending; what the ordering holds back is none. */
  #isEnding(): boolean {
    const mover = this.#mover;
    for (let thread = 0; thread < mover.threadCount; thread += 1) {
      const hasMoved = mover.move(thread, 0) === STEP.moved;
      mover.words.takeBack();
      mover.words.begin();
      if (hasMoved) return false;
    }
    return this.#target.isRest();
  }

  /** Makes the state at hand the top of the stack; false if it was searched before. */
  #enter(low: number, high: number, context: number, move: NamedMove | null): boolean {
    // 53 bits, as a number holds them: a key is a fingerprint, like those of other searches.
    const key = (high & HIGH_MASK) * 2 ** 32 + ((low ^ Math.imul(context, CONTEXT_FACTOR)) >>> 0);
    const known = this.#visited.get(key);
    this.#isRound = known === true && this.#progress.isMet(context);
    if (known !== undefined && !this.#isRound) return false;
    this.#budget.nodes -= 1;
    this.#visited.set(key, true);
    const state = this.#mover.world.snapshot();
    this.#stack.push({
      state,
      low,
      high,
      context,
      key,
      move,
      position: 0,
      code: 0,
      hasMoved: false,
    });
    return true;
  }
}
