/**
 * The naive counter of traces: it makes every interleaving to its end and writes down which steps
 * come before which in all that only swap steps that commute. As many different notes as there
 * are, so many traces. It is the oracle of every walk that makes fewer interleavings.
 */

import { STEP } from '../../actors/index.ts';
import type { Question } from '../../workers/engine.ts';
import { NEXT_STEP, StepFootprints } from '../../workers/explore/traces/step-footprints.ts';

/** Steps of an interleaving beyond which it is taken for endless. */
const STEP_COUNT_MAX = 60;

/** What all interleavings come to. */
export interface NaiveTraces {
  readonly interleavings: number;
  readonly traces: number;
  readonly deadlocks: number;
  /** Traces whose interleavings do not all end in one state. */
  readonly torn: number;
}

/** One step that was made. */
interface Event {
  readonly thread: number;
  readonly code: number;
  readonly footprint: Int32Array;
}

/** Counts; null if there are more interleavings than `countMax`, or one has too many steps. */
export function naiveTraces(
  question: Question,
  countMax: number,
  commutes = true,
): NaiveTraces | null {
  const footprints = new StepFootprints(question, { commutes });
  const { mover } = footprints;
  const { world, stepper } = mover;
  const ends = new Map<string, string>();
  let interleavings = 0;
  let deadlocks = 0;
  let torn = 0;
  let isTooMuch = false;
  const goOn = (events: readonly Event[]): void => {
    if (events.length > STEP_COUNT_MAX) isTooMuch = true;
    if (isTooMuch) return;
    const state = world.snapshot();
    const step = (thread: number): void => {
      const footprint = new Int32Array(footprints.stride);
      if (footprints.take(thread, footprint, 0) === NEXT_STEP.blocked) return;
      hasMoved = true;
      for (let code = 0; code >= 0;) {
        world.restore(state);
        if (mover.move(thread, code) !== STEP.moved) throw new Error('a step was not made');
        const next = mover.nextCode;
        goOn([...events, { thread, code, footprint }]);
        code = next;
      }
      world.restore(state);
    };
    let hasMoved = false;
    for (let thread = 0; thread < mover.threadCount; thread += 1) step(thread);
    if (hasMoved) return;
    interleavings += 1;
    if (interleavings > countMax) isTooMuch = true;
    const note = noteOf(footprints, events);
    const end = state.join();
    const known = ends.get(note);
    ends.set(note, end);
    if (known === undefined) {
      const isDone = question.compiled.threads.every(
        ({ service }, thread) => service || stepper.isDone(thread),
      );
      if (!isDone) deadlocks += 1;
    } else if (known !== end) torn += 1;
  };
  goOn([]);
  return isTooMuch ? null : { interleavings, traces: ends.size, deadlocks, torn };
}

/** For each thread its steps, each with how many steps of each thread come before it. */
function noteOf(footprints: StepFootprints, events: readonly Event[]): string {
  const { threadCount } = footprints.mover;
  const clocks: number[][] = [];
  const notes: string[][] = Array.from({ length: threadCount }, () => []);
  for (const [position, { thread, code, footprint }] of events.entries()) {
    const clock = Array.from({ length: threadCount }, () => 0);
    for (const [before, other] of events.slice(0, position).entries()) {
      if (other.thread !== thread && !footprints.meet(other.footprint, 0, footprint, 0)) continue;
      for (const [each, count] of clocks[before]!.entries())
        clock[each] = Math.max(clock[each]!, count);
    }
    clock[thread] = notes[thread]!.length + 1;
    clocks.push(clock);
    notes[thread]!.push(`${code}@${clock.join('.')}`);
  }
  return notes.map((steps) => steps.join(' ')).join('|');
}
