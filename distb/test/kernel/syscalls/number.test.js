/** System call numbers: each has one name, in both directions. */
import { SYSCALL_NUMBER, syscallName } from '../../../kernel/index.js';
import { is, suite } from '../../support/suite.js';
suite('kernel/syscalls/number', (test) => {
    test('every number has one name, and unknown ones say so', () => {
        for (const [name, number] of Object.entries(SYSCALL_NUMBER))
            is(syscallName(number), name);
        is(syscallName(9999), 'syscall 9999');
    });
});
//# sourceMappingURL=number.test.js.map