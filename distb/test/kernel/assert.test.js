/** The two errors: who is wrong decides which is thrown. */
import { invariant, InvariantError, UsageError } from '../../kernel/index.js';
import { instance, is, suite, throws } from '../support/suite.js';
suite('kernel/assert', (test) => {
    test('an invariant that does not hold throws what exit code 3 stands for', () => {
        invariant(true, 'never said');
        throws(() => invariant(0, 'said'), (error) => error instanceof InvariantError && error.message === 'said');
    });
    test('a usage error carries its hint and its place apart from its message', () => {
        const error = new UsageError('message', 'hint', 'file: path');
        instance(error, Error);
        is(`${error.where}|${error.message}|${error.hint}`, 'file: path|message|hint');
    });
});
//# sourceMappingURL=assert.test.js.map