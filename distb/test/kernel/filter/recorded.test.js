/**
 * What a real kernel (Linux 6.18.44, x86-64) said of random programs: whether it took them, and the
 * errno with which a call came back under them. Each recorded program that runs lets all calls pass
 * but one, and turns what it computes into an ERRNO; a result of SIGSYS is a division by zero.
 */
import { readFileSync } from 'node:fs';
import { ACTION } from '../../../kernel/filter/action.js';
import { seccompData } from '../../../kernel/filter/bpf.js';
import { attachFilter } from '../../../kernel/filter/stack.js';
import { checkFilter } from '../../../kernel/filter/validate.js';
import { runFilters, verdictAction, verdictResult } from '../../../kernel/filter/verdict.js';
import { listing } from '../../support/random-filter.js';
import { equal, ok, suite } from '../../support/suite.js';
// Compiled tests run from dist/, the recording stays where it is.
const file = new URL('../../../../test/kernel/filter/recorded.jsonl', import.meta.url);
const recorded = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
suite('kernel/filter/recorded', (test) => {
    test('the check takes and refuses what Linux took and refused', () => {
        const checks = recorded.filter((record) => 'errno' in record);
        for (const { words, errno } of checks) {
            const program = Int32Array.from(words);
            equal(0 - checkFilter(program).errno, errno, listing(program));
        }
        equal(checks.length, 120);
    });
    test('the verdict is what the call returned on Linux', () => {
        const runs = recorded.filter((record) => 'result' in record);
        for (const { words, nr, arguments: texts, result } of runs) {
            const program = Int32Array.from(words);
            const filter = attachFilter(undefined, program);
            ok(typeof filter !== 'number');
            const verdict = runFilters(filter, seccompData(nr, 0n, texts.map(BigInt)));
            const isKilled = verdictAction(verdict) === ACTION.KILL_THREAD;
            equal(isKilled ? 'SIGSYS' : 0 - verdictResult(verdict), result, listing(program));
        }
        equal(runs.length, 150);
    });
});
//# sourceMappingURL=recorded.test.js.map