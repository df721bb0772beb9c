/** The entry check: whose mark decides, at every border, in each design. */
import { EVENT } from '../../../kernel/index.js';
import { equal, is, ok, suite } from '../../support/suite.js';
import { bootScenario, scenarioOf, walk } from '../../support/walk.js';
import { lockedLookup, unlockedLookup } from '../../../scenarios/litmus/memmap.js';
import { STEP } from '../../../actors/index.js';
/**
 * The events of one getpid issued at a page and offset, over `native(0-1) foreign!(2-3) hole
 * library(6)`.
 */
function decide(check, page, offset) {
    const { world, stepper } = bootScenario(scenarioOf({
        regions: {
            native: { page: 0, pages: 2, prot: 'r-x' },
            foreign: { page: 2, pages: 2, prot: 'r-x!', foreign: true },
            library: { page: 6, pages: 1, prot: 'r-x' },
        },
        interposition: { kind: 'memmap', check },
        threads: {
            caller: {
                at: 'native',
                program: [
                    { do: 'jump', to: page, offset },
                    { do: 'syscall', name: 'getpid' },
                ],
            },
        },
    }));
    const events = [];
    world.journal = {
        record: (_thread, event, detail) => {
            const name = Object.keys(EVENT)[event];
            if (['trapped', 'native', 'bug', 'killed'].includes(name) && detail !== 15)
                events.push(name);
        },
    };
    while (stepper.step(0) === STEP.moved)
        ;
    return events;
}
suite('kernel/entry/check', (test) => {
    for (const check of ['unlocked', 'locked']) {
        test(`${check}: the mapping behind the instruction decides, as in the RFC`, () => {
            equal(decide(check, 1, 4000), ['native']);
            equal(decide(check, 1, 4096), ['trapped'], 'the tail of native code is judged by its neighbour');
            equal(decide(check, 3, 4000), ['trapped']);
            equal(decide(check, 3, 4096), ['native'], 'a hole is judged by the next higher mapping');
            equal(decide(check, 4, 100), ['native'], 'find_vma skips the hole');
            equal(decide(check, 6, 4000), ['native']);
        });
        test(`${check}: an address above every mapping is the RFC's BUG()`, () => {
            equal(decide(check, 6, 4096), ['bug', 'killed']);
        });
    }
    test('contained: the mapping that holds the instruction decides, and a hole counts as marked', () => {
        equal(decide('contained', 1, 4096), ['native']);
        equal(decide('contained', 3, 4096), ['trapped']);
        equal(decide('contained', 2, 1), ['native'], 'the instruction began in the page below');
        equal(decide('contained', 4, 100), ['trapped']);
        equal(decide('contained', 6, 4096), ['native']);
    });
    test('the unlocked look-up meets freed mappings and stale flags', () => {
        const { violated } = walk(unlockedLookup.build({}));
        ok(violated.has('the check reads a freed mapping'));
        ok(violated.has('the decision is not the table’s'));
    });
    test('the same look-up under the lock meets neither', () => {
        const walked = walk(lockedLookup.build({}));
        equal([...walked.violated], []);
        is(walked.deadlocks, 0);
        equal(walked.unseen, []);
    });
});
//# sourceMappingURL=check.test.js.map