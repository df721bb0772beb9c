/**
 * Classic BPF as seccomp uses it: instructions, their codes, and the `seccomp_data` that they read.
 * A program is one Int32Array, two words an instruction, each pair the little-endian image of
 * struct sock_filter: code in bits 0-15, jt in 16-23, jf in 24-31, then k. Invariant: encoding and
 * decoding lose nothing, so that a program that Linux would refuse can be shown as it was written.
 *
 * Sources: include/uapi/linux/bpf_common.h, filter.h, seccomp.h and audit.h.
 */
/** Instruction classes, bits 0-2 of a code. */
export declare const BPF_CLASS: {
    readonly LD: 0;
    readonly LDX: 1;
    readonly ST: 2;
    readonly STX: 3;
    readonly ALU: 4;
    readonly JMP: 5;
    readonly RET: 6;
    readonly MISC: 7;
};
/** The codes that `seccomp_check_filter` accepts, by mnemonic; `_X` takes X instead of k. */
export declare const BPF: {
    readonly LD_ABS: 32;
    readonly LD_LEN: 128;
    readonly LD_IMM: 0;
    readonly LD_MEM: 96;
    readonly LDX_LEN: 129;
    readonly LDX_IMM: 1;
    readonly LDX_MEM: 97;
    readonly ST: 2;
    readonly STX: 3;
    readonly ADD: 4;
    readonly ADD_X: 12;
    readonly SUB: 20;
    readonly SUB_X: 28;
    readonly MUL: 36;
    readonly MUL_X: 44;
    readonly DIV: 52;
    readonly DIV_X: 60;
    readonly OR: 68;
    readonly OR_X: 76;
    readonly AND: 84;
    readonly AND_X: 92;
    readonly LSH: 100;
    readonly LSH_X: 108;
    readonly RSH: 116;
    readonly RSH_X: 124;
    readonly NEG: 132;
    readonly XOR: 164;
    readonly XOR_X: 172;
    readonly JA: 5;
    readonly JEQ: 21;
    readonly JEQ_X: 29;
    readonly JGT: 37;
    readonly JGT_X: 45;
    readonly JGE: 53;
    readonly JGE_X: 61;
    readonly JSET: 69;
    readonly JSET_X: 77;
    readonly RET: 6;
    readonly RET_A: 22;
    readonly TAX: 7;
    readonly TXA: 135;
};
/** The codes that classic BPF knows and seccomp refuses: packet loads and the remainder. */
export declare const BPF_PACKET_ONLY: {
    readonly LD_ABS_HALF: 40;
    readonly LD_ABS_BYTE: 48;
    readonly LD_IND: 64;
    readonly LD_IND_HALF: 72;
    readonly LD_IND_BYTE: 80;
    readonly LDX_MSH: 177;
    readonly MOD: 148;
    readonly MOD_X: 156;
};
/** Instructions of one program at most (BPF_MAXINSNS). */
export declare const INSTRUCTION_COUNT_LIMIT = 4096;
/** Slots of scratch memory (BPF_MEMWORDS). */
export declare const MEMORY_SLOT_COUNT = 16;
/** The furthest that a conditional jump skips: jt and jf are bytes. */
export declare const JUMP_OFFSET_MAX = 255;
/** Words of one encoded instruction. */
export declare const INSTRUCTION_WORDS = 2;
/** One instruction, as struct sock_filter; k is unsigned. */
export interface Instruction {
    readonly code: number;
    /** Instructions to skip if the condition holds. */
    readonly jt: number;
    /** Instructions to skip if it does not. */
    readonly jf: number;
    readonly k: number;
}
/** An instruction that does not branch (the macro BPF_STMT); k may be given signed. */
export declare function statement(code: number, k?: number): Instruction;
/** An instruction that branches (the macro BPF_JUMP); k may be given signed. */
export declare function conditional(code: number, k: number, jt: number, jf: number): Instruction;
/**
 * The encoded program; throws a UsageError for a field that does not fit its bits, whose place is
 * `[index].field`.
 */
export declare function encodeProgram(instructions: readonly Instruction[]): Int32Array;
/** Instructions of an encoded program. */
export declare function instructionCount(program: Int32Array): number;
/** One instruction of an encoded program. */
export declare function instructionAt(program: Int32Array, index: number): Instruction;
/** AUDIT_ARCH_X86_64, as the signed word that `seccomp_data` holds. */
export declare const AUDIT_ARCH_X86_64: number;
/** Words of struct seccomp_data; a load's k is four times the word. */
export declare const SECCOMP_DATA: {
    readonly NR: 0;
    readonly ARCH: 1;
    readonly IP_LOW: 2;
    readonly IP_HIGH: 3;
    readonly ARGUMENT: 4;
    readonly WORDS: 16;
};
/** Arguments of a system call. */
export declare const ARGUMENT_COUNT = 6;
/** The word of an argument's low half; its high half follows (x86-64 is little-endian). */
export declare function argumentWord(index: number): number;
/**
 * A `seccomp_data` with 64-bit values given as bigints, missing arguments being 0. `ip` is the
 * address behind the 2-byte syscall instruction, as the CPU saves it.
 */
export declare function seccompData(nr: number, ip?: bigint, argumentList?: readonly bigint[], arch?: number): Int32Array;
