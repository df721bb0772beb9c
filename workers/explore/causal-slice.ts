/**
 * Causal slice: the steps of a failing schedule that the failure depends on, found backwards from
 * what was violated: who wrote what it read, who wrote what that one read, and so on. All other
 * steps either only bring their thread to where it is needed, or play no part.
 *
 * A step depends on the last one that wrote a word which it reads. That its own thread has come to
 * it is no dependency, as long as nobody else had a say in that: where an earlier step of the
 * thread was the first to read what another thread had written, as a wait does, that step counts as
 * well. Nor is it one that the thread has changed a word of the kernel, such as a lock, and changed
 * it back.
 *
 * Invariant: the threads of the slice, each up to its last step in it, come to the same failure
 * without all other steps.
 * Source: Korel and Laski, Dynamic program slicing, IPL 29 (1988).
 */

import { SCRATCH_COUNT, THREAD } from '../../kernel/index.ts';
import { isOfExecutions, Judge } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { Why } from '../outcome.ts';
import { type Ending, workingThreads } from './examination.ts';
import { ListeningWords } from './listening.ts';
import { Mover } from './mover.ts';
import type { Schedule } from './schedule.ts';

/** Words of a thread's control block that say where it goes on. */
const PLACES: ReadonlySet<number> = new Set([
  THREAD.STATE,
  THREAD.PROGRAM_COUNTER,
  THREAD.KERNEL_COUNTER,
]);

/** Whether a word of a control block is of the program's or a kernel routine's own data. */
function isComputed(field: number): boolean {
  return (
    (field >= THREAD.ARGUMENT && field <= THREAD.RESULT) ||
    (field >= THREAD.SCRATCH && field < THREAD.SCRATCH + SCRATCH_COUNT) ||
    (field >= THREAD.REGISTER && field < THREAD.FRAME)
  );
}

/**
 * What a word is to the thread that reads it: the `place` at which it goes on, which each of its
 * steps writes; a `value` that it computes with; or a `state` that it may leave and come back to.
 */
export type Role = 'place' | 'value' | 'state';

/** A write of one word, also where the value stayed the same. */
export interface Write {
  readonly word: number;
  readonly before: number;
  readonly after: number;
}

/** What one step did to the words of the world. */
export interface StepAccess {
  readonly thread: number;
  /** Words. */
  readonly reads: readonly number[];
  readonly writes: readonly Write[];
}

/** The accesses of a schedule, and what its failure rests on. */
export interface Accesses {
  readonly steps: readonly StepAccess[];
  /** Words that the violated property, or the threads of a deadlock, looked at in the end. */
  readonly looked: readonly number[];
  /** Steps, from 0, that are part of the failure itself. */
  readonly last: readonly number[];
  readonly roleOf: (word: number, thread: number) => Role;
}

/** The causal slice of a schedule that fails. */
export function causalSlice(question: Question, schedule: Schedule): Why['slice'] {
  const accesses = accessesOf(question, schedule);
  const matters = sliceOf(accesses);
  return { matters: matters.map((step) => step + 1), leads: leadsOf(accesses, matters) };
}

/** Makes the steps of a schedule and notes what each read and wrote. */
export function accessesOf(question: Question, { threads, choices, ending }: Schedule): Accesses {
  const mover = new Mover(question, ListeningWords);
  const words = mover.words as ListeningWords;
  const { layout } = mover.world;
  const { identityLength } = layout;
  let drawn = 0;
  mover.script = () => choices[drawn++] ?? 0;
  const readWords = (): number[] => [...words.reads.keys()].filter((word) => word < identityLength);
  const before = words.array.slice();
  const steps = threads.map((thread): StepAccess => {
    mover.move(thread, 0);
    const writes = [...words.writes]
      .filter((word) => word < identityLength)
      .map((word) => ({ word, before: before[word]!, after: words.array[word]! }));
    for (const { word, after } of writes) before[word] = after;
    // Why: where waits are futex waits, a mover looks at this word without the step's knowing.
    const parked = question.compiled.futexWaits ? [parkedWord(mover, thread)] : [];
    return { thread, reads: [...readWords(), ...parked], writes };
  });
  const looked = lookedAt(question, mover, ending, readWords);
  const last = [
    steps.length - 1,
    ...concerned(question, mover, ending).map((thread) => threads.lastIndexOf(thread)),
  ];
  return {
    steps,
    looked,
    last: last.filter((step) => step >= 0),
    roleOf(word, thread) {
      const field = word - layout.thread - thread * layout.threadStride;
      if (field >= 0 && field < layout.threadStride)
        return PLACES.has(field) ? 'place' : isComputed(field) ? 'value' : 'state';
      const cell = word - layout.memory;
      return cell >= 0 && cell < question.compiled.memory.length ? 'value' : 'state';
    },
  };
}

/** The steps, from 0, that the failure depends on, in order. */
export function sliceOf({ steps, looked, last, roleOf }: Accesses): number[] {
  const history = new Map<number, Past[]>();
  /** What each thread was told so far: a write of a word by another, read for the first time. */
  const told = new Set<string>();
  const isTold = steps.map(() => false);
  const sources = steps.map(({ thread, reads, writes }, step) => {
    const known = reads.flatMap((word) => {
      const source = sourceOf(history.get(word) ?? [], thread, roleOf(word, thread));
      if (source === null) return [];
      const key = `${thread} ${word} ${source.step}`;
      if (source.isForeign && !told.has(key)) isTold[step] = true;
      told.add(key);
      return [source.step];
    });
    for (const { word, before, after } of writes) {
      const past = history.get(word) ?? [];
      history.set(word, past);
      past.push({ step, thread, before, after });
    }
    return known;
  });
  const matters = new Set(last);
  for (const word of looked) {
    const source = history.get(word)?.at(-1);
    if (source !== undefined) matters.add(source.step);
  }
  const threadsOnTheWay = new Set<number>();
  for (let step = steps.length - 1; step >= 0; step -= 1) {
    const { thread } = steps[step]!;
    if (isTold[step] === true && threadsOnTheWay.has(thread)) matters.add(step);
    if (!matters.has(step)) continue;
    threadsOnTheWay.add(thread);
    for (const source of sources[step]!) matters.add(source);
  }
  return [...matters].sort((left, right) => left - right);
}

/** A write of one word by a step. */
interface Past {
  readonly step: number;
  readonly thread: number;
  readonly before: number;
  readonly after: number;
}

/** Where a value that a thread reads comes from. */
interface Source {
  readonly step: number;
  /** Another thread's. */
  readonly isForeign: boolean;
}

/** The source of a value that a thread reads; null if it has none that the reader depends on. */
function sourceOf(past: readonly Past[], reader: number, role: Role): Source | null {
  const last = past.at(-1);
  if (last === undefined) return null;
  if (last.thread !== reader) return { step: last.step, isForeign: true };
  if (role === 'place') return null;
  if (role === 'value') return { step: last.step, isForeign: false };
  // The earliest of its own writes since which it has only left that value and come back.
  let source = last;
  for (let at = past.length - 1; past[at]?.thread === reader; at -= 1) {
    const write = past[at]!;
    if (write.after === last.after) source = write;
    if (at === 0 && write.before === last.after) return null;
  }
  return { step: source.step, isForeign: false };
}

/** The other steps, from 1, of the threads of a slice up to the last that matters. */
function leadsOf({ steps }: Accesses, matters: readonly number[]): number[] {
  const ends = new Map(matters.map((step) => [steps[step]!.thread, step]));
  return steps.flatMap(({ thread }, step) =>
    step < (ends.get(thread) ?? -1) && !matters.includes(step) ? [step + 1] : [],
  );
}

/** The words that make the end of a schedule the failure that it is. */
function lookedAt(
  question: Question,
  mover: Mover,
  ending: Ending,
  readWords: () => number[],
): number[] {
  const { words, world } = mover;
  words.begin();
  if (ending === 'none') return [];
  if (ending === 'deadlock')
    return stuckThreads(question, mover).flatMap((thread) => {
      const parked = parkedWord(mover, thread);
      const sleptOn = words.array[parked]! - 1;
      mover.move(thread, 0);
      return [...readWords(), parked, ...(sleptOn < 0 ? [] : [sleptOn])];
    });
  const property = mover.judge.properties[ending.property];
  if (property === undefined || isOfExecutions(property)) return [];
  if ('event' in property.that || 'marked' in property.that) return [];
  // A judge of this property alone: others look at other words.
  const judge = new Judge({ ...question.scenario, properties: [property] }, question.compiled);
  if (property.kind === 'finally') judge.violatedAtEnd(world);
  else judge.violated(world);
  return readWords();
}

/** The threads whose last step is part of the failure: it is one only where they have stopped. */
function concerned(question: Question, mover: Mover, ending: Ending): number[] {
  if (ending === 'none') return [];
  if (ending === 'deadlock') return stuckThreads(question, mover);
  const isOfEnd = mover.judge.properties[ending.property]?.kind === 'finally';
  return isOfEnd ? workingThreads(question) : [];
}

/** The threads that have not come to their end. */
function stuckThreads(question: Question, { stepper }: Mover): number[] {
  return workingThreads(question).filter((thread) => !stepper.isDone(thread));
}

function parkedWord({ world }: Mover, thread: number): number {
  return world.thread(thread) + THREAD.PARKED;
}
