/**
 * Trial: makes proposed schedules, each from the first state, and says what came of them. A
 * proposal is followed as far as it can be: a step that cannot be made is left out, and behind the
 * last the threads run on, one as long as it can, until the target is met or nothing moves.
 *
 * Invariant: what a trial returns was made, step by step, and ends in the target.
 */

import { STEP } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { Ending } from './examination.ts';
import { type Move, Mover } from './mover.ts';
import { type Schedule, scheduleOf } from './schedule.ts';
import { Target } from './target.ts';

/** The order of threads, and what each thread draws, in its own order. */
export interface Proposal {
  readonly threads: readonly number[];
  readonly draws: readonly (readonly number[])[];
}

/** A schedule that was made and ends in the target. */
export interface Attempt extends Proposal {
  readonly moves: readonly Move[];
  /** Switches away from a thread that could have gone on. */
  readonly preemptions: number;
  /** All switches. */
  readonly switches: number;
}

/** Steps that threads run on behind a proposal. */
const RUN_ON_STEP_COUNT_MAX = 2_000;

/** Makes proposals on one world. */
export class Trial {
  /** Proposals made so far. */
  count = 0;
  readonly #question: Question;
  readonly #mover: Mover;
  readonly #target: Target;
  readonly #first: Int32Array;

  constructor(question: Question, ending: Ending) {
    this.#question = question;
    this.#mover = new Mover(question);
    this.#target = new Target(question, this.#mover, ending);
    this.#first = this.#mover.world.snapshot();
  }

  /** Makes a proposal; null if it does not come to the target. */
  make({ threads, draws }: Proposal): Attempt | null {
    const mover = this.#mover;
    this.count += 1;
    mover.world.restore(this.#first);
    mover.words.begin();
    mover.judge.begin();
    const made = new Made(mover, draws);
    if (this.#target.isStruck()) return made;
    for (const thread of threads) if (made.step(thread) && this.#target.isStruck()) return made;
    for (let step = 0; step < RUN_ON_STEP_COUNT_MAX; step += 1) {
      if (!this.#runOn(made)) return this.#target.isRest() ? made : null;
      if (this.#target.isStruck()) return made;
    }
    return null;
  }

  /** The attempt as a schedule with its ending. */
  scheduleOf({ moves }: Attempt): Schedule {
    return scheduleOf(this.#question, this.#target.ending, moves);
  }

  /** One more step of the thread that moved last, or of the next one that can. */
  #runOn(made: Made): boolean {
    const { threadCount } = this.#mover;
    const last = made.threads.at(-1) ?? 0;
    for (let after = 0; after < threadCount; after += 1)
      if (made.step((last + after) % threadCount)) return true;
    return false;
  }
}

/** What of a proposal was made. */
class Made implements Attempt {
  readonly moves: Move[] = [];
  readonly threads: number[] = [];
  readonly draws: number[][];
  preemptions = 0;
  switches = 0;
  readonly #mover: Mover;
  readonly #proposed: readonly (readonly number[])[];

  constructor(mover: Mover, proposed: readonly (readonly number[])[]) {
    this.#mover = mover;
    this.#proposed = proposed;
    this.draws = Array.from({ length: mover.threadCount }, () => []);
  }

  /** Makes a step if the thread can move. */
  step(thread: number): boolean {
    const mover = this.#mover;
    const last = this.threads.at(-1);
    const isSwitch = last !== undefined && last !== thread;
    const isPreemption = isSwitch && canMove(mover, last);
    const drawn = this.draws[thread]!;
    const { length } = drawn;
    let code = 0;
    let weight = 1;
    mover.script = (count) => {
      const number = Math.min(this.#proposed[thread]?.[drawn.length] ?? 0, count - 1);
      drawn.push(number);
      code += number * weight;
      weight *= count;
      return number;
    };
    if (mover.move(thread, 0) !== STEP.moved) {
      drawn.length = length;
      return false;
    }
    if (isSwitch) this.switches += 1;
    if (isPreemption) this.preemptions += 1;
    this.threads.push(thread);
    this.moves.push({ thread, code });
    return true;
  }
}

/** Whether a thread can move in the state at hand, which stays as it is. */
export function canMove(mover: Mover, thread: number): boolean {
  const { script } = mover;
  mover.script = null;
  const result = mover.move(thread, 0);
  mover.words.takeBack();
  mover.words.begin();
  mover.script = script;
  return result === STEP.moved;
}

/** A recorded schedule as a proposal: whose draws are whose is found by making it. */
export function proposalOf(question: Question, { threads, choices }: Schedule): Proposal {
  const mover = new Mover(question);
  const draws: number[][] = Array.from({ length: mover.threadCount }, () => []);
  let drawn = 0;
  mover.script = () => choices[drawn++] ?? 0;
  for (const thread of threads) {
    mover.move(thread, 0);
    draws[thread]!.push(...mover.drawn());
  }
  return { threads, draws };
}
