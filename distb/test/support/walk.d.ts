/**
 * Walk: the naive explorer. It holds whole states as strings and knows no reduction, so it is the
 * oracle of every faster engine on small worlds, and the way unit tests ask what can happen.
 */
import { type Kernel, type KernelStep, World } from '../../kernel/index.ts';
import { Judge, type Scenario, Stepper } from '../../actors/index.ts';
/** What can happen in a scenario. */
export interface Walked {
    readonly states: number;
    /** Names of violated properties. */
    readonly violated: Set<string>;
    /** States in which nobody can move and somebody is not done. */
    readonly deadlocks: number;
    /** Final observations as joined text. */
    readonly outcomes: Set<string>;
    readonly unseen: string[];
    /** What broke the rules of the locks, in a design or a program that is meant to. */
    readonly lockFaults: Set<string>;
}
/** A kernel with one of its steps in another's place: the broken twin of a mechanism. */
export type Twin = (kernel: Kernel) => Kernel;
/** Replaces the step of this name. */
export declare function withStep(name: string, run: KernelStep['run']): Twin;
/**
 * A world of a scenario, booted, with what moves it. Its locks are watched: what breaks their rules
 * is an error, unless the design is the RFC's or a broken twin, and then it is collected; so is a
 * program that takes its own locks in two orders.
 */
export declare function bootScenario(scenario: Scenario, twin?: Twin): {
    world: World;
    stepper: Stepper;
    judge: Judge;
    threadCount: number;
    lockFaults: Set<string>;
};
/** Visits every state; random choices take every alternative. */
export declare function walk(scenario: Scenario, stateCountMax?: number, twin?: Twin): Walked;
/** A scenario with what a test does not care about filled in. */
export declare function scenarioOf(parts: Partial<Scenario> & Pick<Scenario, 'threads'>): Scenario;
