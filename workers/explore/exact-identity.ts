/**
 * Exact identity: a number of 64 bits for each state that no other state has. The words of a state
 * are the leaves of a tree; two neighbours with the same values have the same number wherever they
 * stand, and so have two such pairs, up to the two halves of the state, whose numbers are its key
 * (A. Laarman, J. van de Pol, M. Weber, "Parallel recursive state compression for free", 2011). A
 * step costs the paths from the words that it changed; states share what they have in common.
 *
 * Invariant: two states have the same key if and only if all their words are the same.
 */

import type { Identity } from './identity.ts';
import type { UndoWords } from './undo.ts';

/** What a search and its frontier ask of the identity of states. */
export type StateIdentity = Pick<Identity, 'low' | 'high' | 'nextLow' | 'nextHigh' | 'measure'>;

/** Pairs of a new table. */
const PAIR_COUNT_FIRST = 1 << 6;

/** Numbers pairs of words, each pair once. */
export class PairTable {
  /** Pairs with a number. */
  count = 0;
  #pairs = new Int32Array(PAIR_COUNT_FIRST * 2);
  /** By slot the number of a pair, plus 1; twice as many slots as there is room for pairs. */
  #slots = new Int32Array(PAIR_COUNT_FIRST * 2);

  get bytes(): number {
    return this.#pairs.byteLength + this.#slots.byteLength;
  }

  /** The number of a pair. Throws a RangeError for want of memory. */
  readonly numberOf = (left: number, right: number): number => {
    const mask = this.#slots.length - 1;
    let slot = placeOf(left, right) & mask;
    for (;;) {
      const number = this.#slots[slot]! - 1;
      if (number < 0) break;
      if (this.#pairs[number * 2] === left && this.#pairs[number * 2 + 1] === right) return number;
      slot = (slot + 1) & mask;
    }
    if (this.count * 2 === this.#pairs.length) {
      this.#grow();
      return this.numberOf(left, right);
    }
    const number = this.count;
    this.#pairs[number * 2] = left;
    this.#pairs[number * 2 + 1] = right;
    this.count += 1;
    this.#slots[slot] = this.count;
    return number;
  };

  #grow(): void {
    const pairs = new Int32Array(this.#pairs.length * 2);
    pairs.set(this.#pairs);
    const slots = new Int32Array(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let number = 0; number < this.count; number += 1) {
      let slot = placeOf(pairs[number * 2]!, pairs[number * 2 + 1]!) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.#pairs = pairs;
    this.#slots = slots;
  }
}

/** The keys of one state, and of the states one step away from it. */
export class ExactIdentity implements StateIdentity {
  low = 0;
  high = 0;
  nextLow = 0;
  nextHigh = 0;
  readonly table: PairTable;
  readonly #length: number;
  /** The words of the state at hand. */
  readonly #words: Int32Array;
  /** Nodes of the tree, level by level from the leaves' parents on; the last two are the halves. */
  readonly #numbers: Int32Array;
  readonly #nextNumbers: Int32Array;
  /** Where each level begins. */
  readonly #begins: readonly number[];
  /** The epoch in which each node was last numbered anew. */
  readonly #epochs: Int32Array;
  #epoch = 0;
  /** Nodes of the level at hand that are numbered anew, and those of the next level. */
  #dirty: Int32Array;
  #above: Int32Array;

  /** The key of the first `length` words. */
  constructor(array: Int32Array, length: number, table = new PairTable()) {
    this.table = table;
    this.#length = length;
    this.#words = array.slice(0, length);
    const begins = [0];
    let nodeCount = 0;
    for (let width = Math.max(2, (length + 1) >> 1); ; width = (width + 1) >> 1) {
      nodeCount += width;
      if (width === 2) break;
      begins.push(nodeCount);
    }
    this.#begins = begins;
    this.#numbers = new Int32Array(nodeCount);
    this.#nextNumbers = new Int32Array(nodeCount);
    this.#epochs = new Int32Array(nodeCount);
    this.#dirty = new Int32Array(nodeCount);
    this.#above = new Int32Array(nodeCount);
    this.#epoch += 1;
    this.#number(array, this.#leaves(array, true));
    this.#settle();
  }

  /** Computes `nextLow` and `nextHigh` from the state at hand and what changed since. */
  measure({ array, changed, before, count }: UndoWords): void {
    this.#epoch += 1;
    let dirtyCount = 0;
    for (let position = 0; position < count; position += 1) {
      const index = changed[position]!;
      if (index >= this.#length || array[index] === before[position]) continue;
      dirtyCount = this.#soil(index >> 1, dirtyCount);
    }
    this.#number(array, dirtyCount);
  }

  /** The state at hand is another: what the array holds now. */
  arrive(array: Int32Array): void {
    this.#epoch += 1;
    this.#number(array, this.#leaves(array, false));
    this.#settle();
  }

  /** Lists the parents of the words that differ from the state at hand, or all. */
  #leaves(array: Int32Array, all: boolean): number {
    let dirtyCount = 0;
    for (let index = 0; index < this.#length; index += 1) {
      if (!all && array[index] === this.#words[index]) continue;
      this.#words[index] = array[index]!;
      dirtyCount = this.#soil(index >> 1, dirtyCount);
    }
    return dirtyCount;
  }

  #soil(node: number, dirtyCount: number): number {
    if (this.#epochs[node] === this.#epoch) return dirtyCount;
    this.#epochs[node] = this.#epoch;
    this.#dirty[dirtyCount] = node;
    return dirtyCount + 1;
  }

  /** Numbers the listed nodes and all above them anew, and makes the key of the halves. */
  #number(array: Int32Array, listedCount: number): void {
    const begins = this.#begins;
    let dirtyCount = listedCount;
    for (let level = 0; level < begins.length; level += 1) {
      const begin = begins[level]!;
      const above = begins[level + 1] ?? -1;
      let aboveCount = 0;
      for (let position = 0; position < dirtyCount; position += 1) {
        const place = this.#dirty[position]!;
        const left = place * 2;
        this.#nextNumbers[begin + place] =
          level === 0
            ? this.table.numberOf(this.#word(array, left), this.#word(array, left + 1))
            : this.table.numberOf(this.#node(level - 1, left), this.#node(level - 1, left + 1));
        if (above < 0) continue;
        const parent = place >> 1;
        if (this.#epochs[above + parent] === this.#epoch) continue;
        this.#epochs[above + parent] = this.#epoch;
        this.#above[aboveCount] = parent;
        aboveCount += 1;
      }
      const done = this.#dirty;
      this.#dirty = this.#above;
      this.#above = done;
      dirtyCount = aboveCount;
    }
    const top = begins.length - 1;
    let low = this.#node(top, 0);
    let high = this.#node(top, 1);
    // Numbers are small: a bijection spreads them over all places of a set.
    high ^= placeOf(low, 0);
    low ^= placeOf(high, 1);
    this.nextLow = low;
    this.nextHigh = high;
  }

  #word(array: Int32Array, index: number): number {
    return index < this.#length ? array[index]! : 0;
  }

  /** The number of a node behind the step; one that a level of odd width lacks is 0. */
  #node(level: number, place: number): number {
    const node = this.#begins[level]! + place;
    if (node >= (this.#begins[level + 1] ?? this.#numbers.length)) return 0;
    return this.#epochs[node] === this.#epoch ? this.#nextNumbers[node]! : this.#numbers[node]!;
  }

  /** What was numbered anew is the state at hand. */
  #settle(): void {
    for (let node = 0; node < this.#numbers.length; node += 1)
      if (this.#epochs[node] === this.#epoch) this.#numbers[node] = this.#nextNumbers[node]!;
    this.low = this.nextLow;
    this.high = this.nextHigh;
  }
}

/** Where a pair is looked for. */
function placeOf(left: number, right: number): number {
  let bits = Math.imul(left, 0x21f0aaad) ^ Math.imul(right, 0x735a2d97);
  bits = Math.imul(bits ^ (bits >>> 15), 0x2c1b3c6d);
  return bits ^ (bits >>> 12) ^ (bits >>> 21);
}
