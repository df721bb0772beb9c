/**
 * Observations in litmus style: each final value with how often it was seen, and the parity of two
 * engines: whatever real workers saw must be among what the search reaches. Invariant: an outcome
 * that the search did not exhaust never makes a claim about what is unreachable.
 */

import type { ObservationCount, Outcome } from '../../workers/index.ts';
import { countText, shareText } from './number.ts';
import { type Column, drawTable } from './table.ts';

/** What each engine counts. */
const COUNTED: Readonly<Record<Outcome['engine'], string>> = {
  explore: 'end states',
  parallel: 'rounds',
  virtual: 'rounds',
  sample: 'schedules',
};

/** What the observations of an outcome are counted in. */
export function countedIn({ engine, explore }: Outcome): string {
  return explore?.traces === undefined ? COUNTED[engine] : 'traces';
}

/** One row of a comparison: a final observation and how often each engine saw it. */
export interface ParityRow {
  readonly values: readonly number[];
  readonly seen: number;
  readonly reachable: number;
}

/** The comparison of a run with a search of the same scenario. */
export interface Parity {
  readonly observed: readonly string[];
  readonly rows: readonly ParityRow[];
  /** Whether the search was exhausted: only then is what it did not reach unreachable. */
  readonly isExhausted: boolean;
  /** Whether every observation of the run is reachable, as far as the search can tell. */
  readonly holds: boolean;
}

/** The lines of an outcome's observations; none if the scenario observes nothing. */
export function observationLines(outcome: Outcome): string[] {
  const { observed, observations } = outcome;
  if (observed.length === 0 || observations.length === 0) return [];
  const total = observations.reduce((sum, { count }) => sum + count, 0);
  const columns: Column[] = [
    { title: countedIn(outcome), align: 'right' },
    { title: 'share', align: 'right' },
    { title: '' },
    { title: 'observation' },
  ];
  const rows = byCount(observations).map(({ values, count }) => [
    countText(count),
    shareText(count, total),
    count === total ? 'always' : 'sometimes',
    valuesText(observed, values),
  ]);
  return drawTable(columns, rows, '  ');
}

/** Compares a run on real workers with a search that went on behind violations (`all`). */
export function compareObservations(run: Outcome, search: Outcome): Parity {
  const isExhausted = search.findings.every(({ kind }) => kind !== 'deadline');
  const rows = new Map<string, { values: readonly number[]; seen: number; reachable: number }>();
  const row = (values: readonly number[]) => {
    const key = values.join();
    const known = rows.get(key) ?? { values, seen: 0, reachable: 0 };
    rows.set(key, known);
    return known;
  };
  for (const { values, count } of search.observations) row(values).reachable = count;
  for (const { values, count } of run.observations) row(values).seen = count;
  const sorted = [...rows.values()].sort((a, b) => b.seen - a.seen || b.reachable - a.reachable);
  return {
    observed: search.observed,
    rows: sorted,
    isExhausted,
    holds: !isExhausted || sorted.every(({ seen, reachable }) => seen === 0 || reachable > 0),
  };
}

/** The lines of a comparison: both columns, and in words what each row means. */
export function parityLines({ observed, rows, isExhausted, holds }: Parity): string[] {
  if (observed.length === 0)
    return ['  the scenario observes nothing: there is nothing to compare'];
  const columns: Column[] = [
    { title: 'run', align: 'right' },
    { title: 'explore', align: 'right' },
    { title: 'observation' },
    { title: '' },
  ];
  const body = rows.map(({ values, seen, reachable }) => [
    countText(seen),
    countText(reachable),
    valuesText(observed, values),
    reachable > 0
      ? seen > 0
        ? 'reachable, sometimes seen'
        : 'reachable, never seen'
      : isExhausted
        ? 'SEEN, BUT UNREACHABLE'
        : 'seen; the search did not get there',
  ]);
  const verdict = !isExhausted
    ? 'the search was not exhausted: no claim'
    : holds
      ? 'every observation of the run is reachable'
      : 'real workers saw what the search says cannot be: racetrap is wrong';
  return [...drawTable(columns, body, '  '), `  parity: ${verdict}`];
}

/** One observation in words: `x=0 y=1`. */
export function valuesText(names: readonly string[], values: readonly number[]): string {
  return names.map((name, index) => `${name}=${values[index] ?? '?'}`).join(' ');
}

/** Observations, the most frequent first. */
export function byCount(observations: readonly ObservationCount[]): ObservationCount[] {
  return [...observations].sort((a, b) => b.count - a.count);
}
