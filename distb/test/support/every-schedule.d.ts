/**
 * Every schedule of a small scenario, one by one, without any memory of states: the oracle of all
 * that looks for the fewest, the least or the nearest.
 */
import type { Question } from '../../workers/engine.ts';
import type { Ending } from '../../workers/explore/examination.ts';
import { type Move } from '../../workers/explore/mover.ts';
/** One schedule to its end, which is its first violation if it has one. */
export interface Run {
    readonly moves: readonly Move[];
    readonly preemptions: number;
    /** Whether it comes to the ending that was asked for. */
    readonly fails: boolean;
}
/** Makes every schedule that begins with the given moves. */
export declare function everySchedule(question: Question, ending: Ending, prefix?: readonly Move[]): Run[];
