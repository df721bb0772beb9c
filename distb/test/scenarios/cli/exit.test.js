/** Errors as text and exit codes. */
import { InvariantError, UsageError } from '../../../kernel/index.js';
import { errorText, EXIT } from '../../../scenarios/cli/exit.js';
import { WorkerDiedError } from '../../../workers/index.js';
import { equal, is, ok, suite } from '../../support/suite.js';
import { runWith } from '../../support/outcome.js';
suite('scenarios/cli/exit', (test) => {
    test('a wrong input is one line with its place, and one hint', () => {
        equal(errorText(new UsageError('no such word', 'words: x', 'my.json: words')), {
            code: EXIT.usage,
            text: 'racetrap: my.json: words: no such word\n  hint: words: x\n',
        });
        is(errorText(new UsageError('two\nlines')).text, 'racetrap: two lines\n');
    });
    test('a broken invariant and a dead worker are internal', () => {
        const broken = errorText(new InvariantError('it broke'));
        is(broken.code, EXIT.internal);
        ok(broken.text.startsWith('racetrap: internal error: it broke\n'));
        const died = errorText(new WorkerDiedError('thread a died', runWith(), undefined));
        is(died.code, EXIT.internal);
        ok(died.text.startsWith('racetrap: thread a died\n'));
    });
    test('what nobody foresaw is internal, and told with its trace', () => {
        const { code, text } = errorText(new TypeError('unforeseen'));
        is(code, EXIT.internal);
        ok(text.includes('TypeError: unforeseen') && text.includes('exit.test'));
        is(errorText('thrown').text, 'racetrap: internal error: thrown\n');
    });
});
//# sourceMappingURL=exit.test.js.map