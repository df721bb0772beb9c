/**
 * Driving: a thread of a scenario with `driven: true` rests until somebody puts an instruction in
 * front of it, runs that, and rests again. Whoever drives decides which thread moves and can look
 * at where it stands. Invariant: what is put in front of a thread is encoded as any program is.
 */
import type { Instruction } from '../program/instruction.ts';
import type { CompiledScenario } from '../scenario/compile.ts';
import { type World } from '../../kernel/index.ts';
import { type Stepper } from './step.ts';
/** Where a driven thread stands. */
export interface Resting {
    readonly life: 'unborn' | 'alive' | 'exiting' | 'dead';
    /** It rests in user mode and takes an instruction. */
    readonly idle: boolean;
    /** Signal frames on its stack: it is in a handler. */
    readonly depth: number;
    /** One of WAIT, and the object that it waits for. */
    readonly waits: number;
    readonly object: number;
    /** One of SLEEP. */
    readonly sleep: number;
    /** The ptrace stop that it is in, or 0. */
    readonly stop: number;
    /** The signal that killed it, or 0. */
    readonly signal: number;
}
/** Drives the threads of one world. */
export declare class Driver {
    #private;
    constructor(world: World, stepper: Stepper, scenario: CompiledScenario);
    /** Where the thread stands. */
    resting(thread: number): Resting;
    /**
     * Puts an instruction in front of an idle thread; its steps run it. A system call that has no
     * name here is named by its number, as `nr 65280`.
     */
    inject(thread: number, instruction: Instruction): void;
    /** The instructions in front of all threads, which no snapshot of the world holds. */
    slots(): Int32Array;
    /** Puts instructions that `slots` gave back in front of their threads. */
    restoreSlots(slots: Int32Array): void;
    /** Moves a thread by one step; false if it cannot go on. */
    step(thread: number): boolean;
    /** Moves a thread until it cannot go on, at most `stepCountMax` steps; says how many it took. */
    run(thread: number, stepCountMax?: number): number;
}
