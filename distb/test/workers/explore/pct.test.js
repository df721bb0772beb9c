/** PCT against its own bound, and what it draws against the paper. */
import { ask } from '../../../workers/engine.js';
import { Pct, pctBound } from '../../../workers/explore/pct.js';
import { sample } from '../../../workers/explore/sampling.js';
import { lostWakeup } from '../../../scenarios/litmus/locks.js';
import { unlockedLookup } from '../../../scenarios/litmus/memmap.js';
import { equal, is, ok, suite, throws } from '../../support/suite.js';
import { longLostUpdate, lostUpdate, tornRead, wrongOrder } from '../../support/races.js';
const SEED = 1;
const SCHEDULES = 4_000;
/** Each bug with its depth, as a search of all priorities and changes says. */
const BUGS = [
    ['wrong order', wrongOrder, 'b sees that a is ready', 1],
    ['lost update', lostUpdate, 'both are counted', 2],
    ['long lost update', longLostUpdate, 'both are counted', 2],
    ['torn read', tornRead, 'a reads 1, 1 and then 2', 3],
    ['lost wake-up', lostWakeup.build({ writers: 2, readers: 0, turns: 1 }), 'deadlock', 2],
    ['freed mapping', unlockedLookup.build({}), 'the check reads a freed mapping', 2],
    ['stale decision', unlockedLookup.build({}), 'the decision is not the table’s', 3],
];
/** The share of schedules that fail, and the bound on it. */
async function hitRate(scenario, name, depth, scheduler) {
    const { sample: figures } = await sample(ask(scenario), { seed: SEED, depth, scheduleCountMax: SCHEDULES, all: true, explains: false }, {}, scheduler === undefined ? {} : { scheduler });
    const hits = figures?.hits.find((each) => each.name === name)?.schedules ?? 0;
    return { rate: hits / SCHEDULES, bound: figures?.pct?.bound ?? NaN };
}
/** The broken twin: it has no change points. */
class Unchanging extends Pct {
    moved() {
        // Priorities stay as they were drawn.
    }
}
suite('workers/explore/pct', (test) => {
    for (const [name, scenario, property, depth] of BUGS) {
        test(`${name}, of depth ${depth}, is found at least as often as the bound says`, async () => {
            const { rate, bound } = await hitRate(scenario, property, depth);
            ok(rate >= bound, `${rate} of ${SCHEDULES} from seed ${SEED}, bound ${bound}`);
        });
        if (depth > 1)
            test(`${name}, of depth ${depth}, is never found with a smaller depth`, async () => {
                is((await hitRate(scenario, property, depth - 1)).rate, 0);
            });
    }
    test('a scheduler without change points falls below the bound', async () => {
        const broken = new Unchanging(2, { depth: 2, stepCount: 6 });
        const { rate, bound } = await hitRate(lostUpdate, 'both are counted', 2, broken);
        ok(rate < bound, `${rate}, bound ${bound}`);
    });
    test('the bound is 1 / (n k^(d-1))', () => {
        is(pctBound(3, { depth: 1, stepCount: 10 }), 1 / 3);
        is(pctBound(3, { depth: 3, stepCount: 10 }), 1 / 300);
    });
    test('every order of priorities is drawn about as often as any other', () => {
        const counts = new Map();
        const pct = new Pct(3, { depth: 1, stepCount: 1 });
        for (let seed = 0; seed < 6_000; seed += 1) {
            pct.begin(seed);
            const left = Uint16Array.of(0, 1, 2);
            const order = [];
            for (let count = 3; count > 0; count -= 1) {
                const position = pct.pick(left, count);
                order.push(left[position]);
                left.copyWithin(position, position + 1, count);
            }
            counts.set(order.join(), (counts.get(order.join()) ?? 0) + 1);
        }
        is(counts.size, 6);
        // Five standard deviations of a binomial with 6 000 draws and a sixth each.
        for (const count of counts.values())
            ok(Math.abs(count - 1_000) < 5 * 29, `${count}`);
    });
    test('behind a change the thread runs last, and only d - 1 changes are made', () => {
        const pct = new Pct(2, { depth: 2, stepCount: 1 });
        const threads = Uint16Array.of(0, 1);
        for (let seed = 0; seed < 20; seed += 1) {
            pct.begin(seed);
            const first = pct.pick(threads, 2);
            equal([pct.pick(threads, 2), pct.pick(threads, 2)], [first, first]);
            pct.moved(first);
            is(pct.pick(threads, 2), 1 - first);
            pct.moved(1 - first);
            is(pct.pick(threads, 2), 1 - first);
        }
    });
    test('a depth below 1, or more changes than steps, is refused', () => {
        throws(() => new Pct(2, { depth: 0, stepCount: 5 }), /PCT takes a depth from 1/);
        throws(() => new Pct(2, { depth: 5, stepCount: 3 }), /no more changes than steps/);
    });
});
//# sourceMappingURL=pct.test.js.map