/** Scheduling by coverage: where one step of luck must follow another, it learns. */
import { ask } from '../../../workers/engine.js';
import { CoverageGuided } from '../../../workers/explore/coverage-guided.js';
import { sample } from '../../../workers/explore/sampling.js';
import { equal, is, ok, suite } from '../../support/suite.js';
import { chain } from '../../support/races.js';
const SEEDS = [1, 2, 3, 4, 5, 6];
/** Schedules until the chain is met, over all seeds. */
async function cost(strategy) {
    let schedules = 0;
    for (const seed of SEEDS) {
        const options = { strategy, seed, scheduleCountMax: 50_000, explains: false };
        const outcome = await sample(ask(chain(7)), options);
        schedules += outcome.sample?.schedules ?? Infinity;
    }
    return schedules;
}
suite('workers/explore/coverage-guided', (test) => {
    test('a chain of chances is met in fewer schedules than by a random walk', async () => {
        const [guided, random] = [await cost('coverage'), await cost('random')];
        ok(guided < random / 2, `${guided} against ${random} schedules`);
    });
    test('a schedule that was new is repeated; one that was not is forgotten', () => {
        const kept = new CoverageGuided();
        const forgetful = new CoverageGuided();
        const news = [1, 1, 1, 0, 1, 1, 0, 1];
        let repeated = 0;
        for (const scheduler of [kept, forgetful]) {
            scheduler.begin(0);
            scheduler.ended(news, scheduler === kept ? 1 : 0);
        }
        for (let seed = 1; seed <= 200; seed += 1) {
            const [mine, other] = [kept, forgetful].map((scheduler) => {
                scheduler.begin(seed);
                return news.map(() => {
                    const thread = scheduler.pick(Uint16Array.of(0, 1), 2);
                    scheduler.moved();
                    return thread;
                });
            });
            if (mine.slice(0, 4).join() === '1,1,1,0')
                repeated += 1;
            is(other?.length, news.length);
        }
        // By chance alone one in sixteen would be the same.
        ok(repeated > 200 / 4, `${repeated} of 200`);
    });
    test('a thread that cannot move is passed over', () => {
        const scheduler = new CoverageGuided();
        scheduler.begin(0);
        scheduler.ended([1, 1, 1, 1], 1);
        for (let seed = 1; seed < 50; seed += 1) {
            scheduler.begin(seed);
            equal(scheduler.pick(Uint16Array.of(0), 1), 0);
        }
    });
});
//# sourceMappingURL=coverage-guided.test.js.map