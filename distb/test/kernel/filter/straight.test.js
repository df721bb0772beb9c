/** Straight code returns what the naive evaluator and the interpreter return. */
import * as fc from 'fast-check';
import { BPF, conditional, encodeProgram, seccompData, statement, } from '../../../kernel/filter/bpf.js';
import { runProgram } from '../../../kernel/filter/interpret.js';
import { filterCode, STRAIGHT_COUNT_MAX } from '../../../kernel/filter/straight.js';
import { checkFilter } from '../../../kernel/filter/validate.js';
import { naiveRun } from '../../support/naive-filter.js';
import { callData, filterProgram, listing } from '../../support/random-filter.js';
import { equal, is, suite } from '../../support/suite.js';
const SEED = 0x73_74_72;
console.log(`seed ${SEED}`);
/** `count` instructions, a jump to a place of its own from nearly each. */
function ladder(count) {
    const jumps = Array.from({ length: count - 2 }, (_, k) => conditional(BPF.JEQ, k, 1, 0));
    const ends = [statement(BPF.RET, 1), statement(BPF.RET, 2)];
    const program = encodeProgram([statement(BPF.LD_ABS, 0), ...jumps.slice(1), ...ends]);
    is(checkFilter(program).errno, 0);
    return program;
}
suite('kernel/filter/straight', (test) => {
    test('it returns what the naive evaluator returns', () => {
        const covered = new Set();
        fc.assert(fc.property(filterProgram, fc.array(callData, { minLength: 1 }), (program, calls) => {
            const run = filterCode(program);
            for (const data of calls) {
                const { returned, trace } = naiveRun(program, data);
                for (const { code } of trace)
                    covered.add(code);
                equal(BigInt(run(data) >>> 0), returned, listing(program));
            }
        }), { seed: SEED, numRuns: 3_000 });
        equal(covered.size, Object.keys(BPF).length, 'every code was executed');
    });
    test('the longest straight code, and what is too long for it, agree with the interpreter', () => {
        for (const count of [STRAIGHT_COUNT_MAX, STRAIGHT_COUNT_MAX + 1, 4_096]) {
            const program = ladder(count);
            const run = filterCode(program);
            for (const nr of [1, 2, count - 4, count - 3, count])
                is(run(seccompData(nr)), runProgram(program, seccompData(nr)), `${count} ${nr}`);
        }
    });
    test('memory begins anew in every run', () => {
        const program = encodeProgram([
            statement(BPF.LD_ABS, 0),
            statement(BPF.ST, 15),
            statement(BPF.LDX_MEM, 15),
            statement(BPF.TXA),
            statement(BPF.RET_A),
        ]);
        const run = filterCode(program);
        equal([run(seccompData(3)), run(seccompData(4))], [3, 4]);
    });
});
//# sourceMappingURL=straight.test.js.map