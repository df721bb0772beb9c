/**
 * Cores: who runs where. M virtual cores, each with a queue of threads that are ready; a core runs
 * one thread until it blocks, has ended, or its time slice is over while others wait. Who wakes up
 * goes where it ran last if that core is idle, else to an idle core, else it waits where it ran
 * last; a waking thread goes to the head of its queue and shortens the slice of who runs there. A
 * core that has nothing to do takes a thread from the longest queue.
 *
 * Invariant: a thread is on one core, in one queue, or in none; the lowest number decides where
 * nothing else does, so that the same events give the same places.
 * Compare Linux kernel/sched/fair.c: select_task_rq_fair(), newidle_balance(). Deviations: queues
 * are served in order and not by virtual run time; one level of idle cores, no scheduling domains.
 * Tested by: test/workers/virtual/cores.test.ts
 */

/** No thread, or no core. */
export const NONE = -1;

/** The cores of one run and the queues before them. */
export class Cores {
  readonly count: number;
  /** The thread that each core runs, or NONE. */
  readonly running: Int32Array;
  /** When the running step of each core ends, in ps; Infinity: it is idle. */
  readonly due: Float64Array;
  /** When the slice of the running thread ends, in ps. */
  readonly sliceEnd: Float64Array;
  /** When the running thread was put on its core, in ps. */
  readonly since: Float64Array;
  /** Time that each core spent on threads, in ps. */
  readonly busyPs: Float64Array;
  /** The core that each thread ran on last. */
  readonly last: Int32Array;
  /** The core that a thread must run on, or NONE. */
  readonly pinned: Int32Array;
  /** Threads that went on elsewhere than where they ran last. */
  migrations = 0;
  readonly #head: Int32Array;
  readonly #tail: Int32Array;
  readonly #length: Int32Array;
  readonly #next: Int32Array;
  #idleCount: number;

  constructor(count: number, threadCount: number) {
    this.count = count;
    this.running = new Int32Array(count).fill(NONE);
    this.due = new Float64Array(count).fill(Infinity);
    this.sliceEnd = new Float64Array(count);
    this.since = new Float64Array(count);
    this.busyPs = new Float64Array(count);
    this.last = Int32Array.from({ length: threadCount }, (_none, thread) => thread % count);
    this.pinned = new Int32Array(threadCount).fill(NONE);
    this.#head = new Int32Array(count).fill(NONE);
    this.#tail = new Int32Array(count).fill(NONE);
    this.#length = new Int32Array(count);
    this.#next = new Int32Array(threadCount).fill(NONE);
    this.#idleCount = count;
  }

  /** Threads that wait for a core. */
  waiting(core: number): number {
    return this.#length[core]!;
  }

  /** Whether a core runs nothing. */
  isIdle(core: number): boolean {
    return this.running[core] === NONE;
  }

  /** Where a thread that becomes ready goes. */
  place(thread: number): number {
    const pinned = this.pinned[thread]!;
    if (pinned !== NONE) return pinned;
    const last = this.last[thread]!;
    if (this.#idleCount === 0 || this.isIdle(last)) return last;
    const { count } = this;
    for (let step = 1; step < count; step += 1) {
      const core = (last + step) % count;
      if (this.isIdle(core)) return core;
    }
    return last;
  }

  /** Where a thread goes that had best run where it was woken: WF_CURRENT_CPU. */
  placeAt(thread: number, waker: number): number {
    const pinned = this.pinned[thread]!;
    return pinned === NONE ? waker : pinned;
  }

  /** Puts a thread on an idle core. */
  occupy(core: number, thread: number, now: number): void {
    this.running[core] = thread;
    this.#idleCount -= 1;
    this.#settle(core, thread, now);
  }

  /** Puts the next thread on a core that runs another, or none any more. */
  take(core: number, thread: number, now: number): void {
    this.running[core] = thread;
    this.#settle(core, thread, now);
  }

  /** Leaves a core without a thread. */
  release(core: number): void {
    this.running[core] = NONE;
    this.due[core] = Infinity;
    this.#idleCount += 1;
  }

  /** Appends a thread to the queue of a core. */
  append(core: number, thread: number): void {
    this.#next[thread] = NONE;
    const tail = this.#tail[core]!;
    if (tail === NONE) this.#head[core] = thread;
    else this.#next[tail] = thread;
    this.#tail[core] = thread;
    this.#length[core]! += 1;
  }

  /** Puts a thread at the head of the queue of a core. */
  prepend(core: number, thread: number): void {
    this.#next[thread] = this.#head[core]!;
    this.#head[core] = thread;
    if (this.#tail[core] === NONE) this.#tail[core] = thread;
    this.#length[core]! += 1;
  }

  /** Takes the thread that a core runs next: its own, or one of the longest queue; or NONE. */
  next(core: number): number {
    if (this.#length[core]! > 0) return this.#shift(core, NONE);
    let longest = NONE;
    for (let other = 0; other < this.count; other += 1)
      if (this.#length[other]! > (longest === NONE ? 0 : this.#length[longest]!)) longest = other;
    if (longest === NONE) return NONE;
    return this.#shift(longest, core);
  }

  /** All cores are idle, and nobody is ready. */
  clear(): void {
    this.running.fill(NONE);
    this.due.fill(Infinity);
    this.busyPs.fill(0);
    this.#head.fill(NONE);
    this.#tail.fill(NONE);
    this.#length.fill(0);
    this.#idleCount = this.count;
    this.last.forEach((_core, thread) => {
      const pinned = this.pinned[thread]!;
      this.last[thread] = pinned === NONE ? thread % this.count : pinned;
    });
  }

  /** Takes the first thread of a queue that may run on `thief`, or the first if that is NONE. */
  #shift(core: number, thief: number): number {
    let before = NONE;
    let thread = this.#head[core]!;
    if (thief !== NONE)
      while (thread !== NONE && this.pinned[thread] !== NONE) {
        before = thread;
        thread = this.#next[thread]!;
      }
    if (thread === NONE) return NONE;
    const next = this.#next[thread]!;
    if (before === NONE) this.#head[core] = next;
    else this.#next[before] = next;
    if (this.#tail[core] === thread) this.#tail[core] = before;
    this.#length[core]! -= 1;
    return thread;
  }

  #settle(core: number, thread: number, now: number): void {
    if (this.last[thread] !== core) this.migrations += 1;
    this.last[thread] = core;
    this.since[core] = now;
  }
}
