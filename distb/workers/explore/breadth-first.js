/**
 * Breadth first: expands states in the order in which they were met, so the first state that breaks
 * a property lies at the end of a shortest schedule. A state is a number, in order of discovery,
 * which is also the order of the frontier; for each number the predecessor and the move are kept.
 *
 * Invariant: the world holds the state that is being expanded, but for the step under trial.
 */
import { invariant } from '../../kernel/index.js';
import { STEP } from '../../actors/index.js';
import { Ancestry, movesTo } from './ancestry.js';
import { Frontier } from './frontier.js';
import { Identity } from './identity.js';
/** The search order that finds shortest schedules. */
export class BreadthFirst {
    transitions = 0;
    depth = 0;
    #mover;
    #examination;
    #strategy;
    #visited;
    #identity;
    #frontier;
    #threads;
    #ends;
    /** Of the state at hand: a step may be one of a cycle's, and a step leads to a new state. */
    #mayReturn = false;
    #leadsOn = false;
    #ancestry;
    /** The state that is expanded, and the one behind the last of its level. */
    #current = -1;
    #levelEnd = 1;
    constructor(mover, examination, strategy, visited) {
        const { array } = mover.words;
        const { distinctLength, identityLength } = mover.world.layout;
        this.#mover = mover;
        this.#examination = examination;
        this.#strategy = strategy;
        this.#visited = visited;
        this.#threads = new Uint16Array(mover.threadCount);
        this.#ends = new Uint16Array(mover.threadCount);
        this.#ancestry = new Ancestry(mover.threadCount);
        this.#identity = new Identity(array, distinctLength);
        this.#frontier = new Frontier(array, identityLength);
        mover.words.begin();
        visited.add(this.#identity.low, this.#identity.high);
        this.#ancestry.note(0, -1, 0, 0);
        this.#identity.measure(mover.words);
        this.#frontier.put(mover.words, this.#identity);
    }
    get waiting() {
        return this.#frontier.count;
    }
    get levelRest() {
        return this.#levelEnd - this.#current - 1;
    }
    get bytes() {
        return this.#frontier.bytes + this.#ancestry.bytes;
    }
    advance(stateCount) {
        for (let expanded = 0; expanded < stateCount; expanded += 1) {
            if (this.#frontier.count === 0)
                return false;
            this.#frontier.take(this.#mover.words.array, this.#identity);
            this.#current += 1;
            if (this.#current === this.#levelEnd) {
                this.#levelEnd = this.#ancestry.count;
                this.depth += 1;
            }
            this.#expand();
            if (this.#examination.isOver)
                return false;
        }
        return true;
    }
    #expand() {
        const groupCount = this.#strategy.choose(this.#mover.world, this.#threads, this.#ends);
        const before = this.transitions;
        let position = 0;
        this.#mayReturn = false;
        this.#leadsOn = false;
        for (let group = 0; group < groupCount; group += 1) {
            for (const end = this.#ends[group]; position < end; position += 1) {
                this.#expandThread(this.#threads[position]);
                if (this.#examination.isOver)
                    return;
            }
            if (this.transitions > before && (this.#leadsOn || !this.#mayReturn))
                return;
        }
        if (this.transitions === before)
            this.#examination.rested(this);
    }
    #expandThread(thread) {
        const mover = this.#mover;
        const examination = this.#examination;
        const identity = this.#identity;
        let code = 0;
        do {
            if (mover.move(thread, code) !== STEP.moved)
                return;
            const nextCode = mover.nextCode;
            this.transitions += 1;
            if (mover.judge.violated(mover.world) >= 0)
                examination.struck(this, { thread, code });
            identity.measure(mover.words);
            if (this.#visited.add(identity.nextLow, identity.nextHigh)) {
                this.#ancestry.note(0, this.#current, thread, code);
                this.#frontier.put(mover.words, identity);
                this.#leadsOn = true;
            }
            if (this.#strategy.mayReturn())
                this.#mayReturn = true;
            mover.words.takeBack();
            if (examination.isOver)
                return;
            code = nextCode;
        } while (code >= 0);
    }
    trail() {
        return movesTo([this.#ancestry], 0, this.#current);
    }
    /** Gives the level that begins away, for a team to go on with; undefined if it is empty. */
    handOver() {
        invariant(this.levelRest === 0, 'a search is handed over at the begin of a level');
        if (this.#frontier.count === 0)
            return undefined;
        return {
            ancestry: this.#ancestry,
            first: this.#current + 1,
            frontier: this.#frontier,
            identity: this.#identity,
            depth: this.depth + 1,
        };
    }
}
//# sourceMappingURL=breadth-first.js.map