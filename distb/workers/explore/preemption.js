/**
 * Preemption: a switch away from a thread that could have gone on. A schedule with few of them is
 * one that a person can follow, so the fewest with which a bug shows is searched for.
 *
 * Invariant: what is called the fewest was proved: every schedule with less was searched.
 * Source: iterative context bounding (Musuvathi, Qadeer, PLDI 2007).
 */
import { searchWithin } from './bounded.js';
/** The context is the thread that moved last, + 1. */
function preemptionBound(threadCount) {
    return {
        initial: [0],
        offers(context, isMovable, offer) {
            const last = context - 1;
            const cost = last >= 0 && isMovable(last) ? 1 : 0;
            if (cost === 1)
                offer(last, context, 0);
            for (let thread = 0; thread < threadCount; thread += 1)
                if (thread !== last)
                    offer(thread, thread + 1, cost);
        },
    };
}
/** Searches with 0 preemptions, then with 1, and so on up to `preemptionCountMax`. */
export function fewestPreemptions(question, ending, preemptionCountMax, nodeCountMax) {
    const bound = preemptionBound(question.compiled.threads.length);
    for (let count = 0; count <= preemptionCountMax; count += 1) {
        const { moves, isComplete } = searchWithin(question, ending, bound, count, nodeCountMax);
        if (moves !== null || !isComplete)
            return { moves, atLeast: count };
    }
    return { moves: null, atLeast: preemptionCountMax + 1 };
}
//# sourceMappingURL=preemption.js.map