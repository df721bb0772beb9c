/** Rule lists decide as they read: the first rule that matches, else the default. */
import * as fc from 'fast-check';
import { ACTION, ACTION_NAMES } from '../../../kernel/filter/action.js';
import { argumentWord, SECCOMP_DATA, seccompData } from '../../../kernel/filter/bpf.js';
import { disassemble } from '../../../kernel/filter/disassemble.js';
import { runProgram } from '../../../kernel/filter/interpret.js';
import { compileRules } from '../../../kernel/filter/rules.js';
import { checkFilter } from '../../../kernel/filter/validate.js';
import { equal, suite, throws } from '../../support/suite.js';
const SEED = 0x72_75_6c;
console.log(`seed ${SEED}`);
const NUMBERS = new Map([
    ['mmap', 9],
    ['getpid', 39],
]);
const numberOf = (name) => NUMBERS.get(name);
const compile = (list) => compileRules(list, numberOf);
const smallWord = fc.constantFrom(0, 1, 2, 0xffff_ffff);
const ruleReturn = fc
    .tuple(fc.constantFrom(...ACTION_NAMES), fc.nat({ max: 3 }))
    .map(([action, data]) => ({ action, data }));
const rule = fc.record({
    when: fc.oneof(fc.record({ nr: fc.nat({ max: 3 }) }), fc.record({
        nr: fc.nat({ max: 3 }),
        arg: fc.record({ index: fc.nat({ max: 5 }), low32_equals: smallWord }),
    })),
    ret: ruleReturn,
});
function expected(list, data) {
    const found = list.rules.find(({ when: { nr, arg } }) => {
        if (data[SECCOMP_DATA.NR] !== nr)
            return false;
        return arg === undefined || data[argumentWord(arg.index)] >>> 0 === arg.low32_equals;
    });
    const ret = found?.ret ?? list.default;
    return 'raw' in ret ? Number(ret.raw) : ACTION[ret.action] | Number(ret.data);
}
suite('kernel/filter/rules', (test) => {
    test('the first rule that matches decides', () => {
        fc.assert(fc.property(fc.array(rule, { maxLength: 120 }), ruleReturn, fc.nat({ max: 4 }), fc.array(smallWord, { minLength: 6, maxLength: 6 }), (rules, otherwise, nr, words) => {
            const list = { rules, default: otherwise };
            const data = seccompData(nr, 0n, words.map(BigInt));
            const program = compile(list);
            equal(checkFilter(program).why, '');
            equal(runProgram(program, data), expected(list, data));
        }), { seed: SEED, numRuns: 500 });
    });
    test('names, hexadecimal texts and raw returns are understood', () => {
        const list = {
            rules: [
                {
                    when: { nr: 'mmap', arg: { index: 5, low32_equals: '0x0C0FFEE' } },
                    ret: { action: 'TRACE', data: '0x1002' },
                },
            ],
            default: { raw: '0xAAAAAAAA' },
        };
        equal(disassemble(compile(list)), [
            '0: ld   nr',
            '1: jeq  #0x9, 2, 5',
            '2: ld   args[5].low',
            '3: jeq  #0xc0ffee, 4, 5',
            '4: ret  TRACE(4098)',
            '5: ret  #0xaaaaaaaa (unknown, so KILL_PROCESS)',
        ]);
    });
    test('only the low half of an argument is compared', () => {
        const list = {
            rules: [{ when: { nr: 9, arg: { index: 0, low32_equals: 1 } }, ret: { action: 'LOG' } }],
            default: { action: 'ALLOW', data: 0 },
        };
        equal(runProgram(compile(list), seccompData(9, 0n, [0xffff000000000001n])), ACTION.LOG);
    });
    test('mistakes are the writer’s', () => {
        const ret = { action: 'LOG' };
        const list = (when) => ({ rules: [{ when, ret }], default: ret });
        throws(() => compile(list({ nr: 'open_sesame' })), /'open_sesame' is no 32-bit number/);
        throws(() => compile(list({ nr: '' })), /'' is no 32-bit number/);
        throws(() => compile(list({ nr: 0x1_0000_0000 })), /no 32-bit number/);
        throws(() => compile(list({ nr: 1, arg: { index: 6, low32_equals: 0 } })), /no argument 6/);
        const unknown = JSON.parse('{"rules":[],"default":{"action":"DENY"}}');
        throws(() => compile(unknown), /no action 'DENY'/);
    });
});
//# sourceMappingURL=rules.test.js.map