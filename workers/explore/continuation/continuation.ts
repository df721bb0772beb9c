/**
 * Continuation: a search that was ended before its end, as it goes on another time. Whoever
 * searched writes what only it knows (its states, and which of them wait); here stands what all
 * have: whose search it is, what it was asked for and what it has found.
 *
 * Invariant: a search that was continued, however often and by however many searchers, ends with
 * the counts, the verdict and the lengths of schedules of one that nobody ended. One that belongs
 * to another scenario, or was asked for something else, is refused.
 */

import { UsageError } from '../../../kernel/index.ts';
import type { Question } from '../../engine.ts';
import type { ExaminationReport, Examination } from '../examination.ts';
import type { Field } from '../generated/plan.ts';
import type { Mover } from '../mover.ts';
import type { Lore } from '../successors.ts';
import { compositionDigest } from '../composition.ts';
import { ContinuationReader, ContinuationWriter } from './continuation-file.ts';

/** What a search was asked for, which does not change when it goes on. */
export interface Request {
  readonly order: 'breadth-first' | 'depth-first';
  readonly all: boolean;
  readonly witnesses: boolean;
  readonly symmetry: boolean;
  /** States are told apart by registers, too, that nobody reads any more. */
  readonly whole: boolean;
}

/** How far a search was. */
export interface Position {
  readonly transitions: number;
  readonly depth: number;
  /** Of the states that wait, those of the level at hand; they come first. */
  readonly levelRest: number;
  /** What was learned of words, of a search in depth: the states on its path tell less. */
  readonly lore?: Lore;
}

/** What is told of a saved search besides its states. */
export interface SavedHeader {
  readonly scenario: string;
  readonly hash: string;
  readonly request: Request;
  /** Who can go on with it: the stepper in one of two orders, or generated code. */
  readonly searcher: 'breadth-first' | 'depth-first' | 'generated';
  readonly states: number;
  /** How long it has run. */
  readonly durationMs: number;
  readonly found: ExaminationReport;
  readonly hits: readonly (readonly [string, number])[];
  /** By property; by word of the coverage; by instruction. */
  readonly seen: readonly number[];
  readonly coverage: readonly number[];
  readonly marks: readonly number[];
  readonly position: Position;
  /** Ranges that generated code has found too narrow, by field. */
  readonly widened: readonly (readonly [string, Field['range']])[];
}

/** What a searcher writes of itself: the sections of its states, and what the header must tell. */
export type SaveRest = (
  file: ContinuationWriter,
) => Pick<SavedHeader, 'searcher' | 'states' | 'position' | 'widened'>;

/** A saved search that goes on. */
export type SavedSearch = ContinuationReader<SavedHeader>;

/** Writes a search that has ended before its end; throws a UsageError where the file cannot be. */
export function saveSearch(
  path: string,
  question: Question,
  request: Request,
  { mover, examination }: { readonly mover: Mover; readonly examination: Examination },
  durationMs: number,
  save: SaveRest,
): void {
  let file: ContinuationWriter | null = null;
  try {
    file = new ContinuationWriter(path);
    const { finds, sightings, endStates, hits, reached } = examination;
    const { coverage, coverageStride } = mover.world.layout;
    const header: SavedHeader = {
      scenario: question.scenario.name,
      hash: compositionDigest(question),
      request,
      durationMs,
      found: { finds, sightings: [...sightings.values()], endStates },
      hits: [...hits],
      seen: [...mover.judge.seen],
      coverage: [
        ...mover.words.array.subarray(coverage, coverage + mover.threadCount * coverageStride),
      ],
      marks: [...reached.marks],
      ...save(file),
    };
    file.end(header);
  } catch (error) {
    file?.abandon();
    if (!(error instanceof Error && 'code' in error)) throw error;
    throw new UsageError(
      `cannot write ${path}: ${error.message}`,
      'the search is lost; --save takes a file on a disk with room for some 20 bytes a state',
    );
  }
}

/** Opens a saved search; throws a UsageError unless it is this question's, asked for the same. */
export function openSearch(path: string, question: Question, request: Request): SavedSearch {
  const saved = new ContinuationReader<SavedHeader>(path);
  const { header } = saved;
  const refuse = (what: string, hint: string): never => {
    saved.close();
    throw new UsageError(`${path} ${what}`, hint);
  };
  const { name } = question.scenario;
  if (header.scenario !== name)
    refuse(`belongs to scenario '${header.scenario}', not '${name}'`, 'continue its own scenario');
  const hash = compositionDigest(question);
  if (header.hash !== hash)
    refuse(
      `was written for another form of '${name}' (${header.hash}, now ${hash})`,
      'set the parameters that it had; where the scenario or the kernel has changed, search anew',
    );
  for (const [what, asked] of Object.entries(request) as [keyof Request, unknown][])
    if (header.request[what] !== asked)
      refuse(
        `is a search with ${what} ${header.request[what]}, not ${asked as string}`,
        'ask for the same: --order, --all, --symmetry and --count-outcomes stay as they were',
      );
  return saved;
}

/** Puts what was found until then into a search that goes on. */
export function restoreFound(
  { found, hits, seen, coverage, marks }: SavedHeader,
  mover: Mover,
  examination: Examination,
): void {
  examination.resume(found, hits);
  mover.judge.seen.set(seen);
  mover.words.array.set(coverage, mover.world.layout.coverage);
  examination.reached.marks.set(marks);
}
