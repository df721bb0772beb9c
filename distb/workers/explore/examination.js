/**
 * Examination: what a search has found out so far: violations, deadlocks, end states. The search
 * order tells it of struck properties and of states in which nothing moves; it decides what they
 * mean and whether the search goes on.
 *
 * Invariant: each property is found at most once, and so is a deadlock; how often schedules of a
 * sample ended so is counted.
 */
import { compileObservations } from '../../actors/index.js';
/** The `finally` properties that were never looked at, as no end state was met; by name. */
export function unreached({ scenario }, { endStates }) {
    if (endStates > 0)
        return [];
    return scenario.properties.filter(({ kind }) => kind === 'finally').map(({ name }) => name);
}
/** Judges the states of a search. */
export class Examination {
    finds = [];
    sightings = new Map();
    endStates = 0;
    /** How often each ending was met, by its property's number or `deadlock`. */
    hits = new Map();
    /** Whether the search has found all that it was asked for. */
    isOver = false;
    #mover;
    #readers;
    /** Threads that must come to an end. */
    #working;
    #collectsAll;
    #wantsWitnesses;
    constructor(question, mover, options) {
        const { compiled, scenario } = question;
        this.#mover = mover;
        this.#readers = compileObservations(scenario.observe, compiled);
        this.#working = workingThreads(question);
        this.#collectsAll = options.collectsAll;
        this.#wantsWitnesses = options.wantsWitnesses;
        for (const ending of options.found ?? []) {
            this.hits.set(keyOf(ending), 1);
            if (ending !== 'none' && ending !== 'deadlock')
                mover.judge.ignore(ending.property);
        }
        this.begin();
    }
    /** Takes over what a searcher of the same scenario has found. */
    absorb({ finds, sightings, endStates }) {
        for (const find of finds)
            this.#find(find.ending, () => find.moves);
        for (const { values, count, moves } of sightings)
            this.#sight(values, count, () => moves);
        this.endStates += endStates;
    }
    /** Looks at the first state: of a search, or of each schedule of a sample. */
    begin() {
        const { judge, world } = this.#mover;
        judge.begin();
        if (judge.violated(world) >= 0)
            this.struck({ trail: () => [] }, null);
    }
    /** A property is violated by the last move or in the state behind it. */
    struck(trail, last) {
        const { judge, world } = this.#mover;
        const way = () => (last === null ? trail.trail() : [...trail.trail(), last]);
        for (let number = judge.violated(world); number >= 0; number = judge.violated(world)) {
            this.#find({ property: number }, way);
            judge.ignore(number);
            if (this.isOver)
                return;
        }
    }
    /** No thread can move: an end if all work is done, else a deadlock. */
    rested(trail) {
        const { judge, world, stepper } = this.#mover;
        if (this.#working.some((thread) => !stepper.isDone(thread))) {
            this.#find('deadlock', () => trail.trail());
            return;
        }
        this.endStates += 1;
        this.#sight(this.#readers.map((read) => read(world)), 1, () => trail.trail());
        for (let number = judge.violatedAtEnd(world); number >= 0;) {
            this.#find({ property: number }, () => trail.trail());
            judge.ignore(number);
            if (this.isOver)
                return;
            number = judge.violatedAtEnd(world);
        }
    }
    #sight(values, count, way) {
        const key = values.join();
        const sighting = this.sightings.get(key);
        if (sighting !== undefined)
            sighting.count += count;
        else
            this.sightings.set(key, { values, count, moves: this.#wantsWitnesses ? way() : null });
    }
    #find(ending, way) {
        const key = keyOf(ending);
        const hits = this.hits.get(key) ?? 0;
        this.hits.set(key, hits + 1);
        if (hits > 0)
            return;
        this.finds.push({ ending, moves: way() });
        this.isOver = !this.#collectsAll;
    }
}
/** An ending as the key that it is counted under. */
function keyOf(ending) {
    return typeof ending === 'string' ? ending : `${ending.property}`;
}
/** The numbers of the threads that must come to an end: all but those that serve others. */
export function workingThreads({ compiled }) {
    return compiled.threads.flatMap(({ service }, thread) => (service ? [] : [thread]));
}
//# sourceMappingURL=examination.js.map