/**
 * Filters of a scenario: declarations as the programs that the kernel runs, and what is told of one
 * that Linux would refuse: its errno, the instruction and why, with the place in the scenario.
 *
 * A filter that a program of the scenario attaches may be wrong: seccomp(2) refuses it then, by an
 * errno, which can be what the scenario is about. One that threads begin with must be right.
 */
import type { FilterDeclaration, PageRange, Region, Scenario } from './scenario.ts';
type Regions = Readonly<Record<string, Region>>;
/** The program of a filter, right or wrong; throws a `UsageError` for what is no program at all. */
export declare function compileFilter(filter: FilterDeclaration, regions: Regions, where: string): Int32Array;
/** The pages that a range names. */
export declare function pagesOf(range: PageRange, regions: Regions, where: string): {
    readonly page: number;
    readonly pages: number;
};
/** Throws a `UsageError` unless Linux takes the program. */
export declare function expectAccepted(program: Int32Array, filter: FilterDeclaration, where: string): void;
/** Throws a `UsageError` unless Linux takes the filters one upon the other, oldest first. */
export declare function expectPath(programs: readonly Int32Array[], filters: readonly FilterDeclaration[], where: string): void;
/**
 * Throws a `UsageError` for the first filter that the scenario's programs could attach and that
 * Linux would refuse, whoever attaches it.
 */
export declare function expectAcceptedFilters({ tasks, regions }: Scenario): void;
/** A filter of a scenario, for who wants to read it. */
export interface FilterListing {
    /** Its place in the scenario. */
    readonly where: string;
    /** How it was written: as rules, as BPF, or how the ranges are searched. */
    readonly form: string;
    /** Instructions of classic BPF. */
    readonly instructionCount: number;
    /** Instructions of Linux's translation, which the limit of a thread's filters is about. */
    readonly translatedCount: number;
    /** One line for each instruction. */
    readonly lines: readonly string[];
}
/** All filters of a scenario, with their length. */
export declare function listFilters({ tasks, interposition, regions }: Scenario): FilterListing[];
export {};
