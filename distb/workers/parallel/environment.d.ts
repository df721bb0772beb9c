/**
 * Environment: how a thread on a real worker answers the kernel's two questions. Random values come
 * from the thread's own seeded stream; a pause takes real time. Invariant: the choices of a thread
 * depend on the seed, its number and how many it has drawn, and on nothing else.
 */
import { type Environment, type World } from '../../kernel/index.ts';
/** The environment of one simulated thread. */
export declare class ThreadEnvironment implements Environment {
    #private;
    /**
     * `napWord` holds 0 and belongs to this thread: its longer pauses sleep there. With `postpones`,
     * a pause is only noted until `settle`: a step that others wait for must not take it.
     */
    constructor(world: World, napWord: number, seed: number, thread: number, postpones?: boolean);
    choose(_thread: number, count: number): number;
    pause(_thread: number, kind: number, first: number, second: number): void;
    timer(_thread: number, ns: number | null): boolean;
    /** Work of so many units: dependent operations on a private value, about 1 ns each. */
    spin(units: number): void;
    /** Takes the pauses that were postponed. */
    settle(): void;
}
