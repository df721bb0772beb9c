/** The interpreter returns what the naive evaluator returns, and knows its arithmetic by heart. */
import * as fc from 'fast-check';
import { ACTION } from '../../../kernel/filter/action.js';
import { BPF, conditional, encodeProgram, seccompData, statement, } from '../../../kernel/filter/bpf.js';
import { runProgram } from '../../../kernel/filter/interpret.js';
import { naiveRun } from '../../support/naive-filter.js';
import { callData, filterProgram, listing } from '../../support/random-filter.js';
import { equal, ok, suite, throws } from '../../support/suite.js';
const SEED = 0x72_75_6e;
console.log(`seed ${SEED}`);
const run = (...instructions) => runProgram(encodeProgram(instructions), seccompData(7)) >>> 0;
/** A after an operation on a and a constant, and on a and the same in X. */
const computed = (code, a, operand) => [
    run(statement(BPF.LD_IMM, a), statement(code, operand), statement(BPF.RET_A)),
    run(statement(BPF.LDX_IMM, operand), statement(BPF.LD_IMM, a), statement(code | 8), statement(BPF.RET_A)),
];
suite('kernel/filter/interpret', (test) => {
    test('it returns what the naive evaluator returns', () => {
        const covered = new Set();
        fc.assert(fc.property(filterProgram, callData, (program, data) => {
            const { returned, trace } = naiveRun(program, data);
            for (const { code } of trace)
                covered.add(code);
            equal(BigInt(runProgram(program, data) >>> 0), returned, listing(program));
        }), { seed: SEED, numRuns: 20_000 });
        equal(covered.size, Object.keys(BPF).length, 'every code was executed');
    });
    test('the naive evaluator tells signed comparisons from unsigned ones', () => {
        const details = fc.check(fc.property(filterProgram, callData, (program, data) => {
            const twin = signedTwin(program, data);
            return twin === undefined || BigInt(twin >>> 0) === naiveRun(program, data).returned;
        }), { seed: SEED, numRuns: 20_000 });
        ok(details.failed);
    });
    test('arithmetic is modulo 2^32', () => {
        equal(computed(BPF.ADD, 0xffff_ffff, 2), [1, 1]);
        equal(computed(BPF.SUB, 0, 1), [0xffff_ffff, 0xffff_ffff]);
        equal(computed(BPF.MUL, 0x1_0001, 0x1_0001), [0x2_0001, 0x2_0001]);
        equal(run(statement(BPF.LD_IMM, 1), statement(BPF.NEG), statement(BPF.RET_A)), 0xffff_ffff);
    });
    test('division is unsigned', () => {
        equal(computed(BPF.DIV, 0xffff_ffff, 1), [0xffff_ffff, 0xffff_ffff]);
        equal(computed(BPF.DIV, 0xffff_fffe, 0xffff_ffff), [0, 0]);
        equal(computed(BPF.DIV, 0xffff_ffff, 2), [0x7fff_ffff, 0x7fff_ffff]);
    });
    test('dividing by an X of zero kills the thread', () => {
        const returned = run(statement(BPF.DIV_X), statement(BPF.RET, ACTION.ALLOW));
        equal(returned, ACTION.KILL_THREAD);
    });
    test('shifts are unsigned, and those by X count modulo 32', () => {
        equal(computed(BPF.RSH, 0x8000_0000, 31), [1, 1]);
        equal(computed(BPF.LSH, 1, 31), [0x8000_0000, 0x8000_0000]);
        equal(computed(BPF.LSH, 1, 33)[1], 2);
    });
    test('comparisons are unsigned', () => {
        const isAbove = (code, a, k) => run(statement(BPF.LD_IMM, a), conditional(code, k, 0, 1), statement(BPF.RET, 1), statement(BPF.RET, 0));
        equal(isAbove(BPF.JGT, 0x8000_0000, 0x7fff_ffff), 1);
        equal(isAbove(BPF.JGE, 1, 0xffff_ffff), 0);
        equal(isAbove(BPF.JGE, 0xffff_ffff, 0xffff_ffff), 1);
        equal(isAbove(BPF.JSET, 0x8000_0000, 0xc000_0000), 1);
    });
    test('the length of the data is 64', () => {
        equal(run(statement(BPF.LD_LEN), statement(BPF.RET_A)), 64);
        equal(run(statement(BPF.LDX_LEN), statement(BPF.TXA), statement(BPF.RET_A)), 64);
    });
    test('A and X begin as zero', () => {
        equal(run(statement(BPF.RET_A)), 0);
        equal(run(statement(BPF.LD_IMM, 5), statement(BPF.TXA), statement(BPF.RET_A)), 0);
    });
    test('a program that was never checked ends in an error, not in a loop', () => {
        throws(() => run(statement(BPF.LD_IMM, 5)), /ran past its end/);
    });
});
/** The interpreter with signed comparisons, for programs of loads, jumps and returns. */
function signedTwin(program, data) {
    let a = 0;
    for (let at = 0; at < program.length; at += 2) {
        const head = program[at];
        const k = program[at + 1];
        const code = head & 0xffff;
        if (code === BPF.LD_ABS)
            a = data[k >> 2];
        else if (code === BPF.RET)
            return k;
        else if (code === BPF.JGT)
            at += 2 * (a > k ? (head >>> 16) & 0xff : head >>> 24);
        else if (code === BPF.JGE)
            at += 2 * (a >= k ? (head >>> 16) & 0xff : head >>> 24);
        else
            return undefined;
    }
    return undefined;
}
//# sourceMappingURL=interpret.test.js.map