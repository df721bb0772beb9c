/**
 * Explanation: what a person needs to understand a schedule that fails: the schedule made small,
 * how many preemptions and ordering constraints the bug needs, the step at which it was lost, and
 * the nearest schedule that passes.
 *
 * Invariant: every schedule in it was replayed; what the limits left open is said to be open.
 */
import { invariant } from '../../kernel/index.js';
import { bugDepth } from './bug-depth.js';
import { criticalStep } from './critical-step.js';
import { fewestPreemptions } from './preemption.js';
import { replaySchedule } from './replay.js';
import { scheduleOf } from './schedule.js';
import { shrinkSchedule } from './shrink.js';
import { encodeToken } from './token.js';
import { proposalOf, Trial } from './trial.js';
/** Nodes of each bounded search, unless told otherwise. */
export const NODE_COUNT_MAX_DEFAULT = 200_000;
/** Beyond this depth nobody looks: PCT would need more schedules than there are seconds. */
const DEPTH_MAX = 5;
/** Explains a schedule that fails: the finding at its end, with `why`. */
export function explain(question, schedule, { shrinks = true, nodeCountMax = NODE_COUNT_MAX_DEFAULT } = {}) {
    const { ending } = schedule;
    const found = new Trial(question, ending).make(proposalOf(question, schedule));
    invariant(found !== null, 'a schedule to explain ends in what it says');
    const small = shrinks ? shrinkSchedule(question, schedule) : found;
    const fewest = fewestPreemptions(question, ending, small.preemptions, nodeCountMax);
    // Where the bounded search came to an end its schedule is the shortest with the fewest.
    const isShortest = shrinks && fewest.moves !== null;
    const moves = isShortest ? fewest.moves : small.moves;
    const { depth, atLeast } = bugDepth(question, ending, DEPTH_MAX, nodeCountMax);
    const critical = criticalStep(question, moves, nodeCountMax);
    const passing = critical?.passing ?? null;
    const { finding } = replaySchedule(question, scheduleOf(question, ending, moves));
    invariant(finding !== null, 'an explained schedule replays to its finding');
    return {
        ...finding,
        why: {
            found: { steps: found.threads.length, preemptions: found.preemptions },
            preemptions: isShortest ? fewest.atLeast : small.preemptions,
            preemptionsAtLeast: fewest.atLeast,
            depth,
            depthAtLeast: atLeast,
            criticalStep: critical?.step ?? null,
            passing: passing === null ? null : passingOf(question, scheduleOf(question, 'none', passing)),
        },
    };
}
function passingOf(question, schedule) {
    return {
        token: encodeToken(question, schedule),
        schedule: replaySchedule(question, schedule).schedule,
    };
}
//# sourceMappingURL=explanation.js.map