/** The weight that Linux counts: instructions of the translation, not of the program. */
import { ACTION } from '../../../kernel/filter/action.js';
import { BPF, conditional, encodeProgram, statement } from '../../../kernel/filter/bpf.js';
import { translatedCount } from '../../../kernel/filter/translate.js';
import { equal, suite } from '../../support/suite.js';
const ALLOW = statement(BPF.RET, ACTION.ALLOW);
const TAIL = [ALLOW, ALLOW, ALLOW];
/** What one instruction adds to a program. */
const weightOf = (one) => translatedCount(encodeProgram([one, ...TAIL])) - translatedCount(encodeProgram(TAIL));
const JUMPS = { JEQ: BPF.JEQ, JGT: BPF.JGT, JGE: BPF.JGE, JSET: BPF.JSET };
const USES_X = 8;
suite('kernel/filter/translate', (test) => {
    test('n returns weigh 3 + 2n', () => {
        for (const n of [1, 2, 100, 4096])
            equal(translatedCount(encodeProgram(Array.from({ length: n }, () => ALLOW))), 3 + 2 * n);
    });
    test('n - 1 loads and a return weigh n + 4', () => {
        for (const n of [1, 2, 100, 4096]) {
            const loads = Array.from({ length: n - 1 }, () => statement(BPF.LD_ABS));
            equal(translatedCount(encodeProgram([...loads, ALLOW])), n + 4);
        }
    });
    test('returning A weighs one, since A is the register that is returned', () => {
        equal(weightOf(statement(BPF.RET_A)), 1);
    });
    test('dividing by X weighs five, for its test against zero', () => {
        equal(weightOf(statement(BPF.DIV_X)), 5);
        equal(weightOf(statement(BPF.DIV, 3)), 1);
    });
    test('all that neither jumps, returns nor divides weighs one', () => {
        for (const [name, code] of Object.entries(BPF)) {
            if (/^(J|RET|DIV)/.test(name))
                continue;
            equal(weightOf(statement(code, 0xffff_ffff)), 1, name);
        }
        equal(weightOf(statement(BPF.JA)), 1);
    });
    // Measured on Linux 6.18.44 by filling a path with 900 of each: constant below 2^31, then above.
    for (const [name, code] of Object.entries(JUMPS)) {
        const turnedRound = name === 'JSET' ? 2 : 1;
        const measured = [
            [0, 0, 1],
            [1, 0, 1],
            [0, 1, turnedRound],
            [1, 1, 2],
            [2, 1, 2],
        ];
        test(`${name} weighs what it weighs on Linux`, () => {
            for (const [jt, jf, weight] of measured) {
                equal(weightOf(conditional(code, 0x7fff_ffff, jt, jf)), weight);
                equal(weightOf(conditional(code, 0x8000_0000, jt, jf)), weight + 1);
                equal(weightOf(conditional(code | USES_X, 0x8000_0000, jt, jf)), weight);
            }
        });
    }
});
//# sourceMappingURL=translate.test.js.map