/**
 * Retrace: makes a schedule once more in a fresh world and compares every step with what was noted
 * of the first time: the place from which its thread moved, and the fingerprint of the state behind
 * it. What differs was not controlled by the schedule, and a token of it would be worth nothing.
 *
 * Invariant: two runs that agree in every place and every fingerprint are the same run.
 */
import type { Question } from '../engine.ts';
import { type Move } from './mover.ts';
/** What is noted of one step. */
export interface Footmark {
    readonly place: number;
    /** Fingerprint of the state behind the step. */
    readonly low: number;
    readonly high: number;
}
/** Where two runs of one schedule part. */
export interface Parting {
    /** The step, from 1. */
    readonly step: number;
    readonly expected: string;
    readonly actual: string;
    readonly cause: string;
}
/** Makes the moves again; null if every step is as it was noted. */
export declare function retrace(question: Question, moves: readonly Move[], footmarks: readonly Footmark[]): Parting | null;
/** Throws an InvariantError unless the moves do again what was noted: they must. */
export declare function mustRetrace(question: Question, moves: readonly Move[], footmarks: readonly Footmark[]): void;
