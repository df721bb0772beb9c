/**
 * Target: whether a world has come to one given ending, and nothing else: the question of all that
 * shrinks or explains a schedule. Invariant: only the target's property is judged.
 */
import { workingThreads } from './examination.js';
/** Watches one mover for one ending. */
export class Target {
    ending;
    #mover;
    #working;
    constructor(question, mover, ending) {
        this.ending = ending;
        this.#mover = mover;
        this.#working = workingThreads(question);
        const wanted = typeof ending === 'string' ? -1 : ending.property;
        for (let number = 0; number < mover.judge.properties.length; number += 1)
            if (number !== wanted)
                mover.judge.ignore(number);
    }
    /** Whether the last move, or the state behind it, is the ending. */
    isStruck() {
        return typeof this.ending !== 'string' && this.#mover.judge.violated(this.#mover.world) >= 0;
    }
    /** Whether a state in which nothing moves is the ending. */
    isRest() {
        const { stepper, judge, world } = this.#mover;
        const isDone = this.#working.every((thread) => stepper.isDone(thread));
        if (this.ending === 'none')
            return isDone;
        if (this.ending === 'deadlock')
            return !isDone;
        return isDone && judge.violatedAtEnd(world) >= 0;
    }
}
//# sourceMappingURL=target.js.map