/**
 * Watched words: undo words that also remember which words a step read and wrote, whether or not
 * the write changed anything. Invariant: both lists hold each identity word once.
 */
import { UndoWords } from '../undo.js';
/** Words of a search that learns what its steps touch. */
export class WatchedWords extends UndoWords {
    /** Indices of the words read and of those written since `begin`: so many first entries. */
    read;
    written;
    readCount = 0;
    writtenCount = 0;
    #length;
    /** The epoch in which each word was last read, and written. */
    #readIn;
    #writtenIn;
    #watchEpoch = 1;
    constructor(layout) {
        super(layout);
        this.#length = layout.identityLength;
        this.read = new Int32Array(layout.identityLength);
        this.written = new Int32Array(layout.identityLength);
        this.#readIn = new Int32Array(layout.identityLength);
        this.#writtenIn = new Int32Array(layout.identityLength);
    }
    begin() {
        super.begin();
        this.readCount = 0;
        this.writtenCount = 0;
        this.#watchEpoch = (this.#watchEpoch + 1) | 0;
        if (this.#watchEpoch !== 0)
            return;
        this.#readIn.fill(0);
        this.#writtenIn.fill(0);
        this.#watchEpoch = 1;
    }
    get(index) {
        this.noteRead(index);
        return this.array[index];
    }
    load(index) {
        this.noteRead(index);
        return this.array[index];
    }
    set(index, value) {
        this.#noteWritten(index);
        super.set(index, value);
    }
    add(index, value) {
        this.noteRead(index);
        return super.add(index, value);
    }
    cas(index, expected, desired) {
        this.noteRead(index);
        return super.cas(index, expected, desired);
    }
    /** A word that the engine read for the step. */
    noteRead(index) {
        if (index >= this.#length || this.#readIn[index] === this.#watchEpoch)
            return;
        this.#readIn[index] = this.#watchEpoch;
        this.read[this.readCount] = index;
        this.readCount += 1;
    }
    #noteWritten(index) {
        if (index >= this.#length || this.#writtenIn[index] === this.#watchEpoch)
            return;
        this.#writtenIn[index] = this.#watchEpoch;
        this.written[this.writtenCount] = index;
        this.writtenCount += 1;
    }
}
//# sourceMappingURL=watched-words.js.map