/**
 * Routines: kernel code as lists of named steps. A step makes at most one access that another actor
 * could notice; what it does besides is private to its thread or guarded by a lock that it holds.
 * All routines of a world lie one behind the other in its *kernel text*, and a thread in the kernel
 * is an address in it. Invariant: a step that says BLOCKED has changed nothing.
 */
import type { World } from './memory/world.ts';
/** Go on with the next step of the routine. */
export declare const NEXT = 0;
/** Run this step again: it has made one access and has more to do. */
export declare const AGAIN = 1;
/** The step cannot go on and has changed nothing; see `World.blocked`. */
export declare const BLOCKED = 2;
/** Go on at step `index` of the same routine. */
export declare function jump(index: number): number;
/** How a routine ends: the event that it sends to the dispatch machine. */
export declare const OUTCOME: {
    readonly ENTERED: 0;
    readonly ALLOW: 1;
    readonly TRAP: 2;
    readonly KILL: 3;
    readonly RETURNED: 4;
    readonly SIGRETURN: 5;
    readonly DELIVERED: 6;
    readonly LEFT: 7;
    readonly EXIT: 8;
    readonly ANSWERED: 9;
    readonly WORKED: 10;
    readonly RESUMED: 11;
};
/** The name of an outcome, which is the name of the event. */
export type OutcomeName = keyof typeof OUTCOME;
/** End the routine with an outcome. */
export declare function end(outcome: number): number;
/** One step of kernel code. */
export interface KernelStep {
    /** As reports print it: `routine.step`. */
    readonly name: string;
    /** Whether another actor could notice it; steps that are not run on with the one before. */
    readonly shared: boolean;
    /** Runs for a thread; returns NEXT, AGAIN, BLOCKED, `jump()` or `end()`. */
    readonly run: (world: World, thread: number) => number;
}
/** A named list of steps. */
export interface Routine {
    readonly name: string;
    readonly steps: readonly KernelStep[];
}
/** All routines of a world, one behind the other. */
export interface KernelText {
    readonly steps: readonly KernelStep[];
    /** 1 for steps that another actor could notice. */
    readonly shared: Uint8Array;
    /** First step of the routine that each step belongs to. */
    readonly base: Int32Array;
    /** Address of each routine's first step, by name. */
    readonly address: ReadonlyMap<string, number>;
}
/** Steps; where some of them jump, a function that is told where in the routine they begin. */
export type Part = readonly KernelStep[] | ((base: number) => readonly KernelStep[]);
/** Joins parts into one routine. */
export declare function routine(name: string, ...parts: readonly Part[]): Routine;
/** The steps of parts that stand one behind the other from step `base` of a routine on. */
export declare function placed(base: number, ...parts: readonly Part[]): KernelStep[];
/** Lays routines into one text. */
export declare function assemble(routines: readonly Routine[]): KernelText;
/** The target of a `jump`, within the routine that begins at `base`. */
export declare function jumpTarget(result: number, base: number): number;
/** Whether a result ends the routine. */
export declare function isEnd(result: number): boolean;
/** The outcome of a result that ends the routine. */
export declare function outcomeOf(result: number): number;
