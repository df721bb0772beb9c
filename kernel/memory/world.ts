/**
 * World: the one buffer with everything in it. A snapshot is a copy, restoring is a copy back,
 * identity is a hash, handing over to a worker is passing the buffer.
 *
 * The kernel never waits, never tells time and never rolls dice: a step that cannot go on says on
 * which word it is blocked and what it saw there (`blocked`), and random values come from `choose`.
 */

import { invariant } from '../assert.ts';
import { type Journal, SilentJournal } from '../event.ts';
import {
  CONTROL,
  COUNTER,
  COUNTER_COUNT,
  type CounterName,
  type Layout,
  THREAD,
} from './layout.ts';
import { allocateShared } from './shared.ts';
import { ExclusiveWords, SharedWords, type Words } from './word.ts';

/** What a step may ask of the engine that runs it. */
export interface Environment {
  /** Which random value? A number in `0..count-1`. */
  choose(thread: number, count: number): number;
  /** Let time pass: `kind` is one of PAUSE, the rest its parameters (ns, or work units). */
  pause(thread: number, kind: number, first: number, second: number): void;
  /**
   * Starts the thread's timer (null), or asks whether it has run for so many ns. Absent where time
   * is not told: there a timer that somebody looks at may have run out or not, which is a choice.
   */
  timer?(thread: number, ns: number | null): boolean;
}

/**
 * Distributions of a pause: exactly `first`; drawn from `[first, second]`; with mean `first`;
 * log-normal with median `first` and a sigma of `second` thousandths; `second` once in `first`
 * times and nothing else; from the scenario's histogram `first`.
 */
export const PAUSE = {
  work: 0,
  constant: 1,
  uniform: 2,
  exponential: 3,
  logNormal: 4,
  oneIn: 5,
  histogram: 6,
} as const;

/** An environment in which nothing is random and time is not told. */
class StillEnvironment implements Environment {
  choose(): number {
    return 0;
  }

  pause(): void {
    // Untimed: a pause is a point where others may move, which every step is anyway.
  }
}

/** A world: words, where they stand, and the two questions that a step may ask. */
export class World {
  readonly words: Words;
  readonly layout: Layout;
  /** The word on which the last blocked step waits; valid only after a step said BLOCKED. */
  blockedWord = 0;
  /** What that word held when the step found that it could not go on. */
  blockedValue = 0;
  /**
   * Which thread walks the VMA tree through this view: engines in which several threads run at once
   * give each its own number.
   */
  reader = 0;
  journal: Journal = new SilentJournal();
  environment: Environment = new StillEnvironment();
  /**
   * Waits are modelled as futex waits: a blocked thread sleeps until somebody wakes its word, even
   * if the word has changed. Off, a blocked thread is simply asked again (waits are guards).
   */
  futexWaits = false;
  /**
   * Notifications get the least id that no word of a thread, a task or user memory holds, and not
   * the next one: the same behaviour with finitely many states, for engines in which nobody else
   * runs while it is looked for.
   */
  recyclesIds = false;
  /** Changes of words of memory are counted, and who waits for the count is woken. */
  countsChanges = false;
  /** Somebody reads `wakesHere`: an engine that has a scheduler. */
  heedsWakeHints = false;
  /** Whom the running step wakes had best run where it ran; the engine takes it back. */
  wakesHere = false;
  /** What is touched now needs no lock: the laboratory looks, or the processor does. */
  isUnguarded = false;

  constructor(words: Words, layout: Layout) {
    invariant(
      words.array.length >= layout.length,
      `a world of ${layout.length} words does not fit in ${words.array.length}`,
    );
    this.words = words;
    this.layout = layout;
  }

  /** First word of a thread's control block. */
  thread(thread: number): number {
    return this.layout.thread + thread * this.layout.threadStride;
  }

  /** First word of a lock's record. */
  lock(lock: number): number {
    return this.layout.lock + lock * this.layout.lockStride;
  }

  /** Adds one to a counter of a thread. */
  count(thread: number, counter: number): void {
    const index = this.layout.counter + thread * this.layout.counterStride + counter;
    this.words.set(index, this.words.get(index) + 1);
  }

  /** Notes that the running step waits until `word` no longer holds `value`. */
  blocked(word: number, value: number): void {
    this.blockedWord = word;
    this.blockedValue = value;
  }

  /** Wakes all that sleep on the word, in the host or in the model. */
  wake(word: number): void {
    this.#wake(word);
    if (!this.countsChanges) return;
    const { control, memory, bounds } = this.layout;
    if (word < memory || word >= memory + bounds.memoryWordCount) return;
    this.words.add(control + CONTROL.MEMORY, 1);
    this.#wake(control + CONTROL.MEMORY);
  }

  #wake(word: number): void {
    this.words.wake(word);
    if (!this.futexWaits) return;
    for (let thread = 0; thread < this.layout.bounds.threadCount; thread += 1) {
      const parked = this.thread(thread) + THREAD.PARKED;
      if (this.words.get(parked) === word + 1) this.words.set(parked, 0);
    }
  }

  /** Starts the timer of a thread. */
  startTimer(thread: number): void {
    this.environment.timer?.(thread, null);
  }

  /** Whether the timer of a thread has run for so many ns. */
  hasElapsed(thread: number, ns: number): boolean {
    const { environment } = this;
    return environment.timer?.(thread, ns) ?? environment.choose(thread, 2) === 1;
  }

  /** Wakes one thread that sleeps on `word`, though nothing about the word has changed. */
  unpark(thread: number, word: number): void {
    this.words.wake(word);
    if (this.futexWaits) this.words.set(this.thread(thread) + THREAD.PARKED, 0);
  }

  /** Tells the engine what happened. */
  record(thread: number, event: number, detail: number, result: number): void {
    this.journal.record(thread, event, detail, result);
  }

  /** A copy of the identity words. */
  snapshot(): Int32Array {
    return this.words.array.slice(0, this.layout.identityLength);
  }

  /** Puts a snapshot back. Preconditions: no other thread runs. */
  restore(snapshot: Int32Array): void {
    invariant(
      snapshot.length === this.layout.identityLength,
      'a snapshot belongs to a world of the same layout',
    );
    this.words.array.set(snapshot);
  }

  /** The counters of a thread, by name. */
  counters(thread: number): Record<CounterName, number> {
    const at = this.layout.counter + thread * this.layout.counterStride;
    const values = {} as Record<CounterName, number>;
    for (const [name, offset] of Object.entries(COUNTER) as [CounterName, number][])
      values[name] = this.words.load(at + offset);
    invariant(COUNTER_COUNT >= Object.keys(values).length, 'every counter has its word');
    return values;
  }
}

/** Makes a world whose buffer worker threads can share. */
export function createSharedWorld(layout: Layout): World {
  return attachSharedWorld(allocateShared(layout.length * 4), layout);
}

/** Views the buffer of a world made elsewhere. */
export function attachSharedWorld(buffer: SharedArrayBuffer, layout: Layout): World {
  return new World(new SharedWords(buffer), layout);
}

/**
 * Makes a world for an engine that runs alone. `spareWordCount` words behind the world are the
 * engine's own (a snapshot stack in the same array, so that restoring is one `copyWithin`).
 */
export function createExclusiveWorld(layout: Layout, spareWordCount = 0): World {
  return new World(new ExclusiveWords(new Int32Array(layout.length + spareWordCount)), layout);
}

/** Low and high half of a 64-bit fingerprint; written by `fingerprint`. */
export interface Fingerprint {
  low: number;
  high: number;
}

/**
 * Two independent 32-bit multiply-xor hashes over `length` words from `from`: together the 64-bit
 * identity of a state. Two different states share it with probability about 2^-64.
 */
export function fingerprint(
  array: Int32Array,
  from: number,
  length: number,
  into: Fingerprint,
): void {
  let low = 0x9e3779b9 | 0;
  let high = 0x85ebca6b | 0;
  const end = from + length;
  for (let index = from; index < end; index += 1) {
    const word = array[index]!;
    low = Math.imul(low ^ word, 0xcc9e2d51);
    low ^= low >>> 15;
    high = Math.imul(high + word, 0x1b873593);
    high ^= high >>> 13;
    high = (high + Math.imul(low, 5)) | 0;
  }
  low ^= high >>> 16;
  low = Math.imul(low, 0x85ebca6b);
  low ^= low >>> 13;
  high = Math.imul(high ^ (high >>> 16), 0xc2b2ae35);
  high ^= high >>> 16;
  into.low = low | 0;
  into.high = high | 0;
}
