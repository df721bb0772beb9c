/**
 * Watched mover: a mover that teaches footprints what each step touches and where it leads. It
 * makes the same moves as any other.
 */
import type { Question } from '../../engine.ts';
import { Mover } from '../mover.ts';
import { Footprints } from './footprints.ts';
/** Properties of states that are told apart. */
export declare const VISIBLE_COUNT_MAX = 31;
/** A mover whose steps are watched. */
export declare class WatchedMover extends Mover {
    #private;
    /** Where each thread rests in the state that was located last. */
    readonly places: Int32Array;
    /** Whether the thread that moved last may come back to where it was. */
    mayReturn: boolean;
    constructor(question: Question, footprints: Footprints);
    /** Sees where all threads rest in the state at hand. */
    locate(): void;
    move(thread: number, code: number): number;
}
/** Footprints for a question's scenario, which know nothing yet. */
export declare function createFootprints(question: Question): Footprints;
