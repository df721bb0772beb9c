/**
 * The journal of a run as a timeline. A journal has an order and no times: one unit is one event.
 * Invariant: every line of the journal is on the timeline, in its place; what names no thread of
 * the run stands in a lane of its own.
 */

import { isFindingEvent } from './schedule.ts';
import type { Instant, Slice, Timeline } from './timeline.ts';

/** The lane of what no thread tells: begins of rounds. */
const RUN_LANE = 'run';

/** One line of a journal. */
export interface JournalEntry {
  /** The number that orders it, as printed. */
  readonly number: string;
  readonly thread: string;
  readonly text: string;
}

/** A line `#4 caller-0: trapped getpid at page 4` taken apart; threads are those of the run. */
export function journalEntry(line: string, threads: readonly string[]): JournalEntry {
  const [, number = '', rest = line] = /^#(\d+) ([\s\S]*)$/.exec(line) ?? [];
  // A name may hold a colon, or be the begin of another: the longest that fits is meant.
  const thread = threads
    .filter((name) => rest.startsWith(`${name}: `))
    .reduce((longest, name) => (name.length > longest.length ? name : longest), '');
  if (thread === '') return { number, thread: RUN_LANE, text: rest };
  return { number, thread, text: rest.slice(thread.length + 2) };
}

/** The timeline of a journal. */
export function journalTimeline(
  journal: readonly string[],
  threads: readonly string[],
  title: string,
): Timeline {
  const entries = journal.map((line) => journalEntry(line, threads));
  const told = new Set(entries.map(({ thread }) => thread));
  const lanes = [...new Set([...threads, RUN_LANE])].filter((name) => told.has(name));
  const laneOf = new Map(lanes.map((name, lane) => [name, lane]));
  const slices: Slice[] = [];
  const instants: Instant[] = [];
  entries.forEach(({ number, thread, text }, index) => {
    const lane = laneOf.get(thread)!;
    if (thread === RUN_LANE || isFindingEvent(text))
      instants.push({ lane, at: index + 0.5, name: text, isFinding: isFindingEvent(text) });
    const details = { event: number };
    slices.push({
      lane,
      begin: index,
      end: index + 1,
      name: text,
      kind: 'step',
      depth: 0,
      details,
    });
  });
  return { title, unit: 'event', lanes, slices, instants, flows: [], end: entries.length };
}
