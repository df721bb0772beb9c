/**
 * Sampling: the engine `sample`, for scenarios that are too large to search. It draws one schedule
 * after another, each from a seed of its own, until something breaks or a budget is spent, and says
 * what it covered. It never says `holds`: a sample proves nothing about the rest.
 *
 * The clock is read here and nowhere below: it bounds the sample and never steers a schedule.
 * Invariant: a schedule of the random walk or of PCT is a function of the question, the seed and
 * the options alone, so that the seed of one schedule repeats it; what is found replays.
 */
import type { Question, Supervision } from '../engine.ts';
import { type Outcome, type SampleFigures } from '../outcome.ts';
import type { Scheduler } from './scheduler.ts';
/** Schedules that a sample draws unless told otherwise. */
export declare const SCHEDULE_COUNT_DEFAULT = 10000;
/** How long a sample runs unless told otherwise, in ms. */
export declare const SAMPLE_DURATION_MS_MAX_DEFAULT = 60000;
/** Steps behind which a schedule is cut off unless told otherwise. */
export declare const STEP_COUNT_MAX_DEFAULT = 10000;
/** The depth that PCT looks for unless told otherwise. */
export declare const DEPTH_DEFAULT = 3;
/** How to sample. */
export interface SampleOptions {
    /** Default: `pct`. */
    readonly strategy?: SampleFigures['strategy'];
    /** The first schedule's seed; the next has the next number. Default 1. */
    readonly seed?: number;
    /** Schedules to draw at most; default SCHEDULE_COUNT_DEFAULT. */
    readonly scheduleCountMax?: number;
    /** Time to sample at most, in ms; default SAMPLE_DURATION_MS_MAX_DEFAULT. */
    readonly durationMsMax?: number;
    /** Steps of a schedule at most; default STEP_COUNT_MAX_DEFAULT. */
    readonly stepCountMax?: number;
    /** PCT: the depth of the bug; default DEPTH_DEFAULT. */
    readonly depth?: number;
    /** PCT: steps of the longest schedule; default: the longest of some random walks. */
    readonly stepCount?: number;
    /** Go on behind the first violation, collect one for each property, and count the rest. */
    readonly all?: boolean;
    /** Make what is found small and say why it fails; default true. */
    readonly explains?: boolean;
}
/** Parts of a sample that tests replace. */
export interface SampleParts {
    readonly scheduler?: Scheduler;
}
/** Draws schedules of a question's scenario; throws a UsageError for a wrong limit. */
export declare function sample(question: Question, options?: SampleOptions, supervision?: Supervision, parts?: SampleParts): Promise<Outcome>;
