/**
 * Realization: a schedule that keeps an ordering, in a scenario that need not be the one that the
 * ordering was made in. A search finds the shortest one. Where a word was renamed, or a program
 * makes a step of that name once more before, the ordering is read so that it can be kept; what was
 * taken for what is told.
 *
 * Invariant: the schedule keeps the ordering as it was read, and ends as it says.
 */

import { UsageError } from '../../kernel/index.ts';
import type { Question } from '../engine.ts';
import { type BoundedAnswer, searchWithin } from './bounded.ts';
import type { Ending } from './examination.ts';
import { OrderingBound } from './ordered.ts';
import {
  decodeOrdering,
  endingFrom,
  type Occurrence,
  occurrenceText,
  type Ordering,
} from './ordering.ts';
import { type Schedule, scheduleOf } from './schedule.ts';
import { safeName, StepNames } from './step-name.ts';
import { walkedBy } from './walks.ts';

/** A schedule that keeps an ordering. */
export interface Realization {
  readonly schedule: Schedule;
  /** What was taken for what, in one line each. */
  readonly notes: readonly string[];
}

/** Nodes of the search unless told otherwise. */
export const REALIZATION_NODE_COUNT_MAX = 200_000;
/** Names that are tried in place of one that is gone. */
const RENAMING_COUNT_MAX = 6;
/** How much later the steps of a thread are looked for. */
const DELAY_MAX = 2;

/** An ordering as it may have been meant. */
interface Reading {
  readonly ordering: Ordering;
  readonly notes: readonly string[];
}

/** Finds a schedule for the text of an ordering; a UsageError says what cannot be met. */
export function realize(
  question: Question,
  text: string,
  nodeCountMax = REALIZATION_NODE_COUNT_MAX,
): Realization {
  const ordering = decodeOrdering(text);
  const { name } = question.scenario;
  if (ordering.scenario !== name)
    throw new UsageError(
      `the token of events belongs to scenario '${ordering.scenario}', not '${name}'`,
      'replay it with its own scenario',
    );
  const ending = endingFrom(question, ordering.ends);
  const named = namesOf(question);
  const attempt = (each: Ordering): BoundedAnswer => {
    const bound = new OrderingBound(question, each);
    const answer = searchWithin(question, ending, bound, 0, nodeCountMax);
    bound.met.forEach((names, thread) => {
      const known = [...named.values()][thread]!;
      for (const step of names) known.set(step, known.get(step) ?? 1);
    });
    return answer;
  };
  const found = (reading: Reading): Realization | null => {
    const { moves } = attempt(reading.ordering);
    if (moves === null) return null;
    return { schedule: scheduleOf(question, ending, moves), notes: reading.notes };
  };
  const first = found({ ordering, notes: [] });
  if (first !== null) return first;
  const gone = goneFrom(named, ordering);
  for (const reading of gone.length > 0
    ? renamings(named, ordering, gone)
    : delays(named, ordering)) {
    const realization = found(reading);
    if (realization !== null) return realization;
  }
  const { moves, isComplete } = attempt({ orders: [], without: [], ends: ordering.ends });
  if (moves === null && isComplete)
    throw new UsageError(
      `no schedule of this scenario ends in ${endingText(ending)} any more`,
      `a search of ${name} proves that: racetrap explore`,
    );
  if (gone.length > 0) refuseGone(named, gone[0]!);
  return refuse(question, ordering, ending, attempt);
}

/** By thread: the names of its steps, and how often it was seen to make each. */
type Names = ReadonlyMap<string, Map<string, number>>;

function namesOf(question: Question): Names {
  const names = new StepNames(question);
  const walked = walkedBy(question, (mover, thread) => names.of(mover, thread));
  return new Map(
    question.compiled.threads.map(({ name }, thread) => [safeName(name), new Map(walked[thread])]),
  );
}

function stepsOf({ orders, without }: Ordering): Occurrence[] {
  return [...orders.flat(), ...without];
}

/** Steps of names that no walk and no search has come by. */
function goneFrom(named: Names, ordering: Ordering): Occurrence[] {
  return stepsOf(ordering).filter(({ thread, name }) => named.get(thread)?.has(name) !== true);
}

/** The ordering with other objects in place of those that are gone: `published` is now `ready`. */
function renamings(named: Names, ordering: Ordering, gone: readonly Occurrence[]): Reading[] {
  const [first] = gone;
  const known = named.get(first!.thread);
  const old = objectOf(first!.name);
  if (known === undefined || old === '') return [];
  const mentioned = new Set(stepsOf(ordering).map(({ name }) => name));
  const candidates = [...known.keys()]
    .filter((name) => verbOf(name) === verbOf(first!.name) && !mentioned.has(name))
    .map(objectOf);
  return [...new Set(candidates)].slice(0, RENAMING_COUNT_MAX).flatMap((object): Reading[] => {
    const renamed = mapSteps(ordering, (step) =>
      objectOf(step.name) === old && gone.includes(step)
        ? { ...step, name: `${verbOf(step.name)}:${object}` }
        : step,
    );
    const notes = [`'${old}' is no more; '${object}' is taken for it`];
    const rest = goneFrom(named, renamed);
    if (rest.length === 0) return [{ ordering: renamed, notes }];
    if (rest.some(({ name }) => objectOf(name) === object)) return [];
    return renamings(named, renamed, rest).map((reading) => ({
      ...reading,
      notes: [...notes, ...reading.notes],
    }));
  });
}

/** The ordering with all steps of one thread some times later, as far as they come so often. */
function delays(named: Names, ordering: Ordering): Reading[] {
  const steps = stepsOf(ordering);
  const threads = [...new Set(steps.map(({ thread }) => thread))];
  const mayBeDelayed = (thread: string, delay: number) =>
    steps.every(
      (step) =>
        step.thread !== thread || step.count + delay <= (named.get(thread)?.get(step.name) ?? 0),
    );
  return Array.from({ length: DELAY_MAX }, (_none, less) => less + 1).flatMap((delay) =>
    threads
      .filter((thread) => mayBeDelayed(thread, delay))
      .map((thread) => ({
        ordering: mapSteps(ordering, (step) =>
          step.thread === thread ? { ...step, count: step.count + delay } : step,
        ),
        notes: [`the steps of ${thread} are taken ${delay === 1 ? 'once' : 'twice'} later`],
      })),
  );
}

function mapSteps(
  { orders, without, ends }: Ordering,
  change: (step: Occurrence) => Occurrence,
): Ordering {
  return {
    orders: orders.map((steps) => steps.map(change)),
    without: without.map(change),
    ends,
  };
}

/** What stands before the last colon of a name, and what behind it. */
function verbOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf(':')));
}

function objectOf(name: string): string {
  return name.slice(name.lastIndexOf(':') + 1);
}

function refuseGone(named: Names, step: Occurrence): never {
  const { thread, name } = step;
  const known = named.get(thread);
  if (known === undefined)
    throw new UsageError(
      `'${occurrenceText(step)}' cannot be met: no thread is named '${thread}'`,
      `threads: ${[...named.keys()].join(', ')}`,
    );
  const alike = [...known.keys()].filter((each) => each.split(':')[0] === name.split(':')[0]);
  throw new UsageError(
    `'${occurrenceText(step)}' cannot be met: no step of ${thread} has that name here`,
    `its steps: ${(alike.length > 0 ? alike : [...known.keys()]).join(', ')}`,
  );
}

/** Says which order cannot be kept: the one without which there is a schedule. */
function refuse(
  question: Question,
  ordering: Ordering,
  ending: Ending,
  attempt: (ordering: Ordering) => BoundedAnswer,
): never {
  const { isComplete, nodes } = attempt(ordering);
  const hint = `search ${question.scenario.name} without it: racetrap explore`;
  if (!isComplete)
    throw new UsageError(
      `no schedule that keeps these orders was found among ${nodes} states`,
      hint,
    );
  for (const [text, less] of lessOf(ordering))
    if (attempt(less).moves !== null)
      throw new UsageError(
        `'${text}' cannot be met: no schedule that keeps it ends so, and without it one does`,
        `leave it out, or ${hint}`,
      );
  throw new UsageError(`no schedule that keeps these orders ends in ${endingText(ending)}`, hint);
}

function endingText(ending: Ending): string {
  return typeof ending === 'string' ? `a ${ending}` : 'that violation';
}

/** The ordering without each of its parts, and the text of the part. */
function lessOf(ordering: Ordering): (readonly [string, Ordering])[] {
  const { orders, without } = ordering;
  return [
    ...orders.flatMap((steps, at) =>
      steps.slice(1).map((last, index): readonly [string, Ordering] => {
        const halves = [steps.slice(0, index + 1), steps.slice(index + 1)];
        return [
          `${occurrenceText(steps[index]!)},${occurrenceText(last)}`,
          { ...ordering, orders: orders.toSpliced(at, 1, ...halves) },
        ];
      }),
    ),
    ...orders.flatMap((steps, at): (readonly [string, Ordering])[] =>
      steps.length > 1
        ? []
        : [[occurrenceText(steps[0]!), { ...ordering, orders: orders.toSpliced(at, 1) }]],
    ),
    ...without.map((step, at): readonly [string, Ordering] => [
      `without=${occurrenceText(step)}`,
      { ...ordering, without: without.toSpliced(at, 1) },
    ]),
  ];
}
