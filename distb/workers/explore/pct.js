/**
 * PCT: probabilistic concurrency testing. Threads get distinct random priorities, the highest that
 * can move always runs, and at d - 1 steps, drawn evenly from the first k, whoever has just moved
 * falls below all others. A bug of depth d, in n threads and schedules of at most k steps, is found
 * by one schedule with a probability of at least 1 / (n k^(d-1)).
 *
 * Source: Burckhardt, Kothari, Musuvathi, Nagarakatte, "A randomized scheduler with probabilistic
 * guarantees of finding bugs", ASPLOS 2010. Waits are guards here and never spin, so that no thread
 * of high priority can starve the one that it waits for, and no fair variant is needed.
 */
import { UsageError } from '../../kernel/index.js';
import { PURPOSE, RandomStream } from '../stream.js';
/** A bound on the probability that one schedule finds a bug of depth d: 1 / (n k^(d-1)). */
export function pctBound(threadCount, { depth, stepCount }) {
    return 1 / (threadCount * stepCount ** (depth - 1));
}
/** Runs the thread of highest priority, and changes priorities at random steps. */
export class Pct {
    #depth;
    #stepCount;
    /** Priorities by thread: `depth` and more at first, below it once they have changed. */
    #priorities;
    /** The steps, from 1, behind which a priority changes; its index is the new priority. */
    #changes;
    #step = 0;
    constructor(threadCount, { depth, stepCount }) {
        if (!(depth >= 1 && stepCount >= depth - 1))
            throw new UsageError(`PCT takes a depth from 1 and no more changes than steps, not ${depth} and ${stepCount}`, 'the depth of most bugs is 1, 2 or 3');
        this.#depth = depth;
        this.#stepCount = stepCount;
        this.#priorities = new Int32Array(threadCount);
        this.#changes = new Int32Array(depth - 1);
    }
    begin(seed) {
        const stream = new RandomStream(seed, 0, PURPOSE.schedule);
        const priorities = this.#priorities;
        for (let thread = 0; thread < priorities.length; thread += 1) {
            // Fisher-Yates, from the inside out.
            const other = stream.below(thread + 1);
            priorities[thread] = priorities[other];
            priorities[other] = this.#depth + thread;
        }
        const changes = this.#changes.fill(0);
        for (let change = 0; change < changes.length; change += 1) {
            // Distinct: two changes behind one step would be one.
            let step;
            do
                step = 1 + stream.below(this.#stepCount);
            while (changes.includes(step));
            changes[change] = step;
        }
        this.#step = 0;
    }
    pick(threads, count) {
        let best = 0;
        for (let position = 1; position < count; position += 1)
            if (this.#priorities[threads[position]] > this.#priorities[threads[best]])
                best = position;
        return best;
    }
    moved(thread) {
        this.#step += 1;
        const change = this.#changes.indexOf(this.#step);
        if (change >= 0)
            this.#priorities[thread] = change;
    }
    ended() {
        // Every schedule is drawn anew: the bound rests on that.
    }
}
//# sourceMappingURL=pct.js.map