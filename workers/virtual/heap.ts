/**
 * Heap: what happens next in virtual time. A binary heap of events in typed arrays; an event is a
 * time in ps and whom it concerns. Invariant: events come out by time, and those of one time in the
 * order in which they were put in, so that no accident of the heap's shape decides anything.
 *
 * Nothing is allocated but when the heap outgrows its arrays. The hole that the first event leaves
 * sinks to the bottom and the new event rises from there (bottom-up heapsort, Wegener 1993), since
 * a new event is rarely among the first: one comparison a level on the way down.
 * Tested by: test/workers/virtual/heap.test.ts
 */

import { invariant } from '../../kernel/index.ts';

/** Events by time. */
export class EventHeap {
  #times: Float64Array;
  /** Number of the event among all that were put in; it wraps, and is compared so. */
  #orders: Int32Array;
  #whom: Int32Array;
  #size = 0;
  #order = 0;

  constructor(capacity: number) {
    invariant(capacity >= 1, 'a heap has room for an event');
    this.#times = new Float64Array(capacity);
    this.#orders = new Int32Array(capacity);
    this.#whom = new Int32Array(capacity);
  }

  /** Events that are in. */
  get size(): number {
    return this.#size;
  }

  /** Time of the first event, in ps. Preconditions: there is one. */
  get time(): number {
    return this.#times[0]!;
  }

  /** Whom the first event concerns. Preconditions: there is one. */
  get whom(): number {
    return this.#whom[0]!;
  }

  /** Puts an event in. */
  push(time: number, whom: number): void {
    if (this.#size === this.#times.length) this.#grow();
    const at = this.#size;
    this.#size = at + 1;
    this.#rise(at, time, this.#next(), whom);
  }

  /** Takes the first event out. Preconditions: there is one. */
  pop(): void {
    const last = this.#size - 1;
    this.#size = last;
    if (last > 0)
      this.#rise(this.#sink(), this.#times[last]!, this.#orders[last]!, this.#whom[last]!);
  }

  /** Puts an event in the place of the first. Preconditions: there is one. */
  replace(time: number, whom: number): void {
    this.#rise(this.#sink(), time, this.#next(), whom);
  }

  #next(): number {
    const order = this.#order;
    this.#order = (order + 1) | 0;
    return order;
  }

  /** Moves the hole at the top to the bottom, along the earlier child of each. */
  #sink(): number {
    const times = this.#times;
    const orders = this.#orders;
    const whom = this.#whom;
    const size = this.#size;
    let hole = 0;
    let child = 1;
    for (; child + 1 < size; child = 2 * hole + 1) {
      const left = times[child]!;
      const right = times[child + 1]!;
      if (right < left || (right === left && ((orders[child + 1]! - orders[child]!) | 0) < 0))
        child += 1;
      times[hole] = times[child]!;
      orders[hole] = orders[child]!;
      whom[hole] = whom[child]!;
      hole = child;
    }
    if (child < size) {
      times[hole] = times[child]!;
      orders[hole] = orders[child]!;
      whom[hole] = whom[child]!;
      hole = child;
    }
    return hole;
  }

  /** Puts an event into the hole, or above it as far as it comes before what is there. */
  #rise(from: number, time: number, order: number, concerns: number): void {
    const times = this.#times;
    const orders = this.#orders;
    const whom = this.#whom;
    let hole = from;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      const above = times[parent]!;
      if (above < time || (above === time && ((orders[parent]! - order) | 0) < 0)) break;
      times[hole] = above;
      orders[hole] = orders[parent]!;
      whom[hole] = whom[parent]!;
      hole = parent;
    }
    times[hole] = time;
    orders[hole] = order;
    whom[hole] = concerns;
  }

  #grow(): void {
    const capacity = this.#times.length * 2;
    const grown = <Array extends Float64Array | Int32Array>(
      larger: Array,
      smaller: Array,
    ): Array => {
      larger.set(smaller);
      return larger;
    };
    this.#times = grown(new Float64Array(capacity), this.#times);
    this.#orders = grown(new Int32Array(capacity), this.#orders);
    this.#whom = grown(new Int32Array(capacity), this.#whom);
  }
}
