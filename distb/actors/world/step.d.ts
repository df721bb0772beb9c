/**
 * Step: the smallest move of one simulated thread. A step makes at most one access that another
 * actor could notice; private work behind it runs on, up to the next such access, so that a thread
 * always rests just before one. That keeps the state space free of moves that no one can see.
 *
 * User mode executes encoded instructions, kernel mode executes kernel text; the compiled dispatch
 * table says how one becomes the other. Every engine moves threads through `Stepper.step` and
 * nothing else. Invariant: a step that returns BLOCKED or DONE has changed nothing.
 */
import { type Kernel, type World } from '../../kernel/index.ts';
import { type TransitionTable } from '../dispatch/table.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
/** What a step did. */
export declare const STEP: {
    /** The thread moved. */
    readonly moved: 0;
    /** The thread cannot go on and nothing changed; `World.blockedWord` says why. */
    readonly blocked: 1;
    /** The thread has finished or was killed; nothing changed. */
    readonly done: 2;
};
/** Moves threads of one world. */
export declare class Stepper {
    #private;
    readonly world: World;
    constructor(world: World, scenario: CompiledScenario, kernel: Kernel, table: TransitionTable);
    /** Whether the thread has come to its end. */
    isDone(thread: number): boolean;
    /** Whether the thread was killed. */
    isKilled(thread: number): boolean;
    /** Moves a thread by one step; returns one of STEP. */
    step(thread: number): number;
    /** The name of what the thread does next: an instruction or a kernel step. */
    nextName(thread: number): string;
}
