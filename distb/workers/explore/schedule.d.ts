/**
 * Schedule: which thread makes each step, and what the steps draw. With the scenario it is the
 * whole run, as steps have no other freedom. As bytes, consecutive steps of one thread are one
 * number.
 *
 * Invariant: what is decoded from the bytes of a schedule equals that schedule.
 */
import type { Question } from '../engine.ts';
import type { Ending } from './examination.ts';
import { type Move } from './mover.ts';
/** Steps that a recorded schedule may have. */
export declare const SCHEDULE_STEP_COUNT_MAX = 1000000;
/** A run of a scenario. */
export interface Schedule {
    /** What it ends in. */
    readonly ending: Ending;
    /** The thread of each step. */
    readonly threads: readonly number[];
    /** What the steps draw, one behind the other. */
    readonly choices: readonly number[];
}
/** Makes the moves of a search a schedule, with the numbers drawn in place of codes. */
export declare function scheduleOf(question: Question, ending: Ending, moves: readonly Move[]): Schedule;
/** A schedule as bytes: variable-length numbers, seven bits a byte, lowest first. */
export declare function scheduleBytes(schedule: Schedule, threadCount: number): Uint8Array;
/** Reads the bytes of a schedule; throws a UsageError if they are none. */
export declare function scheduleFromBytes(bytes: Uint8Array, threadCount: number): Schedule;
