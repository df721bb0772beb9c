/**
 * Bug depth: the least d with which PCT can find a bug: some order of priorities and d - 1 changes
 * lead to it. Not estimated from hits but searched: all orders, and all steps at which the thread
 * that has just moved may fall below the others.
 *
 * Invariant: a depth is the least, as every schedule of less depth was searched.
 * Source: Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010; see pct.ts.
 */
import { searchWithin } from './bounded.js';
/** Threads whose orders can all be tried: 6! = 720. */
const THREAD_COUNT_MAX = 6;
/** The context is the number of an order of priorities; a change of priority costs one. */
class PriorityBound {
    initial;
    #known = [];
    #numbers = new Map();
    constructor(threadCount) {
        this.initial = permutations(threadCount).map((order) => this.#numberOf({ order, fallen: 0 }));
    }
    offers(context, isMovable, offer) {
        const priorities = this.#known[context];
        const thread = priorities.order.find(isMovable);
        if (thread === undefined)
            return;
        offer(thread, context, 0);
        for (const fallen of this.#falls(priorities, thread))
            offer(thread, fallen, 1);
    }
    /** The orders behind a fall of the thread: below all that have not fallen. */
    #falls({ order, fallen }, thread) {
        const others = order.filter((each) => each !== thread);
        const hasFallen = order.indexOf(thread) >= order.length - fallen;
        const standing = order.length - fallen - (hasFallen ? 0 : 1);
        const numbers = [];
        for (let at = standing; at <= others.length; at += 1)
            numbers.push(this.#numberOf({
                order: others.toSpliced(at, 0, thread),
                fallen: order.length - standing,
            }));
        return numbers;
    }
    #numberOf(priorities) {
        const key = `${priorities.order.join()} ${priorities.fallen}`;
        const known = this.#numbers.get(key);
        if (known !== undefined)
            return known;
        this.#numbers.set(key, this.#known.length);
        this.#known.push(priorities);
        return this.#known.length - 1;
    }
}
/** Searches for the least depth from 1 to `depthMax`. */
export function bugDepth(question, ending, depthMax, nodeCountMax) {
    const threadCount = question.compiled.threads.length;
    if (threadCount > THREAD_COUNT_MAX)
        return { depth: null, atLeast: 1 };
    const bound = new PriorityBound(threadCount);
    for (let depth = 1; depth <= depthMax; depth += 1) {
        const { moves, isComplete } = searchWithin(question, ending, bound, depth - 1, nodeCountMax);
        if (moves !== null)
            return { depth, atLeast: depth };
        if (!isComplete)
            return { depth: null, atLeast: depth };
    }
    return { depth: null, atLeast: depthMax + 1 };
}
function permutations(count) {
    let all = [[]];
    for (let thread = 0; thread < count; thread += 1)
        all = all.flatMap((order) => Array.from({ length: order.length + 1 }, (_none, at) => order.toSpliced(at, 0, thread)));
    return all;
}
//# sourceMappingURL=bug-depth.js.map