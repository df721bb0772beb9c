/**
 * Coverage: what sampled schedules have exercised: transitions of the dispatch table, places of the
 * programs and of the kernel, and overtakings: a thread that rests at one place while another moves
 * at another. It says when a sample has stopped to see anything new, and guides a scheduler there.
 *
 * Invariant: covering never steers the world, and what is covered once is not new again.
 */

import { CODE_WORDS, describeTransition, transitionCount } from '../../actors/index.ts';
import { THREAD } from '../../kernel/index.ts';
import type { Question } from '../engine.ts';
import type { TransitionCount } from '../outcome.ts';
import type { Mover } from './mover.ts';

/** The place at which a thread rests: a kernel step, or behind all those an instruction. */
export class Places {
  readonly count: number;
  readonly #kernelStepCount: number;

  constructor({ kernel, compiled }: Question) {
    this.#kernelStepCount = kernel.text.steps.length;
    this.count = this.#kernelStepCount + compiled.code.length / CODE_WORDS;
  }

  /** The number of the place at which the thread rests now. */
  of({ words, world }: Mover, thread: number): number {
    const at = world.thread(thread);
    const step = words.get(at + THREAD.KERNEL_COUNTER);
    return step !== 0 ? step : this.#kernelStepCount + words.get(at + THREAD.PROGRAM_COUNTER);
  }
}

/** Gathers what the schedules of one mover cover. */
export class Coverage {
  /** Threads that moved at a place while another rested at another: pairs of places. */
  readonly #overtakings = new Set<number>();
  readonly #places = new Set<number>();
  readonly #question: Question;
  readonly #mover: Mover;
  readonly #placesOf: Places;
  #transitionCount = 0;
  #before = 0;
  #last = -1;

  constructor(question: Question, mover: Mover) {
    this.#question = question;
    this.#mover = mover;
    this.#placesOf = new Places(question);
  }

  get places(): number {
    return this.#places.size;
  }

  get overtakings(): number {
    return this.#overtakings.size;
  }

  /** Begins a schedule. */
  begin(): void {
    this.#last = -1;
    this.#before = this.#total();
  }

  /** A thread has moved from a place at which it rested. */
  moved(thread: number, place: number): void {
    this.#places.add(place);
    if (this.#last !== thread && this.#last >= 0)
      this.#overtakings.add(
        this.#placesOf.of(this.#mover, this.#last) * this.#placesOf.count + place,
      );
    this.#last = thread;
  }

  /** How much the schedule has covered that was not covered before it. */
  ended(): number {
    this.#transitionCount = takenNumbers(this.#question, this.#mover).length;
    return this.#total() - this.#before;
  }

  /** Transitions of the dispatch machine that were taken, over all threads. */
  transitions(): TransitionCount[] {
    return takenTransitions(this.#question, this.#mover);
  }

  #total(): number {
    return this.#transitionCount + this.#places.size + this.#overtakings.size;
  }
}

/** Transitions of the dispatch machine that a mover took, over all threads. */
export function takenTransitions(question: Question, mover: Mover): TransitionCount[] {
  return takenNumbers(question, mover).map((transition) => ({
    ...describeTransition(question.table, transition),
    count: timesTaken(mover, transition),
  }));
}

/** Marks the transitions that a mover took, by number. */
export function markTaken(question: Question, mover: Mover, marks: Uint8Array): void {
  for (const transition of takenNumbers(question, mover)) marks[transition] = 1;
}

function takenNumbers({ table }: Question, mover: Mover): number[] {
  const taken: number[] = [];
  for (let transition = 0; transition < transitionCount(table); transition += 1)
    if (timesTaken(mover, transition) > 0) taken.push(transition);
  return taken;
}

function timesTaken({ world, threadCount }: Mover, transition: number): number {
  const { layout, words } = world;
  let count = 0;
  for (let thread = 0; thread < threadCount; thread += 1)
    count += words.get(layout.coverage + thread * layout.coverageStride + transition) >>> 0;
  return count;
}
