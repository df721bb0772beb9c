/** Wrong filters at the command line: Linux's errno, the instruction and why, in one line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { scenario } from '../../../scenarios/file/build.js';
import { racetrap } from '../../support/command-line.js';
import { is, ok, suite } from '../../support/suite.js';
const folder = mkdtempSync(join(tmpdir(), 'racetrap-filter-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
const plain = (code, k = 0) => ({ code, jt: 0, jf: 0, k });
const allow = plain(0x06, 0x7fff_0000);
const load = plain(0x20);
const many = (count, item) => Array.from({ length: count }, () => item);
const programs = {
    'load beyond seccomp_data': [[plain(0x20, 64), allow], '[0]: EINVAL: load at 64, seccomp_data'],
    'load that is not aligned': [[load, plain(0x20, 6), allow], '[1]: EINVAL: load at 6 is not'],
    'jump out of range': [[load, { ...plain(0x15), jt: 3 }, allow], '[1]: EINVAL: JEQ skips 3'],
    'unknown opcode': [[plain(0x999), allow], '[0]: EINVAL: code 0x999 is no instruction'],
    'no RET at the end': [[allow, load], '[1]: EINVAL: the last instruction is LD_ABS, not RET'],
    'division by the constant 0': [[plain(0x34), allow], '[0]: EINVAL: DIV by the constant 0'],
    'nothing at all': [[], ': EINVAL: the program is empty'],
    'too many instructions': [many(4_097, allow), ': EINVAL: 4097 instructions, at most 4096'],
};
const malformed = {
    'no k': [{ code: 0x20, jt: 0, jf: 0 }, '.k: missing: a number'],
    'no code': [{ jt: 0, jf: 0, k: 0 }, '.code: missing: a number'],
    'jt of more than a byte': [{ ...plain(0x15), jt: 256 }, '.jt: instruction 1: jt is 256'],
    'jf below 0': [{ ...plain(0x15), jf: -1 }, '.jf: instruction 1: jf is -1'],
    'code that is a word': [
        { ...plain(0x20), code: 'LD' },
        ".code: a number should stand here, not 'LD'",
    ],
    'code of more than 16 bits': [plain(0x1_0000), '.code: instruction 1: code is 65536'],
    'k of more than 32 bits': [plain(0x20, 2 ** 32), '.k: instruction 1: k is 4294967296'],
    'k below 0': [plain(0x20, -1), '.k: instruction 1: k is -1'],
    'k that is no integer': [plain(0x20, 0.5), '.k: instruction 1: k is 0.5'],
    'a field too many': [{ ...plain(0x20), kk: 1 }, ": no field is named 'kk'"],
    'an instruction that is a number': [32, ': an object should stand here, not 32'],
};
async function refusal(name, parts) {
    const file = join(folder, `${name.replaceAll(' ', '-')}.json`);
    writeFileSync(file, JSON.stringify({ ...scenario({ name: 'x', threads: { a: [] } }), ...parts }));
    const { code, stdout, stderr } = await racetrap(['explore', file]);
    is(code, 2, stderr);
    is(stdout, '');
    ok(/^racetrap: [^\n]+\n(?: {2}hint: [^\n]+\n)?$/.test(stderr), stderr);
    return stderr.replace(`racetrap: ${file}: `, '');
}
suite('scenarios/cli: wrong filters', (test) => {
    for (const [name, [bpf, said]] of Object.entries(programs))
        test(`a filter with a fault is refused: ${name}`, async () => {
            const stderr = await refusal(name, { tasks: { filters: { name: { bpf } } } });
            ok(stderr.startsWith(`tasks.filters.name.bpf${said}`), stderr);
        });
    for (const [name, [instruction, said]] of Object.entries(malformed))
        test(`a field that is no field of an instruction is named: ${name}`, async () => {
            const bpf = [load, instruction, allow];
            const stderr = await refusal(name, { tasks: { filters: { name: { bpf } } } });
            is(stderr.split('\n')[0], `tasks.filters.name.bpf[1]${said}`);
        });
    test('so is one of a filter that threads begin with', async () => {
        const [instruction, said] = malformed['no k'];
        const filters = [{ bpf: [instruction, allow] }];
        const stderr = await refusal('begin', { interposition: { kind: 'seccomp', filters } });
        is(stderr.split('\n')[0], `interposition.filters[0].bpf[0]${said}`);
    });
    test('filters that weigh too much together are refused with ENOMEM', async () => {
        const filters = many(8, { bpf: [...many(4_095, load), allow] });
        const stderr = await refusal('weight', { interposition: { kind: 'seccomp', filters } });
        ok(stderr.startsWith('interposition.filters[7]: ENOMEM: with it the filters weigh 32828'), stderr);
    });
});
//# sourceMappingURL=filter-fault.test.js.map