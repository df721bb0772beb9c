/**
 * Reconstruction: a schedule that does what a round on real workers was seen to do. The journal of
 * the round is no schedule: it has what each thread told, in the thread's own order, and not what
 * all of them did between. So it constrains a search: a thread may tell only what it told in the
 * round, and in the end all is told, the same property is broken and the observed values are the
 * same.
 *
 * Across threads the journal's numbers are a hint alone: whose next event has the lowest number is
 * tried first, so that the search goes straight on where it can.
 *
 * Invariant: what is found was made step by step and ends as the round did. Where an exhausted
 * search finds nothing, the workers did what no schedule does, and racetrap is wrong.
 */

import { compileObservations, STEP, type StateReader } from '../../actors/index.ts';
import type { Journal } from '../../kernel/index.ts';
import type { Question } from '../engine.ts';
import type { FailedRound, SeenEvent } from '../outcome.ts';
import { isKeptInRounds } from '../parallel/journal.ts';
import type { Ending } from './examination.ts';
import { Identity } from './identity.ts';
import { type Move, Mover } from './mover.ts';
import { type Schedule, scheduleOf } from './schedule.ts';
import { Target } from './target.ts';
import { encodeToken } from './token.ts';
import { Visited } from './visited.ts';

/** States that the search stores unless told otherwise. */
const RECONSTRUCTION_STATE_COUNT_MAX = 50_000;

/** What the search for a round came to. */
export interface Reconstruction {
  readonly round: number;
  /** Replays and explains the schedule, up to where it fails; null: none was found. */
  readonly token: string | null;
  /** Steps of that schedule; 0 where none was found. */
  readonly stepCount: number;
  readonly states: number;
  /** Every schedule was tried: without a token, none does what the round was seen to do. */
  readonly isExhausted: boolean;
}

/** Searches for a schedule that does what a round was seen to do. */
export function reconstruct(
  question: Question,
  round: FailedRound,
  stateCountMax = RECONSTRUCTION_STATE_COUNT_MAX,
): Reconstruction {
  return new RoundSearch(question, round, stateCountMax).run();
}

/** A state on the way of the search. */
interface Frame {
  readonly state: Int32Array;
  readonly low: number;
  readonly high: number;
  readonly move: Move | null;
  /** By thread: how many of its events are told. */
  readonly told: readonly number[];
  /** Whether the property was broken on the way here. */
  readonly isStruck: boolean;
  /** Threads in the order in which they are tried. */
  readonly threads: readonly number[];
  position: number;
  code: number;
  hasMoved: boolean;
}

class RoundSearch {
  readonly #question: Question;
  readonly #round: FailedRound;
  readonly #stateCountMax: number;
  readonly #ending: Ending;
  readonly #mover: Mover;
  readonly #target: Target;
  readonly #readers: readonly StateReader[];
  readonly #identity: Identity;
  readonly #visited: Visited;
  readonly #stack: Frame[] = [];
  /** What the step that is being made has told. */
  readonly #events: Omit<SeenEvent, 'order'>[] = [];

  constructor(question: Question, round: FailedRound, stateCountMax: number) {
    const [property] = round.properties;
    this.#question = question;
    this.#round = round;
    this.#stateCountMax = stateCountMax;
    this.#ending = property === undefined ? 'deadlock' : { property };
    const mover = new Mover(question);
    this.#mover = mover;
    this.#target = new Target(question, mover, this.#ending);
    this.#readers = compileObservations(question.scenario.observe, question.compiled);
    this.#identity = new Identity(mover.words.array, mover.world.layout.identityLength);
    this.#visited = new Visited();
    const journal: Journal = {
      record: (thread, event, detail, result) => {
        mover.judge.record(thread, event, detail);
        if (isKeptInRounds(event)) this.#events.push({ event, detail, result });
      },
    };
    mover.world.journal = journal;
  }

  run(): Reconstruction {
    const { judge, words, threadCount } = this.#mover;
    judge.begin();
    words.begin();
    const { low, high } = this.#identity;
    const none = Array.from({ length: threadCount }, () => 0);
    this.#enter(low, high, null, none, this.#target.isStruck());
    for (let top = this.#stack.at(-1); top !== undefined; top = this.#stack.at(-1)) {
      if (this.#advance(top)) return this.#found();
      if (this.#visited.count >= this.#stateCountMax) return this.#answer(null, false);
    }
    return this.#answer(null, true);
  }

  /** Tries one move of a frame, in whose state the world is; true if the round's end is reached. */
  #advance(top: Frame): boolean {
    const mover = this.#mover;
    const { words, world } = mover;
    const thread = top.threads[top.position];
    if (thread === undefined) {
      if (!top.hasMoved && this.#isEndOf(top)) return true;
      this.#stack.pop();
      const next = this.#stack.at(-1);
      if (next !== undefined) world.restore(next.state);
      words.begin();
      return false;
    }
    const { code } = top;
    this.#events.length = 0;
    if (mover.move(thread, code) !== STEP.moved) {
      top.position += 1;
      return false;
    }
    top.hasMoved = true;
    top.code = Math.max(mover.nextCode, 0);
    if (mover.nextCode < 0) top.position += 1;
    const told = this.#told(thread, top.told);
    if (told !== null) {
      const identity = this.#identity;
      identity.low = top.low;
      identity.high = top.high;
      identity.measure(words);
      const isStruck = top.isStruck || this.#target.isStruck();
      const { nextLow, nextHigh } = identity;
      if (this.#enter(nextLow, nextHigh, { thread, code }, told, isStruck)) return false;
    }
    words.takeBack();
    words.begin();
    return false;
  }

  /**
   * How much is told behind a step of the thread; null where it told what the round did not. What
   * it tells of others is in its own journal, too.
   */
  #told(thread: number, before: readonly number[]): readonly number[] | null {
    const expected = this.#round.events[thread];
    if (expected === null || expected === undefined || this.#events.length === 0) return before;
    const count = before[thread]!;
    const isSame = this.#events.every(({ event, detail, result }, index) => {
      const seen = expected[count + index];
      return seen?.event === event && seen.detail === detail && seen.result === result;
    });
    return isSame ? before.with(thread, count + this.#events.length) : null;
  }

  /** Whether a state in which nothing moves is what the round came to. */
  #isEndOf({ told, isStruck }: Frame): boolean {
    const { world } = this.#mover;
    const { events, values } = this.#round;
    if (!events.every((expected, thread) => expected === null || expected.length === told[thread]))
      return false;
    const isEnding = this.#target.isRest() || (this.#ending !== 'deadlock' && isStruck);
    if (!isEnding || values === null) return isEnding;
    return this.#readers.every((read, index) => read(world) === values[index]);
  }

  /** Makes the state at hand the top of the stack; false if it was searched before. */
  #enter(
    low: number,
    high: number,
    move: Move | null,
    told: readonly number[],
    isStruck: boolean,
  ): boolean {
    // What is told is part of what is searched, as it decides what may follow.
    let mark = isStruck ? 1 : 0;
    for (const count of told) mark = Math.imul(mark ^ count, 0x01000193) + 0x9e3779b9;
    if (!this.#visited.add(low ^ mark, high)) return false;
    const { world } = this.#mover;
    const orderOf = (thread: number): number =>
      this.#round.events[thread]?.[told[thread]!]?.order ?? Infinity;
    const threads = told
      .map((_count, thread) => thread)
      .sort((left, right) =>
        orderOf(left) === orderOf(right) ? left - right : orderOf(left) - orderOf(right),
      );
    const way = { state: world.snapshot(), low, high, move, told, isStruck, threads };
    this.#stack.push({ ...way, position: 0, code: 0, hasMoved: false });
    return true;
  }

  /** The schedule of the stack, up to the step at which it fails. */
  #found(): Reconstruction {
    const failed = this.#stack.findIndex(({ isStruck }) => isStruck);
    const way = failed < 0 ? this.#stack : this.#stack.slice(0, failed + 1);
    const moves = way.flatMap(({ move }) => move ?? []);
    return this.#answer(scheduleOf(this.#question, this.#ending, moves), false);
  }

  #answer(schedule: Schedule | null, isExhausted: boolean): Reconstruction {
    return {
      round: this.#round.round,
      token: schedule === null ? null : encodeToken(this.#question, schedule),
      stepCount: schedule?.threads.length ?? 0,
      states: this.#visited.count,
      isExhausted,
    };
  }
}
