/**
 * Code: programs as the words that threads execute. An instruction is CODE_WORDS words: the
 * operation, a mode word that says which fields are registers, and ten fields. Loops and branches
 * become jumps. Invariant: what is encoded cannot leave its program, name an absent word, or divide
 * a jump from its target; everything that could is refused here, with its place in the scenario.
 */
import type { Arithmetic, Comparison, Program } from './instruction.ts';
/** Words of one encoded instruction. */
export declare const CODE_WORDS = 12;
/** Operations of encoded instructions. */
export declare const OPERATION: {
    readonly syscall: 0;
    readonly jump: 1;
    readonly load: 2;
    readonly store: 3;
    readonly cas: 4;
    readonly add: 5;
    readonly compute: 6;
    readonly choose: 7;
    readonly pause: 8;
    readonly loopBegin: 9;
    readonly loopBack: 10;
    readonly forever: 11;
    readonly unless: 12;
    readonly goto: 13;
    readonly expect: 14;
    readonly barrier: 15;
    readonly await: 16;
    readonly lock: 17;
    readonly unlock: 18;
    readonly mark: 19;
    readonly serve: 20;
    readonly exit: 21;
    readonly rest: 22;
    readonly access: 23;
    readonly read: 24;
    readonly write: 25;
    readonly interrupt: 26;
};
/** Fields of an encoded system call behind its six arguments. */
export declare const SYSCALL_NUMBER_FIELD = 6;
/** The register that takes the result, + 1. */
export declare const SYSCALL_INTO = 7;
/** How many arguments were given; the others are zero. */
export declare const SYSCALL_ARGUMENT_COUNT = 8;
/** Fields of a read or write behind the page and the word. */
export declare const TOUCH_VALUE = 2;
export declare const TOUCH_INTO = 2;
export declare const TOUCH_FAULT = 3;
/**
 * 1 for operations that another thread could notice; `forever` rests so that a step always ends.
 */
export declare const OPERATION_SHARED: Uint8Array<ArrayBuffer>;
/** Comparisons by number. */
export declare const COMPARISONS: readonly Comparison[];
/** Arithmetic by number. */
export declare const ARITHMETIC: readonly (Arithmetic | 'value')[];
/** Whether a comparison, by number, holds. */
export declare function compare(comparison: number, left: number, right: number): boolean;
/** The result of arithmetic, by number; a division by zero gives zero. */
export declare function calculate(arithmetic: number, left: number, right: number): number;
/** What names in programs stand for. */
export interface Names {
    readonly regions: ReadonlyMap<string, {
        readonly page: number;
        readonly foreign: boolean;
    }>;
    /** First page behind the highest region: code stands below it. */
    readonly pageEnd: number;
    readonly words: ReadonlyMap<string, number>;
    readonly locks: ReadonlyMap<string, number>;
    /** System call numbers by name. */
    readonly syscalls: ReadonlyMap<string, number>;
    /** Values of `$name`. */
    readonly constants: ReadonlyMap<string, number>;
    /** Words of a page; 0 where there is no paging. */
    readonly wordsPerFrame: number;
}
/** Encodes programs one behind the other, with tables of names that reports need. */
export declare class CodeBuilder {
    #private;
    /** Where each instruction came from, by instruction number: a path into the scenario. */
    readonly sources: string[];
    /** Names of marks and failed expectations, by number. */
    readonly marks: string[];
    readonly barriers: string[];
    constructor(names: Names);
    /** The words of all programs, and behind them the tables of `choose`. */
    words(): Int32Array;
    /** Encodes a program that ends by `last`, and returns the number of its first instruction. */
    program(program: Program, path: string, last: 'exit' | 'sigreturn'): number;
    /** Encodes the life of a core's interrupt handler: it handles one interrupt after the other. */
    handler(path: string): number;
    /** Encodes the slot of a driven thread: it rests, runs what was put there, and rests again. */
    slot(path: string): number;
}
