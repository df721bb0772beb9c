/**
 * Listings: a scenario as text that a person reads. Programs are shown one instruction a line with
 * its place, as errors name it. Invariant: every instruction has its line.
 */
import { type CatalogueEntry, type Instruction, type Program, type Scenario } from '../../actors/index.ts';
import { type Paint } from './paint.ts';
/** The listing of a scenario and of the parameters it was built with. */
export declare function scenarioText(entry: CatalogueEntry, scenario: Scenario, paint?: Paint): string;
/** A program, one instruction a line behind its path. */
export declare function programLines(program: Program): string[];
/** An instruction without the programs inside it. */
export declare function instructionText(instruction: Instruction): string;
