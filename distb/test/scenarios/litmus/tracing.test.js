/** TSYNC into a ptrace stop: found without the fix, proved absent with it. */
import { ask } from '../../../workers/engine.js';
import { explore } from '../../../workers/explore/search.js';
import { tsyncPtraceBypass, tsyncPtraceBypassFixed } from '../../../scenarios/litmus/tracing.js';
import { equal, is, suite } from '../../support/suite.js';
import { walk } from '../../support/walk.js';
const UNFILTERED = 'a call that goes on inside the sandbox runs unfiltered';
suite('scenarios/litmus/tracing', (test) => {
    test('without the fix exploration finds the call that runs unfiltered', async () => {
        const { verdict, findings } = await explore(ask(tsyncPtraceBypass.build({})), {});
        is(verdict, 'violated');
        equal(findings.map(({ message }) => message), [UNFILTERED]);
    });
    test('only the call in the stop escapes, never the one behind it', () => {
        const { violated, deadlocks } = walk(tsyncPtraceBypass.build({}));
        equal([...violated], [UNFILTERED]);
        is(deadlocks, 0);
    });
    test('with the fix the search is exhausted and nothing escapes', async () => {
        const outcome = await explore(ask(tsyncPtraceBypassFixed.build({})), {});
        is(outcome.verdict, 'holds');
        equal(walk(tsyncPtraceBypassFixed.build({})).unseen, []);
    });
});
//# sourceMappingURL=tracing.test.js.map