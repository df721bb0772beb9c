/**
 * Monitor: whether a history of memory calls can still be explained by an order of whole calls that
 * is consistent with real time. It keeps no history, but all that one can mean: the address spaces
 * in which the calls so far can have left the memory, each with the calls among those that still
 * run that it takes for made, and their results. Orders are decided as late as they can be, when a
 * call returns (J. Wing and C. Gong, "Testing and Verifying Concurrent Objects", 1993; G. Lowe,
 * "Testing for linearizability", 2017: just-in-time linearization).
 *
 * Invariant: histories with the same future have the same number; `REFUTED` has none.
 */

import { UsageError } from '../../../kernel/index.ts';
import type { MemoryCall } from './sequential-memory.ts';

/** The number of all histories that no order explains. */
export const REFUTED = -1;
/** The number of the empty history. */
export const NOTHING = 0;
/** Calls that may run at a time: their orders are tried. */
const PENDING_COUNT_MAX = 8;

/** What calls mean, one by one. */
export interface Sequential {
  apply(space: number, call: MemoryCall): { readonly result: number; readonly space: number };
}

/** A call that has begun and not returned. */
interface Pending {
  readonly thread: number;
  readonly call: MemoryCall;
}

/** One way in which a history can have come about. */
interface Reading {
  readonly space: number;
  /** For each pending call its result, or null where it was not made yet. */
  readonly results: readonly (number | null)[];
}

/** What a history can mean. */
interface Meaning {
  /** In the order of threads. */
  readonly pending: readonly Pending[];
  readonly readings: readonly Reading[];
}

/** Follows histories by number. */
export class Monitor {
  readonly #sequential: Sequential;
  readonly #meanings: Meaning[] = [];
  readonly #numbers = new Map<string, number>();

  constructor(sequential: Sequential) {
    this.#sequential = sequential;
    this.#numberOf({ pending: [], readings: [{ space: 0, results: [] }] });
  }

  /** A thread begins a call. Throws a UsageError where too many run at a time. */
  called(history: number, thread: number, call: MemoryCall): number {
    if (history === REFUTED) return REFUTED;
    const { pending, readings } = this.#meanings[history]!;
    if (pending.length >= PENDING_COUNT_MAX)
      throw new UsageError(
        `more than ${PENDING_COUNT_MAX} memory calls run at a time`,
        "ask for 'linearizable' with fewer threads",
      );
    const before = pending.findIndex((each) => each.thread > thread);
    const place = before < 0 ? pending.length : before;
    return this.#numberOf({
      pending: pending.toSpliced(place, 0, { thread, call }),
      readings: readings.map(({ space, results }) => ({
        space,
        results: results.toSpliced(place, 0, null),
      })),
    });
  }

  /** Whether a thread has begun a call that has not returned. */
  isPending(history: number, thread: number): boolean {
    return (this.#meanings[history]?.pending ?? []).some((each) => each.thread === thread);
  }

  /** A thread's call returns a result. */
  returned(history: number, thread: number, result: number): number {
    const meaning = this.#meanings[history];
    if (meaning === undefined) return REFUTED;
    const place = meaning.pending.findIndex((each) => each.thread === thread);
    const readings = this.#made(meaning, ({ results }) => results[place] !== null).filter(
      ({ results }) => results[place] === result,
    );
    if (readings.length === 0) return REFUTED;
    return this.#numberOf({
      pending: meaning.pending.toSpliced(place, 1),
      readings: readings.map(({ space, results }) => ({
        space,
        results: results.toSpliced(place, 1),
      })),
    });
  }

  /** No call runs. */
  isQuiet(history: number): boolean {
    return this.#meanings[history]?.pending.length === 0;
  }

  /**
   * The address spaces in which a history can have left the memory, where calls that have not
   * returned may have been made.
   */
  spaces(history: number): Set<number> {
    const meaning = this.#meanings[history];
    if (meaning === undefined) return new Set();
    const spaces = new Set<number>();
    this.#made(meaning, ({ space }) => {
      spaces.add(space);
      return false;
    });
    return spaces;
  }

  /** All readings that pending calls, made one by one, lead to, up to the first that is enough. */
  #made({ pending, readings }: Meaning, isEnough: (reading: Reading) => boolean): Reading[] {
    const enough: Reading[] = [];
    const met = new Set(readings.map(keyOf));
    const open = [...readings];
    for (const reading of open) {
      if (isEnough(reading)) {
        enough.push(reading);
        continue;
      }
      for (const [place, { call }] of pending.entries()) {
        if (reading.results[place] !== null) continue;
        const { result, space } = this.#sequential.apply(reading.space, call);
        const next = { space, results: reading.results.with(place, result) };
        const key = keyOf(next);
        if (met.has(key)) continue;
        met.add(key);
        open.push(next);
      }
    }
    return enough;
  }

  #numberOf({ pending, readings }: Meaning): number {
    const distinct = new Map(readings.map((reading) => [keyOf(reading), reading]));
    const key = [
      ...pending.map(({ thread, call }) => `${thread}:${call.join()}`),
      ...[...distinct.keys()].sort(),
    ].join(' ');
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#meanings.length;
      this.#numbers.set(key, number);
      this.#meanings.push({ pending, readings: [...distinct.values()] });
    }
    return number;
  }
}

function keyOf({ space, results }: Reading): string {
  return `${space}(${results.map((result) => result ?? '?').join()})`;
}
