import { ask } from '../../../workers/engine.js';
import { replaySchedule } from '../../../workers/explore/replay.js';
import { sample } from '../../../workers/explore/sampling.js';
import { compareCost, neighbours, shrinkSchedule } from '../../../workers/explore/shrink.js';
import { readToken } from '../../../workers/explore/token.js';
import { proposalOf, Trial } from '../../../workers/explore/trial.js';
import { lostWakeup } from '../../../scenarios/litmus/locks.js';
import { unlockedLookup } from '../../../scenarios/litmus/memmap.js';
import { is, not, ok, suite } from '../../support/suite.js';
import { crossedLocks, longLostUpdate, tornRead, unluckyDraw } from '../../support/races.js';
const SEEDS = [1, 2, 3, 4];
/** A schedule of a random walk that fails. */
async function found(scenario, seed) {
    const question = ask(scenario);
    const options = { strategy: 'random', seed, explains: false };
    const { findings } = await sample(question, options);
    return readToken(question, findings[0]?.token ?? '');
}
/** The first single change that still fails and is smaller, or undefined. */
function smallerNeighbour(scenario, { ending }, attempt) {
    const trial = new Trial(ask(scenario), ending);
    for (const proposal of neighbours(attempt)) {
        const other = trial.make(proposal);
        if (other !== null && compareCost(other, attempt) < 0)
            return other;
    }
    return undefined;
}
const RACES = [
    ['a lost update', longLostUpdate, 1],
    ['a torn read', tornRead, 2],
    ['crossed locks', crossedLocks, 1],
    ['an unlucky draw', unluckyDraw, 1],
    ['a lost wake-up', lostWakeup.build({ writers: 3, readers: 1, turns: 2 }), 1],
    ['a freed mapping', unlockedLookup.build({}), 2],
];
suite('workers/explore/shrink', (test) => {
    for (const [name, scenario, preemptionCountMax] of RACES) {
        test(`${name} fails still, and no single change makes it smaller`, async () => {
            for (const seed of SEEDS) {
                const schedule = await found(scenario, seed);
                const question = ask(scenario);
                const small = shrinkSchedule(question, schedule);
                const trial = new Trial(question, schedule.ending);
                const { finding } = replaySchedule(question, trial.scheduleOf(small));
                not(finding === null, `seed ${seed}`);
                is(smallerNeighbour(scenario, schedule, small), undefined, `seed ${seed}`);
                ok(small.preemptions <= preemptionCountMax, `${small.preemptions}, seed ${seed}`);
            }
        });
    }
    test('what nothing has shrunk has a smaller neighbour, so the check can fail', async () => {
        let caught = 0;
        for (const seed of SEEDS) {
            const schedule = await found(longLostUpdate, seed);
            const question = ask(longLostUpdate);
            const asFound = new Trial(question, schedule.ending).make(proposalOf(question, schedule));
            if (smallerNeighbour(longLostUpdate, schedule, asFound) !== undefined)
                caught += 1;
        }
        ok(caught >= SEEDS.length / 2, `${caught} of ${SEEDS.length}`);
    });
    test('a shrunk schedule does not shrink again', async () => {
        const schedule = await found(longLostUpdate, 1);
        const question = ask(longLostUpdate);
        const once = shrinkSchedule(question, schedule);
        const trial = new Trial(question, schedule.ending);
        is(compareCost(shrinkSchedule(question, trial.scheduleOf(once)), once), 0);
    });
});
//# sourceMappingURL=shrink.test.js.map