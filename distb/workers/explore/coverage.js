/**
 * Coverage: what sampled schedules have exercised: transitions of the dispatch table, places of the
 * programs and of the kernel, and overtakings: a thread that rests at one place while another moves
 * at another. It says when a sample has stopped to see anything new, and guides a scheduler there.
 *
 * Invariant: covering never steers the world, and what is covered once is not new again.
 */
import { CODE_WORDS, describeTransition, transitionCount } from '../../actors/index.js';
import { THREAD } from '../../kernel/index.js';
/** The place at which a thread rests: a kernel step, or behind all those an instruction. */
export class Places {
    count;
    #kernelStepCount;
    constructor({ kernel, compiled }) {
        this.#kernelStepCount = kernel.text.steps.length;
        this.count = this.#kernelStepCount + compiled.code.length / CODE_WORDS;
    }
    /** The number of the place at which the thread rests now. */
    of({ words, world }, thread) {
        const at = world.thread(thread);
        const step = words.get(at + THREAD.KERNEL_COUNTER);
        return step !== 0 ? step : this.#kernelStepCount + words.get(at + THREAD.PROGRAM_COUNTER);
    }
}
/** Gathers what the schedules of one mover cover. */
export class Coverage {
    /** Threads that moved at a place while another rested at another: pairs of places. */
    #overtakings = new Set();
    #places = new Set();
    #question;
    #mover;
    #placesOf;
    #transitionCount = 0;
    #before = 0;
    #last = -1;
    constructor(question, mover) {
        this.#question = question;
        this.#mover = mover;
        this.#placesOf = new Places(question);
    }
    get places() {
        return this.#places.size;
    }
    get overtakings() {
        return this.#overtakings.size;
    }
    /** Begins a schedule. */
    begin() {
        this.#last = -1;
        this.#before = this.#total();
    }
    /** A thread has moved from a place at which it rested. */
    moved(thread, place) {
        this.#places.add(place);
        if (this.#last !== thread && this.#last >= 0)
            this.#overtakings.add(this.#placesOf.of(this.#mover, this.#last) * this.#placesOf.count + place);
        this.#last = thread;
    }
    /** How much the schedule has covered that was not covered before it. */
    ended() {
        this.#transitionCount = takenNumbers(this.#question, this.#mover).length;
        return this.#total() - this.#before;
    }
    /** Transitions of the dispatch machine that were taken, over all threads. */
    transitions() {
        return takenTransitions(this.#question, this.#mover);
    }
    #total() {
        return this.#transitionCount + this.#places.size + this.#overtakings.size;
    }
}
/** Transitions of the dispatch machine that a mover took, over all threads. */
export function takenTransitions(question, mover) {
    return takenNumbers(question, mover).map((transition) => ({
        ...describeTransition(question.table, transition),
        count: timesTaken(mover, transition),
    }));
}
function takenNumbers({ table }, mover) {
    const taken = [];
    for (let transition = 0; transition < transitionCount(table); transition += 1)
        if (timesTaken(mover, transition) > 0)
            taken.push(transition);
    return taken;
}
function timesTaken({ world, threadCount }, transition) {
    const { layout, words } = world;
    let count = 0;
    for (let thread = 0; thread < threadCount; thread += 1)
        count += words.get(layout.coverage + thread * layout.coverageStride + transition) >>> 0;
    return count;
}
//# sourceMappingURL=coverage.js.map