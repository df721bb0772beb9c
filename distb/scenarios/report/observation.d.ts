/**
 * Observations in litmus style: each final value with how often it was seen, and the parity of two
 * engines: whatever real workers saw must be among what the search reaches. Invariant: an outcome
 * that the search did not exhaust never makes a claim about what is unreachable.
 */
import type { Outcome } from '../../workers/index.ts';
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
export declare function observationLines({ observed, observations, engine }: Outcome): string[];
/** Compares a run on real workers with a search that went on behind violations (`all`). */
export declare function compareObservations(run: Outcome, search: Outcome): Parity;
/** The lines of a comparison: both columns, and in words what each row means. */
export declare function parityLines({ observed, rows, isExhausted, holds }: Parity): string[];
/** One observation in words: `x=0 y=1`. */
export declare function valuesText(names: readonly string[], values: readonly number[]): string;
