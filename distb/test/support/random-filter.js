/** Random filters, paths and calls for properties, rich in the words at which mistakes show. */
import * as fc from 'fast-check';
import { ACTION } from '../../kernel/filter/action.js';
import { AUDIT_ARCH_X86_64, BPF, BPF_PACKET_ONLY, encodeProgram, instructionAt, instructionCount, SECCOMP_DATA, } from '../../kernel/filter/bpf.js';
import { checkFilter } from '../../kernel/filter/validate.js';
const CONSTANT_JUMPS = [BPF.JEQ, BPF.JGT, BPF.JGE, BPF.JSET];
const JUMPS = [...CONSTANT_JUMPS, BPF.JEQ_X, BPF.JGT_X, BPF.JGE_X, BPF.JSET_X];
/** Returns of which most allow, one in a way that is not cached. */
const MOSTLY_ALLOW = [ACTION.ALLOW, ACTION.ALLOW, ACTION.ALLOW | 1, ACTION.ERRNO | 1, ACTION.LOG];
const NR_SAMPLE = [0, 1, 9, 39, 99, 335, 469, 470, -1];
/** Words at borders: of signs, of shifts, of fields. */
const word = fc.oneof(fc.constantFrom(0, 1, 2, 3, 31, 32, 33, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff, 0xffff_0000), fc.constantFrom(...NR_SAMPLE.map((nr) => nr >>> 0), AUDIT_ARCH_X86_64 >>> 0), fc.nat({ max: 0xffff_ffff }));
/** What filters return: known actions with data, unknown ones, anything. */
const returned = fc.oneof(fc
    .tuple(fc.constantFrom(...Object.values(ACTION)), fc.constantFrom(0, 1, 2, 4095, 4096, 0xffff))
    .map(([action, data]) => (action | data) >>> 0), fc.constantFrom(0x1000_0000, 0x9000_0000, 0xaaaa_aaaa, 0x7fff_0000, 0x8001_0000), word);
const loadOffset = fc.nat({ max: SECCOMP_DATA.WORDS - 1 }).map((index) => index * 4);
const byCode = (code) => {
    let k = word;
    if (code === BPF.LD_ABS)
        k = loadOffset;
    else if (code === BPF.RET)
        k = returned;
    else if (code === BPF.LSH || code === BPF.RSH)
        k = fc.nat({ max: 31 });
    else if (code === BPF.DIV)
        k = word.map((value) => value || 7);
    else if ([BPF.LD_MEM, BPF.LDX_MEM, BPF.ST, BPF.STX].some((slotCode) => slotCode === code))
        k = fc.nat({ max: 2 });
    const jump = fc.nat({ max: 3 });
    return fc.record({ code: fc.constant(code), jt: jump, jf: jump, k });
};
/** Makes every jump stay inside, and slots be written before they are read. */
function repair(instructions) {
    const repaired = instructions.map((instruction, index) => {
        const left = instructions.length - index - 1;
        const { code, jt, jf, k } = instruction;
        if (code === BPF.JA)
            return left === 0 ? instruction : { ...instruction, k: (k % 4) % left };
        if (!JUMPS.includes(code))
            return instruction;
        return { ...instruction, jt: jt % left, jf: jf % left };
    });
    for (;;) {
        const program = encodeProgram(repaired);
        const { errno, index, why } = checkFilter(program);
        if (errno === 0)
            return program;
        if (!why.startsWith('memory slot'))
            throw new Error(`not repaired: ${index}: ${why}`);
        repaired[index] = { ...repaired[index], code: BPF.LD_ABS, k: 0 };
    }
}
const ending = fc.oneof(byCode(BPF.RET), byCode(BPF.RET_A));
/** A program that seccomp takes, of any instructions. */
export const filterProgram = fc
    .tuple(fc.array(fc.oneof({ arbitrary: fc.constantFrom(...Object.values(BPF)).chain(byCode), weight: 6 }, { arbitrary: byCode(BPF.LD_ABS), weight: 2 }, { arbitrary: fc.constantFrom(...JUMPS).chain(byCode), weight: 2 }), { maxLength: 20 }), ending)
    .map(([body, end]) => repair([...body, end]));
/** A program that mostly looks at the number, and so is often foretold. */
export const numberProgram = fc
    .array(fc.oneof({ arbitrary: fc.constantFrom(0, 0, 0, 4, 8, 16).map(loadAt), weight: 4 }, {
    arbitrary: fc.constantFrom(...CONSTANT_JUMPS).chain(byCode),
    weight: 6,
}, { arbitrary: fc.constantFrom(BPF.AND, BPF.JA).chain(byCode), weight: 1 }, { arbitrary: fc.constantFrom(BPF.RET_A, BPF.TAX, BPF.OR).chain(byCode), weight: 1 }, { arbitrary: fc.constantFrom(...MOSTLY_ALLOW).map(returnOf), weight: 3 }), { maxLength: 12 })
    .map((body) => repair([...body, returnOf(ACTION.ALLOW)]));
function loadAt(k) {
    return { code: BPF.LD_ABS, jt: 0, jf: 0, k };
}
function returnOf(k) {
    return { code: BPF.RET, jt: 0, jf: 0, k: k >>> 0 };
}
/** A program that seccomp may take or not: every code, and k and jumps near their limits. */
export const anyProgram = fc
    .array(fc.record({
    code: fc.oneof({ arbitrary: fc.constantFrom(...Object.values(BPF)), weight: 80 }, { arbitrary: fc.constantFrom(BPF.ST, BPF.LD_MEM, BPF.RET, BPF.LD_ABS), weight: 40 }, { arbitrary: fc.constantFrom(...Object.values(BPF_PACKET_ONLY)), weight: 1 }, { arbitrary: fc.nat({ max: 0x1ff }), weight: 1 }),
    jt: fc.constantFrom(0, 0, 0, 1, 2),
    jf: fc.constantFrom(0, 0, 0, 1, 2),
    k: fc.constantFrom(0, 1, 1, 1, 4, 4, 4, 8, 12, 12, 15, 16, 31, 32, 60, 64, 0xffff_ffff),
}), { maxLength: 7 })
    .chain((body) => fc.constantFrom(body, [...body, returnOf(ACTION.ALLOW)]))
    .map((instructions) => encodeProgram(instructions));
/** The data of a call. */
export const callData = fc
    .tuple(fc.oneof(fc.constantFrom(...NR_SAMPLE), fc.nat({ max: 480 })), fc.constantFrom(AUDIT_ARCH_X86_64, AUDIT_ARCH_X86_64, 0x4000_0003), fc.array(word, { minLength: SECCOMP_DATA.WORDS - 2, maxLength: SECCOMP_DATA.WORDS - 2 }))
    .map(([nr, arch, rest]) => Int32Array.of(nr, arch, ...rest));
/** A program as text in counterexamples: its codes and constants. */
export function listing(program) {
    return Array.from({ length: instructionCount(program) }, (_, index) => {
        const { code, jt, jf, k } = instructionAt(program, index);
        return `${code.toString(16)} ${jt} ${jf} ${k.toString(16)}`;
    }).join('; ');
}
//# sourceMappingURL=random-filter.js.map