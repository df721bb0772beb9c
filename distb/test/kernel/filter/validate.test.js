/** Linux's reasons to refuse a filter, one by one, and the same answer as a naive check. */
import * as fc from 'fast-check';
import { ACTION } from '../../../kernel/filter/action.js';
import { BPF, BPF_PACKET_ONLY, conditional, encodeProgram, statement, } from '../../../kernel/filter/bpf.js';
import { checkFilter } from '../../../kernel/filter/validate.js';
import { naiveAccepts } from '../../support/naive-filter.js';
import { anyProgram, filterProgram, listing } from '../../support/random-filter.js';
import { equal, match, ok, suite } from '../../support/suite.js';
const SEED = 0x76_61_6c;
console.log(`seed ${SEED}`);
const ALLOW = statement(BPF.RET, ACTION.ALLOW);
const NOTHING = statement(BPF.NEG);
const refused = [
    ['an empty program', [], -1, /empty/],
    ['4097 instructions', Array.from({ length: 4097 }, () => ALLOW), -1, /4097 .* at most 4096/],
    ['a code that BPF does not have', [NOTHING, statement(0xb7), ALLOW], 1, /0xb7 is no/],
    ['a division by the constant 0', [statement(BPF.DIV, 0), ALLOW], 0, /DIV by the constant 0/],
    ['a remainder by 0', [statement(BPF_PACKET_ONLY.MOD, 0), ALLOW], 0, /MOD by the constant 0/],
    ['a left shift by 32', [NOTHING, statement(BPF.LSH, 32), ALLOW], 1, /LSH by 32, at most 31/],
    ['a right shift by 32', [statement(BPF.RSH, 0xffff_ffff), ALLOW], 0, /RSH by 4294967295/],
    ['a store to slot 16', [statement(BPF.ST, 16), ALLOW], 0, /slot 16, the last is 15/],
    ['a store of X to slot 16', [statement(BPF.STX, 16), ALLOW], 0, /slot 16/],
    ['a load of slot 16', [statement(BPF.LD_MEM, 16), ALLOW], 0, /slot 16/],
    ['a load of slot 16 to X', [statement(BPF.LDX_MEM, 16), ALLOW], 0, /slot 16/],
    ['a long jump behind the end', [statement(BPF.JA, 1), ALLOW], 0, /JA skips 1 .* 1 are left/],
    ['a long jump backwards', [NOTHING, statement(BPF.JA, -2), ALLOW], 1, /JA skips 4294967294/],
    ['a jump behind the end', [conditional(BPF.JEQ, 0, 1, 0), ALLOW], 0, /JEQ skips 1 .*jt/],
    ['an untaken jump behind the end', [conditional(BPF.JGT, 0, 0, 9), ALLOW], 0, /JGT skips 9 .*jf/],
    ['a jump at the end', [ALLOW, conditional(BPF.JSET, 0, 0, 0)], 1, /0 are left/],
    ['a last instruction that does not return', [ALLOW, NOTHING], 1, /last .* is NEG, not RET/],
    ['a slot that was never written', [statement(BPF.LD_MEM, 0), ALLOW], 0, /slot 0 may be read/],
    [
        'a slot that only one branch writes',
        [
            conditional(BPF.JEQ, 0, 0, 1),
            statement(BPF.ST, 3),
            NOTHING,
            statement(BPF.LDX_MEM, 3),
            ALLOW,
        ],
        3,
        /slot 3 may be read/,
    ],
    ['an unwritten slot behind a RET', [ALLOW, statement(BPF.LD_MEM, 1), ALLOW], 1, /slot 1/],
    ['a load behind seccomp_data', [statement(BPF.LD_ABS, 64), ALLOW], 0, /load at 64, .* 64 bytes/],
    ['a load that is not aligned', [NOTHING, statement(BPF.LD_ABS, 2), ALLOW], 1, /at 2 is not/],
    ...Object.entries(BPF_PACKET_ONLY).map(([name, code]) => [
        `${name}, which is for packets`,
        [NOTHING, statement(code, 4), ALLOW],
        1,
        new RegExp(`seccomp refuses ${name}`),
    ]),
];
suite('kernel/filter/validate', (test) => {
    for (const [title, instructions, index, why] of refused)
        test(`${title} is refused`, () => {
            const check = checkFilter(encodeProgram(instructions));
            equal([check.errno, check.index], [-22, index]);
            match(check.why, why);
        });
    test('every code of seccomp is taken', () => {
        for (const code of Object.values(BPF)) {
            const prologue = [statement(BPF.ST, 4), ALLOW];
            const check = checkFilter(encodeProgram([...prologue, statement(code, 4), ...filling]));
            equal(check, { errno: 0, index: -1, why: '' });
        }
    });
    test('4096 instructions are taken', () => {
        equal(checkFilter(encodeProgram(Array.from({ length: 4096 }, () => ALLOW))).errno, 0);
    });
    test('every borderline constant is taken', () => {
        for (const one of [
            statement(BPF.LSH, 31),
            statement(BPF.ST, 15),
            statement(BPF.LD_ABS, 60),
            statement(BPF.DIV, 1),
            statement(BPF.JA, 0),
            conditional(BPF.JEQ, 0, 0, 0),
        ])
            equal(checkFilter(encodeProgram([one, ALLOW])).why, '');
    });
    test('code that nothing reaches may read unwritten slots', () => {
        const program = [statement(BPF.JA, 1), statement(BPF.LD_MEM, 0), ALLOW];
        equal(checkFilter(encodeProgram(program)).errno, 0);
    });
    test('the passes go in the order of Linux', () => {
        // seccomp's own pass comes last, so the later fault is the one that is named.
        const program = [statement(BPF.LD_ABS, 64), statement(BPF.LSH, 32), ALLOW];
        equal(checkFilter(encodeProgram(program)).index, 1);
    });
    test('it takes exactly what the naive check takes', () => {
        let taken = 0;
        fc.assert(fc.property(anyProgram, (program) => {
            const { errno } = checkFilter(program);
            if (errno === 0)
                taken += 1;
            equal(errno === 0, naiveAccepts(program), listing(program));
        }), { seed: SEED, numRuns: 20_000 });
        ok(taken > 1000 && taken < 19_000, `${taken} of 20000 taken`);
    });
    test('the naive check tells a check that does not follow slots from one that does', () => {
        const careless = (program) => {
            const { errno, why } = checkFilter(program);
            return errno === 0 || why.includes('may be read');
        };
        const details = fc.check(fc.property(anyProgram, (program) => careless(program) === naiveAccepts(program)), { seed: SEED, numRuns: 20_000 });
        ok(details.failed);
    });
    test('the random programs of the other properties are ones that the naive check takes', () => {
        fc.assert(fc.property(filterProgram, (program) => naiveAccepts(program)), { seed: SEED, numRuns: 300 });
    });
});
const filling = Array.from({ length: 6 }, () => ALLOW);
//# sourceMappingURL=validate.test.js.map