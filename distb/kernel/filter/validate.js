/**
 * What Linux checks before it takes a filter, in Linux's order: `bpf_check_classic` over the whole
 * program, then its `check_load_and_stores`, then `seccomp_check_filter`. Linux only says EINVAL;
 * this names the instruction at which it said so, and why. Invariant: an accepted program reads
 * nothing but `seccomp_data` and slots that it has written, jumps forward only and ends in a RET.
 *
 * Sources: net/core/filter.c, kernel/seccomp.c. Deviation: a packet load of an ancillary field
 * (k >= SKF_AD_OFF), which Linux refuses in the first or the last pass, is refused in the last.
 */
import { ERRNO } from '../errno.js';
import { BPF, BPF_CLASS, BPF_PACKET_ONLY, INSTRUCTION_COUNT_LIMIT, instructionAt, instructionCount, MEMORY_SLOT_COUNT, SECCOMP_DATA, } from './bpf.js';
import { mnemonic } from './disassemble.js';
const TAKEN = { errno: 0, index: -1, why: '' };
const SECCOMP_CODES = new Set(Object.values(BPF));
const CLASSIC_CODES = new Set([...SECCOMP_CODES, ...Object.values(BPF_PACKET_ONLY)]);
const DATA_SIZE = SECCOMP_DATA.WORDS * 4;
const SHIFT_MAX = 31;
const ALL_SLOTS = (1 << MEMORY_SLOT_COUNT) - 1;
/** Checks an encoded program as `seccomp(SECCOMP_SET_MODE_FILTER)` does. */
export function checkFilter(program) {
    const count = instructionCount(program);
    if (count === 0)
        return refuse(-1, 'the program is empty');
    if (count > INSTRUCTION_COUNT_LIMIT)
        return refuse(-1, `${count} instructions, at most ${INSTRUCTION_COUNT_LIMIT}`);
    const instructions = Array.from({ length: count }, (_, index) => instructionAt(program, index));
    return (checkClassic(instructions) ?? checkSlots(instructions) ?? checkSeccomp(instructions) ?? TAKEN);
}
function refuse(index, why) {
    return { errno: -ERRNO.EINVAL, index, why };
}
/** `bpf_check_classic`: each instruction by itself, then the last one. */
function checkClassic(instructions) {
    for (const [index, instruction] of instructions.entries()) {
        const why = faultOf(instruction, instructions.length - index - 1);
        if (why !== '')
            return refuse(index, why);
    }
    const last = instructions.length - 1;
    const { code } = instructions[last];
    if (code === BPF.RET || code === BPF.RET_A)
        return undefined;
    return refuse(last, `the last instruction is ${mnemonic(code)}, not RET`);
}
/** What is wrong with an instruction that has `left` instructions behind it; empty if nothing. */
function faultOf({ code, jt, jf, k }, left) {
    if (!CLASSIC_CODES.has(code))
        return `${mnemonic(code)} is no instruction of classic BPF`;
    switch (code) {
        case BPF.DIV:
        case BPF_PACKET_ONLY.MOD:
            return k === 0 ? `${mnemonic(code)} by the constant 0` : '';
        case BPF.LSH:
        case BPF.RSH:
            return k > SHIFT_MAX ? `${mnemonic(code)} by ${k}, at most ${SHIFT_MAX}` : '';
        case BPF.LD_MEM:
        case BPF.LDX_MEM:
        case BPF.ST:
        case BPF.STX:
            return k < MEMORY_SLOT_COUNT ? '' : `memory slot ${k}, the last is ${MEMORY_SLOT_COUNT - 1}`;
        case BPF.JA:
            return k < left ? '' : `JA skips ${k} instructions and ${left} are left`;
        default:
            break;
    }
    if ((code & 7) !== BPF_CLASS.JMP)
        return '';
    if (jt >= left)
        return `${mnemonic(code)} skips ${jt} instructions (jt) and ${left} are left`;
    if (jf >= left)
        return `${mnemonic(code)} skips ${jf} instructions (jf) and ${left} are left`;
    return '';
}
/**
 * `check_load_and_stores`: a slot is read only where every way from the first instruction has
 * written it. As in Linux, one pass is enough since jumps go forward; instructions behind a RET
 * count as reached from it; and what nothing reaches may read everything.
 */
function checkSlots(instructions) {
    const writtenAt = new Int32Array(instructions.length).fill(ALL_SLOTS);
    let written = 0;
    for (const [index, { code, jt, jf, k }] of instructions.entries()) {
        written &= writtenAt[index];
        switch (code) {
            case BPF.ST:
            case BPF.STX:
                written |= 1 << k;
                break;
            case BPF.LD_MEM:
            case BPF.LDX_MEM:
                if ((written & (1 << k)) === 0)
                    return refuse(index, `memory slot ${k} may be read before it is written`);
                break;
            case BPF.JA:
                writtenAt[index + 1 + k] &= written;
                written = ALL_SLOTS;
                break;
            default:
                if ((code & 7) !== BPF_CLASS.JMP)
                    break;
                writtenAt[index + 1 + jt] &= written;
                writtenAt[index + 1 + jf] &= written;
                written = ALL_SLOTS;
        }
    }
    return undefined;
}
/** `seccomp_check_filter`: no packet, and loads of whole words of `seccomp_data`. */
function checkSeccomp(instructions) {
    for (const [index, { code, k }] of instructions.entries()) {
        if (!SECCOMP_CODES.has(code))
            return refuse(index, `seccomp refuses ${mnemonic(code)}`);
        if (code !== BPF.LD_ABS)
            continue;
        if (k >= DATA_SIZE)
            return refuse(index, `load at ${k}, seccomp_data has ${DATA_SIZE} bytes`);
        if (k % 4 !== 0)
            return refuse(index, `load at ${k} is not aligned to 4 bytes`);
    }
    return undefined;
}
//# sourceMappingURL=validate.js.map