/**
 * Whole states: the set of states of the naive walk. It holds every word of every state and
 * compares them all; the hash only says where to look, so that no two states are ever taken for
 * one, whatever the hash is.
 */

const BYTES = Int32Array.BYTES_PER_ELEMENT;

/** A set of states of one length, numbered in the order in which they were added. */
export class WholeStates {
  count = 0;
  readonly #length: number;
  /** The words of state `n` begin at `n * #length`. */
  #words!: Int32Array;
  #bytes!: Buffer;
  /** One more than the number of the state that lies in each slot, or 0; open addressing. */
  #slots = new Int32Array(1 << 10);
  readonly #hashes: number[] = [];

  constructor(length: number) {
    this.#length = length;
    this.#hold(new Int32Array(length << 8));
  }

  /** The words of a state, as they lie in the set: for reading, until the next is added. */
  state(number: number): Int32Array {
    return this.#words.subarray(number * this.#length, (number + 1) * this.#length);
  }

  /** Adds the state in the first words of `words`; returns whether it is new. */
  add(words: Int32Array): boolean {
    const length = this.#length;
    const hash = hashOf(words, length);
    const given = Buffer.from(words.buffer, words.byteOffset, length * BYTES);
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) {
      const number = this.#slots[slot]! - 1;
      if (this.#hashes[number] !== hash) continue;
      const at = number * length * BYTES;
      if (this.#bytes.compare(given, 0, given.length, at, at + given.length) === 0) return false;
    }
    const at = this.count * length;
    if (at + length > this.#words.length) {
      const more = new Int32Array(this.#words.length * 2);
      more.set(this.#words);
      this.#hold(more);
    }
    this.#words.set(words.subarray(0, length), at);
    this.#hashes.push(hash);
    this.count += 1;
    this.#slots[slot] = this.count;
    if (this.count * 2 > this.#slots.length) this.#spread();
    return true;
  }

  #hold(words: Int32Array): void {
    this.#words = words;
    this.#bytes = Buffer.from(words.buffer);
  }

  #spread(): void {
    this.#slots = new Int32Array(this.#slots.length * 2);
    for (const [number, hash] of this.#hashes.entries()) {
      let slot = hash & (this.#slots.length - 1);
      while (this.#slots[slot] !== 0) slot = (slot + 1) & (this.#slots.length - 1);
      this.#slots[slot] = number + 1;
    }
  }
}

/** FNV-1a over words, in four lanes that do not wait for one another. */
function hashOf(words: Int32Array, length: number): number {
  const prime = 0x01000193;
  let [a, b, c, d] = [1, 2, 3, 4];
  const whole = length & ~3;
  for (let word = 0; word < whole; word += 4) {
    a = Math.imul(a ^ words[word]!, prime);
    b = Math.imul(b ^ words[word + 1]!, prime);
    c = Math.imul(c ^ words[word + 2]!, prime);
    d = Math.imul(d ^ words[word + 3]!, prime);
  }
  for (let word = whole; word < length; word += 1) a = Math.imul(a ^ words[word]!, prime);
  let hash = a;
  for (const lane of [b, c, d]) hash = Math.imul(hash ^ (hash >>> 15) ^ lane, prime);
  return (hash ^ (hash >>> 15)) | 0;
}
