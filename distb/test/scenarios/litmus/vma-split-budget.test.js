/** Guards near the map-count limit: by place, by budget, by policy and by lock design. */
import { vmaSplitBudget, vmaSplitBudgetFixed, vmaSplitBudgetUndo, } from '../../../scenarios/litmus/vma-split-budget.js';
import { DESIGN_NAMES } from '../../../kernel/index.js';
import { ask, explore } from '../../../workers/index.js';
import { explored, finds, proves } from '../../support/litmus.js';
import { equal, ok, suite } from '../../support/suite.js';
const LEFT = 'a refused guard leaves no split behind';
const ROOM = 'what was refused had no room';
const MMAP_LOCK = DESIGN_NAMES.indexOf('mmap-lock');
const RANGE_LOCK = DESIGN_NAMES.indexOf('range-lock');
const ALONE = { edge: 0, neighbour: 0 };
suite('scenarios/litmus/vma-split-budget', (test) => {
    test('an interior guard costs two mappings, one at an edge one, beside a guard none', async () => {
        const cost = async (interior, edge, neighbour) => {
            const given = { interior, edge, neighbour, budget: 6 };
            const { observed } = await explored(vmaSplitBudget, given);
            const regions = 1 + interior + edge + 2 * neighbour;
            return observed.map((values) => Number(values.split(' ').at(-1)) - regions);
        };
        // There is always one interior guard.
        equal(await cost(1, 0, 0), [2]);
        equal(await cost(2, 0, 0), [4]);
        equal(await cost(1, 1, 0), [3]);
        equal(await cost(1, 0, 1), [2]);
    });
    test('half as many interior guards stand as mappings are free, rounded down', async () => {
        for (const budget of [0, 1, 2, 3, 4, 5, 6]) {
            const { observed } = await explored(vmaSplitBudget, { ...ALONE, interior: 3, budget }, true);
            const stood = Math.min(3, Math.floor(budget / 2));
            // All that was free is used up: the odd mapping is lost to a guard that does not stand.
            const mappings = 4 + Math.min(budget, 6);
            equal(observed, [`${stood} ${3 - stood} 0 ${mappings}`], `budget ${budget}`);
        }
    });
    test('a guard that is refused its second split leaves the first behind', async () => {
        await finds(vmaSplitBudget, LEFT, 18);
        await finds(vmaSplitBudget, LEFT, 4, { ...ALONE, interior: 1, budget: 1 });
        await proves(vmaSplitBudget, ['1 1 0 5'], { ...ALONE, budget: 2 });
    });
    test('to undo leaves nothing behind, but who came meanwhile was refused', async () => {
        await proves(vmaSplitBudgetUndo, ['2 1 0 7']);
        await finds(vmaSplitBudgetUndo, ROOM, 17, { edge: 1, neighbour: 0, interior: 2, budget: 3 });
    });
    test('to reserve first installs whole guards, and as many as fit', async () => {
        await proves(vmaSplitBudgetFixed, ['3 1 0 9']);
        await proves(vmaSplitBudgetFixed, ['1 0 1 5', '1 1 0 4'], {
            interior: 1,
            edge: 1,
            neighbour: 0,
            budget: 2,
        });
    });
    test('under range locks two guards take a split each and neither stands', async () => {
        const given = { ...ALONE, interior: 2, budget: 2, design: RANGE_LOCK };
        const { all, observed } = await explored(vmaSplitBudget, given, true);
        ok(all.includes(LEFT));
        ok(observed.includes('0 2 0 5'), observed.join(', '));
        await proves(vmaSplitBudgetFixed, ['1 1 0 5'], given);
    });
    test('what a scenario expects is found, for every budget and place', async () => {
        for (const entry of [vmaSplitBudget, vmaSplitBudgetUndo, vmaSplitBudgetFixed])
            for (const design of [MMAP_LOCK, RANGE_LOCK])
                for (const interior of [1, 2])
                    for (const edge of [0, 1])
                        for (const budget of [0, 1, 2, 3, 4]) {
                            const given = { interior, edge, neighbour: 0, budget, design };
                            const { asExpected, verdict } = await explore(ask(entry.build(given)));
                            ok(asExpected, `${entry.name} ${JSON.stringify(given)}: ${verdict}`);
                        }
    });
});
//# sourceMappingURL=vma-split-budget.test.js.map