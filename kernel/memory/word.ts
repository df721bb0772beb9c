/**
 * Words: the only way into the buffer of a world, and with park.ts the only home of Atomics. Three
 * views of the same 32-bit words: `SharedWords` for worker threads, `ExclusiveWords` for engines
 * that run alone (plain accesses, five times cheaper than Atomics), `RecordedWords` to see which
 * words a step touches.
 *
 * Two kinds of access, and the choice is part of each field's contract: `get`/`set` for words that
 * belong to the calling thread or are guarded by a lock that it holds; `load`, `store`, `add`,
 * `cas` for words over which threads race. Atomics are sequentially consistent (ECMA-262, memory
 * model), so racetrap explores sequential consistency only.
 */

/** One view of the words of a world. Indices are word indices, values are signed 32-bit. */
export interface Words {
  /** The words themselves: for snapshots and hashes, never for a step. */
  readonly array: Int32Array;
  /** Reads a word that the caller owns or whose lock it holds. */
  get(index: number): number;
  /** Writes a word that the caller owns or whose lock it holds. */
  set(index: number, value: number): void;
  /** Reads a word that others may write at any time. */
  load(index: number): number;
  /** Publishes a word: everything written before is visible to who reads the value. */
  store(index: number, value: number): void;
  /** Adds and returns the value before. */
  add(index: number, value: number): number;
  /** Stores `desired` if the word holds `expected`; returns the value before. */
  cas(index: number, expected: number, desired: number): number;
  /** Wakes all that sleep on the word (parallel only; elsewhere nobody sleeps in the host). */
  wake(index: number): void;
}

/** Words shared by worker threads. */
export class SharedWords implements Words {
  readonly array: Int32Array;

  constructor(buffer: SharedArrayBuffer) {
    this.array = new Int32Array(buffer);
  }

  get(index: number): number {
    return this.array[index]!;
  }

  set(index: number, value: number): void {
    this.array[index] = value;
  }

  load(index: number): number {
    return Atomics.load(this.array, index);
  }

  store(index: number, value: number): void {
    Atomics.store(this.array, index, value);
  }

  add(index: number, value: number): number {
    return Atomics.add(this.array, index, value);
  }

  cas(index: number, expected: number, desired: number): number {
    return Atomics.compareExchange(this.array, index, expected, desired);
  }

  wake(index: number): void {
    Atomics.notify(this.array, index);
  }
}

/** Words that only the calling thread can reach: the same steps at plain speed. */
export class ExclusiveWords implements Words {
  readonly array: Int32Array;

  constructor(array: Int32Array) {
    this.array = array;
  }

  get(index: number): number {
    return this.array[index]!;
  }

  set(index: number, value: number): void {
    this.array[index] = value;
  }

  load(index: number): number {
    return this.array[index]!;
  }

  store(index: number, value: number): void {
    this.array[index] = value;
  }

  add(index: number, value: number): number {
    const before = this.array[index]!;
    this.array[index] = before + value;
    return before;
  }

  cas(index: number, expected: number, desired: number): number {
    const before = this.array[index]!;
    if (before === expected) this.array[index] = desired;
    return before;
  }

  wake(): void {
    // Nobody sleeps in the host: an engine that runs alone asks each blocked thread again.
  }
}

/** What one access did, as `RecordedWords` reports it. */
export type AccessKind = 'get' | 'set' | 'load' | 'store' | 'add' | 'cas' | 'wake';

/** Words that tell every access: footprints in tests, the bare loop in the benchmark, replay. */
export class RecordedWords implements Words {
  readonly array: Int32Array;
  readonly #tell: (kind: AccessKind, index: number, value: number) => void;

  constructor(array: Int32Array, tell: (kind: AccessKind, index: number, value: number) => void) {
    this.array = array;
    this.#tell = tell;
  }

  get(index: number): number {
    const value = this.array[index]!;
    this.#tell('get', index, value);
    return value;
  }

  set(index: number, value: number): void {
    this.array[index] = value;
    this.#tell('set', index, value);
  }

  load(index: number): number {
    const value = this.array[index]!;
    this.#tell('load', index, value);
    return value;
  }

  store(index: number, value: number): void {
    this.array[index] = value;
    this.#tell('store', index, value);
  }

  add(index: number, value: number): number {
    const before = this.array[index]!;
    this.array[index] = before + value;
    this.#tell('add', index, before + value);
    return before;
  }

  cas(index: number, expected: number, desired: number): number {
    const before = this.array[index]!;
    if (before === expected) this.array[index] = desired;
    this.#tell('cas', index, before);
    return before;
  }

  wake(index: number): void {
    this.#tell('wake', index, 0);
  }
}
