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
import { Reached } from './reached.ts';

/**
 * What a schedule ends in: nothing wrong, a deadlock, or a violated property by its number. With
 * `cycle` the property is one of whole executions: the last so many steps come back to the state
 * from which they began and can go on so for ever, or, for 0, nothing moves any more.
 */
export type Ending = 'none' | 'deadlock' | { readonly property: number; readonly cycle?: number };

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

/** What a searcher has found out about a scenario. */
export interface ExaminationReport {
  readonly finds: readonly Find[];
  readonly sightings: readonly Sighting[];
  readonly endStates: number;
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
  /** Where threads stood. */
  readonly reached: Reached;
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
    options: {
      readonly collectsAll: boolean;
      readonly wantsWitnesses: boolean;
      /** What was found before, and is not looked for again. */
      readonly found?: readonly Ending[];
      /** Where it is noted what threads reach; default: memory of its own. */
      readonly marks?: Uint8Array;
    },
  ) {
    const { compiled, scenario } = question;
    this.#mover = mover;
    this.reached = new Reached(question, mover.world, mover.words.array, options.marks);
    this.#readers = compileObservations(scenario.observe, compiled);
    this.#working = workingThreads(question);
    this.#collectsAll = options.collectsAll;
    this.#wantsWitnesses = options.wantsWitnesses;
    for (const ending of options.found ?? []) {
      this.hits.set(keyOf(ending), 1);
      if (ending !== 'none' && ending !== 'deadlock') mover.judge.ignore(ending.property);
    }
    this.begin();
  }

  /** Takes over what a searcher of the same scenario has found. */
  absorb({ finds, sightings, endStates }: ExaminationReport): void {
    for (const find of finds) this.#find(find.ending, () => find.moves);
    for (const { values, count, moves } of sightings) this.#sight(values, count, () => moves);
    this.endStates += endStates;
  }

  /** Goes on from what was found until a search was ended. */
  resume(
    { finds, sightings, endStates }: ExaminationReport,
    hits: readonly (readonly [string, number])[],
  ): void {
    this.finds.splice(0, Infinity, ...finds);
    for (const sighting of sightings) this.sightings.set(sighting.values.join(), { ...sighting });
    this.endStates = endStates;
    for (const [ending, count] of hits) {
      this.hits.set(ending, count);
      if (ending !== 'none' && ending !== 'deadlock') this.#mover.judge.ignore(Number(ending));
    }
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
    this.#sight(
      this.#readers.map((read) => read(world)),
      1,
      () => trail.trail(),
    );
    for (let number = judge.violatedAtEnd(world); number >= 0;) {
      this.#find({ property: number }, () => trail.trail());
      judge.ignore(number);
      if (this.isOver) return;
      number = judge.violatedAtEnd(world);
    }
  }

  #sight(values: readonly number[], count: number, way: () => readonly Move[] | null): void {
    const key = values.join();
    const sighting = this.sightings.get(key);
    if (sighting !== undefined) sighting.count += count;
    else this.sightings.set(key, { values, count, moves: this.#wantsWitnesses ? way() : null });
  }

  #find(ending: Ending, way: () => readonly Move[]): void {
    const key = keyOf(ending);
    const hits = this.hits.get(key) ?? 0;
    this.hits.set(key, hits + 1);
    if (hits > 0) return;
    this.finds.push({ ending, moves: way() });
    this.isOver = !this.#collectsAll;
  }
}

/** An ending as the key that it is counted under. */
function keyOf(ending: Ending): string {
  return typeof ending === 'string' ? ending : `${ending.property}`;
}

/** The numbers of the threads that must come to an end: all but those that serve others. */
export function workingThreads({ compiled }: Question): number[] {
  return compiled.threads.flatMap(({ service }, thread) => (service ? [] : [thread]));
}
