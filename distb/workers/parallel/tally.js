/**
 * Tally: how often each final observation was seen, in litmus style, in words of the shared buffer,
 * so that the counts outlive the worker that made them. Open addressing over a fixed number of
 * entries. Invariant: the counts add up to the rounds; what finds no entry is counted in the last.
 */
import { TALLY_CAPACITY } from './observation.js';
/** Counts tuples of values at a place in the buffer; an entry is a count and the values. */
export class Tally {
    #words;
    #at;
    #stride;
    constructor(words, at, stride) {
        this.#words = words;
        this.#at = at;
        this.#stride = stride;
    }
    /** Counts one tuple. Only the owning thread may. */
    add(values) {
        const words = this.#words;
        let hash = 0x811c9dc5 | 0;
        for (const value of values)
            hash = Math.imul(hash ^ value, 0x01000193);
        hash ^= hash >>> 15;
        for (let probe = 0; probe < TALLY_CAPACITY; probe += 1) {
            const entry = this.#at + ((hash + probe) & (TALLY_CAPACITY - 1)) * this.#stride;
            const count = words.get(entry);
            if (count !== 0 && !this.#holds(entry, values))
                continue;
            if (count === 0)
                values.forEach((value, index) => words.set(entry + 1 + index, value));
            words.set(entry, count + 1);
            return;
        }
        const overflow = this.#at + TALLY_CAPACITY * this.#stride;
        words.set(overflow, words.get(overflow) + 1);
    }
    /** All tuples with their counts, the most frequent first, equal counts by value. */
    counts() {
        const counts = [];
        for (let number = 0; number < TALLY_CAPACITY; number += 1) {
            const entry = this.#at + number * this.#stride;
            const count = this.#words.get(entry);
            if (count === 0)
                continue;
            const values = Array.from({ length: this.#stride - 1 }, (_value, index) => this.#words.get(entry + 1 + index));
            counts.push({ values, count });
        }
        return counts.sort((a, b) => b.count - a.count || compareTuples(a.values, b.values));
    }
    /** Tuples that found no entry. */
    get uncounted() {
        return this.#words.get(this.#at + TALLY_CAPACITY * this.#stride);
    }
    #holds(entry, values) {
        for (let index = 0; index < values.length; index += 1)
            if (this.#words.get(entry + 1 + index) !== values[index])
                return false;
        return true;
    }
}
function compareTuples(left, right) {
    const index = left.findIndex((value, at) => value !== right[at]);
    return index < 0 ? 0 : left[index] - right[index];
}
//# sourceMappingURL=tally.js.map