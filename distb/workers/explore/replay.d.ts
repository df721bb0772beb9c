/**
 * Replay: makes the steps of a schedule once more and tells what each did. A replay refuses to
 * guess: a step that cannot be made as recorded ends it with an error that names the step.
 *
 * Invariant: a schedule that a search found replays to the end that the search saw.
 */
import type { Question } from '../engine.ts';
import type { Finding, ScheduleStep } from '../outcome.ts';
import type { Schedule } from './schedule.ts';
/** What a replay shows. */
export interface Replay {
    readonly schedule: readonly ScheduleStep[];
    /** What the schedule ends in, or null where nothing is wrong there. */
    readonly finding: Finding | null;
    /** The observed values behind the last step, in the order of `observe`. */
    readonly observations: readonly number[];
}
/** Replays a token on its question; throws a UsageError if it does not fit. */
export declare function replay(question: Question, token: string): Replay;
/** Replays a schedule; throws a UsageError if a step cannot be made as recorded. */
export declare function replaySchedule(question: Question, schedule: Schedule): Replay;
