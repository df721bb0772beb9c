/**
 * The weight of a filter: Linux runs and counts not the classic instructions but what
 * `bpf_convert_filter` makes of them, and it is this length that the limit of a path is about.
 * Invariant: only the count is modelled; a translation decides what its original decides.
 *
 * Source: net/core/filter.c, bpf_convert_filter(). Measured on 6.18: n RETs weigh 3 + 2n, n - 1
 * loads and a RET weigh n + 4. Deviation: bpf_jit_harden, which makes programs longer, is off.
 */
import { BPF, BPF_CLASS, instructionAt, instructionCount } from './bpf.js';
/** Clearing A, clearing X, saving the context. */
const PROLOGUE_COUNT = 3;
/** Instructions of the translation of an accepted program. */
export function translatedCount(program) {
    let total = PROLOGUE_COUNT;
    for (let index = 0; index < instructionCount(program); index++)
        total += translationOf(instructionAt(program, index));
    return total;
}
function translationOf(instruction) {
    switch (instruction.code) {
        case BPF.RET:
            // Move the constant to R0, exit; RET_A needs no move because A is R0.
            return 2;
        case BPF.DIV_X:
            // Cut X to 32 bits, test it, clear A and exit if it is 0, divide.
            return 5;
        case BPF.JA:
            return 1;
        default:
            return (instruction.code & 7) === BPF_CLASS.JMP ? translationOfJump(instruction) : 1;
    }
}
function translationOfJump({ code, jt, jf, k }) {
    const isConstant = (code & 8) === 0;
    // Immediates are sign-extended, so a constant with the top bit set goes through a register.
    const move = isConstant && k >= 0x8000_0000 ? 1 : 0;
    if (jf === 0)
        return move + 1;
    // The condition is turned round, but there is no opposite of JSET.
    const hasOpposite = (code & 0xf0) !== (BPF.JSET & 0xf0);
    return move + (jt === 0 && hasOpposite ? 1 : 2);
}
//# sourceMappingURL=translate.js.map