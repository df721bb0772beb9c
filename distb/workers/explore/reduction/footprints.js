/**
 * Footprints: which words a thread may read and write from each place of its program and of the
 * kernel on, learned from the steps that were made. A place is where a thread rests; a step leads
 * from one place to the next and has a footprint; the future of a place is what can be touched on
 * any way on from there.
 *
 * Nothing is declared, so nothing can be declared wrongly: a step that touches a word that its
 * place was not known to touch, or leads where its place was not known to lead, makes the
 * footprints grow, and a search that relied on them begins anew. When a search comes to its end and
 * nothing has grown, it relied on nothing false: had a step been left out that touches something
 * unknown, then a shortest such run would have that step behind known steps only, these commute
 * with what was preferred to them, and so the step would have been met behind it.
 */
/** What the threads of one scenario were seen to touch. */
export class Footprints {
    /** Whether something was learned since `settle`. */
    hasGrown = false;
    #setWords;
    #numbers = new Map();
    #places = [];
    /** Behind `settle`: what can be touched from each place on. */
    #futureReads = [];
    #futureWrites = [];
    #component = new Int32Array(0);
    /** For pairs of places: 0 not asked yet, 1 independent, 2 dependent. */
    #dependent = new Uint8Array(0);
    /** Footprints over words `0..wordCount - 1`. */
    constructor(wordCount) {
        this.#setWords = Math.ceil(wordCount / 32);
    }
    get placeCount() {
        return this.#places.length;
    }
    /** The number of a place, which is a new one if nobody rested there before. */
    place(key) {
        const known = this.#numbers.get(key);
        if (known !== undefined)
            return known;
        const number = this.#places.length;
        this.#numbers.set(key, number);
        this.#places.push({ reads: this.#emptySet(), writes: this.#emptySet(), next: new Set() });
        this.hasGrown = true;
        return number;
    }
    /** A step from `place` read these words. */
    learnReads(place, words, count) {
        if (include(this.#places[place].reads, words, count))
            this.hasGrown = true;
    }
    /** A step from `place` wrote these words. */
    learnWrites(place, words, count) {
        if (include(this.#places[place].writes, words, count))
            this.hasGrown = true;
    }
    /** A thread at `place` may next rest at `next`. */
    learnWay(place, next) {
        const ways = this.#places[place].next;
        if (ways.has(next))
            return;
        ways.add(next);
        this.hasGrown = true;
    }
    /** Draws the conclusions from what was learned: the futures of all places. */
    settle() {
        this.hasGrown = false;
        const places = this.#places;
        this.#futureReads = places.map(({ reads }) => reads.slice());
        this.#futureWrites = places.map(({ writes }) => writes.slice());
        const before = places.map(() => []);
        for (const [place, { next }] of places.entries())
            for (const following of next)
                before[following].push(place);
        const pending = places.map((_place, number) => number);
        const isPending = new Uint8Array(places.length).fill(1);
        while (pending.length > 0) {
            const place = pending.pop();
            isPending[place] = 0;
            for (const earlier of before[place]) {
                const more = unite(this.#futureReads[earlier], this.#futureReads[place]);
                const evenMore = unite(this.#futureWrites[earlier], this.#futureWrites[place]);
                if ((more || evenMore) && isPending[earlier] === 0) {
                    isPending[earlier] = 1;
                    pending.push(earlier);
                }
            }
        }
        this.#component = componentsOf(places);
        this.#dependent = new Uint8Array(places.length ** 2);
    }
    /** Whether a step from `place` may touch what a thread may touch from `other` on. */
    dependent(place, other) {
        const at = place * this.#places.length + other;
        let answer = this.#dependent[at];
        if (answer === 0) {
            const { reads, writes } = this.#places[place];
            const isDependent = meets(writes, this.#futureWrites[other]) ||
                meets(writes, this.#futureReads[other]) ||
                meets(reads, this.#futureWrites[other]);
            answer = isDependent ? 2 : 1;
            this.#dependent[at] = answer;
        }
        return answer === 2;
    }
    /** Whether a thread that goes from one place to the next may come back. */
    mayReturn(place, next) {
        return this.#component[place] === this.#component[next];
    }
    #emptySet() {
        return new Int32Array(this.#setWords);
    }
}
/** Adds words to a set; returns whether one was new. */
function include(set, words, count) {
    let isNew = false;
    for (let position = 0; position < count; position += 1) {
        const word = words[position];
        const bit = 1 << (word & 31);
        const at = word >>> 5;
        if ((set[at] & bit) !== 0)
            continue;
        set[at] = set[at] | bit;
        isNew = true;
    }
    return isNew;
}
/** Adds one set to another; returns whether that changed it. */
function unite(set, other) {
    let isNew = false;
    for (let at = 0; at < set.length; at += 1) {
        const united = set[at] | other[at];
        if (united === set[at])
            continue;
        set[at] = united;
        isNew = true;
    }
    return isNew;
}
function meets(left, right) {
    for (let at = 0; at < left.length; at += 1)
        if ((left[at] & right[at]) !== 0)
            return true;
    return false;
}
/**
 * For each place the number of its strongly connected component: two places share it if a thread
 * can come from each to the other (R. Tarjan, "Depth-first search and linear graph algorithms",
 * 1972).
 */
function componentsOf(places) {
    const component = new Int32Array(places.length).fill(-1);
    const order = new Int32Array(places.length).fill(-1);
    const lowest = new Int32Array(places.length);
    const open = [];
    let met = 0;
    for (let root = 0; root < places.length; root += 1) {
        if (order[root] !== -1)
            continue;
        const path = [];
        const enter = (place) => {
            order[place] = met;
            lowest[place] = met;
            met += 1;
            open.push(place);
            path.push({ place, ways: places[place].next.values() });
        };
        enter(root);
        while (path.length > 0) {
            const { place, ways } = path.at(-1);
            const way = ways.next();
            if (way.done !== true) {
                if (order[way.value] === -1)
                    enter(way.value);
                else if (component[way.value] === -1)
                    lowest[place] = Math.min(lowest[place], order[way.value]);
                continue;
            }
            path.pop();
            const before = path.at(-1)?.place;
            if (before !== undefined)
                lowest[before] = Math.min(lowest[before], lowest[place]);
            if (lowest[place] !== order[place])
                continue;
            for (let member = -1; member !== place;) {
                member = open.pop();
                component[member] = place;
            }
        }
    }
    return component;
}
//# sourceMappingURL=footprints.js.map