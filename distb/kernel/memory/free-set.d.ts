/**
 * Free set: which of the numbers `0..count-1` are taken, and the lowest that is not. One bit a
 * number; above 1,024 numbers a second level has one bit for each full word of the first, and so on
 * until a level is short, so that finding the lowest free number stays cheap among 65,530.
 *
 * Invariant: a bit of an upper level is set exactly while the word below it is full; the words are
 * a function of what is taken, whatever the way there. Guarded by whatever guards what is numbered.
 */
import type { Words } from './word.ts';
/** Words that a set of `count` numbers needs. */
export declare function freeSetWordCount(count: number): number;
/** Takes the lowest free number of the set at `at`. Preconditions: one of `count` is free. */
export declare function takeLowest(words: Words, at: number, count: number): number;
/** Gives a number back. */
export declare function giveBack(words: Words, at: number, count: number, number: number): void;
/** Whether a number is taken. */
export declare function isTaken(words: Words, at: number, number: number): boolean;
/** Whether each upper level says of each word below it what is true: for checks. */
export declare function isFreeSetSound(words: Words, at: number, count: number): boolean;
