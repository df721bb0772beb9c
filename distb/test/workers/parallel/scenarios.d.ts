/** Small scenarios for the tests of the parallel engine. */
import { type Program, type Scenario } from '../../../actors/index.ts';
/** A scenario with one native region and nothing in it; `parts` replaces what it names. */
export declare function scenarioOf(parts: Partial<Scenario>): Scenario;
/** Threads of native code, by name. */
export declare function threadsOf(programs: Readonly<Record<string, Program>>): Scenario['threads'];
/** Calls getpid for ever. */
export declare const calling: Program;
/** Splits and merges a mapping for ever. */
export declare const editing: Program;
