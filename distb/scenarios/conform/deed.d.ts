/**
 * Deeds: what a step tells a task to do, as one instruction of its driven thread. Invariant: a deed
 * says by itself what its result means, so that a call that ends many steps later is still judged.
 */
import { SYSCALL_NUMBER } from '../../kernel/index.ts';
import type { Instruction } from '../../actors/index.ts';
import type { Fields } from './fields.ts';
import type { Play } from './play.ts';
/** What a task is told to do. */
export interface Deed {
    readonly instruction: Instruction;
    /** The system call that this is, as the CPU sees it. */
    readonly number?: number;
    /** What follows outside of the kernel once it is done. */
    readonly after?: (play: Play, thread: number, result: number) => void;
    /** What Linux would have returned, where the simulated call returns more. */
    readonly returned?: (result: number) => number;
    /** The task in which a descriptor is to appear. */
    readonly target?: number;
    /** The file that is to appear there. */
    readonly file?: number;
}
/** Makes a deed of a step of a task. */
export type Operation = (play: Play, thread: number, step: Fields) => Deed;
/** A call by its name in the simulated kernel, its result in the register of results. */
export declare function callDeed(name: keyof typeof SYSCALL_NUMBER, values: readonly number[], rest?: Omit<Deed, 'instruction' | 'number'>): Deed;
/** A deed without a call: its result is known. */
export declare function resultDeed(value: number): Deed;
/** The first of several names of a field that is there. */
export declare function takeOne(step: Fields, ...names: readonly string[]): unknown;
