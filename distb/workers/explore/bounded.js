/**
 * Bounded search: the shortest schedule to one ending among those that keep within a bound: so many
 * preemptions, so many changes of priority. A node is a state with the *context* that the bound
 * needs to know of its past, and what was spent so far.
 *
 * Invariant: breadth first, so the first schedule found is a shortest within the bound; and a
 * search that came to its end without one has proved that there is none.
 */
import { STEP } from '../../actors/index.js';
import { Frontier } from './frontier.js';
import { Identity } from './identity.js';
import { Mover } from './mover.js';
import { Target } from './target.js';
import { canMove } from './trial.js';
/** Any order of steps, at no cost. */
export function anyOrder(threadCount) {
    return {
        initial: [0],
        offers(_context, _isMovable, offer) {
            for (let thread = 0; thread < threadCount; thread += 1)
                offer(thread, 0, 0);
        },
    };
}
/** Searches for a shortest schedule to an ending that costs at most `costMax`. */
export function searchWithin(question, ending, bound, costMax, nodeCountMax) {
    return new BoundedSearch(question, ending, bound, costMax, nodeCountMax).run();
}
class BoundedSearch {
    #mover;
    #target;
    #bound;
    #costMax;
    #nodeCountMax;
    #identity;
    #frontier;
    /** The least cost at which each state was reached in each context. */
    #costs = new Map();
    /** Of each node: its predecessor, the move that led to it, its context and its cost. */
    #parents = [];
    #threads = [];
    #codes = [];
    #contexts = [];
    #spent = [];
    #movable;
    #current = -1;
    #hasMoved = false;
    #found = null;
    constructor(question, ending, bound, costMax, nodeCountMax) {
        const mover = new Mover(question);
        const { array } = mover.words;
        const { identityLength } = mover.world.layout;
        this.#mover = mover;
        this.#target = new Target(question, mover, ending);
        this.#bound = bound;
        this.#costMax = costMax;
        this.#nodeCountMax = nodeCountMax;
        this.#identity = new Identity(array, identityLength);
        this.#frontier = new Frontier(array, identityLength);
        this.#movable = new Int8Array(mover.threadCount);
    }
    run() {
        const { words } = this.#mover;
        words.begin();
        this.#mover.judge.begin();
        if (this.#target.isStruck())
            return { moves: [], isComplete: true, nodes: 0 };
        this.#identity.measure(words);
        for (const context of this.#bound.initial)
            this.#reach(0, 0, context, 0);
        const isMovable = (thread) => {
            if (this.#movable[thread] === 0)
                this.#movable[thread] = canMove(this.#mover, thread) ? 1 : -1;
            return this.#movable[thread] === 1;
        };
        const offer = (thread, context, cost) => this.#try(thread, context, cost);
        while (this.#frontier.count > 0 && this.#found === null) {
            if (this.#parents.length >= this.#nodeCountMax)
                break;
            this.#frontier.take(words.array, this.#identity);
            words.begin();
            this.#current += 1;
            this.#hasMoved = false;
            this.#movable.fill(0);
            this.#bound.offers(this.#contexts[this.#current], isMovable, offer);
            if (!this.#hasMoved && this.#found === null)
                this.#rest(isMovable);
        }
        return {
            moves: this.#found,
            isComplete: this.#found !== null || this.#frontier.count === 0,
            nodes: this.#parents.length,
        };
    }
    #try(thread, context, cost) {
        const spent = this.#spent[this.#current] + cost;
        if (spent > this.#costMax || this.#found !== null) {
            this.#hasMoved = true;
            return;
        }
        const mover = this.#mover;
        for (let code = 0; code >= 0; code = mover.nextCode) {
            if (mover.move(thread, code) !== STEP.moved)
                return;
            this.#hasMoved = true;
            if (this.#target.isStruck())
                this.#found = [...this.#trail(), { thread, code }];
            this.#identity.measure(mover.words);
            this.#reach(thread, code, context, spent);
            mover.words.takeBack();
            if (this.#found !== null)
                return;
        }
    }
    /** A state from which the bound offers nothing: the ending, if nothing can move at all. */
    #rest(isMovable) {
        for (let thread = 0; thread < this.#mover.threadCount; thread += 1)
            if (isMovable(thread))
                return;
        if (this.#target.isRest())
            this.#found = this.#trail();
    }
    #reach(thread, code, context, spent) {
        const identity = this.#identity;
        const key = `${identity.nextLow} ${identity.nextHigh} ${context}`;
        const least = this.#costs.get(key);
        if (least !== undefined && least <= spent)
            return;
        this.#costs.set(key, spent);
        this.#parents.push(this.#current);
        this.#threads.push(thread);
        this.#codes.push(code);
        this.#contexts.push(context);
        this.#spent.push(spent);
        this.#frontier.put(this.#mover.words, identity);
    }
    #trail() {
        const moves = [];
        for (let node = this.#current; this.#parents[node] >= 0; node = this.#parents[node])
            moves.push({ thread: this.#threads[node], code: this.#codes[node] });
        return moves.reverse();
    }
}
//# sourceMappingURL=bounded.js.map