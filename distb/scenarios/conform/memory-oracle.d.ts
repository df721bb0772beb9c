/**
 * The memory oracle: sequences of mmap, munmap, mprotect, reads and writes that a real kernel
 * (Linux
 * 6.18.44, x86-64) ran, with every result and every list of VMAs. Replaying asks the simulated
 * kernel
 * for the same; whatever differs is a fault of the simulated kernel. Invariant: a sequence passes
 * only if each result and each list is equal, character by character.
 *
 * The recorded region was empty, and nothing near it could merge with it. A hint that the kernel
 * did not honour is recorded as `elsewhere`, and that mapping was unmapped at once.
 */
import { type World } from '../../kernel/index.ts';
/**
 * What is asked: addresses and lengths in bytes; results are addresses' pages or negative errnos.
 */
export interface MemoryModel {
    mmap(address: bigint, length: bigint, prot: number, flags: number): number;
    munmap(address: bigint, length: bigint): number;
    mprotect(address: bigint, length: bigint, prot: number): number;
    /** `ACCESS_OK` or the si_code of the SIGSEGV. */
    access(page: number, kind: number): number;
    /** The VMAs in these pages, numbered from the first. */
    list(from: number, to: number): string;
}
/** The simulated kernel, in a world of its own. */
export declare class KernelMemory implements MemoryModel {
    #private;
    readonly world: World;
    constructor();
    mmap(address: bigint, length: bigint, prot: number, flags: number): number;
    munmap(address: bigint, length: bigint): number;
    mprotect(address: bigint, length: bigint, prot: number): number;
    access(page: number, kind: number): number;
    list(from: number, to: number): string;
}
/** The first operation of a sequence that differs. */
export interface OracleFailure {
    readonly sequence: string;
    readonly variant: string;
    /** Which operation, from 0. */
    readonly operation: number;
    /** The operation as recorded, without its outcome. */
    readonly call: string;
    /** Result and VMAs: what Linux said and what the model says. */
    readonly expected: string;
    readonly actual: string;
}
/** What a replay found; sequences are counted. */
export interface OracleReport {
    readonly passed: number;
    readonly failed: number;
    readonly operations: number;
    /** Names of the sequences that passed. */
    readonly passedSequences: readonly string[];
    readonly failures: readonly OracleFailure[];
}
/**
 * Replays recorded sequences, one JSON line each, against a model; each sequence gets a fresh one.
 * Throws a UsageError that names the line if one is malformed.
 */
export declare function replayOracle(lines: Iterable<string>, createModel?: () => MemoryModel): OracleReport;
