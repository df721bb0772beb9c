/** Actions are signed words in the order of precedence, and data stays beside them. */
import { ACTION, ACTION_MASK, ACTION_NAMES, actionName, returnValue, } from '../../../kernel/filter/action.js';
import { equal, suite } from '../../support/suite.js';
suite('kernel/filter/action', (test) => {
    test('the names are in the order of their signed values', () => {
        const values = ACTION_NAMES.map((name) => ACTION[name]);
        equal(values, values.toSorted((one, other) => one - other));
        equal(ACTION_NAMES[0], 'KILL_PROCESS');
        equal(ACTION_NAMES.at(-1), 'ALLOW');
    });
    test('a returned word has the name of its action, whatever its data', () => {
        for (const name of ACTION_NAMES)
            for (const data of [0, 1, 0xffff])
                equal(actionName(returnValue(name, data)), name);
    });
    test('data of more than 16 bits does not reach the action', () => {
        equal(returnValue('ERRNO', 0x1_0001), ACTION.ERRNO | 1);
        equal(returnValue('KILL_THREAD', -1) & ACTION_MASK, ACTION.KILL_THREAD);
    });
    test('an unknown action has no name', () => {
        for (const returned of [0x1000_0000, 0x9000_0000, 0x0001_0000, 0x7ffe_0000])
            equal(actionName(returned), undefined);
    });
});
//# sourceMappingURL=action.test.js.map