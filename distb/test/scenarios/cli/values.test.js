/** Arguments of options as numbers. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../../../kernel/index.js';
import { duration, setting, wholeNumber, writableTarget } from '../../../scenarios/cli/values.js';
import { equal, is, suite, throws } from '../../support/suite.js';
const refuses = (work, words) => throws(work, (error) => error instanceof UsageError && error.message.includes(words) && !error.message.includes('\n'));
suite('scenarios/cli/values', (test) => {
    test('a whole number may be grouped, and keeps to its range', () => {
        const read = wholeNumber('--rounds', 1, 1_000_000);
        equal(['1', '1000000', '1_000', '20,000'].map(read), [1, 1_000_000, 1_000, 20_000]);
        for (const text of ['0', '1000001', '1.5', '1e3', '', 'x', '-1', '0x10'])
            refuses(() => read(text), `--rounds is a whole number in 1..1000000, not '${text}'`);
    });
    test('a time has a unit', () => {
        const read = duration('--duration');
        equal(['500ms', '2s', '1.5s', '1m', '24h'].map(read), [500, 2_000, 1_500, 60_000, 86_400_000]);
        for (const text of ['5', 's', '5 s', '-1s', '1d', ''])
            refuses(() => read(text), '--duration');
        for (const text of ['0s', '0.1ms', '25h'])
            refuses(() => read(text), '1ms..24h');
    });
    test('settings are collected', () => {
        equal(setting('b=2', setting('a=1')), { a: 1, b: 2 });
        for (const text of ['a', 'a=', '=1', 'a=x', 'a=1.5'])
            refuses(() => setting(text), '--set');
    });
    test('a target that cannot be written is refused before anything runs', () => {
        is(writableTarget('-'), '-');
        const file = join(tmpdir(), 'racetrap-outcome.json');
        is(writableTarget(file), file);
        refuses(() => writableTarget(tmpdir()), 'it is a folder');
        refuses(() => writableTarget(join(tmpdir(), 'no such folder', 'a.json')), 'cannot write');
    });
});
//# sourceMappingURL=values.test.js.map