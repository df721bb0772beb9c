/**
 * Target: whether a world has come to one given ending, and nothing else: the question of all that
 * shrinks or explains a schedule. Invariant: only the target's property is judged.
 */
import type { Question } from '../engine.ts';
import { type Ending } from './examination.ts';
import type { Mover } from './mover.ts';
/** Watches one mover for one ending. */
export declare class Target {
    #private;
    readonly ending: Ending;
    constructor(question: Question, mover: Mover, ending: Ending);
    /** Whether the last move, or the state behind it, is the ending. */
    isStruck(): boolean;
    /** Whether a state in which nothing moves is the ending. */
    isRest(): boolean;
}
