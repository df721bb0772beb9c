/**
 * Examination: what a search has found out so far: violations, deadlocks, end states. The search
 * order tells it of struck properties and of states in which nothing moves; it decides what they
 * mean and whether the search goes on.
 *
 * Invariant: each property is found at most once, and so is a deadlock; how often schedules of a
 * sample ended so is counted.
 */

import { compileObservations, type StateReader } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { Move, Mover } from './mover.ts';
import type { Trail } from './order.ts';

/** What a schedule ends in: nothing wrong, a deadlock, or a violated property by its number. */
export type Ending = 'none' | 'deadlock' | { readonly property: number };

/** A schedule that was found, and what it ends in. */
export interface Find {
  readonly ending: Ending;
  readonly moves: readonly Move[];
}

/** End states that look alike to the scenario's `observe`. */
export interface Sighting {
  readonly values: readonly number[];
  count: number;
  /** A schedule to the first of them, where witnesses are wanted. */
  readonly moves: readonly Move[] | null;
}

/** The `finally` properties that were never looked at, as no end state was met; by name. */
export function unreached({ scenario }: Question, { endStates }: Examination): string[] {
  if (endStates > 0) return [];
  return scenario.properties.filter(({ kind }) => kind === 'finally').map(({ name }) => name);
}

/** Judges the states of a search. */
export class Examination {
  readonly finds: Find[] = [];
  readonly sightings = new Map<string, Sighting>();
  endStates = 0;
  /** How often each ending was met, by its property's number or `deadlock`. */
  readonly hits = new Map<string, number>();
  /** Whether the search has found all that it was asked for. */
  isOver = false;
  readonly #mover: Mover;
  readonly #readers: readonly StateReader[];
  /** Threads that must come to an end. */
  readonly #working: readonly number[];
  readonly #collectsAll: boolean;
  readonly #wantsWitnesses: boolean;

  constructor(
    question: Question,
    mover: Mover,
    options: { readonly collectsAll: boolean; readonly wantsWitnesses: boolean },
  ) {
    const { compiled, scenario } = question;
    this.#mover = mover;
    this.#readers = compileObservations(scenario.observe, compiled);
    this.#working = workingThreads(question);
    this.#collectsAll = options.collectsAll;
    this.#wantsWitnesses = options.wantsWitnesses;
    this.begin();
  }

  /** Looks at the first state: of a search, or of each schedule of a sample. */
  begin(): void {
    const { judge, world } = this.#mover;
    judge.begin();
    if (judge.violated(world) >= 0) this.struck({ trail: () => [] }, null);
  }

  /** A property is violated by the last move or in the state behind it. */
  struck(trail: Trail, last: Move | null): void {
    const { judge, world } = this.#mover;
    const way = () => (last === null ? trail.trail() : [...trail.trail(), last]);
    for (let number = judge.violated(world); number >= 0; number = judge.violated(world)) {
      this.#find({ property: number }, way);
      judge.ignore(number);
      if (this.isOver) return;
    }
  }

  /** No thread can move: an end if all work is done, else a deadlock. */
  rested(trail: Trail): void {
    const { judge, world, stepper } = this.#mover;
    if (this.#working.some((thread) => !stepper.isDone(thread))) {
      this.#find('deadlock', () => trail.trail());
      return;
    }
    this.endStates += 1;
    const values = this.#readers.map((read) => read(world));
    const key = values.join();
    const sighting = this.sightings.get(key);
    if (sighting === undefined)
      this.sightings.set(key, {
        values,
        count: 1,
        moves: this.#wantsWitnesses ? trail.trail() : null,
      });
    else sighting.count += 1;
    for (let number = judge.violatedAtEnd(world); number >= 0;) {
      this.#find({ property: number }, () => trail.trail());
      judge.ignore(number);
      if (this.isOver) return;
      number = judge.violatedAtEnd(world);
    }
  }

  #find(ending: Ending, way: () => readonly Move[]): void {
    const key = typeof ending === 'string' ? ending : `${ending.property}`;
    const hits = this.hits.get(key) ?? 0;
    this.hits.set(key, hits + 1);
    if (hits > 0) return;
    this.finds.push({ ending, moves: way() });
    this.isOver = !this.#collectsAll;
  }
}

/** The numbers of the threads that must come to an end: all but those that serve others. */
export function workingThreads({ compiled }: Question): number[] {
  return compiled.threads.flatMap(({ service }, thread) => (service ? [] : [thread]));
}
