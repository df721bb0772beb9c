/**
 * Coverage-guided scheduling: a schedule that covered something new is kept, and later ones repeat
 * it up to a random step and then go on by chance, as fuzzers do with inputs. So rare places, once
 * reached, become starting points.
 *
 * Invariant: schedules of one campaign depend on those before them, so it repeats as a whole, by
 * the seed of its first. Kept schedules are bounded: the oldest makes room.
 * Source: AFL's loop of mutation and novelty (M. Zalewski, 2013), applied to schedules.
 */
import { PURPOSE, RandomStream } from '../stream.js';
/** Schedules that are kept. */
const KEPT_COUNT_MAX = 1024;
/** One in so many schedules is a fresh walk. */
const FRESH_SHARE = 4;
/** Behind its cut, one step in so many of a repeated schedule is left to chance. */
const CHANCE_SHARE = 8;
/** Repeats schedules that were new, with changes. */
export class CoverageGuided {
    #kept = [];
    #stream = new RandomStream(0, 0, PURPOSE.schedule);
    /** The schedule that is repeated, where in it the next step stands, and where it is cut. */
    #model = [];
    #next = 0;
    #cut = 0;
    /** Whether the steps behind the cut are followed too, as far as they can be. */
    #follows = false;
    begin(seed) {
        this.#stream = new RandomStream(seed, 0, PURPOSE.schedule);
        const stream = this.#stream;
        const isFresh = this.#kept.length === 0 || stream.below(FRESH_SHARE) === 0;
        this.#model = isFresh ? [] : this.#kept[stream.below(this.#kept.length)];
        this.#next = 0;
        this.#cut = isFresh ? 0 : stream.below(this.#model.length + 1);
        this.#follows = stream.below(2) === 0;
    }
    pick(threads, count) {
        const isCut = this.#next >= this.#cut;
        const isFollowed = !isCut || (this.#follows && this.#next > this.#cut);
        if (isFollowed && (!isCut || this.#stream.below(CHANCE_SHARE) !== 0)) {
            const thread = this.#model[this.#next];
            for (let position = 0; position < count; position += 1)
                if (threads[position] === thread)
                    return position;
        }
        return this.#stream.below(count);
    }
    moved() {
        this.#next += 1;
    }
    ended(threads, noveltyCount) {
        if (noveltyCount === 0 || threads.length === 0)
            return;
        if (this.#kept.length === KEPT_COUNT_MAX)
            this.#kept.shift();
        this.#kept.push(threads);
    }
}
//# sourceMappingURL=coverage-guided.js.map