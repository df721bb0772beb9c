/**
 * Execution: watches the steps of a replay that claims to violate a property of whole executions,
 * and says whether it does. It is the judge of what the search of the state graph found, and knows
 * nothing of it.
 *
 * Invariant: what it confirms is an execution that is as fair as is asked and never fulfils the
 * property.
 */

import { isLiveness, type LivenessJudge, STEP } from '../../../actors/index.ts';
import { UsageError } from '../../../kernel/index.ts';
import type { Question } from '../../engine.ts';
import type { Finding } from '../../outcome.ts';
import { workingThreads } from '../examination.ts';
import { Identity } from '../identity.ts';
import type { Mover } from '../mover.ts';
import { canMove } from '../trial.ts';

/** Judges one replay for one property. */
export class Execution {
  /** Steps before the cycle. */
  readonly stemLength: number;
  readonly #mover: Mover;
  readonly #judge: LivenessJudge;
  readonly #bit: number;
  readonly #name: string;
  readonly #isProgress: boolean;
  readonly #working: readonly number[];
  /** Threads that have not moved in the cycle: weak, and could always; strong, and could once. */
  readonly #wronged = new Set<number>();
  readonly #moved = new Set<number>();
  /** Why the schedule is not what it claims to be. */
  #fault: string | null = null;
  /** For each state of the cycle and thread that draws there: what was not drawn there. */
  readonly #undrawn = new Map<string, Set<string>>();
  readonly #isStrong: boolean;
  #undrawnHere: Set<string> | null = null;
  #cycleBegin: Identity | null = null;
  #cycleLength = 0;

  /** Throws a UsageError where the property is none of whole executions. */
  constructor(question: Question, mover: Mover, property: number, stemLength: number) {
    const { liveness } = mover.judge;
    const asked = question.scenario.properties[property];
    if (liveness === null || asked === undefined || !isLiveness(asked))
      throw new UsageError(
        'the replay token is damaged: its property is none of whole executions',
        'copy the whole token',
      );
    this.stemLength = stemLength;
    this.#mover = mover;
    this.#judge = liveness;
    this.#bit = 1 << liveness.properties.findIndex(({ number }) => number === property);
    this.#name = asked.name;
    this.#isProgress = asked.kind === 'progress';
    this.#isStrong = asked.fairness === 'strong';
    this.#working = workingThreads(question);
    if (!this.#isStrong)
      for (let thread = 0; thread < mover.threadCount; thread += 1) this.#wronged.add(thread);
    if (!this.#isProgress) this.#look();
  }

  record(thread: number, event: number, detail: number): void {
    this.#judge.record(thread, event, detail);
  }

  /** A step is about to be made, by this thread. */
  begin(step: number, thread: number): void {
    if (step === this.stemLength) {
      this.#cycleBegin = this.#identity();
      if (this.#isProgress) this.#fault = null;
    }
    if (step >= this.stemLength) this.#rest();
    if (step >= this.stemLength && this.#isStrong) this.#draw(thread);
    this.#judge.begin();
  }

  /** A step was made, by this thread. */
  moved(step: number, thread: number): void {
    this.#look();
    if (step < this.stemLength) return;
    this.#moved.add(thread);
    this.#wronged.delete(thread);
    this.#undrawnHere?.delete(this.#mover.drawn().join());
    this.#cycleLength += 1;
  }

  /** What the execution is; throws a UsageError if it is not what it claims to be. */
  end(): Pick<Finding, 'kind' | 'message'> {
    const fault = this.#fault ?? (this.#cycleLength === 0 ? this.#goesOn() : this.#leaves());
    if (fault !== null)
      throw new UsageError(
        `the schedule does not violate '${this.#name}' as recorded: ${fault}`,
        'find it again: racetrap explore',
      );
    if (this.#isProgress)
      return { kind: 'livelock', message: `livelock: for ever without: ${this.#name}` };
    const how = this.#cycleLength === 0 ? 'comes to an end' : 'goes on for ever';
    return { kind: 'eventually', message: `a schedule ${how} without: ${this.#name}` };
  }

  #look(): void {
    const { world, stepper } = this.#mover;
    if ((this.#judge.fulfilled(world) & this.#bit) !== 0) this.#fault = 'it comes true';
    if (this.#isProgress && this.#working.every((thread) => stepper.isDone(thread)))
      this.#fault = 'all work is done';
  }

  #rest(): void {
    for (let thread = 0; thread < this.#mover.threadCount; thread += 1) {
      if (this.#moved.has(thread) || canMove(this.#mover, thread) !== this.#isStrong) continue;
      if (this.#isStrong) this.#wronged.add(thread);
      else this.#wronged.delete(thread);
    }
  }

  /** Notes what a thread can draw in the state at hand, unless it was here before. */
  #draw(thread: number): void {
    const mover = this.#mover;
    const { low, high } = this.#identity();
    const key = [low, high, thread].join();
    let undrawn = this.#undrawn.get(key);
    if (undrawn === undefined) {
      undrawn = new Set();
      const { script } = mover;
      mover.script = null;
      for (let code = 0; code >= 0; code = mover.nextCode) {
        if (mover.move(thread, code) !== STEP.moved) break;
        undrawn.add(mover.drawn().join());
        mover.words.takeBack();
      }
      mover.words.begin();
      mover.script = script;
      this.#undrawn.set(key, undrawn);
    }
    this.#undrawnHere = undrawn;
  }

  #goesOn(): string | null {
    if (this.#isProgress) return 'it has no cycle';
    for (let thread = 0; thread < this.#mover.threadCount; thread += 1)
      if (canMove(this.#mover, thread)) return 'it does not end';
    return null;
  }

  #leaves(): string | null {
    const { low, high } = this.#identity();
    const begin = this.#cycleBegin;
    if (begin === null || begin.low !== low || begin.high !== high)
      return 'it does not come back to the state in which its cycle begins';
    if (this.#wronged.size > 0) return 'it is not fair to all threads';
    const isUnfair = [...this.#undrawn.values()].some(({ size }) => size > 0);
    return isUnfair ? 'a draw of its cycle never comes out in some way' : null;
  }

  #identity(): Identity {
    const { words, world } = this.#mover;
    return new Identity(words.array, world.layout.distinctLength);
  }
}
