/**
 * An assembler that writes programs from their end to their start. All jumps of BPF go forward, so
 * every target is there before the jump to it and a label is just a number. Conditional jumps reach
 * 255 instructions; for a target further away the assembler puts a `JA` (a trampoline) right behind
 * the jump, and earlier jumps to the same target share it while they can. Invariant: a program does
 * what its labels say wherever the trampolines went.
 */
/** An instruction of an unfinished program, counted from its end; the last one is 1. */
export type Label = number;
/** A program in the making, last instruction first. */
export declare class Assembly {
    #private;
    /** Writes a return of a constant word. */
    ret(returned: number): Label;
    /** Writes a load of one word of `seccomp_data`; `next` runs after it. */
    load(word: number, next: Label): Label;
    /** Writes a comparison of A with a constant. */
    jump(code: number, k: number, holds: Label, otherwise: Label): Label;
    /** The encoded program, which starts at `entry`. */
    program(entry: Label): Int32Array;
}
