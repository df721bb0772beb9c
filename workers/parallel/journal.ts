/**
 * Journal: what one thread on a real worker makes of its events. Rare events go into a ring in the
 * shared buffer with a number that orders them over all threads; spans between events of a sampled
 * call go into histograms; events that a property speaks of go to the judge.
 *
 * Invariant: a number is drawn before its event is written and after all that the event tells of,
 * so merged journals are in an order in which things can have happened. Numbers come from one word,
 * which costs every thread that draws one: events of every ordinary call are not numbered in loads.
 */

import {
  CONTROL,
  EVENT,
  EVENT_NAMES,
  EventSet,
  type Journal,
  JOURNAL_EVENT_COUNT,
  LOCK_CLASS,
  LOCK_COUNT_MAX,
  syscallName,
  THREAD,
  type World,
} from '../../kernel/index.ts';
import type { CompiledScenario, Judge, Spans } from '../../actors/index.ts';
import { Histogram, HISTOGRAM_WORDS } from './histogram.ts';
import { SpanClock } from './span-clock.ts';
import { ENTRY_WORDS, observationOf, OBSERVED, type ObservationPlan } from './observation.ts';
import { PURPOSE, RandomStream } from '../stream.ts';

/** Kind of the entry that begins a round; its detail is the round's number. */
const ROUND_BEGINS = -1;
/** A call in so many is timed, on average: the clock costs as much as a simple call. */
const SAMPLE_INTERVAL = 16;

const TIMED = [EVENT.called, EVENT.looked, EVENT.returned, EVENT.acquired, EVENT.released];
const DROPPED_IN_ROUNDS = new EventSet(TIMED);
/** What every call tells, and what a program in a loop marks: too many to number in a load. */
const FREQUENT = [EVENT.native, EVENT.marked];

/** The journal of one simulated thread. */
export class ThreadJournal implements Journal {
  readonly #world: World;
  readonly #judge: Judge;
  readonly #dropped: EventSet;
  readonly #ring: number;
  readonly #countWord: number;
  readonly #depthWord: number;
  readonly #orderWord: number;
  readonly #frozenWord: number;
  readonly #struckWord: number;
  readonly #latency: Histogram;
  readonly #window: Histogram;
  readonly #lockHold: Histogram;
  readonly #samples: RandomStream;
  /** Null where the scenario wants no span measured. */
  readonly #spans: Spans | null;
  readonly #spanClock: SpanClock;
  /** The engine's clock, which all of its threads have in common: the wall's, or virtual time. */
  readonly #nowMs: () => number;
  #round = 0;
  #untilSample = 1;
  /** Time in ms at which the sampled call began, or negative: none is being timed. */
  #calledAtMs = -1;
  /** Signal frames below the sampled call. */
  #depth = 0;
  #lookedAtMs = -1;
  /** When each lock was taken last in a sampled call, by lock number or class, in ms. */
  readonly #heldSinceMs = new Float64Array(LOCK_COUNT_MAX + Object.keys(LOCK_CLASS).length);

  constructor(
    world: World,
    thread: number,
    plan: ObservationPlan,
    judge: Judge,
    spans: Spans,
    seed: number,
    inRounds: boolean,
    nowMs: () => number,
  ) {
    const at = observationOf(world.layout, thread);
    this.#nowMs = nowMs;
    this.#world = world;
    this.#judge = judge;
    this.#dropped = inRounds ? DROPPED_IN_ROUNDS : new EventSet([...TIMED, ...FREQUENT]);
    this.#ring = at + plan.journal;
    this.#countWord = at + OBSERVED.EVENT_COUNT;
    this.#depthWord = world.thread(thread) + THREAD.DEPTH;
    this.#orderWord = world.layout.control + CONTROL.ORDER;
    this.#frozenWord = world.layout.control + CONTROL.FROZEN;
    this.#struckWord = at + plan.struck;
    this.#latency = new Histogram(world.words, at + plan.latency);
    this.#window = new Histogram(world.words, at + plan.window);
    this.#lockHold = new Histogram(world.words, at + plan.lockHold);
    this.#samples = new RandomStream(seed, thread, PURPOSE.sample);
    this.#spans = spans.names.length === 0 ? null : spans;
    this.#spanClock = new SpanClock(
      world,
      spans.names.map(
        (_name, span) => new Histogram(world.words, at + plan.spans + span * HISTOGRAM_WORDS),
      ),
      spans.isOwn,
      nowMs,
    );
  }

  record(thread: number, event: number, detail: number, result: number): void {
    if (event === EVENT.called) this.#called();
    else if (this.#calledAtMs >= 0) this.#passed(event, detail);
    if (this.#spans?.concerns(event) === true)
      this.#spans.record(this.#spanClock, thread, event, detail);
    if (!this.#dropped.has(event)) this.#keep(event, detail, result);
    const judge = this.#judge;
    judge.record(thread, event, detail);
    if (judge.strikes.length > 0) this.#strike();
  }

  /** Notes that a round begins; `isLeader` says who tells of it. */
  beginRound(round: number, isLeader: boolean): void {
    this.#round = round;
    if (isLeader) this.#keep(ROUND_BEGINS, round, 0);
  }

  /** Takes the judge's strikes out, so that they do not pile up in a run of many events. */
  #strike(): void {
    const judge = this.#judge;
    for (const property of judge.strikes)
      this.#world.words.set(this.#struckWord + property, this.#round + 1);
    judge.begin();
  }

  #called(): void {
    this.#untilSample -= 1;
    // A call of the handler, inside the sampled one, is part of its time and not a sample.
    if (this.#untilSample > 0 || this.#calledAtMs >= 0) return;
    this.#untilSample = 1 + this.#samples.below(SAMPLE_INTERVAL * 2 - 1);
    this.#depth = this.#world.words.get(this.#depthWord);
    this.#lookedAtMs = -1;
    this.#calledAtMs = this.#nowMs();
  }

  #passed(event: number, detail: number): void {
    const depth = this.#world.words.get(this.#depthWord);
    // Inside a trapped call its handler makes calls of its own, deeper. A sampled rt_sigreturn
    // returns above the depth that it was called at.
    if (depth > this.#depth) return;
    switch (event) {
      case EVENT.looked:
        this.#lookedAtMs = this.#nowMs();
        return;
      case EVENT.acquired:
        this.#heldSinceMs[detail] = this.#nowMs();
        return;
      case EVENT.released: {
        const since = this.#heldSinceMs[detail]!;
        if (since > this.#calledAtMs) this.#lockHold.record((this.#nowMs() - since) * 1e6);
        return;
      }
      case EVENT.native:
      case EVENT.escaped:
      case EVENT.trapped:
        if (this.#lookedAtMs < 0) return;
        this.#window.record((this.#nowMs() - this.#lookedAtMs) * 1e6);
        this.#lookedAtMs = -1;
        return;
      case EVENT.returned:
        this.#latency.record((this.#nowMs() - this.#calledAtMs) * 1e6);
        this.#calledAtMs = -1;
        return;
      case EVENT.killed:
      case EVENT.finished:
        this.#calledAtMs = -1;
        return;
      default:
    }
  }

  #keep(event: number, detail: number, result: number): void {
    const { words } = this.#world;
    if (words.get(this.#frozenWord) !== 0) return;
    const count = words.get(this.#countWord);
    const entry = this.#ring + (count & (JOURNAL_EVENT_COUNT - 1)) * ENTRY_WORDS;
    words.set(entry, words.add(this.#orderWord, 1));
    words.set(entry + 1, event);
    words.set(entry + 2, detail);
    words.set(entry + 3, result);
    words.set(this.#countWord, (count + 1) | 0);
  }
}

/** One event of a merged journal. */
export interface JournalEntry {
  /** Number over all threads. */
  readonly order: number;
  readonly thread: number;
  readonly event: number;
  readonly detail: number;
  readonly result: number;
}

/** The journals of all threads in one order, and how many events the rings no longer hold. */
export interface MergedJournal {
  readonly entries: readonly JournalEntry[];
  readonly dropped: number;
}

/** Merges the rings of all threads. Preconditions: no thread runs. */
export function mergeJournals(world: World, plan: ObservationPlan): MergedJournal {
  const { words, layout } = world;
  const entries: JournalEntry[] = [];
  let dropped = 0;
  for (let thread = 0; thread < layout.bounds.threadCount; thread += 1) {
    const at = observationOf(layout, thread);
    const count = words.get(at + OBSERVED.EVENT_COUNT) >>> 0;
    const kept = Math.min(count, JOURNAL_EVENT_COUNT);
    dropped += count - kept;
    for (let number = count - kept; number < count; number += 1) {
      const entry = at + plan.journal + (number & (JOURNAL_EVENT_COUNT - 1)) * ENTRY_WORDS;
      entries.push({
        order: words.get(entry) >>> 0,
        thread,
        event: words.get(entry + 1),
        detail: words.get(entry + 2),
        result: words.get(entry + 3),
      });
    }
  }
  return { entries: entries.sort((a, b) => a.order - b.order), dropped };
}

/** Whether a run in rounds keeps an event of this kind. */
export function isKeptInRounds(event: number): boolean {
  return !DROPPED_IN_ROUNDS.has(event);
}

/**
 * What each thread told in the last round of a journal, in its own order; null for one whose ring
 * no longer holds it all.
 */
export function lastRound(
  { entries }: MergedJournal,
  threadCount: number,
): (readonly JournalEntry[] | null)[] {
  const begin = entries.findLast(({ event }) => event === ROUND_BEGINS);
  return Array.from({ length: threadCount }, (_none, thread) => {
    const own = entries.filter((entry) => entry.thread === thread);
    const isOverrun = own.length === JOURNAL_EVENT_COUNT && own[0]!.order > (begin?.order ?? 0);
    if (begin === undefined || isOverrun) return null;
    return own.filter(({ order }) => order > begin.order);
  });
}

/** A journalled event as one line of text. */
export function entryText(entry: JournalEntry, compiled: CompiledScenario): string {
  const { event, detail, result } = entry;
  if (event === ROUND_BEGINS) return `#${entry.order} round ${detail} begins`;
  const name = EVENT_NAMES[event] ?? `event ${event}`;
  return `#${entry.order} ${compiled.threads[entry.thread]!.name}: ${name}${entryDetail()}`;

  function entryDetail(): string {
    switch (event) {
      case EVENT.native:
      case EVENT.trapped:
      case EVENT.escaped:
      case EVENT.misjudged:
        return ` ${syscallName(detail)} at page ${result}`;
      case EVENT.mmap:
      case EVENT.munmap:
      case EVENT.mprotect:
      case EVENT.remapped:
        return ` page ${detail} = ${result}`;
      case EVENT.copied:
      case EVENT.peeked:
      case EVENT.poked:
        return ` ${result} at address ${detail}`;
      case EVENT.executed:
        return ` ${syscallName(detail)}`;
      case EVENT.marked:
      case EVENT.expectationFailed:
        return ` ${compiled.marks[detail] ?? detail}`;
      case EVENT.staleDecision:
      case EVENT.useAfterFree:
      case EVENT.bug:
      case EVENT.segfault:
      case EVENT.staleTranslation:
        return ` at page ${detail}`;
      default:
        return '';
    }
  }
}
