/**
 * Programs as text, in the dialect of the kernel's bpf_asm with two changes for readers of filters:
 * loads name the field of `seccomp_data`, and jumps name instructions instead of distances.
 * Invariant: every word pair has a text; what Linux does not know is shown as bare numbers.
 */
/** The name of a code as `BPF` and `BPF_PACKET_ONLY` spell it, or the bare number. */
export declare function mnemonic(code: number): string;
/** One line for each instruction, `index: text`. */
export declare function disassemble(program: Int32Array): string[];
/** A returned word as text: `ALLOW`, `ERRNO(1)`, or the number and what Linux makes of it. */
export declare function returnText(returned: number): string;
