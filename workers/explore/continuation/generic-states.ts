/**
 * Generic states: the states of a breadth-first search by the stepper, and the ways to them, as a
 * continuation holds them: as one searcher would have numbered them, whoever met them. What was
 * expanded comes first, in any order but that the first state is the first; behind it comes what
 * waits, in the order of the queue.
 *
 * Invariant: the predecessor of a state is named by its new number.
 */

import { invariant } from '../../../kernel/index.ts';
import type { Ancestry } from '../ancestry.ts';
import type { Chunk } from '../team/level.ts';
import type { ContinuationWriter } from './continuation-file.ts';

/** States that wait: the records of a chunk behind the first `skip`, which were expanded. */
export interface WaitingChunk extends Chunk {
  readonly skip: number;
}

/** What searchers leave: by origin their ancestries and the memory in which chunks lie. */
export interface GenericStates {
  readonly ancestries: readonly Ancestry[];
  readonly segments: readonly (readonly Int32Array[])[];
  /** In the order of the queue. */
  readonly waiting: readonly WaitingChunk[];
}

/** Words of a state's way in the file: predecessor, thread, code. */
export const WAY_WORDS = 3;
/** Words of a chunk in the file: segment, first word, records, records to skip. */
export const CHUNK_WORDS = 4;
/** Ways that are written at a time. */
const PIECE_COUNT = 1 << 14;

/** Writes the sections; returns how many states there are. */
export function saveGenericStates(file: ContinuationWriter, states: GenericStates): number {
  const numbers = new Numbers(states);
  file.section('ways', waysOf(states, numbers));
  const used = new Map<Int32Array, number>();
  const chunks = states.waiting.map(({ origin, segment, begin, count, skip }) => {
    const records = states.segments[origin]![segment]!;
    if (!used.has(records)) used.set(records, used.size);
    return Int32Array.of(used.get(records)!, begin, count, skip);
  });
  file.section('chunks', chunks);
  const segments = [...used.keys()];
  file.section('segment lengths', [Int32Array.from(segments, ({ length }) => length)]);
  file.section('segments', segments);
  return numbers.count;
}

/** Numbers as one searcher would have given them. */
class Numbers {
  readonly count: number;
  /** By origin: its waiting chunks by their first states, and how many wait before each. */
  readonly #waiting: { start: number; end: number; first: number; before: number }[][];
  /** By origin, the number of its first expanded state. */
  readonly #expanded: number[] = [];

  constructor({ ancestries, waiting }: GenericStates) {
    this.#waiting = ancestries.map(() => []);
    const waitingCount = waiting.reduce((sum, { count, skip }) => sum + count - skip, 0);
    this.count = ancestries.reduce((sum, { count }) => sum + count, 0);
    let next = this.count - waitingCount;
    for (const { origin, first, count, skip } of waiting) {
      this.#waiting[origin]!.push({
        start: first + skip,
        end: first + count,
        first: next,
        before: 0,
      });
      next += count - skip;
    }
    let expanded = 0;
    for (const [origin, runs] of this.#waiting.entries()) {
      runs.sort((left, right) => left.start - right.start);
      let before = 0;
      for (const run of runs) {
        run.before = before;
        before += run.end - run.start;
      }
      this.#expanded.push(expanded);
      expanded += ancestries[origin]!.count - before;
    }
    invariant(expanded + waitingCount === this.count, 'a state waits or was expanded');
  }

  /** Whether a state waits. */
  waits(origin: number, state: number): boolean {
    const run = this.#runOf(origin, state);
    return run !== undefined && state < run.end;
  }

  of(origin: number, state: number): number {
    const run = this.#runOf(origin, state);
    if (run === undefined) return this.#expanded[origin]! + state;
    const { start, end, first, before } = run;
    if (state < end) return first + state - start;
    return this.#expanded[origin]! + state - before - (end - start);
  }

  /** The last run of an origin that begins at or before a state. */
  #runOf(origin: number, state: number) {
    const runs = this.#waiting[origin]!;
    let low = 0;
    let high = runs.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (runs[middle]!.start <= state) low = middle + 1;
      else high = middle;
    }
    return runs[low - 1];
  }
}

/** The ways to all states, in the order of their new numbers. */
function* waysOf({ ancestries, waiting }: GenericStates, numbers: Numbers): Iterable<Int32Array> {
  const piece = new Int32Array(PIECE_COUNT * WAY_WORDS);
  let at = 0;
  const put = (origin: number, state: number): boolean => {
    const { origin: from, parent, move } = ancestries[origin]!.originOf(state);
    piece[at] = parent < 0 ? -1 : numbers.of(from, parent);
    piece[at + 1] = move.thread;
    piece[at + 2] = move.code;
    at += WAY_WORDS;
    return at === piece.length;
  };
  for (const [origin, { count }] of ancestries.entries())
    for (let state = 0; state < count; state += 1)
      if (!numbers.waits(origin, state) && put(origin, state)) {
        yield piece;
        at = 0;
      }
  for (const { origin, first, count, skip } of waiting)
    for (let state = first + skip; state < first + count; state += 1)
      if (put(origin, state)) {
        yield piece;
        at = 0;
      }
  yield piece.subarray(0, at);
}
