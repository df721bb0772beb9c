/**
 * Caller: one simulated thread that makes the same system call for ever, under one mechanism, as
 * the subject of measurements. Invariant: nobody else runs, so every step of it counts.
 */
import { type CounterName, type Layout, World } from '../../kernel/index.ts';
import { type Interposition, type Scenario, Stepper } from '../../actors/index.ts';
import { type Question } from '../../workers/index.ts';
/** What stands between a call and the kernel. */
export interface Mechanism {
    readonly name: string;
    readonly interposition: Interposition;
    /** Default: getpid. */
    readonly call?: string;
    /** First value of the word `selector`; default 0. */
    readonly selector?: number;
    /** Page of the calling code; default 0. */
    readonly page?: number;
    /** What is counted as a call; default: those that run natively. */
    readonly counter?: CounterName;
}
/** The region of native code that no caller stands in, where SIGSYS is handled. */
export declare const LIBRARY_PAGE = 8190;
/** The scenario of a caller. */
export declare function callerScenario({ interposition, call, selector, page, }: Mechanism): Scenario;
/** What moves threads: the stepper, or a twin of it. */
export type StepperClass = new (...parts: ConstructorParameters<typeof Stepper>) => {
    step(thread: number): number;
};
/** A booted caller. */
export declare class Caller {
    #private;
    readonly world: World;
    constructor(mechanism: Mechanism, { compiled, table, kernel }?: Question, createWorld?: (layout: Layout) => World, Class?: StepperClass);
    /** Calls made so far. */
    get calls(): number;
    /** One step; a caller never rests and never ends. */
    step(): void;
    /** Steps until the caller has made `count` more calls. */
    callMany(count: number): void;
}
