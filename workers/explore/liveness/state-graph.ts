/**
 * State graph: all states of a scenario as numbers, in the order in which they were met, and all
 * steps between them, for questions about whole executions. A step is its target, its thread and
 * the bits of the properties that it fulfils: 7 bytes; a state is its fingerprint, its place in a
 * table of numbers and where its steps begin: some 20 bytes.
 *
 * Invariant: the steps of a state follow each other in the order in which the search made them, so
 * that a step is known by its place among them; every state but those still waiting has its steps.
 */

import type { StateSet } from '../order.ts';
import { SetFull } from '../visited.ts';

/** Slots of a new table, and the share of slots that may be taken: 1/2. */
const SLOT_COUNT_FIRST = 1024;

/** States and steps in typed arrays that grow. */
export class StateGraph implements StateSet {
  /** States. */
  count = 0;
  stepCount = 0;
  bytesPeak = 0;
  /** The number of the state that was added or found last. */
  last = -1;
  readonly threadCount: number;
  readonly #countMax: number;
  /** Numbers of states + 1, by fingerprint. */
  #slots = new Int32Array(SLOT_COUNT_FIRST);
  #lows = new Int32Array(SLOT_COUNT_FIRST / 2);
  #highs = new Int32Array(SLOT_COUNT_FIRST / 2);
  /** Where the steps of each state begin. */
  #begins = new Int32Array(SLOT_COUNT_FIRST / 2);
  #begun = 0;
  #targets = new Int32Array(SLOT_COUNT_FIRST);
  #threads = new Uint16Array(SLOT_COUNT_FIRST);
  #fulfilled = new Uint8Array(SLOT_COUNT_FIRST);

  constructor(threadCount: number, countMax: number) {
    this.threadCount = threadCount;
    this.#countMax = countMax;
  }

  get bytes(): number {
    return [
      this.#slots,
      this.#lows,
      this.#highs,
      this.#begins,
      this.#targets,
      this.#threads,
      this.#fulfilled,
    ].reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  /**
   * Adds a state, whose number is `last` then; returns whether it was absent. Throws SetFull for
   * one that is absent where the graph may hold no more, and a RangeError for want of memory.
   */
  add(low: number, high: number): boolean {
    if (this.count * 2 >= this.#slots.length) this.#grow();
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = low & mask;
    for (;;) {
      const number = slots[slot]! - 1;
      if (number < 0) break;
      if (this.#lows[number] === low && this.#highs[number] === high) {
        this.last = number;
        return false;
      }
      slot = (slot + 1) & mask;
    }
    if (this.count >= this.#countMax)
      throw new SetFull(`a graph of states holds ${this.count}, all that it may`);
    this.last = this.count;
    this.#lows[this.count] = low;
    this.#highs[this.count] = high;
    this.count += 1;
    slots[slot] = this.count;
    return true;
  }

  /** The steps that are noted from now on are those of the next state, in the order of numbers. */
  beginSteps(): void {
    this.#begins[this.#begun] = this.stepCount;
    this.#begun += 1;
  }

  /** Notes a step of the state at hand. */
  note(target: number, thread: number, fulfilled: number): void {
    if (this.stepCount === this.#targets.length) {
      this.#targets = grown(this.#targets, new Int32Array(this.stepCount * 2));
      this.#threads = grown(this.#threads, new Uint16Array(this.stepCount * 2));
      this.#fulfilled = grown(this.#fulfilled, new Uint8Array(this.stepCount * 2));
      this.bytesPeak = Math.max(this.bytesPeak, this.bytes);
    }
    this.#targets[this.stepCount] = target;
    this.#threads[this.stepCount] = thread;
    this.#fulfilled[this.stepCount] = fulfilled;
    this.stepCount += 1;
  }

  /** The first step of a state. */
  firstStep(state: number): number {
    return this.#begins[state]!;
  }

  /** The step behind the last of a state. */
  endOfSteps(state: number): number {
    return state + 1 < this.#begun ? this.#begins[state + 1]! : this.stepCount;
  }

  target(step: number): number {
    return this.#targets[step]!;
  }

  thread(step: number): number {
    return this.#threads[step]!;
  }

  /** The properties that a step fulfils, as bits. */
  fulfilled(step: number): number {
    return this.#fulfilled[step]!;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.count; number += 1) {
      let slot = this.#lows[number]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#slots = slots;
    this.#lows = grown(this.#lows, new Int32Array(slots.length / 2));
    this.#highs = grown(this.#highs, new Int32Array(slots.length / 2));
    this.#begins = grown(this.#begins, new Int32Array(slots.length / 2));
    this.bytesPeak = Math.max(this.bytesPeak, this.bytes);
  }
}

/** A larger array with what the smaller one holds. */
function grown<A extends Int32Array | Uint16Array | Uint8Array>(smaller: A, larger: A): A {
  larger.set(smaller);
  return larger;
}
