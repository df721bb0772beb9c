/**
 * Outlook: what a search tells of itself while it runs, besides its counts: about how many states
 * there are, and what of the scenario was exercised. It is asked a few times a second, and only
 * where somebody listens, so it costs a search next to nothing. Who goes on with a search, such as
 * a team, puts its own sources in.
 *
 * Invariant: an estimate is never told without saying that it is one.
 */

import { transitionCount } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import type { ExploreFigures } from '../outcome.ts';
import { Estimate, type Memory, stateCountOf } from './estimate.ts';
import type { Mover } from './mover.ts';
import { type InstructionFigures, reachedOf } from './reached.ts';

/** Schedules drawn for one line of progress, and for the estimate of a search that was ended. */
export const WALK_COUNT = { line: 8, end: 64 } as const;

/** Where an outlook looks. */
export interface Sources {
  /** The share of random states that the search has met; null: nobody can say. */
  share: (walkCount: number, depth: number) => number | null;
  /** 1 for each instruction at which a thread stood. */
  marks: Uint8Array;
  /** Transitions of the dispatch machine that were taken; null: that is told in the end. */
  taken: () => number | null;
}

/** Tells how far a search is. */
export class Outlook {
  readonly sources: Sources;
  readonly #question: Question;
  readonly #order: ExploreFigures['order'];

  constructor(question: Question, order: ExploreFigures['order'], sources: Sources) {
    this.#question = question;
    this.#order = order;
    this.sources = sources;
  }

  /** One line about how far the search is. */
  line(states: number, waiting: number, depth: number, elapsedMs: number): string {
    const { taken } = this.sources;
    const perSecond = Math.round((states / elapsedMs) * 1000);
    const all = this.stateCount(states, WALK_COUNT.line, depth);
    const left = all === null ? 0 : (all - states) / perSecond;
    const { reached, all: instructions } = this.instructions();
    const transitions = taken();
    return [
      `${states} states${all === null ? '' : ` of about ${roughText(all)}`}`,
      `${perSecond}/s${all === null ? '' : `, about ${leftText(left)} left`}`,
      `${waiting} waiting`,
      `depth ${depth}`,
      `instructions ${reached}/${instructions}`,
      ...(transitions === null
        ? []
        : [`transitions ${transitions}/${transitionCount(this.#question.table)}`]),
    ].join(', ');
  }

  /** About how many states there are; null: nobody can say. */
  stateCount(states: number, walkCount: number, depth: number): number | null {
    const share = this.sources.share(walkCount, depth);
    return share === null ? null : stateCountOf(states, share, this.#order);
  }

  /** What threads have reached of the programs. */
  instructions(): InstructionFigures {
    return reachedOf(this.#question, this.sources.marks);
  }
}

/** The share that a memory knows; the estimate begins when somebody asks. */
export function shareOf(
  mover: () => Mover,
  memory: () => Memory,
): (walkCount: number, depth: number) => number {
  let estimate: Estimate | null = null;
  return (walkCount, depth) =>
    (estimate ??= new Estimate(mover(), memory())).look(walkCount, depth);
}

const MAGNITUDES = [
  [1e12, ' trillion'],
  [1e9, ' billion'],
  [1e6, ' million'],
] as const;

/** A number of which no more than two digits mean anything: `4.2 million`. */
export function roughText(count: number): string {
  const rough = Number(count.toPrecision(2));
  const [size, name] = MAGNITUDES.find(([least]) => rough >= least) ?? [1, ''];
  return `${rough / size}${name}`;
}

/** A time in s, as roughly. */
function leftText(seconds: number): string {
  if (seconds < 100) return `${Number(seconds.toPrecision(seconds < 10 ? 1 : 2))} s`;
  if (seconds < 6_000) return `${Math.round(seconds / 60)} min`;
  return `${roughText(seconds / 3_600)} h`;
}
