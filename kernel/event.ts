/**
 * Events: what a step can tell the outside. Kernel and programs name what happened; an engine
 * decides whether to keep it (a journal), to judge it (a property) or to let it pass.
 * Invariant: an event never steers the world.
 * Tested by: test/actors/world/judge.test.ts
 */

/** The kinds of events, by name. */
export const EVENT = {
  native: 0,
  trapped: 1,
  escaped: 2,
  misjudged: 3,
  staleDecision: 4,
  useAfterFree: 5,
  killed: 6,
  finished: 7,
  expectationFailed: 8,
  marked: 9,
  mmap: 10,
  munmap: 11,
  mprotect: 12,
  bug: 13,
  acquired: 14,
  released: 15,
  looked: 16,
  segfault: 17,
  called: 18,
  returned: 19,
  handled: 20,
  notified: 21,
  replied: 22,
  settled: 23,
  withdrawn: 24,
  replyLost: 25,
  received: 26,
  staleTranslation: 27,
  /** mremap, brk or madvise: the page that it was about, and the result. */
  remapped: 28,
  /** The kernel has copied a word of user memory as an argument: its address and value. */
  copied: 29,
  /** A call is carried out with the words that it has copied: how many nobody has approved. */
  executed: 30,
  /** A word of another task's memory was read, or written: its address and value. */
  peeked: 31,
  poked: 32,
  /** Memory is reached by a thread id that does not name who sent the notification any more. */
  stranger: 33,
  /** A manager's read has armed the guard of a call: the thread that makes it. */
  guarded: 34,
  /** The end of that call has released it. */
  unguarded: 35,
  /** Who wrote to what is guarded begins to wait: the thread whose guard it is. */
  stalled: 36,
  /** It goes on, as the guard has let go or a signal has come. */
  resumed: 37,
} as const;

/** The name of one event kind. */
export type EventName = keyof typeof EVENT;

/** Event names by number. */
export const EVENT_NAMES = Object.keys(EVENT) as EventName[];

/** A set of kinds of events: what a journal asks of every event, so a look-up and no more. */
export class EventSet {
  readonly #has = new Uint8Array(EVENT_NAMES.length);

  constructor(events: Iterable<number>) {
    for (const event of events) this.#has[event] = 1;
  }

  has(event: number): boolean {
    return this.#has[event] === 1;
  }
}

/** Who is told of events: one per engine. `detail` means what the kind says (a number, a page). */
export interface Journal {
  record(thread: number, event: number, detail: number, result: number): void;
}

/** A journal that keeps nothing. */
export class SilentJournal implements Journal {
  record(): void {
    // What nobody asked for costs a call and nothing else.
  }
}
