/** Far jumps: trampolines appear where they are needed, are shared, and change no meaning. */
import * as fc from 'fast-check';
import { Assembly } from '../../../kernel/filter/assembly.js';
import { BPF, instructionAt, instructionCount, seccompData } from '../../../kernel/filter/bpf.js';
import { runProgram } from '../../../kernel/filter/interpret.js';
import { checkFilter } from '../../../kernel/filter/validate.js';
import { equal, suite } from '../../support/suite.js';
const SEED = 0x61_73_6d;
console.log(`seed ${SEED}`);
const trampolineCount = (program) => Array.from({ length: instructionCount(program) }, (_, index) => instructionAt(program, index)).filter(({ code }) => code === BPF.JA).length;
suite('kernel/filter/assembly', (test) => {
    test('a jump over 255 instructions is direct and one over 256 takes a trampoline', () => {
        const withDistance = (distance) => {
            const assembly = new Assembly();
            const far = assembly.ret(1);
            let near = far;
            for (let count = 0; count < distance; count++)
                near = assembly.ret(2);
            return assembly.program(assembly.load(0, assembly.jump(BPF.JEQ, 7, far, near)));
        };
        equal([255, 256].map(withDistance).map(trampolineCount), [0, 1]);
        for (const program of [255, 256, 257].map(withDistance))
            equal([7, 8].map((nr) => runProgram(program, seccompData(nr))), [1, 2]);
    });
    test('two targets out of reach take two trampolines', () => {
        const assembly = new Assembly();
        const [one, other] = [assembly.ret(1), assembly.ret(2)];
        for (let count = 0; count < 300; count++)
            assembly.ret(3);
        const entry = assembly.load(0, assembly.jump(BPF.JEQ, 7, one, other));
        const program = assembly.program(entry);
        equal(trampolineCount(program), 2);
        equal([7, 8].map((nr) => runProgram(program, seccompData(nr))), [1, 2]);
    });
    test('random trees of comparisons are valid and decide as written', () => {
        const node = fc.tuple(fc.nat({ max: 400 }), fc.nat(), fc.nat());
        fc.assert(fc.property(fc.array(node, { minLength: 1, maxLength: 600 }), fc.nat({ max: 450 }), (list, nr) => {
            const assembly = new Assembly();
            const labels = [assembly.ret(1), assembly.ret(2), assembly.ret(3)];
            const meaning = [() => 1, () => 2, () => 3];
            for (const [k, yes, no] of list) {
                const targets = [yes % labels.length, no % labels.length];
                const jump = assembly.jump(BPF.JGE, k, labels[targets[0]], labels[targets[1]]);
                const known = meaning.slice();
                labels.push(jump);
                meaning.push(() => known[nr >= k ? targets[0] : targets[1]]());
            }
            const program = assembly.program(assembly.load(0, labels.at(-1)));
            equal(checkFilter(program).why, '');
            equal(runProgram(program, seccompData(nr)), meaning.at(-1)());
        }), { seed: SEED, numRuns: 60 });
    });
    test('an entry that is not in front is jumped to', () => {
        const assembly = new Assembly();
        const entry = assembly.ret(1);
        assembly.ret(2);
        equal(runProgram(assembly.program(entry), seccompData(0)), 1);
    });
});
//# sourceMappingURL=assembly.test.js.map