/** Kernel text: routines one behind the other. */
import { assemble, end, isEnd, jump, jumpTarget, NEXT, outcomeOf, routine, } from '../../kernel/routine.js';
import { equal, is, ok, suite, throws } from '../support/suite.js';
const step = (name, shared) => ({ name, shared, run: () => NEXT });
suite('kernel/routine', (test) => {
    test('routines keep their order, their addresses and their own bases', () => {
        const text = assemble([
            routine('first', [step('a', true)], [step('b', false)]),
            routine('second', [step('c', true)]),
        ]);
        equal(text.steps.map(({ name }) => name), ['a', 'b', 'c']);
        equal([...text.shared], [1, 0, 1]);
        equal([...text.base], [0, 0, 2]);
        is(text.address.get('second'), 2);
    });
    test('a jump goes to a step of its own routine', () => {
        is(jumpTarget(jump(1), 2), 3);
        ok(!isEnd(jump(100)));
    });
    test('an end carries its outcome', () => {
        ok(isEnd(end(3)));
        is(outcomeOf(end(3)), 3);
    });
    test('a name that stands twice and a routine without steps are refused', () => {
        throws(() => assemble([routine('a', [step('x', true)]), routine('a', [step('y', true)])]), /twice/);
        throws(() => assemble([routine('a')]), /no steps/);
    });
});
//# sourceMappingURL=routine.test.js.map