/**
 * Listening: words that also remember what a step read. For replays alone, where people look on: a
 * search would pay for it in every access.
 *
 * Invariant: each word that was read since `begin` stands in `reads` once, with the value that was
 * read first.
 */
import { UndoWords } from './undo.js';
/** Words with the reads since `begin`. */
export class ListeningWords extends UndoWords {
    reads = new Map();
    begin() {
        super.begin();
        this.reads.clear();
    }
    get(index) {
        return this.#note(index, super.get(index));
    }
    load(index) {
        return this.#note(index, super.load(index));
    }
    add(index, value) {
        return this.#note(index, super.add(index, value));
    }
    cas(index, expected, desired) {
        return this.#note(index, super.cas(index, expected, desired));
    }
    #note(index, value) {
        if (!this.reads.has(index))
            this.reads.set(index, value);
        return value;
    }
}
//# sourceMappingURL=listening.js.map