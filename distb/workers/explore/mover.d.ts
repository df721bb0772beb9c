/**
 * Mover: one world of a question with all that moves and judges it. Search and replay move threads
 * through it alone, so a schedule means the same to both. A move is a thread and a *code* that says
 * which random values its step draws: the drawn numbers as digits of mixed radix, first draw
 * lowest.
 *
 * Invariant: what a move does is a function of the identity words, the thread and the code. A move
 * that is not made has changed nothing.
 */
import { World } from '../../kernel/index.ts';
import type { Environment, Layout } from '../../kernel/index.ts';
import { Judge, Stepper } from '../../actors/index.ts';
import type { Question } from '../engine.ts';
import { UndoWords } from './undo.ts';
/** Alternatives that the draws of one step can make together. */
export declare const ALTERNATIVE_COUNT_MAX = 2147483647;
/** One move of a schedule. */
export interface Move {
    readonly thread: number;
    readonly code: number;
}
/** A booted world, its steps and its judge. */
export declare class Mover implements Environment {
    #private;
    readonly words: UndoWords;
    readonly world: World;
    readonly stepper: Stepper;
    readonly judge: Judge;
    readonly threadCount: number;
    /** Behind a move: the code of its next alternative, or -1 if there is none. */
    nextCode: number;
    /** Where draws come from instead of the code: the recorded numbers of a replay. */
    script: ((count: number) => number) | null;
    constructor(question: Question, Words?: new (layout: Layout) => UndoWords);
    /**
     * Moves a thread; returns one of STEP. Where waits are futex waits, falling asleep is a move: the
     * look at the word and the sleep are one act, as in futex(2).
     */
    move(thread: number, code: number): number;
    /** What the last move drew, in order. */
    drawn(): number[];
    /** Whether the thread sleeps on a word. */
    isAsleep(thread: number): boolean;
    choose(_thread: number, count: number): number;
    pause(): void;
}
