/**
 * Straight code: an accepted program as one function of JavaScript, as Linux's JIT makes it machine
 * code. All jumps of BPF go forward, so a target is the end of a labelled block and a jump leaves
 * it; registers and scratch memory are local variables. Invariant: it returns what the interpreter
 * returns, and allocates nothing when it runs.
 *
 * Measured on chains of ranges, as times of the interpreter: a seventh with 8 ranges, a
 * twenty-fifth with 128; a table of decoded instructions, the other design, gave two thirds. Beyond
 * `STRAIGHT_COUNT_MAX` the interpreter is better: V8 leaves functions of several thousand
 * instructions as they are, which made a chain of 800 ranges five times slower.
 */
/** A program that can be run: from a `seccomp_data` to the word of its RET, signed. */
export type FilterCode = (data: Int32Array) => number;
/** Instructions of a program that is made straight code; longer ones are interpreted. */
export declare const STRAIGHT_COUNT_MAX = 1024;
/** Code to run an accepted program. */
export declare function filterCode(program: Int32Array): FilterCode;
