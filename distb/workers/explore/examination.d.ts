/**
 * Examination: what a search has found out so far: violations, deadlocks, end states. The search
 * order tells it of struck properties and of states in which nothing moves; it decides what they
 * mean and whether the search goes on.
 *
 * Invariant: each property is found at most once, and so is a deadlock; how often schedules of a
 * sample ended so is counted.
 */
import type { Question } from '../engine.ts';
import type { Move, Mover } from './mover.ts';
import type { Trail } from './order.ts';
/** What a schedule ends in: nothing wrong, a deadlock, or a violated property by its number. */
export type Ending = 'none' | 'deadlock' | {
    readonly property: number;
};
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
export declare function unreached({ scenario }: Question, { endStates }: Examination): string[];
/** Judges the states of a search. */
export declare class Examination {
    #private;
    readonly finds: Find[];
    readonly sightings: Map<string, Sighting>;
    endStates: number;
    /** How often each ending was met, by its property's number or `deadlock`. */
    readonly hits: Map<string, number>;
    /** Whether the search has found all that it was asked for. */
    isOver: boolean;
    constructor(question: Question, mover: Mover, options: {
        readonly collectsAll: boolean;
        readonly wantsWitnesses: boolean;
        /** What was found before, and is not looked for again. */
        readonly found?: readonly Ending[];
    });
    /** Takes over what a searcher of the same scenario has found. */
    absorb({ finds, sightings, endStates }: ExaminationReport): void;
    /** Looks at the first state: of a search, or of each schedule of a sample. */
    begin(): void;
    /** A property is violated by the last move or in the state behind it. */
    struck(trail: Trail, last: Move | null): void;
    /** No thread can move: an end if all work is done, else a deadlock. */
    rested(trail: Trail): void;
}
/** The numbers of the threads that must come to an end: all but those that serve others. */
export declare function workingThreads({ compiled }: Question): number[];
