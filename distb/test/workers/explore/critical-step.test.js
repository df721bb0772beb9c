import { ask } from '../../../workers/engine.js';
import { criticalStep } from '../../../workers/explore/critical-step.js';
import { fewestPreemptions } from '../../../workers/explore/preemption.js';
import { replaySchedule } from '../../../workers/explore/replay.js';
import { scheduleOf } from '../../../workers/explore/schedule.js';
import { lostWakeup } from '../../../scenarios/litmus/locks.js';
import { boundaryIp } from '../../../scenarios/litmus/memmap.js';
import { everySchedule } from '../../support/every-schedule.js';
import { equal, is, ok, suite } from '../../support/suite.js';
import { chain, lostUpdate, tornRead, unluckyDraw, wrongOrder } from '../../support/races.js';
const NODES = 100_000;
const FIRST = { property: 0 };
function failing(question, ending) {
    return fewestPreemptions(question, ending, 8, NODES).moves ?? [];
}
/** The first step behind which no continuation passes, by looking at all of them. */
function criticalByHand(question, moves) {
    for (let length = 0; length <= moves.length; length += 1) {
        const runs = everySchedule(question, FIRST, moves.slice(0, length));
        if (runs.every(({ fails }) => fails))
            return length;
    }
    return moves.length;
}
const RACES = [
    ['wrong order', wrongOrder],
    ['lost update', lostUpdate],
    ['torn read', tornRead],
    ['unlucky draw', unluckyDraw],
    ['chain', chain(2)],
];
suite('workers/explore/critical-step', (test) => {
    for (const [name, scenario] of RACES) {
        test(`behind the critical step all fails, and before it something passes: ${name}`, () => {
            const question = ask(scenario);
            const moves = failing(question, FIRST);
            is(criticalStep(question, moves, NODES)?.step, criticalByHand(question, moves));
        });
        test(`the passing schedule shares all steps before the critical one: ${name}`, () => {
            const question = ask(scenario);
            const moves = failing(question, FIRST);
            const { step, passing } = criticalStep(question, moves, NODES);
            equal(passing?.slice(0, step - 1), moves.slice(0, step - 1));
            const { observations } = replaySchedule(question, scheduleOf(question, 'none', passing));
            ok(observations.every((value) => value !== undefined));
            const runs = everySchedule(question, FIRST, passing);
            equal(runs.map(({ moves: all, fails }) => [all.length, fails]), [[passing.length, false]]);
        });
    }
    test('where the sleeper falls asleep the wake-up is lost', () => {
        const question = ask(lostWakeup.build({ writers: 2, readers: 0, turns: 1 }));
        const moves = failing(question, 'deadlock');
        const { schedule } = replaySchedule(question, scheduleOf(question, 'deadlock', moves));
        const { step } = criticalStep(question, moves, NODES);
        ok(schedule[step - 1]?.did.endsWith('(falls asleep)'), schedule[step - 1]?.did);
    });
    test('a scenario that can only fail has no critical step and nothing that passes', () => {
        const question = ask(boundaryIp.build({}));
        equal(criticalStep(question, failing(question, FIRST), NODES), { step: 0, passing: null });
    });
    test('a limit of states leaves the answer open', () => {
        const question = ask(lostWakeup.build({ writers: 3, readers: 0, turns: 2 }));
        is(criticalStep(question, failing(question, 'deadlock'), 3), null);
    });
    test('of a schedule that is not lost yet the last step is not the critical one', () => {
        const question = ask(lostUpdate);
        const moves = failing(question, FIRST).slice(0, 1);
        is(criticalStep(question, moves, NODES)?.step, 2);
    });
});
//# sourceMappingURL=critical-step.test.js.map