/**
 * The one door to the test runner: no other file imports uvu.
 *
 * Left alone, uvu goes green when it should not: a suite whose `run()` was forgotten is silently
 * absent, a `.only` left behind hides the rest, a throwing `before` hook skips everything, and a
 * thrown value that is no Error loses its test. So this facade runs each suite by itself, offers
 * neither hooks nor `only`, and keeps its own books.
 *
 * Invariant: when the process ends, every declared test is passed, failed or skipped with a reason;
 * one that never finished is a failure, and so is a file that declares none. The last line printed
 * is `N passed, N failed, N skipped`, and the exit code is 0 only if nothing failed.
 */
import { isPromise } from 'node:util/types';
import { suite as uvuSuite } from 'uvu';
import { match, ok } from 'uvu/assert';
export { equal, instance, is, match, not, ok, throws, type, unreachable } from 'uvu/assert';
const suiteNames = new Set();
/** Tests that have begun or wait to: whatever is left here at exit has not finished. */
const unfinished = new Set();
let passedCount = 0;
let failedCount = 0;
let skippedCount = 0;
/**
 * Declares the suite `name` (the path of what it tests: `kernel/vma/edit`) and runs its tests, in
 * order, once the file has been read to its end. `declareAll` must be synchronous.
 */
export function suite(name, declareAll) {
    if (name.trim() === '')
        throw new Error('a suite needs a name');
    if (suiteNames.has(name))
        throw new Error(`two suites are named '${name}'`);
    suiteNames.add(name);
    const runner = uvuSuite(name);
    const titles = new Set();
    let open = true;
    const claimTitle = (title) => {
        if (!open)
            throw new Error(`'${title}' is declared after its suite '${name}' was closed`);
        if (title.trim() === '')
            throw new Error(`a test of '${name}' has no title`);
        if (titles.has(title))
            throw new Error(`two tests of '${name}' are titled '${title}'`);
        titles.add(title);
        return `${name}: ${title}`;
    };
    const test = Object.assign((title, body) => {
        const label = claimTitle(title);
        unfinished.add(label);
        runner(title, () => keepBooks(label, body));
    }, {
        skip(title, reason, body) {
            const label = claimTitle(title);
            if (reason.trim() === '')
                throw new Error(`'${label}' is skipped without a reason`);
            if (typeof body !== 'function')
                throw new Error(`'${label}' is skipped without its body`);
            skippedCount += 1;
            console.log(`skipped: ${label} (${reason})`);
        },
    });
    const returned = declareAll(test);
    if (isPromise(returned))
        throw new Error(`suite '${name}' declares its tests asynchronously`);
    open = false;
    if (titles.size === 0)
        throw new Error(`suite '${name}' declares no test`);
    runner.run();
}
/** Fails unless `promise` rejects, with an Error whose message matches `expected` where given. */
export async function rejects(promise, expected) {
    let rejection;
    let isRejected = false;
    try {
        await promise;
    }
    catch (error) {
        isRejected = true;
        rejection = error;
    }
    ok(isRejected, 'Expected the promise to reject');
    if (expected === undefined)
        return;
    match(rejection instanceof Error ? rejection.message : String(rejection), expected);
}
async function keepBooks(label, body) {
    try {
        await body();
        passedCount += 1;
    }
    catch (error) {
        failedCount += 1;
        // Why: uvu reads `.name` and `.stack` of whatever is thrown, and loses the test if it cannot.
        throw error instanceof Error ? error : new Error(`thrown, and not an Error: ${String(error)}`);
    }
    finally {
        unfinished.delete(label);
    }
}
process.on('exit', (exitCode) => {
    const lines = [];
    for (const label of unfinished)
        lines.push(`did not finish: ${label}`);
    failedCount += unfinished.size;
    if (passedCount + failedCount + skippedCount === 0) {
        lines.push('no test was declared');
        failedCount += 1;
    }
    else if (exitCode !== 0 && failedCount === 0) {
        lines.push(`the process ended with exit code ${exitCode} outside of any test`);
        failedCount += 1;
    }
    lines.push(`${passedCount} passed, ${failedCount} failed, ${skippedCount} skipped`);
    if (failedCount > 0)
        process.exitCode = 1;
    // Why: stdout is written synchronously to files, pipes and terminals here, so this arrives last.
    process.stdout.write(`${lines.join('\n')}\n`);
});
//# sourceMappingURL=suite.js.map