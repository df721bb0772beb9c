/** The loads over one address space, on real workers, each for a moment. */
import { ADDRESS_SPACE_DESIGNS } from '../../../kernel/index.js';
import { parametersOf } from '../../../scenarios/catalogue.js';
import { faultScaling } from '../../../scenarios/loads/fault-scaling.js';
import { vmaSplitStorm } from '../../../scenarios/loads/vma-split-storm.js';
import { ask, run } from '../../../workers/index.js';
import { equal, is, ok, suite } from '../../support/suite.js';
const DURATION_MS = 150;
/** Runs a load and returns its figures; nothing may be found. */
async function figuresOf(entry, given) {
    const scenario = entry.build(parametersOf(entry, given));
    const { findings, parallel } = await run(ask(scenario), { amount: { durationMs: DURATION_MS } });
    equal(findings, []);
    ok(parallel !== null);
    return parallel;
}
suite('scenarios/loads', (test) => {
    test('threads fill an address space with guards up to its limit and not above', async () => {
        const { addressSpace, total } = await figuresOf(vmaSplitStorm, { limit: 256 });
        is(addressSpace.mapCountPeak, 256);
        ok(addressSpace.splits > 0 && addressSpace.merges > 0 && total.refused > 0);
    });
    test('a world has room for 65,530 mappings', async () => {
        const { addressSpace } = await figuresOf(vmaSplitStorm, {});
        ok(addressSpace.splits > 0 && addressSpace.mapCountPeak <= 65_530);
    });
    ADDRESS_SPACE_DESIGNS.forEach(({ name }, design) => test(`page faults beside an editor are counted under ${name}`, async () => {
        const { threads, total } = await figuresOf(faultScaling, { design, shared: design % 2 });
        const workers = threads.filter((thread) => thread.name.startsWith('worker'));
        is(workers.length, 2);
        is(workers.reduce((sum, { counters }) => sum + counters.fault, 0), total.fault);
        ok(total.fault > 0);
    }));
});
//# sourceMappingURL=loads.test.js.map