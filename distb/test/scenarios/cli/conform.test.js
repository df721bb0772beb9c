/**
 * `racetrap conform`: what it prints, its exit codes, and what it refuses by one line and a hint.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { racetrap } from '../../support/command-line.js';
import { equal, is, match, ok, suite } from '../../support/suite.js';
const DATA = fileURLToPath(new URL('../../../../test/conformance/', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'racetrap-conform-'));
process.on('exit', () => rmSync(folder, { recursive: true }));
/** A file with this content. */
function file(name, content) {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
    return path;
}
const given = { tasks: [{ id: 'T1', process: 'P1' }], no_new_privs: true };
const right = {
    id: 'right',
    given,
    steps: [{ t: 'T1', op: 'syscall', nr: 'getpid', expect: { executes: true } }],
};
const wrong = {
    id: 'wrong',
    given,
    steps: [{ t: 'T1', op: 'get_seccomp_mode', expect: { ret: 2 } }],
};
suite('scenarios/cli/conform', (test) => {
    test('vectors and oracles in one call: the totals, and exit code 0', async () => {
        const { code, stdout } = await racetrap([
            'conform',
            join(DATA, 'vectors.json'),
            join(DATA, 'vma-oracle.jsonl'),
        ]);
        is(stdout, '257 passed, 0 failed\n');
        is(code, 0);
    });
    test('a failure is told with expected and actual, and exit code 1', async () => {
        const path = file('vectors.json', [right, wrong]);
        const { code, stdout } = await racetrap(['conform', path]);
        equal(stdout.split('\n'), [
            `${path}: wrong: step 1 (T1 get_seccomp_mode): expected 2, actual 0`,
            '1 passed, 1 failed',
            '',
        ]);
        is(code, 1);
        const json = await racetrap(['conform', path, '--json', '-']);
        const answer = JSON.parse(json.stdout);
        equal([answer.failed, answer.failures[0]?.id], [1, 'wrong']);
    });
    test('vectors may also stand one a line, or alone', async () => {
        const lines = file('lines.jsonl', `${JSON.stringify(right)}\n${JSON.stringify(right)}\n`);
        const alone = file('alone.json', JSON.stringify(right, undefined, 2));
        const { stdout } = await racetrap(['conform', lines, alone]);
        is(stdout, '3 passed, 0 failed\n');
    });
    test('a file that cannot be used is refused by one line and a hint', async () => {
        const cases = [
            ['conform', "missing required argument 'FILES'"],
            [`conform ${join(folder, 'absent.json')}`, 'absent.json: cannot be read'],
            [`conform ${folder}`, 'cannot be read'],
            [`conform ${file('cut.json', '[\n  {"id": "a",')}`, 'cut.json:2:14: the text ends too early'],
            [`conform ${file('word.json', 'vectors')}`, "word.json:1:1: 'vectors' is no JSON"],
            [`conform ${file('list.json', [{ id: 'a', given }])}`, 'list.json: [0].steps'],
            [`conform ${file('cut.jsonl', '{"seq":"a"}\n{"seq"')}`, 'cut.jsonl:2:7: the text ends'],
            [`conform ${file('shape.jsonl', '{"seq":"a"}')}`, 'shape.jsonl: line 1'],
            [`conform ${file('number.json', '7')}`, 'number.json: no JSON array'],
        ];
        const answers = await Promise.all(cases.map(([line]) => racetrap(line.split(' '))));
        cases.forEach(([line, words], index) => {
            const { code, stdout, stderr } = answers[index];
            is(code, 2, `${line}: ${stderr}`);
            is(stdout, '');
            ok(stderr.includes(words), stderr);
            match(stderr, /^racetrap: [^\n]+\n(?: {2}hint: [^\n]+\n)?$/);
        });
    });
});
//# sourceMappingURL=conform.test.js.map