/**
 * Outcomes made up for tests of reports: complete, small, and each with only what a test is about
 * different from the rest.
 */
import { type CounterName } from '../../kernel/index.ts';
import { type ExploreFigures, type Outcome, type ParallelFigures, type ScheduleStep, type ThreadFigures } from '../../workers/index.ts';
/** An outcome of an exhausted search that found nothing, but for what `parts` says. */
export declare function outcomeWith(parts?: Partial<Outcome>): Outcome;
/** Figures of a search. */
export declare function searchWith(parts?: Partial<ExploreFigures>): ExploreFigures;
/** An outcome of real workers that nothing ended before its time, but for what `parts` says. */
export declare function runWith(figures?: Partial<ParallelFigures>, parts?: Partial<Outcome>): Outcome;
/** Figures of a thread. */
export declare function threadWith(name: string, counters: Partial<Record<CounterName, number>>): ThreadFigures;
/** Counters, zero but for those that are given. */
export declare function countersWith(counters: Partial<Record<CounterName, number>>): Record<CounterName, number>;
/** A step of a schedule. */
export declare function stepWith(parts: Partial<ScheduleStep>): ScheduleStep;
