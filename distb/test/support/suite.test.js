/**
 * Proves the facade from outside: small programs run in processes of their own, and each is judged
 * by what a shell would see, its last line and its exit code.
 */
import { spawnSync } from 'node:child_process';
import { equal, is, match, rejects, suite, throws } from './suite.js';
/** Runs `body` as a test file of its own; `suite` and `is` are in scope. */
function runProgram(body) {
    const facade = new URL('./suite.js', import.meta.url).href;
    const program = `import { suite, is } from '${facade}';\n${body}`;
    const { stdout, stderr, status } = spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8', timeout: 30_000 });
    const lastLine = stdout.trimEnd().split('\n').at(-1) ?? '';
    return { lastLine, exitCode: status, output: stdout + stderr };
}
function expectEnding(body, lastLine, exitCode) {
    const ending = runProgram(body);
    equal([ending.lastLine, ending.exitCode], [lastLine, exitCode], ending.output);
    return ending;
}
suite('support/suite', (test) => {
    test('a healthy file passes', () => {
        expectEnding(`suite('a', (test) => {
        test('now', () => is(1, 1));
        test('later', async () => { await null; is(1, 1); });
      });
      suite('b', (test) => test('again', () => {}));`, '3 passed, 0 failed, 0 skipped', 0);
    });
    test('a test that throws fails, and the tests after it still run', () => {
        const { output } = expectEnding(`suite('a', (test) => {
        test('wrong', () => is(1, 2));
        test('right', () => {});
      });`, '1 passed, 1 failed, 0 skipped', 1);
        match(output, /FAIL.*wrong/);
    });
    test('a test whose promise rejects fails', () => {
        expectEnding(`suite('a', (test) => test('wrong', async () => { throw new Error('no'); }));`, '0 passed, 1 failed, 0 skipped', 1);
    });
    test('a test that throws what is no Error fails', () => {
        const { output } = expectEnding(`suite('a', (test) => { test('odd', () => { throw null; }); test('right', () => {}); });`, '1 passed, 1 failed, 0 skipped', 1);
        match(output, /thrown, and not an Error: null/);
    });
    test('a test that never settles fails, and so do those that wait behind it', () => {
        const { output } = expectEnding(`suite('a', (test) => {
        test('right', () => {});
        test('never', () => new Promise(() => {}));
        test('behind', () => {});
      });`, '1 passed, 2 failed, 0 skipped', 1);
        match(output, /did not finish: a: never/);
        match(output, /did not finish: a: behind/);
    });
    test('a test that ends the process fails, whatever its exit code', () => {
        expectEnding(`suite('a', (test) => test('leaves', () => process.exit(0)));`, '0 passed, 1 failed, 0 skipped', 1);
    });
    test('an error outside of any test fails the file', () => {
        expectEnding(`suite('a', (test) => test('right', () => { setTimeout(() => { throw new Error('late'); }, 50); }));`, '1 passed, 1 failed, 0 skipped', 1);
    });
    test('a file that declares nothing fails', () => {
        expectEnding('', '0 passed, 1 failed, 0 skipped', 1);
    });
    test('a suite that declares nothing fails', () => {
        expectEnding(`suite('a', () => {});`, '0 passed, 1 failed, 0 skipped', 1);
    });
    test('a suite that declares its tests asynchronously fails', () => {
        expectEnding(`suite('a', async (test) => test('late', () => {}));`, '0 passed, 1 failed, 0 skipped', 1);
    });
    test('a test declared after its suite was closed fails', () => {
        expectEnding(`let keep; suite('a', (test) => { keep = test; test('right', () => {}); });
      keep('late', () => {});`, '0 passed, 1 failed, 0 skipped', 1);
    });
    test('a skipped test is counted and says why', () => {
        const { output } = expectEnding(`suite('a', (test) => {
        test('right', () => {});
        test.skip('not yet', 'the kernel has no fork', () => {});
      });`, '1 passed, 0 failed, 1 skipped', 0);
        match(output, /skipped: a: not yet \(the kernel has no fork\)/);
    });
    test('a skipped test without a reason is refused', () => {
        throws(() => suite('unreasoned', (inner) => inner.skip('not yet', ' ', () => { })), /without a reason/);
    });
    test('two tests of one title are refused', () => {
        const { output } = runProgram(`suite('a', (test) => { test('same', () => {}); test('same', () => {}); });`);
        match(output, /two tests of 'a' are titled 'same'/);
    });
    test('two suites of one name are refused', () => {
        throws(() => suite('support/suite', () => { }), /two suites are named/);
    });
    test('there is no only', () => {
        is('only' in test, false);
    });
    test('rejects accepts a promise that rejects with the expected message', async () => {
        await rejects(Promise.reject(new Error('no such page')), /page/);
    });
    test('rejects refuses a promise that resolves', async () => {
        await rejects(rejects(Promise.resolve(1)), /Expected the promise to reject/);
    });
    test('rejects refuses another message', async () => {
        await rejects(rejects(Promise.reject(new Error('no such page')), /lock/), /no such page|match/i);
    });
});
//# sourceMappingURL=suite.test.js.map