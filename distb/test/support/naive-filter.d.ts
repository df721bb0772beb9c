/**
 * A deliberately naive seccomp: programs are read byte by byte as struct sock_filter, registers are
 * bigints, a path of filters is judged by sorting what all of them return, and the check follows
 * every way through a program. Slow, and shares no line with the kernel's filter folder.
 */
/** One instruction as its bytes say. */
export interface NaiveInstruction {
    readonly code: number;
    readonly jt: number;
    readonly jf: number;
    readonly k: bigint;
}
/** What a run returned, unsigned, and the instructions that it executed. */
export interface NaiveRun {
    readonly returned: bigint;
    readonly trace: readonly NaiveInstruction[];
}
/** What a path decides: the action as an unsigned word, its data, and the index of the filter. */
export interface NaiveVerdict {
    readonly action: bigint;
    readonly data: bigint;
    /** Index into the path, oldest first; -1 if all allow. */
    readonly filter: number;
}
/** The instructions of an encoded program. */
export declare function naiveDecode(program: Int32Array): NaiveInstruction[];
/** Runs a program by the book (man bpf, net/core/filter.c). */
export declare function naiveRun(program: Int32Array, data: Int32Array): NaiveRun;
/** What a path, oldest filter first, decides on a call. */
export declare function naiveVerdict(path: readonly Int32Array[], data: Int32Array): NaiveVerdict;
/** Whether a run could have been foretold from number and architecture alone, and allows. */
export declare function naiveConstantAllow(program: Int32Array, data: Int32Array): boolean;
/** Whether seccomp takes the program, by following every way through it. */
export declare function naiveAccepts(program: Int32Array): boolean;
