/**
 * Critical step: the step of a failing schedule behind which every continuation fails; before it a
 * passing one was still there. That continuation, as near to the failing schedule as one is found,
 * is the passing schedule to put beside it: both are the same up to the critical step.
 *
 * A continuation passes if it comes to the end of all work and violates nothing on its way.
 *
 * Invariant: from every state that the search has left behind without a passing schedule there is
 * none, so each state is searched once, whatever the prefix it was reached by.
 * Source: SimGrid's critical transition (simgrid-mc), answered here by reachability.
 */
import { STEP } from '../../actors/index.js';
import { workingThreads } from './examination.js';
import { Identity } from './identity.js';
import { Mover } from './mover.js';
import { Visited } from './visited.js';
/** Finds the critical step of a failing schedule; null if `stateCountMax` states do not tell. */
export function criticalStep(question, moves, stateCountMax) {
    return new PassingSearch(question, moves, stateCountMax).run();
}
class PassingSearch {
    #mover;
    #moves;
    #stateCountMax;
    #working;
    #visited = new Visited();
    #identity;
    /** Positions in the rest of the failing schedule, by thread. */
    #ahead = [];
    constructor(question, moves, stateCountMax) {
        this.#mover = new Mover(question);
        this.#moves = moves;
        this.#stateCountMax = stateCountMax;
        this.#working = workingThreads(question);
        const { words, world } = this.#mover;
        this.#identity = new Identity(words.array, world.layout.identityLength);
    }
    run() {
        const states = this.#prefixes();
        for (let length = states.length - 1; length >= 0; length -= 1) {
            const passing = this.#passingFrom(states[length], length);
            if (passing === 'unknown')
                return null;
            if (passing !== null)
                return { step: length + 1, passing: [...this.#moves.slice(0, length), ...passing] };
        }
        return { step: 0, passing: null };
    }
    /** The states of the schedule before anything was violated: only from those something passes. */
    #prefixes() {
        const { words, world, judge } = this.#mover;
        const states = [];
        judge.begin();
        if (judge.violated(world) >= 0)
            return states;
        for (const { thread, code } of this.#moves) {
            states.push(world.snapshot());
            this.#mover.move(thread, code);
            if (judge.violated(world) >= 0)
                return states;
        }
        states.push(world.snapshot());
        words.begin();
        return states;
    }
    /** A passing continuation of a state, or null if there is none. */
    #passingFrom(state, length) {
        const mover = this.#mover;
        this.#ahead = Array.from({ length: mover.threadCount }, (_none, thread) => this.#moves.flatMap((move, at) => (at >= length && move.thread === thread ? [at] : [])));
        mover.world.restore(state);
        const { low, high } = new Identity(mover.words.array, state.length);
        if (!this.#visited.add(low, high))
            return null;
        const none = Array.from({ length: mover.threadCount }, () => 0);
        const stack = [this.#frame(state, low, high, null, none)];
        while (stack.length > 0) {
            const top = stack.at(-1);
            const found = this.#advance(top, stack);
            if (found)
                return stack.flatMap(({ move }) => move ?? []);
            if (this.#visited.count > this.#stateCountMax)
                return 'unknown';
        }
        return null;
    }
    /** Tries one move of a frame; true if the frame is a passing end. */
    #advance(top, stack) {
        const mover = this.#mover;
        const { judge, world, words } = mover;
        mover.world.restore(top.state);
        words.begin();
        const thread = top.threads[top.position];
        if (thread === undefined) {
            if (!top.hasMoved && this.#isPassingEnd())
                return true;
            stack.pop();
            return false;
        }
        const { code } = top;
        if (mover.move(thread, code) !== STEP.moved) {
            top.position += 1;
            return false;
        }
        top.hasMoved = true;
        top.code = Math.max(mover.nextCode, 0);
        if (mover.nextCode < 0)
            top.position += 1;
        if (judge.violated(world) >= 0)
            return false;
        const identity = this.#identity;
        identity.low = top.low;
        identity.high = top.high;
        identity.measure(words);
        const { nextLow, nextHigh } = identity;
        if (!this.#visited.add(nextLow, nextHigh))
            return false;
        const counts = top.counts.with(thread, top.counts[thread] + 1);
        stack.push(this.#frame(world.snapshot(), nextLow, nextHigh, { thread, code }, counts));
        return false;
    }
    #isPassingEnd() {
        const { judge, world, stepper } = this.#mover;
        return (this.#working.every((thread) => stepper.isDone(thread)) && judge.violatedAtEnd(world) < 0);
    }
    #frame(state, low, high, move, counts) {
        const next = (thread) => this.#ahead[thread]?.[counts[thread]] ?? Infinity;
        const threads = counts
            .map((_count, thread) => thread)
            .sort((left, right) => next(left) === next(right) ? left - right : next(left) - next(right));
        return { state, low, high, move, threads, counts, position: 0, code: 0, hasMoved: false };
    }
}
//# sourceMappingURL=critical-step.js.map