/**
 * Classic BPF as seccomp uses it: instructions, their codes, and the `seccomp_data` that they read.
 * A program is one Int32Array, two words an instruction, each pair the little-endian image of
 * struct sock_filter: code in bits 0-15, jt in 16-23, jf in 24-31, then k. Invariant: encoding and
 * decoding lose nothing, so that a program that Linux would refuse can be shown as it was written.
 *
 * Sources: include/uapi/linux/bpf_common.h, filter.h, seccomp.h and audit.h.
 */
import { UsageError } from '../assert.js';
/** Instruction classes, bits 0-2 of a code. */
export const BPF_CLASS = { LD: 0, LDX: 1, ST: 2, STX: 3, ALU: 4, JMP: 5, RET: 6, MISC: 7 };
/** The codes that `seccomp_check_filter` accepts, by mnemonic; `_X` takes X instead of k. */
export const BPF = {
    LD_ABS: 0x20,
    LD_LEN: 0x80,
    LD_IMM: 0x00,
    LD_MEM: 0x60,
    LDX_LEN: 0x81,
    LDX_IMM: 0x01,
    LDX_MEM: 0x61,
    ST: 0x02,
    STX: 0x03,
    ADD: 0x04,
    ADD_X: 0x0c,
    SUB: 0x14,
    SUB_X: 0x1c,
    MUL: 0x24,
    MUL_X: 0x2c,
    DIV: 0x34,
    DIV_X: 0x3c,
    OR: 0x44,
    OR_X: 0x4c,
    AND: 0x54,
    AND_X: 0x5c,
    LSH: 0x64,
    LSH_X: 0x6c,
    RSH: 0x74,
    RSH_X: 0x7c,
    NEG: 0x84,
    XOR: 0xa4,
    XOR_X: 0xac,
    JA: 0x05,
    JEQ: 0x15,
    JEQ_X: 0x1d,
    JGT: 0x25,
    JGT_X: 0x2d,
    JGE: 0x35,
    JGE_X: 0x3d,
    JSET: 0x45,
    JSET_X: 0x4d,
    RET: 0x06,
    RET_A: 0x16,
    TAX: 0x07,
    TXA: 0x87,
};
/** The codes that classic BPF knows and seccomp refuses: packet loads and the remainder. */
export const BPF_PACKET_ONLY = {
    LD_ABS_HALF: 0x28,
    LD_ABS_BYTE: 0x30,
    LD_IND: 0x40,
    LD_IND_HALF: 0x48,
    LD_IND_BYTE: 0x50,
    LDX_MSH: 0xb1,
    MOD: 0x94,
    MOD_X: 0x9c,
};
/** Instructions of one program at most (BPF_MAXINSNS). */
export const INSTRUCTION_COUNT_LIMIT = 4_096;
/** Slots of scratch memory (BPF_MEMWORDS). */
export const MEMORY_SLOT_COUNT = 16;
/** The furthest that a conditional jump skips: jt and jf are bytes. */
export const JUMP_OFFSET_MAX = 0xff;
/** Words of one encoded instruction. */
export const INSTRUCTION_WORDS = 2;
/** An instruction that does not branch (the macro BPF_STMT); k may be given signed. */
export function statement(code, k = 0) {
    return { code, jt: 0, jf: 0, k: k >>> 0 };
}
/** An instruction that branches (the macro BPF_JUMP); k may be given signed. */
export function conditional(code, k, jt, jf) {
    return { code, jt, jf, k: k >>> 0 };
}
/**
 * The encoded program; throws a UsageError for a field that does not fit its bits, whose place is
 * `[index].field`.
 */
export function encodeProgram(instructions) {
    const program = new Int32Array(instructions.length * INSTRUCTION_WORDS);
    for (const [index, { code, jt, jf, k }] of instructions.entries()) {
        expectBits(index, 'code', code, 0xffff);
        expectBits(index, 'jt', jt, 0xff);
        expectBits(index, 'jf', jf, 0xff);
        expectBits(index, 'k', k, 0xffff_ffff);
        program[index * INSTRUCTION_WORDS] = code | (jt << 16) | (jf << 24);
        program[index * INSTRUCTION_WORDS + 1] = k;
    }
    return program;
}
function expectBits(index, field, value, max) {
    if (Number.isInteger(value) && value >= 0 && value <= max)
        return;
    throw new UsageError(`instruction ${index}: ${field} is ${value}`, `${field} is an integer from 0 to ${max}`, `[${index}].${field}`);
}
/** Instructions of an encoded program. */
export function instructionCount(program) {
    return program.length / INSTRUCTION_WORDS;
}
/** One instruction of an encoded program. */
export function instructionAt(program, index) {
    const head = program[index * INSTRUCTION_WORDS];
    const k = program[index * INSTRUCTION_WORDS + 1];
    return { code: head & 0xffff, jt: (head >>> 16) & 0xff, jf: head >>> 24, k: k >>> 0 };
}
/** AUDIT_ARCH_X86_64, as the signed word that `seccomp_data` holds. */
export const AUDIT_ARCH_X86_64 = 0xc000_003e | 0;
/** Words of struct seccomp_data; a load's k is four times the word. */
export const SECCOMP_DATA = {
    NR: 0,
    ARCH: 1,
    IP_LOW: 2,
    IP_HIGH: 3,
    ARGUMENT: 4,
    WORDS: 16,
};
/** Arguments of a system call. */
export const ARGUMENT_COUNT = 6;
/** The word of an argument's low half; its high half follows (x86-64 is little-endian). */
export function argumentWord(index) {
    return SECCOMP_DATA.ARGUMENT + 2 * index;
}
/**
 * A `seccomp_data` with 64-bit values given as bigints, missing arguments being 0. `ip` is the
 * address behind the 2-byte syscall instruction, as the CPU saves it.
 */
export function seccompData(nr, ip = 0n, argumentList = [], arch = AUDIT_ARCH_X86_64) {
    const data = new Int32Array(SECCOMP_DATA.WORDS);
    data[SECCOMP_DATA.NR] = nr;
    data[SECCOMP_DATA.ARCH] = arch;
    setLong(data, SECCOMP_DATA.IP_LOW, ip);
    for (const [index, value] of argumentList.slice(0, ARGUMENT_COUNT).entries())
        setLong(data, argumentWord(index), value);
    return data;
}
function setLong(data, word, value) {
    data[word] = Number(BigInt.asIntN(32, value));
    data[word + 1] = Number(BigInt.asIntN(32, value >> 32n));
}
//# sourceMappingURL=bpf.js.map