/**
 * Every schedule of a small scenario, one by one, without any memory of states: the oracle of all
 * that looks for the fewest, the least or the nearest.
 */
import { STEP } from '../../actors/index.js';
import { Mover } from '../../workers/explore/mover.js';
import { Target } from '../../workers/explore/target.js';
/** Makes every schedule that begins with the given moves. */
export function everySchedule(question, ending, prefix = []) {
    const mover = new Mover(question);
    const target = new Target(question, mover, ending);
    const { world, words } = mover;
    const runs = [];
    const movable = (thread) => {
        const result = mover.move(thread, 0);
        words.takeBack();
        return result === STEP.moved;
    };
    const goOn = (moves, preemptions) => {
        const state = world.snapshot();
        const last = moves.at(-1)?.thread;
        const threads = Array.from({ length: mover.threadCount }, (_none, thread) => thread);
        const able = threads.filter(movable);
        if (able.length === 0)
            runs.push({ moves, preemptions, fails: target.isRest() });
        for (const thread of able) {
            const isPreemption = last !== undefined && last !== thread && able.includes(last);
            for (let code = 0; code >= 0;) {
                world.restore(state);
                mover.move(thread, code);
                const next = mover.nextCode;
                const made = [...moves, { thread, code }];
                const spent = preemptions + (isPreemption ? 1 : 0);
                if (target.isStruck())
                    runs.push({ moves: made, preemptions: spent, fails: true });
                else
                    goOn(made, spent);
                code = next;
            }
            world.restore(state);
        }
    };
    for (const { thread, code } of prefix)
        mover.move(thread, code);
    goOn(prefix, 0);
    return runs;
}
//# sourceMappingURL=every-schedule.js.map