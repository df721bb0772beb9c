/**
 * Witness: follows the memory calls of one world from its events, and says after each step whether
 * an order of whole calls explains them and what is mapped. A call begins when it is let in, behind
 * all that could intercept it.
 */

import { EVENT, type Journal, type World } from '../../../kernel/index.ts';
import type { Question } from '../../engine.ts';
import { Monitor, NOTHING, REFUTED, type Sequential } from './monitor.ts';
import { callOf, isMemoryCall, pagesOf, SequentialMemory } from './sequential-memory.ts';

/** The journal of a world whose history is asked for. */
export class Witness implements Journal {
  /** The history so far, by the monitor's number. */
  history: number = NOTHING;
  readonly #world: World;
  readonly #memory: SequentialMemory;
  readonly #monitor: Monitor;
  #hasReturned = false;

  constructor(
    question: Question,
    world: World,
    monitorOf: (memory: Sequential) => Monitor = (memory) => new Monitor(memory),
  ) {
    this.#world = world;
    this.#memory = new SequentialMemory(question);
    this.#monitor = monitorOf(this.#memory);
  }

  /** A step is about to be made behind a history. */
  begin(history: number): void {
    this.history = history;
    this.#hasReturned = false;
  }

  record(thread: number, event: number, detail: number, result: number): void {
    if (event === EVENT.native || event === EVENT.escaped) {
      if (!isMemoryCall(detail)) return;
      this.history = this.#monitor.called(this.history, thread, callOf(this.#world, thread));
    } else if (event === EVENT.returned && this.#monitor.isPending(this.history, thread)) {
      this.history = this.#monitor.returned(this.history, thread, result);
      this.#hasReturned = true;
    }
  }

  /** Whether nothing explains the history, or, where no call runs, what is mapped. */
  isRefuted(isEnd = false): boolean {
    if (this.history === REFUTED) return true;
    if (!isEnd && !(this.#hasReturned && this.#monitor.isQuiet(this.history))) return false;
    const mapped = pagesOf(this.#world);
    return !this.explained().includes(mapped);
  }

  /** What the orders that explain the history leave mapped; see `pagesOf`. */
  explained(): string[] {
    const spaces = [...this.#monitor.spaces(this.history)];
    return [...new Set(spaces.map((space) => this.#memory.pages(space)))];
  }
}
