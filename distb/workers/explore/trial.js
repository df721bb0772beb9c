/**
 * Trial: makes proposed schedules, each from the first state, and says what came of them. A
 * proposal is followed as far as it can be: a step that cannot be made is left out, and behind the
 * last the threads run on, one as long as it can, until the target is met or nothing moves.
 *
 * Invariant: what a trial returns was made, step by step, and ends in the target.
 */
import { STEP } from '../../actors/index.js';
import { Mover } from './mover.js';
import { scheduleOf } from './schedule.js';
import { Target } from './target.js';
/** Steps that threads run on behind a proposal. */
const RUN_ON_STEP_COUNT_MAX = 2_000;
/** Makes proposals on one world. */
export class Trial {
    /** Proposals made so far. */
    count = 0;
    #question;
    #mover;
    #target;
    #first;
    constructor(question, ending) {
        this.#question = question;
        this.#mover = new Mover(question);
        this.#target = new Target(question, this.#mover, ending);
        this.#first = this.#mover.world.snapshot();
    }
    /** Makes a proposal; null if it does not come to the target. */
    make({ threads, draws }) {
        const mover = this.#mover;
        this.count += 1;
        mover.world.restore(this.#first);
        mover.words.begin();
        mover.judge.begin();
        const made = new Made(mover, draws);
        if (this.#target.isStruck())
            return made;
        for (const thread of threads)
            if (made.step(thread) && this.#target.isStruck())
                return made;
        for (let step = 0; step < RUN_ON_STEP_COUNT_MAX; step += 1) {
            if (!this.#runOn(made))
                return this.#target.isRest() ? made : null;
            if (this.#target.isStruck())
                return made;
        }
        return null;
    }
    /** The attempt as a schedule with its ending. */
    scheduleOf({ moves }) {
        return scheduleOf(this.#question, this.#target.ending, moves);
    }
    /** One more step of the thread that moved last, or of the next one that can. */
    #runOn(made) {
        const { threadCount } = this.#mover;
        const last = made.threads.at(-1) ?? 0;
        for (let after = 0; after < threadCount; after += 1)
            if (made.step((last + after) % threadCount))
                return true;
        return false;
    }
}
/** What of a proposal was made. */
class Made {
    moves = [];
    threads = [];
    draws;
    preemptions = 0;
    switches = 0;
    #mover;
    #proposed;
    constructor(mover, proposed) {
        this.#mover = mover;
        this.#proposed = proposed;
        this.draws = Array.from({ length: mover.threadCount }, () => []);
    }
    /** Makes a step if the thread can move. */
    step(thread) {
        const mover = this.#mover;
        const last = this.threads.at(-1);
        const isSwitch = last !== undefined && last !== thread;
        const isPreemption = isSwitch && canMove(mover, last);
        const drawn = this.draws[thread];
        const { length } = drawn;
        let code = 0;
        let weight = 1;
        mover.script = (count) => {
            const number = Math.min(this.#proposed[thread]?.[drawn.length] ?? 0, count - 1);
            drawn.push(number);
            code += number * weight;
            weight *= count;
            return number;
        };
        if (mover.move(thread, 0) !== STEP.moved) {
            drawn.length = length;
            return false;
        }
        if (isSwitch)
            this.switches += 1;
        if (isPreemption)
            this.preemptions += 1;
        this.threads.push(thread);
        this.moves.push({ thread, code });
        return true;
    }
}
/** Whether a thread can move in the state at hand, which stays as it is. */
export function canMove(mover, thread) {
    const { script } = mover;
    mover.script = null;
    const result = mover.move(thread, 0);
    mover.words.takeBack();
    mover.words.begin();
    mover.script = script;
    return result === STEP.moved;
}
/** A recorded schedule as a proposal: whose draws are whose is found by making it. */
export function proposalOf(question, { threads, choices }) {
    const mover = new Mover(question);
    const draws = Array.from({ length: mover.threadCount }, () => []);
    let drawn = 0;
    mover.script = () => choices[drawn++] ?? 0;
    for (const thread of threads) {
        mover.move(thread, 0);
        draws[thread].push(...mover.drawn());
    }
    return { threads, draws };
}
//# sourceMappingURL=trial.js.map