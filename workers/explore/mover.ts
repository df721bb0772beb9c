/**
 * Mover: one world of a question with all that moves and judges it. Search and replay move threads
 * through it alone, so a schedule means the same to both. A move is a thread and a *code* that says
 * which random values its step draws: the drawn numbers as digits of mixed radix, first draw
 * lowest.
 *
 * Invariant: what a move does is a function of the identity words, the thread and the code. A move
 * that is not made has changed nothing.
 */

import { invariant, THREAD, UsageError, WINDOW_SEQUENCE, World } from '../../kernel/index.ts';
import type { Environment, Layout } from '../../kernel/index.ts';
import { boot, Judge, layoutFor, STEP, createStepper, Stepper } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { DeadRegisters } from './dead-registers.ts';
import { UndoWords } from './undo.ts';

/** Alternatives that the draws of one step can make together. */
export const ALTERNATIVE_COUNT_MAX = 0x7fff_ffff;

/** One move of a schedule. */
export interface Move {
  readonly thread: number;
  readonly code: number;
}

/** A booted world, its steps and its judge. */
export class Mover implements Environment {
  readonly words: UndoWords;
  readonly world: World;
  readonly stepper: Stepper;
  readonly judge: Judge;
  readonly threadCount: number;
  /** Behind a move: the code of its next alternative, or -1 if there is none. */
  nextCode = -1;
  /** Where draws come from instead of the code: the recorded numbers of a replay. */
  script: ((count: number) => number) | null = null;
  readonly #futexWaits: boolean;
  readonly #dead: DeadRegisters | null;
  /** What the step drew, and among how many. */
  readonly #drawn: number[] = [];
  readonly #counts: number[] = [];
  #drawCount = 0;
  #rest = 0;

  /** A mover that sets `dead` registers to zero, where a search wants fewer states. */
  constructor(
    question: Question,
    Words: new (layout: Layout) => UndoWords = UndoWords,
    dead: DeadRegisters | null = null,
  ) {
    const { compiled, table, kernel, scenario } = question;
    const layout = layoutFor(compiled, table, { padded: false, observationWordCount: 0 });
    this.words = new Words(layout);
    this.world = new World(this.words, layout);
    this.world.futexWaits = compiled.futexWaits;
    this.#futexWaits = compiled.futexWaits;
    this.#dead = dead;
    this.world.recyclesIds = compiled.tasks?.recyclesIds ?? false;
    boot(this.world, compiled, table);
    this.words.begin();
    this.world.environment = this;
    this.judge = new Judge(scenario, compiled);
    this.world.journal = this.judge;
    this.stepper = createStepper(this.world, compiled, kernel, table);
    this.threadCount = compiled.threads.length;
  }

  /**
   * Moves a thread; returns one of STEP. Where waits are futex waits, falling asleep is a move: the
   * look at the word and the sleep are one act, as in futex(2).
   */
  move(thread: number, code: number): number {
    const { words, world } = this;
    const { array } = words;
    const { layout } = world;
    const parked = layout.thread + thread * layout.threadStride + THREAD.PARKED;
    words.begin();
    this.judge.begin();
    if (this.#futexWaits && words.get(parked) !== 0) return STEP.blocked;
    // What a thread noted of the table's sequence is observation, which taking back leaves as it
    // is: a note that equals no sequence makes the kernel's watch look again, at identity words
    // alone.
    array[layout.counter + thread * layout.counterStride + WINDOW_SEQUENCE] = -1;
    this.#drawCount = 0;
    this.#rest = code;
    const result = this.stepper.step(thread);
    if (result === STEP.moved) {
      if (this.#dead !== null) this.#dead.clear(words, world, thread);
      this.nextCode = this.#drawCount === 0 ? -1 : this.#successor();
      return STEP.moved;
    }
    invariant(words.count === 0, 'a step that was not made has changed a word');
    this.nextCode = -1;
    if (result !== STEP.blocked || !this.#futexWaits) return result;
    words.set(parked, world.blockedWord + 1);
    return STEP.moved;
  }

  /** What the last move drew, in order. */
  drawn(): number[] {
    return this.#drawn.slice(0, this.#drawCount);
  }

  /** Whether the thread sleeps on a word. */
  isAsleep(thread: number): boolean {
    return this.words.get(this.world.thread(thread) + THREAD.PARKED) !== 0;
  }

  choose(_thread: number, count: number): number {
    let number: number;
    if (this.script === null) {
      number = this.#rest % count;
      this.#rest = Math.floor(this.#rest / count);
    } else {
      number = this.script(count);
    }
    this.#drawn[this.#drawCount] = number;
    this.#counts[this.#drawCount] = count;
    this.#drawCount += 1;
    return number;
  }

  pause(): void {
    // Untimed: a pause is a point at which others may move, and so is the end of every step.
  }

  /** The code of the next alternative: the last draw that can still count up does. */
  #successor(): number {
    let last = this.#drawCount - 1;
    while (last >= 0 && this.#drawn[last]! + 1 >= this.#counts[last]!) last -= 1;
    if (last < 0) return -1;
    let code = 0;
    let weight = 1;
    for (let draw = 0; draw <= last; draw += 1) {
      code += (this.#drawn[draw]! + (draw === last ? 1 : 0)) * weight;
      weight *= this.#counts[draw]!;
    }
    if (code > ALTERNATIVE_COUNT_MAX)
      throw new UsageError(
        `one step draws among more than ${ALTERNATIVE_COUNT_MAX} alternatives`,
        'draw among fewer values, or touch a word of memory between two draws',
      );
    return code;
  }
}
