/**
 * Expectations: what a step says about the outcome of a call, field by field, against the stage.
 * Invariant: a field that nobody here knows stays in the expectation, and whoever takes it to its
 * end fails it.
 */
import { type Fields } from './fields.ts';
import type { Call } from './naming.ts';
import type { Play } from './play.ts';
/** Throws a Mismatch unless both texts are the same. */
export declare function expectText(expected: string, actual: string): void;
/** Where a thread stands, as a failure tells it. */
export declare function statusText(play: Play, thread: number): string;
/** Judges a call by all fields of an expectation that are known. */
export declare function judge(play: Play, thread: number, call: Call, expect: Fields): void;
/** Judges the death of a task: of the thread alone, or of its process with it. */
export declare function judgeKilled(play: Play, thread: number, _call: Call | undefined, value: unknown, expect?: Fields): void;
/** The exit of the last thread is that of the process. */
export declare function judgeExit(play: Play, thread: number, call: unknown, value: unknown): void;
/** Judges an install that was repeated until it failed. */
export declare function judgeRepeated(expect: Fields, { installed, result }: {
    readonly installed: number;
    readonly result: number;
}): void;
/** The letter that /proc shows for what a task does. */
export declare function stateLetter(play: Play, thread: number): string;
