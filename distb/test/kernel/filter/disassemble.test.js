/** Programs read as text: fields by name, jumps by target, returns by action. */
import { ACTION, returnValue } from '../../../kernel/filter/action.js';
import { BPF, BPF_PACKET_ONLY, conditional, encodeProgram, statement, } from '../../../kernel/filter/bpf.js';
import { disassemble, mnemonic, returnText } from '../../../kernel/filter/disassemble.js';
import { numberFilter } from '../../../kernel/filter/ranges.js';
import { equal, ok, suite } from '../../support/suite.js';
suite('kernel/filter/disassemble', (test) => {
    test('the filter of the RFC reads as four lines', () => {
        equal(disassemble(numberFilter(returnValue('TRAP'), returnValue('ALLOW'))), [
            '0: ld   nr',
            '1: jge  #0xf000, 2, 3',
            '2: ret  TRAP',
            '3: ret  ALLOW',
        ]);
    });
    test('every kind of instruction has its own text', () => {
        const program = encodeProgram([
            statement(BPF.LD_ABS, 12),
            statement(BPF.LD_ABS, 60),
            statement(BPF.LD_ABS, 70),
            statement(BPF.LD_LEN),
            statement(BPF.LDX_IMM, 3),
            statement(BPF.ST, 2),
            statement(BPF.LDX_MEM, 2),
            statement(BPF.AND, 0xff),
            statement(BPF.ADD_X),
            statement(BPF.NEG),
            statement(BPF.TXA),
            statement(BPF.JA, 2),
            conditional(BPF.JSET_X, 0, 1, 0),
            statement(0x1ff, 7),
            statement(BPF.RET_A),
            statement(BPF.RET, returnValue('ERRNO', 38)),
            statement(BPF.RET, 0x9000_0000),
        ]);
        equal(disassemble(program), [
            ' 0: ld   ip.high',
            ' 1: ld   args[5].high',
            ' 2: ld   [70]',
            ' 3: ld   len',
            ' 4: ldx  #0x3',
            ' 5: st   M[2]',
            ' 6: ldx  M[2]',
            ' 7: and  #0xff',
            ' 8: add  x',
            ' 9: neg',
            '10: txa',
            '11: ja   14',
            '12: jset x, 14, 13',
            '13: code 0x1ff jt 0 jf 0 k 0x7',
            '14: ret  a',
            '15: ret  ERRNO(38)',
            '16: ret  #0x90000000 (unknown, so KILL_PROCESS)',
        ]);
    });
    test('every code that classic BPF knows has a name', () => {
        for (const code of [...Object.values(BPF), ...Object.values(BPF_PACKET_ONLY)])
            ok(!mnemonic(code).startsWith('code'), mnemonic(code));
        equal(mnemonic(0xb7), 'code 0xb7');
    });
    test('a return is named by its action and data', () => {
        equal(returnText(ACTION.KILL_PROCESS), 'KILL_PROCESS');
        equal(returnText(returnValue('TRACE', 0x1002)), 'TRACE(4098)');
    });
});
//# sourceMappingURL=disassemble.test.js.map