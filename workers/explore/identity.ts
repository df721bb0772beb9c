/**
 * Identity: the 64-bit fingerprint of a state, kept up to date word by word. It is the sum over all
 * distinct words (`distinctLength` in the layout) of a mix of index and value, in two halves with
 * their own salts, so a step costs what it changed and not what the world holds. Order does not
 * matter to a sum; the salts by index keep equal values in different words apart (Zobrist, 1970,
 * with arithmetic in place of tables).
 *
 * Invariant: `low` and `high` are a function of those words alone, whatever the way to them.
 * Two different states share a fingerprint with probability about 2^-64.
 */

import type { UndoWords } from './undo.ts';

/** The fingerprint of one state, and of the states one step away from it. */
export class Identity {
  /** Fingerprint of the state at hand. */
  low = 0;
  high = 0;
  /** Fingerprint of the state behind the last step; see `measure`. */
  nextLow = 0;
  nextHigh = 0;
  readonly #length: number;
  readonly #salts: Int32Array;

  /** The fingerprint of the first `length` words. */
  constructor(array: Int32Array, length: number) {
    this.#length = length;
    this.#salts = createSalts(length);
    for (let index = 0; index < length; index += 1) {
      const low = this.lowOf(index, array[index]!);
      this.low = (this.low + low) | 0;
      this.high = (this.high + this.highOf(index, low)) | 0;
    }
  }

  /** What a word adds to the low half. */
  lowOf(index: number, value: number): number {
    return mix(value ^ this.#salts[index * 2]!);
  }

  /** What it adds to the high half, by what it adds to the low one. */
  highOf(index: number, low: number): number {
    return mixAgain(low + this.#salts[index * 2 + 1]!);
  }

  /** Computes `nextLow` and `nextHigh` from the state at hand and what changed since. */
  measure(words: UndoWords): void {
    const { array, changed, before, count } = words;
    const salts = this.#salts;
    const length = this.#length;
    let low = this.low;
    let high = this.high;
    for (let position = 0; position < count; position += 1) {
      const index = changed[position]!;
      const after = array[index]!;
      if (after === before[position] || index >= length) continue;
      const salt = salts[index * 2]!;
      const saltAgain = salts[index * 2 + 1]!;
      const gone = mix(before[position]! ^ salt);
      const come = mix(after ^ salt);
      low = (low + come - gone) | 0;
      high = (high + mixAgain(come + saltAgain) - mixAgain(gone + saltAgain)) | 0;
    }
    this.nextLow = low;
    this.nextHigh = high;
  }
}

/** A bijection of 32 bits with little bias (C. Wellons, "Prospecting for hash functions", 2018). */
function mix(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x21f0aaad);
  bits = Math.imul(bits ^ (bits >>> 15), 0x735a2d97);
  return bits ^ (bits >>> 15);
}

/** Another one: the finalizer of MurmurHash3 (A. Appleby). */
function mixAgain(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

/** Two salts a word: the same in every run, so that a fingerprint means the same everywhere. */
function createSalts(length: number): Int32Array {
  const salts = new Int32Array(length * 2);
  let state = 0;
  for (let index = 0; index < salts.length; index += 1) {
    state = (state + 0x9e3779b9) | 0;
    salts[index] = mixAgain(state);
  }
  return salts;
}
