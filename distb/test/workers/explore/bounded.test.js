import { ask } from '../../../workers/engine.js';
import { anyOrder, searchWithin } from '../../../workers/explore/bounded.js';
import { bugDepth } from '../../../workers/explore/bug-depth.js';
import { fewestPreemptions } from '../../../workers/explore/preemption.js';
import { replaySchedule } from '../../../workers/explore/replay.js';
import { scheduleOf } from '../../../workers/explore/schedule.js';
import { lostWakeup } from '../../../scenarios/litmus/locks.js';
import { unlockedLookup } from '../../../scenarios/litmus/memmap.js';
import { everySchedule } from '../../support/every-schedule.js';
import { equal, is, not, ok, suite } from '../../support/suite.js';
import { chain, crossedLocks, longLostUpdate, lostUpdate, tornRead, unluckyDraw, waiting, wrongOrder, } from '../../support/races.js';
const NODES = 100_000;
const FIRST = { property: 0 };
const SMALL = [
    ['wrong order', wrongOrder, FIRST],
    ['lost update', lostUpdate, FIRST],
    ['torn read', tornRead, FIRST],
    ['unlucky draw', unluckyDraw, FIRST],
    ['chain', chain(2), FIRST],
];
suite('workers/explore/bounded', (test) => {
    for (const [name, scenario, ending] of SMALL) {
        test(`the fewest preemptions, and the fewest steps with them, are right: ${name}`, () => {
            const question = ask(scenario);
            const failing = everySchedule(question, ending).filter(({ fails }) => fails);
            const least = Math.min(...failing.map(({ preemptions }) => preemptions));
            const shortest = Math.min(...failing
                .filter(({ preemptions }) => preemptions === least)
                .map(({ moves }) => moves.length));
            const { moves, atLeast } = fewestPreemptions(question, ending, 8, NODES);
            is(atLeast, least);
            is(moves?.length, shortest);
            const replayed = replaySchedule(question, scheduleOf(question, ending, moves ?? []));
            not(replayed.finding === null);
        });
        test(`without a bound the shortest schedule is found: ${name}`, () => {
            const question = ask(scenario);
            const failing = everySchedule(question, ending).filter(({ fails }) => fails);
            const bound = anyOrder(question.compiled.threads.length);
            const { moves } = searchWithin(question, ending, bound, 0, NODES);
            is(moves?.length, Math.min(...failing.map((run) => run.moves.length)));
        });
    }
    test('a search of what cannot fail comes to its end with nothing', () => {
        const question = ask(waiting);
        equal(everySchedule(question, 'deadlock').filter(({ fails }) => fails), []);
        const { moves, isComplete } = searchWithin(question, 'deadlock', anyOrder(3), 0, NODES);
        is(moves, null);
        is(isComplete, true);
    });
    test('a bound that forgets a thread finds no deadlock that is none', () => {
        const forgetful = {
            initial: [0],
            offers: (_context, _isMovable, offer) => offer(0, 0, 0),
        };
        const { moves, isComplete } = searchWithin(ask(waiting), 'deadlock', forgetful, 0, NODES);
        is(moves, null);
        is(isComplete, true);
    });
    test('a limit of nodes leaves the answer open, and says what was proved', () => {
        const question = ask(unlockedLookup.build({}));
        const { moves, atLeast } = fewestPreemptions(question, { property: 1 }, 8, 100);
        is(moves, null);
        is(atLeast, 0);
        const { depth, atLeast: depthAtLeast } = bugDepth(question, { property: 1 }, 5, 100);
        is(depth, null);
        is(depthAtLeast, 1);
    });
    const depths = [
        ['wrong order', wrongOrder, FIRST, 1],
        ['lost update', lostUpdate, FIRST, 2],
        ['long lost update', longLostUpdate, FIRST, 2],
        ['torn read', tornRead, FIRST, 3],
        ['crossed locks', crossedLocks, 'deadlock', 2],
        ['lost wake-up', lostWakeup.build({ writers: 2, readers: 0, turns: 1 }), 'deadlock', 2],
    ];
    for (const [name, scenario, ending, depth] of depths) {
        test(`the depth of ${name} is ${depth}`, () => {
            equal(bugDepth(ask(scenario), ending, 5, NODES), { depth, atLeast: depth });
        });
    }
    test('more preemptions than are allowed are not spent', () => {
        const { moves, atLeast } = fewestPreemptions(ask(tornRead), FIRST, 1, NODES);
        is(moves, null);
        ok(atLeast === 2);
    });
});
//# sourceMappingURL=bounded.test.js.map