/**
 * Play: a vector about tasks, step by step. A step's task moves until it cannot go on; then, before
 * the next step, everybody else moves as far as they can, unless a `hold` stands in between.
 * Invariant: a play changes nothing that `save` and `restore` do not cover.
 */
import { type Deed } from './deed.ts';
import { Fields } from './fields.ts';
import { type Step } from './interleave.ts';
import { Naming } from './naming.ts';
/** One run of a vector's steps. */
export declare class Play extends Naming {
    #private;
    /** Whether the step that is made is expected to block. */
    expectsBlock: boolean;
    /**
     * `tell` hears which step is made, and `end` is what the vector says of its end.
     */
    constructor(given: Fields, steps: readonly Step[], tell: (step: number) => void, end: unknown);
    /** Makes all steps; throws a Mismatch at the first that does not go as it says. */
    run(): void;
    /** Everybody who is not held moves as far as they can; whether anybody did. */
    settle(): boolean;
    /** Notes the calls that have ended. */
    notice(): void;
    /**
     * Lets others move, time pass and tracers go over stops that the vector does not speak of, until
     * a thread has done what it does.
     */
    await(thread: number): void;
    /** Puts a step's deed in front of its task; the task has not moved yet. */
    begin(thread: number, op: string, fields: Fields, choice?: number, helper?: number): {
        thread: number;
    };
    /** Makes a task do something at once; others may move meanwhile. Returns the result. */
    command(thread: number, deed: Deed): number;
}
/**
 * Plays a vector: behind each step the others move as far as they can, and what the vector says of
 * other orders it has to say by steps that explore. That others did not move is no excuse.
 */
export declare function playVector(given: Readonly<Record<string, unknown>>, steps: readonly Step[], tell: (step: number) => void, end?: unknown): void;
