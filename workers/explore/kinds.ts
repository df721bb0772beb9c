/**
 * Kinds: what the steps of a schedule are, by name, in a form short enough for a token: the names
 * of some steps as two characters each. A schedule of few steps has them all; of a longer one, the
 * last before each switch, and so many between that the token stays short; and one of many switches
 * has as many at equal distances.
 *
 * Invariant: which steps are named is a function of the order of threads alone, so both ends agree.
 */

import { invariant } from '../../kernel/index.ts';
import { STEP } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import { digestOf } from './composition.ts';
import { Mover } from './mover.ts';
import type { Schedule } from './schedule.ts';
import { waitText } from './waits.ts';
import { walkedBy } from './walks.ts';
import { nextDeed } from './wording.ts';

/** Characters of one kind: 12 bits. */
const KIND_LENGTH = 2;
/** Steps that are named at most. */
const NAMED_COUNT_MAX = 5;

/** The first step at which a world is not where a schedule was made. */
export interface Difference {
  /** From 1. */
  readonly step: number;
  readonly thread: string;
  /** What the schedule says that the thread does there, as far as that can be told. */
  readonly expected: string;
  /** Where the world is instead, or why it goes no further. */
  readonly actual: string;
}

/**
 * The kinds of a schedule's steps, one behind the other; `deeds` are what the steps do, where that
 * is known. Precondition: the schedule can be made.
 */
export function kindsOf(question: Question, schedule: Schedule, deeds?: readonly string[]): string {
  const named = namedSteps(schedule.threads);
  const known = deeds ?? deedsOf(question, schedule, new Set(named));
  return named.map((step) => kindOf(known[step]!)).join('');
}

/** What those steps do that are named. */
function deedsOf(question: Question, schedule: Schedule, named: ReadonlySet<number>): string[] {
  const deeds: string[] = [];
  walk(question, schedule, (mover, step, thread) => {
    if (named.has(step)) deeds[step] = nextDeed(question, mover, thread);
    invariant(mover.move(thread, 0) === STEP.moved, 'a schedule of which a token is made is made');
    return true;
  });
  return deeds;
}

/** Follows a schedule as far as its steps are of these kinds; null if that is to its end. */
export function firstDifference(
  question: Question,
  schedule: Schedule,
  kinds: string,
): Difference | null {
  const positions = new Map(namedSteps(schedule.threads).map((step, at) => [step, at]));
  let difference: Difference | null = null;
  walk(question, schedule, (mover, step, thread) => {
    const name = question.compiled.threads[thread]?.name ?? `thread ${thread}`;
    const differs = (expected: string, actual: string): false => {
      difference = { step: step + 1, thread: name, expected, actual };
      return false;
    };
    if (thread >= mover.threadCount)
      return differs('a step of it', 'a loss: it has no such thread');
    const position = positions.get(step);
    const at = (position ?? 0) * KIND_LENGTH;
    const kind = position === undefined ? null : kinds.slice(at, at + KIND_LENGTH);
    const isDone = mover.stepper.isDone(thread);
    const deed = isDone ? 'its end' : nextDeed(question, mover, thread);
    if (kind !== null && (isDone || kindOf(deed) !== kind))
      return differs(meaning(question, thread, kind), quoted(deed, isDone));
    if (mover.move(thread, 0) === STEP.moved) return true;
    return differs(
      isDone ? 'a step of it' : quoted(deed),
      isDone ? deed : `a wait: ${waitText(question, mover, thread)}`,
    );
  });
  return difference;
}

/** A deed between quotation marks, and an end without. */
function quoted(deed: string, isDone = false): string {
  return isDone ? deed : `'${deed}'`;
}

/** Makes the steps of a schedule until `make`, which is to make the step, says no. */
function walk(
  question: Question,
  { threads, choices }: Schedule,
  make: (mover: Mover, step: number, thread: number) => boolean,
): void {
  const mover = new Mover(question);
  let drawn = 0;
  mover.script = (count) => Math.min(choices[drawn++] ?? 0, count - 1);
  for (const [step, thread] of threads.entries()) if (!make(mover, step, thread)) return;
}

/**
 * The steps, from 0, whose names are told: the last of each piece of a run of one thread; or, where
 * there are more runs than names, the last of each piece of the whole.
 */
function namedSteps(threads: readonly number[]): number[] {
  for (let length = 1; length < threads.length; length *= 2) {
    const steps: number[] = [];
    let piece = 0;
    for (const [step, thread] of threads.entries()) {
      piece += 1;
      if (piece < length && threads[step + 1] === thread) continue;
      steps.push(step);
      piece = 0;
    }
    if (steps.length <= NAMED_COUNT_MAX) return steps;
  }
  const length = Math.ceil(threads.length / NAMED_COUNT_MAX);
  return [...threads.keys()].filter(
    (step) => (step + 1) % length === 0 || step === threads.length - 1,
  );
}

function kindOf(deed: string): string {
  return digestOf(deed, KIND_LENGTH);
}

/** What a kind means: the names of that kind which steps of the thread can have. */
function meaning(question: Question, thread: number, kind: string): string {
  const all = walkedBy(question, (mover, each) => nextDeed(question, mover, each))[thread]!;
  const names = [...all.keys()].filter((name) => kindOf(name) === kind);
  return names.length === 0
    ? 'a step that it does not make here'
    : names.map((name) => quoted(name)).join(' or ');
}
