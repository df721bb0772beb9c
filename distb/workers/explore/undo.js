/**
 * Undo: words that remember what a step changed. A step touches some ten words of several hundred,
 * so a search that takes back, hashes and stores only those is several times faster than one that
 * copies and hashes whole states. Only identity words are remembered: what is merely observed runs
 * on.
 *
 * Invariant: from `begin` to `takeBack` each changed identity word stands in `changed` once, with
 * the value that it had at `begin` in `before`.
 */
/** Words of an engine that runs alone, with the changes since `begin`. */
export class UndoWords {
    array;
    /** Indices of the words changed since `begin`: the first `count` entries. */
    changed;
    /** What those words held at `begin`. */
    before;
    count = 0;
    /** Words below this index are remembered. */
    #identityLength;
    /** The epoch in which each word was last noted. */
    #noted;
    #epoch = 1;
    constructor(layout) {
        this.array = new Int32Array(layout.length);
        this.#identityLength = layout.identityLength;
        this.changed = new Int32Array(layout.identityLength);
        this.before = new Int32Array(layout.identityLength);
        this.#noted = new Int32Array(layout.identityLength);
    }
    /** Forgets the changes so far: they stay. */
    begin() {
        this.count = 0;
        this.#epoch = (this.#epoch + 1) | 0;
        if (this.#epoch !== 0)
            return;
        this.#noted.fill(0);
        this.#epoch = 1;
    }
    /** Takes all changes since `begin` back; they stay listed until the next `begin`. */
    takeBack() {
        const { array, changed, before, count } = this;
        for (let position = 0; position < count; position += 1)
            array[changed[position]] = before[position];
    }
    get(index) {
        return this.array[index];
    }
    set(index, value) {
        const before = this.array[index];
        if (before === value)
            return;
        this.array[index] = value;
        if (index < this.#identityLength)
            this.#note(index, before);
    }
    load(index) {
        return this.array[index];
    }
    store(index, value) {
        this.set(index, value);
    }
    add(index, value) {
        const before = this.array[index];
        this.set(index, (before + value) | 0);
        return before;
    }
    cas(index, expected, desired) {
        const before = this.array[index];
        if (before === expected)
            this.set(index, desired);
        return before;
    }
    wake() {
        // Nobody sleeps in the host: `World.wake` moves the sleepers of the model.
    }
    #note(index, before) {
        if (this.#noted[index] === this.#epoch)
            return;
        this.#noted[index] = this.#epoch;
        this.changed[this.count] = index;
        this.before[this.count] = before;
        this.count += 1;
    }
}
//# sourceMappingURL=undo.js.map