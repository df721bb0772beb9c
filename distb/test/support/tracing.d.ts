/** Scenarios of one tracer `w` of process q and one tracee `t` of process p. */
import type { Instruction, Program, Scenario, TaskDeclarations } from '../../actors/index.ts';
type Argument = number | `$${string}`;
/** An order of the tracer's to its tracee, whose result the register takes. */
export declare function order(name: string, into: 'r0' | 'r1' | 'r2' | 'r3' | 'r4' | 'r5' | 'r6' | 'r7', ...list: readonly Argument[]): Instruction;
/** Seizes the tracee with these options while it waits, and lets it begin by this order. */
export declare function seized(resume: string, options?: Argument): Program;
/** The tracee's program begins when the tracer has stored 1 in `go`. */
export declare function traced(tracee: Program, tracer: Program, tasks?: TaskDeclarations, parts?: Partial<Scenario>): Scenario;
export {};
