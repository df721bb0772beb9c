/** Guards on a page, and who maps over them. */
import { guardReplaced, guardReplacedFixed } from '../../../scenarios/litmus/guards.js';
import { finds, proves } from '../../support/litmus.js';
import { suite } from '../../support/suite.js';
suite('scenarios/litmus/guards', (test) => {
    test('a guard is gone with the mapping that it stood on', () => finds(guardReplaced, 'the call executes what was approved', 23));
    test('a guard holds when who maps over the page waits for it', () => 
    // What was approved and what was executed.
    proves(guardReplacedFixed, ['1 1']));
});
//# sourceMappingURL=guards.test.js.map