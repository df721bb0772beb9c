/**
 * Proves the runner on scratch projects: it must believe no file that did not say, with its last
 * line and its exit code, that it passed.
 */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { equal, is, match, not, suite } from './support/suite.js';
const runner = fileURLToPath(new URL('./run.js', import.meta.url));
/** Stands for a source that no compiler has seen. */
const neverCompiled = '';
/** Runs the runner over a scratch project of `programs`, by test name. */
function run(programs, ...options) {
    const folder = mkdtempSync(join(tmpdir(), 'racetrap-run-'));
    try {
        mkdirSync(join(folder, 'test'));
        for (const [name, program] of Object.entries(programs)) {
            const source = join(folder, 'test', `${name}.test.ts`);
            const compiled = join(folder, 'dist/test', `${name}.test.js`);
            if (typeof program === 'object') {
                write(compiled, program.compiledOnly);
                continue;
            }
            write(source, '');
            if (program !== neverCompiled)
                write(compiled, program);
        }
        const { stdout, stderr, status } = spawnSync(process.execPath, [runner, '--root', folder, ...options], { encoding: 'utf8', timeout: 60_000 });
        const lastLine = stdout.split('\n').at(-2) ?? '';
        return { lastLine, exitCode: status, output: stdout + stderr };
    }
    finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
function write(file, text) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
}
function saying(line, exitCode = 0) {
    return `console.log('${line}'); process.exitCode = ${exitCode};`;
}
const silent = ';';
const healthy = saying('2 passed, 0 failed, 1 skipped');
function expectEnding(ending, lastLine, exitCode) {
    equal([ending.lastLine, ending.exitCode], [lastLine, exitCode], ending.output);
}
suite('run', (test) => {
    test('the counts of all files are added up', () => {
        const ending = run({ a: healthy, 'b/c': saying('3 passed, 0 failed, 0 skipped') });
        expectEnding(ending, '5 passed, 0 failed, 1 skipped', 0);
    });
    test('each file has one line, with its duration', () => {
        const { output } = run({ a: healthy, 'b/c': healthy });
        match(output, /^ok {3,}\d+\.\d s {2}test\/a\.test\.ts {2}\(2 passed, 1 skipped\)$/m);
        match(output, /^ok {3,}\d+\.\d s {2}test\/b\/c\.test\.ts/m);
    });
    test('a failing file shows all that it printed, and none of it as a closing line', () => {
        const ending = run({
            a: `console.error('what went wrong');\n${saying('1 passed, 1 failed, 0 skipped', 1)}`,
            b: healthy,
        });
        expectEnding(ending, '3 passed, 1 failed, 1 skipped', 1);
        match(ending.output, /^ {4}what went wrong$/m);
        is(ending.output.match(/^\d+ passed/gm)?.length, 1);
    });
    test('a file without a closing line fails', () => {
        const ending = run({ a: silent, b: healthy });
        expectEnding(ending, '2 passed, 1 failed, 1 skipped', 1);
        match(ending.output, /a\.test\.ts: it printed no closing line/);
    });
    test('a file whose exit code contradicts its closing line fails', () => {
        const ending = run({ a: saying('1 passed, 0 failed, 0 skipped', 3) });
        expectEnding(ending, '1 passed, 1 failed, 0 skipped', 1);
    });
    test('a file that was not compiled fails', () => {
        const ending = run({ a: neverCompiled, b: healthy });
        expectEnding(ending, '2 passed, 1 failed, 1 skipped', 1);
        match(ending.output, /it was not compiled/);
    });
    test('a compiled test whose source is gone does not run', () => {
        const ending = run({ a: healthy, b: { compiledOnly: healthy } });
        expectEnding(ending, '2 passed, 0 failed, 1 skipped', 0);
    });
    test('a file that outlives its time is killed, with what it started, and fails', () => {
        const child = `setInterval(() => {}, 1000); console.log('child', process.pid);`;
        const ending = run({
            a: `import { spawn } from 'node:child_process';
          spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' });
          Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
        }, '--seconds', '2');
        expectEnding(ending, '0 passed, 1 failed, 0 skipped', 1);
        match(ending.output, /it was still running after 2 s/);
        // The runner waits for the output to close, which the child holds open: it is gone too.
        match(ending.output, /child \d+/);
    });
    test('filters choose files by a part of their path', () => {
        const ending = run({ 'kernel/a': healthy, 'actors/b': silent }, 'kernel');
        expectEnding(ending, '2 passed, 0 failed, 1 skipped', 0);
        not.match(ending.output, /actors/);
    });
    test('a filter that matches nothing fails', () => {
        expectEnding(run({ a: healthy }, 'nowhere'), '0 passed, 0 failed, 0 skipped', 1);
    });
    test('a run in which every test is skipped fails', () => {
        const ending = run({ a: saying('0 passed, 0 failed, 4 skipped') });
        expectEnding(ending, '0 passed, 0 failed, 4 skipped', 1);
    });
    test('an option that is no number is refused', () => {
        is(run({ a: healthy }, '--jobs', 'many').exitCode, 2);
    });
});
//# sourceMappingURL=run.test.js.map