/**
 * Coverage: what sampled schedules have exercised: transitions of the dispatch table, places of the
 * programs and of the kernel, and overtakings: a thread that rests at one place while another moves
 * at another. It says when a sample has stopped to see anything new, and guides a scheduler there.
 *
 * Invariant: covering never steers the world, and what is covered once is not new again.
 */
import type { Question } from '../engine.ts';
import type { TransitionCount } from '../outcome.ts';
import type { Mover } from './mover.ts';
/** The place at which a thread rests: a kernel step, or behind all those an instruction. */
export declare class Places {
    #private;
    readonly count: number;
    constructor({ kernel, compiled }: Question);
    /** The number of the place at which the thread rests now. */
    of({ words, world }: Mover, thread: number): number;
}
/** Gathers what the schedules of one mover cover. */
export declare class Coverage {
    #private;
    constructor(question: Question, mover: Mover);
    get places(): number;
    get overtakings(): number;
    /** Begins a schedule. */
    begin(): void;
    /** A thread has moved from a place at which it rested. */
    moved(thread: number, place: number): void;
    /** How much the schedule has covered that was not covered before it. */
    ended(): number;
    /** Transitions of the dispatch machine that were taken, over all threads. */
    transitions(): TransitionCount[];
}
/** Transitions of the dispatch machine that a mover took, over all threads. */
export declare function takenTransitions(question: Question, mover: Mover): TransitionCount[];
