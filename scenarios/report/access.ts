/**
 * Accesses: what a step of a schedule read and wrote, in words that a person reads: protections as
 * letters, locks by their holders. Invariant: a word that was written stands here once, with both
 * values; a word that was only read stands here with the value that the step saw.
 */

import {
  HANDOFF,
  readerCount,
  VM,
  WAITERS,
  waitingWriterCount,
  WRITER,
} from '../../kernel/index.ts';
import type { ScheduleStep } from '../../workers/index.ts';
import { countOf } from './number.ts';

/** What a step did to shared words and registers. */
export interface Accesses {
  /** `x = 3` */
  readonly reads: readonly string[];
  /** `x: 0 -> 1`, or `x = 0` where the value stayed the same */
  readonly writes: readonly string[];
  /** Threads that the step woke. */
  readonly wakes: readonly string[];
}

/** The accesses of a step, without the bookkeeping of the laboratory. */
export function accessesOf({ thread, reads, changes, rewrites }: ScheduleStep): Accesses {
  const written = new Set(changes.map(({ word }) => word));
  const read = new Set(reads.map(({ word }) => word));
  const parked = / parked$/;
  return {
    reads: reads
      .filter(({ word }) => !written.has(word) && !isBookkeeping(word))
      .map(({ word, value }) => `${word} = ${valueText(word, value)}`),
    writes: [
      ...changes
        .filter(({ word }) => !parked.test(word) && !isBookkeeping(word))
        .map(
          ({ word, before, after }) =>
            `${word}: ${valueText(word, before)} -> ${valueText(word, after)}`,
        ),
      ...rewrites
        .filter(({ word }) => !read.has(word))
        .map(({ word, value }) => `${word} = ${valueText(word, value)}`),
    ],
    wakes: changes
      .filter(({ word, after }) => parked.test(word) && after === 0)
      .map(({ word }) => word.replace(parked, ''))
      .filter((other) => other !== thread),
  };
}

/** The value of a word: letters for protections, holders for locks, else the number. */
export function valueText(word: string, value: number): string {
  if (/^vma \d+ flags$/.test(word)) return protectionText(value);
  if (/^lock \S+ count$/.test(word)) return holdersText(value, waitersOf(value));
  if (/^lock \S+ queued count$/.test(word)) return holdersText(value, queueOf(value));
  return String(value);
}

/** Words that repeat others, or tell versions that only the checks of the laboratory read. */
function isBookkeeping(word: string): boolean {
  return /^(lock \S+ owner|vma \d+ generation|table count)$| request$| lock classes held$/.test(
    word,
  );
}

function protectionText(flags: number): string {
  const letters = [
    [VM.READ, 'r'],
    [VM.WRITE, 'w'],
    [VM.EXEC, 'x'],
  ] as const;
  const text = letters.map(([flag, letter]) => ((flags & flag) === 0 ? '-' : letter)).join('');
  return (flags & VM.NOSYSCALL) === 0 ? text : `${text}!`;
}

/** Who waits for a lock that counts waiting writers. */
function waitersOf(count: number): readonly string[] {
  const waiters = waitingWriterCount(count);
  return waiters > 0 ? [`${waiters} waiting`] : [];
}

/** What a lock whose waiters queue says of the queue: kernel/locks/queued-rwsem.ts. */
function queueOf(count: number): readonly string[] {
  return [
    ...((count & WAITERS) === 0 ? [] : ['a queue']),
    ...((count & HANDOFF) === 0 ? [] : ['a handoff']),
  ];
}

function holdersText(count: number, waiting: readonly string[]): string {
  const readers = readerCount(count);
  const parts = [
    ...((count & WRITER) === 0 ? [] : ['a writer']),
    ...(readers > 0 ? [countOf(readers, 'reader')] : []),
    ...waiting,
  ];
  return parts.length === 0 ? 'free' : parts.join(' + ');
}
