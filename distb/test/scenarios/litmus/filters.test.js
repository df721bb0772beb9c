import { precedenceListener, precedenceMatrix, precedenceTrace, } from '../../../scenarios/litmus/filters.js';
import { explored, proves } from '../../support/litmus.js';
import { equal, is, suite } from '../../support/suite.js';
import { walk } from '../../support/walk.js';
/** The scenario with the program's idea of which filter decides on a tie turned round. */
function withOldestOnTie(scenario) {
    const caller = scenario.threads['caller'];
    const program = caller.program.map((each) => each.do === 'branch' && each.when[1] === '<='
        ? { ...each, when: [each.when[0], '<', each.when[2]] }
        : each);
    return { ...scenario, threads: { ...scenario.threads, caller: { ...caller, program } } };
}
suite('scenarios/litmus/filters', (test) => {
    test('for all 512 stacks of three filters the strictest, then the newest, decides', async () => {
        const { verdict, endStateCount, observed } = await explored(precedenceMatrix);
        is(verdict, 'holds');
        is(endStateCount, 512);
        // Seven actions by any of three layers; ALLOW decides a stack of ALLOW alone, by the newest.
        is(observed.length, 22);
    });
    test('a rule by which the oldest filter wins a tie is caught', () => {
        const { violated } = walk(withOldestOnTie(precedenceMatrix.build({})));
        equal([...violated].toSorted(), [
            'ERRNO is that of the newest such filter',
            'TRAP raises SIGSYS with the data of the newest such filter',
        ]);
    });
    test('only the open listener of the deciding filter is asked', () => proves(precedenceListener, ['0 -38', '1 50']));
    test('behind a TRACE stop the filters run once more, and TRACE lets pass', () => proves(precedenceTrace, ['0 0', '1 -7', '2 1000', '3 -38']));
});
//# sourceMappingURL=filters.test.js.map