/** Programs keep every bit of struct sock_filter, and calls every half of seccomp_data. */
import * as fc from 'fast-check';
import { argumentWord, BPF, conditional, encodeProgram, instructionAt, instructionCount, SECCOMP_DATA, seccompData, statement, } from '../../../kernel/filter/bpf.js';
import { naiveDecode } from '../../support/naive-filter.js';
import { equal, suite, throws } from '../../support/suite.js';
const SEED = 0x6b_70_66;
console.log(`seed ${SEED}`);
const instruction = fc.record({
    code: fc.nat({ max: 0xffff }),
    jt: fc.nat({ max: 0xff }),
    jf: fc.nat({ max: 0xff }),
    k: fc.nat({ max: 0xffff_ffff }),
}, { noNullPrototype: true });
suite('kernel/filter/bpf', (test) => {
    test('an encoded program decodes to what was written', () => {
        fc.assert(fc.property(fc.array(instruction), (instructions) => {
            const program = encodeProgram(instructions);
            equal(instructionCount(program), instructions.length);
            equal(instructions.map((_, index) => instructionAt(program, index)), instructions);
        }), { seed: SEED });
    });
    test('an encoded program is the memory image of struct sock_filter', () => {
        fc.assert(fc.property(fc.array(instruction), (instructions) => {
            equal(naiveDecode(encodeProgram(instructions)), instructions.map((one) => ({ ...one, k: BigInt(one.k) })));
        }), { seed: SEED });
    });
    test('a signed constant is written as its unsigned word', () => {
        equal(statement(BPF.RET, -1).k, 0xffff_ffff);
        equal(conditional(BPF.JEQ, -1, 0, 1).k, 0xffff_ffff);
    });
    test('a field that does not fit its bits is the caller’s error', () => {
        throws(() => encodeProgram([{ code: BPF.JEQ, jt: 256, jf: 0, k: 0 }]), /jt is 256/);
        throws(() => encodeProgram([{ code: 0x10000, jt: 0, jf: 0, k: 0 }]), /code is/);
        throws(() => encodeProgram([{ code: BPF.JEQ, jt: 0, jf: -1, k: 0 }]), /jf is -1/);
        throws(() => encodeProgram([{ code: BPF.JEQ, jt: 0, jf: 0, k: 0.5 }]), /k is 0.5/);
    });
    test('seccomp_data holds 64-bit values as low and high words', () => {
        const data = seccompData(-1, 0x7fff123480000002n, [0n, 0xffffffff00000001n]);
        equal(data.length, 16);
        equal(data[SECCOMP_DATA.NR], -1);
        equal(data[SECCOMP_DATA.ARCH] >>> 0, 0xc000003e);
        equal(data[SECCOMP_DATA.IP_LOW] >>> 0, 0x8000_0002);
        equal(data[SECCOMP_DATA.IP_HIGH], 0x7fff_1234);
        equal(data[argumentWord(1)], 1);
        equal(data[argumentWord(1) + 1], -1);
        equal(data[argumentWord(5)], 0);
    });
});
//# sourceMappingURL=bpf.test.js.map