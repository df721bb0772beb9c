/**
 * Timeline: who ran on which core, who waited for which word and which calls were under way, in
 * virtual time, for whoever draws it. Invariants: stretches of a core follow each other, those of a
 * thread nest; of more stretches than there is room for the last stay, and the rest is counted.
 * Tested by: test/workers/virtual/timeline.test.ts
 */

import { PS_PER_NS } from './profile.ts';

/** What a stretch tells: a thread on a core, a call of a thread, a wait of a thread. */
export type StretchKind = 'runs' | 'call' | 'waits';

/** Something that lasted. */
export interface Stretch {
  readonly kind: StretchKind;
  /** Index of the thread; of the core for `runs`. */
  readonly lane: number;
  /** The thread on the core, the number of the call, the word that is waited for. */
  readonly what: number;
  readonly fromNs: number;
  readonly untilNs: number;
}

/** Something that took no time: an event by its number. */
export interface Moment {
  readonly thread: number;
  readonly event: number;
  readonly detail: number;
  readonly atNs: number;
}

const NOBODY = -1;

/** Collects the stretches of one run. */
export class VirtualTimeline {
  dropped = 0;
  readonly #capacity: number;
  #stretches: Stretch[] = [];
  #moments: Moment[] = [];
  readonly #onCore: Int32Array;
  readonly #onCoreSince: Float64Array;
  readonly #waitingFor: Int32Array;
  readonly #waitingSince: Float64Array;
  /** Calls that each thread is in, the innermost last: number and begin in turn. */
  readonly #calls: readonly number[][];

  constructor(capacity: number, coreCount: number, threadCount: number) {
    this.#capacity = capacity;
    this.#onCore = new Int32Array(coreCount).fill(NOBODY);
    this.#onCoreSince = new Float64Array(coreCount);
    this.#waitingFor = new Int32Array(threadCount).fill(NOBODY);
    this.#waitingSince = new Float64Array(threadCount);
    this.#calls = Array.from({ length: threadCount }, () => []);
  }

  /** A core begins to run a thread; times are in ps. */
  occupied(core: number, thread: number, ps: number): void {
    this.vacated(core, ps);
    this.#onCore[core] = thread;
    this.#onCoreSince[core] = ps;
  }

  /** A core runs nothing more. */
  vacated(core: number, ps: number): void {
    const thread = this.#onCore[core]!;
    if (thread === NOBODY) return;
    this.#onCore[core] = NOBODY;
    this.#keep('runs', core, thread, this.#onCoreSince[core]!, ps);
  }

  /** A thread begins to wait for a word. */
  waits(thread: number, word: number, ps: number): void {
    this.goesOn(thread, ps);
    this.#waitingFor[thread] = word;
    this.#waitingSince[thread] = ps;
  }

  /** A thread waits no longer. */
  goesOn(thread: number, ps: number): void {
    const word = this.#waitingFor[thread]!;
    if (word === NOBODY) return;
    this.#waitingFor[thread] = NOBODY;
    this.#keep('waits', thread, word, this.#waitingSince[thread]!, ps);
  }

  /** A thread calls the kernel. */
  called(thread: number, number: number, ps: number): void {
    this.#calls[thread]!.push(number, ps);
  }

  /** The innermost call of a thread returns. */
  returned(thread: number, ps: number): void {
    const calls = this.#calls[thread]!;
    const since = calls.pop();
    const number = calls.pop();
    if (since === undefined || number === undefined) return;
    this.goesOn(thread, ps);
    this.#keep('call', thread, number, since, ps);
  }

  /** Something happened that one looks for. */
  happened(thread: number, event: number, detail: number, ps: number): void {
    this.#moments.push({ thread, event, detail, atNs: ps / PS_PER_NS });
    if (this.#moments.length > 2 * this.#capacity)
      this.#moments = this.#moments.slice(-this.#capacity);
  }

  /** The run, or a round of it, is over: what is under way ends here. */
  end(ps: number): void {
    for (let core = 0; core < this.#onCore.length; core += 1) this.vacated(core, ps);
    for (let thread = 0; thread < this.#calls.length; thread += 1) {
      this.goesOn(thread, ps);
      while (this.#calls[thread]!.length > 0) this.returned(thread, ps);
    }
  }

  /** All stretches that were kept, in the order in which they began. */
  get stretches(): readonly Stretch[] {
    this.#trim(this.#capacity);
    return this.#stretches.toSorted(
      (left, right) => left.fromNs - right.fromNs || right.untilNs - left.untilNs,
    );
  }

  /** What happened since the first of them began. */
  get moments(): readonly Moment[] {
    const [first] = this.stretches;
    return this.#moments.filter(({ atNs }) => first !== undefined && atNs >= first.fromNs);
  }

  #keep(kind: StretchKind, lane: number, what: number, from: number, until: number): void {
    if (until <= from) return;
    this.#stretches.push({
      kind,
      lane,
      what,
      fromNs: from / PS_PER_NS,
      untilNs: until / PS_PER_NS,
    });
    if (this.#stretches.length > 2 * this.#capacity) this.#trim(this.#capacity);
  }

  #trim(count: number): void {
    const excess = this.#stretches.length - count;
    if (excess <= 0) return;
    this.dropped += excess;
    this.#stretches = this.#stretches.slice(excess);
  }
}
