/**
 * The interpreter: runs an accepted program over a `seccomp_data` and returns its word. Registers
 * are 32-bit and compare unsigned; shifts by X count modulo 32; dividing by an X of 0 ends the
 * program with 0, which is KILL_THREAD. Invariant: it reads what the check allows and allocates
 * nothing; a program that was never checked ends in an InvariantError, not in a loop.
 *
 * Sources: net/core/filter.c (bpf_convert_filter), kernel/bpf/core.c (___bpf_prog_run).
 */
/** Runs an accepted program; returns the word of its RET, signed. */
export declare function runProgram(program: Int32Array, data: Int32Array): number;
