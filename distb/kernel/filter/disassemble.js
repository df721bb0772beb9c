/**
 * Programs as text, in the dialect of the kernel's bpf_asm with two changes for readers of filters:
 * loads name the field of `seccomp_data`, and jumps name instructions instead of distances.
 * Invariant: every word pair has a text; what Linux does not know is shown as bare numbers.
 */
import { actionName, ACTION_DATA_MASK } from './action.js';
import { argumentWord, ARGUMENT_COUNT, BPF, BPF_PACKET_ONLY, instructionAt, instructionCount, SECCOMP_DATA, } from './bpf.js';
const MNEMONICS = new Map(Object.entries({ ...BPF, ...BPF_PACKET_ONLY }).map(([name, code]) => [code, name]));
const FIELDS = new Map([
    [SECCOMP_DATA.NR, 'nr'],
    [SECCOMP_DATA.ARCH, 'arch'],
    [SECCOMP_DATA.IP_LOW, 'ip.low'],
    [SECCOMP_DATA.IP_HIGH, 'ip.high'],
]);
for (let index = 0; index < ARGUMENT_COUNT; index++) {
    FIELDS.set(argumentWord(index), `args[${index}].low`);
    FIELDS.set(argumentWord(index) + 1, `args[${index}].high`);
}
/** The name of a code as `BPF` and `BPF_PACKET_ONLY` spell it, or the bare number. */
export function mnemonic(code) {
    return MNEMONICS.get(code) ?? `code ${hexadecimal(code)}`;
}
/** One line for each instruction, `index: text`. */
export function disassemble(program) {
    const count = instructionCount(program);
    const width = String(Math.max(count - 1, 0)).length;
    return Array.from({ length: count }, (_, index) => {
        const text = instructionText(instructionAt(program, index), index);
        return `${String(index).padStart(width)}: ${text}`;
    });
}
function instructionText({ code, jt, jf, k }, index) {
    const next = index + 1;
    switch (code) {
        case BPF.LD_ABS:
            return `ld   ${FIELDS.get(k / 4) ?? `[${k}]`}`;
        case BPF.LD_LEN:
            return 'ld   len';
        case BPF.LD_IMM:
            return `ld   #${hexadecimal(k)}`;
        case BPF.LD_MEM:
            return `ld   M[${k}]`;
        case BPF.LDX_LEN:
            return 'ldx  len';
        case BPF.LDX_IMM:
            return `ldx  #${hexadecimal(k)}`;
        case BPF.LDX_MEM:
            return `ldx  M[${k}]`;
        case BPF.ST:
            return `st   M[${k}]`;
        case BPF.STX:
            return `stx  M[${k}]`;
        case BPF.RET:
            return `ret  ${returnText(k)}`;
        case BPF.RET_A:
            return 'ret  a';
        case BPF.JA:
            return `ja   ${next + k}`;
        case BPF.NEG:
            return 'neg';
        case BPF.TAX:
            return 'tax';
        case BPF.TXA:
            return 'txa';
        default:
            return operatorText({ code, jt, jf, k }, next);
    }
}
function operatorText({ code, jt, jf, k }, next) {
    const name = MNEMONICS.get(code);
    if (name === undefined)
        return `code ${hexadecimal(code)} jt ${jt} jf ${jf} k ${hexadecimal(k)}`;
    const [operator = name] = name.split('_');
    const operand = name.endsWith('_X') ? 'x' : `#${hexadecimal(k)}`;
    const text = `${operator.toLowerCase().padEnd(4)} ${operand}`;
    return operator.startsWith('J') ? `${text}, ${next + jt}, ${next + jf}` : text;
}
/** A returned word as text: `ALLOW`, `ERRNO(1)`, or the number and what Linux makes of it. */
export function returnText(returned) {
    const name = actionName(returned);
    if (name === undefined)
        return `#${hexadecimal(returned >>> 0)} (unknown, so KILL_PROCESS)`;
    const data = returned & ACTION_DATA_MASK;
    return data === 0 ? name : `${name}(${data})`;
}
function hexadecimal(value) {
    return `0x${value.toString(16)}`;
}
//# sourceMappingURL=disassemble.js.map