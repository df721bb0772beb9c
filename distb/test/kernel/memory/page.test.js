/** Protection as text and as bits. */
import { PROT, protFromText, protText } from '../../../kernel/index.js';
import { is, suite } from '../../support/suite.js';
suite('kernel/memory/page', (test) => {
    test('protection survives the way to text and back', () => {
        for (const mark of [0, PROT.NOSYSCALL])
            for (let prot = 0; prot < 8; prot += 1)
                is(protFromText(protText(prot | mark)), prot | mark);
    });
    test('text that is no protection is told apart from no protection', () => {
        is(protFromText('---'), 0);
        is(protFromText('xwr'), undefined);
        is(protFromText('r-x?'), undefined);
    });
});
//# sourceMappingURL=page.test.js.map