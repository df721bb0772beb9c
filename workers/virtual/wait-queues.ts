/**
 * Wait queues: who is parked on which word, as the futex table of a kernel: words share buckets,
 * and who parked first is woken first. Invariant: a thread is in at most one queue.
 * Tested by: test/workers/virtual/wait-queues.test.ts
 */

const NONE = -1;
const BUCKET_COUNT = 1_024;

/** The parked threads of one run. */
export class WaitQueues {
  readonly #head = new Int32Array(BUCKET_COUNT).fill(NONE);
  readonly #tail = new Int32Array(BUCKET_COUNT).fill(NONE);
  readonly #next: Int32Array;
  /** The word that each thread is parked on, or NONE. */
  readonly #word: Int32Array;

  constructor(threadCount: number) {
    this.#next = new Int32Array(threadCount).fill(NONE);
    this.#word = new Int32Array(threadCount).fill(NONE);
  }

  /** Parks a thread on a word. */
  park(thread: number, word: number): void {
    const bucket = bucketOf(word);
    this.#word[thread] = word;
    this.#next[thread] = NONE;
    const tail = this.#tail[bucket]!;
    if (tail === NONE) this.#head[bucket] = thread;
    else this.#next[tail] = thread;
    this.#tail[bucket] = thread;
  }

  /** The first thread behind `thread`, or the first of all for NONE, that is parked on the word. */
  first(word: number, behind = NONE): number {
    let thread = behind === NONE ? this.#head[bucketOf(word)]! : this.#next[behind]!;
    while (thread !== NONE && this.#word[thread] !== word) thread = this.#next[thread]!;
    return thread;
  }

  /** Takes a parked thread out of its queue. */
  remove(thread: number): void {
    const bucket = bucketOf(this.#word[thread]!);
    let before = NONE;
    for (let each = this.#head[bucket]!; each !== thread; each = this.#next[each]!) before = each;
    const next = this.#next[thread]!;
    if (before === NONE) this.#head[bucket] = next;
    else this.#next[before] = next;
    if (this.#tail[bucket] === thread) this.#tail[bucket] = before;
    this.#word[thread] = NONE;
  }

  /** Nobody is parked. */
  clear(): void {
    this.#head.fill(NONE);
    this.#tail.fill(NONE);
    this.#word.fill(NONE);
  }
}

function bucketOf(word: number): number {
  return Math.imul(word, 0x9e3779b1) >>> 22;
}
