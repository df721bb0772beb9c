/**
 * Words: the only way into the buffer of a world, and with park.ts the only home of Atomics. Three
 * views of the same 32-bit words: `SharedWords` for worker threads, `ExclusiveWords` for engines
 * that run alone (plain accesses, five times cheaper than Atomics), `RecordedWords` to see which
 * words a step touches.
 *
 * Two kinds of access, and the choice is part of each field's contract: `get`/`set` for words that
 * belong to the calling thread or are guarded by a lock that it holds; `load`, `store`, `add`,
 * `cas` for words over which threads race. Atomics are sequentially consistent (ECMA-262, memory
 * model), so racetrap explores sequential consistency only.
 */
/** Words shared by worker threads. */
export class SharedWords {
    array;
    constructor(buffer) {
        this.array = new Int32Array(buffer);
    }
    get(index) {
        return this.array[index];
    }
    set(index, value) {
        this.array[index] = value;
    }
    load(index) {
        return Atomics.load(this.array, index);
    }
    store(index, value) {
        Atomics.store(this.array, index, value);
    }
    add(index, value) {
        return Atomics.add(this.array, index, value);
    }
    cas(index, expected, desired) {
        return Atomics.compareExchange(this.array, index, expected, desired);
    }
    wake(index) {
        Atomics.notify(this.array, index);
    }
}
/** Words that only the calling thread can reach: the same steps at plain speed. */
export class ExclusiveWords {
    array;
    constructor(array) {
        this.array = array;
    }
    get(index) {
        return this.array[index];
    }
    set(index, value) {
        this.array[index] = value;
    }
    load(index) {
        return this.array[index];
    }
    store(index, value) {
        this.array[index] = value;
    }
    add(index, value) {
        const before = this.array[index];
        this.array[index] = before + value;
        return before;
    }
    cas(index, expected, desired) {
        const before = this.array[index];
        if (before === expected)
            this.array[index] = desired;
        return before;
    }
    wake() {
        // Nobody sleeps in the host: an engine that runs alone asks each blocked thread again.
    }
}
/** Words that tell every access: footprints in tests, the bare loop in the benchmark, replay. */
export class RecordedWords {
    array;
    #tell;
    constructor(array, tell) {
        this.array = array;
        this.#tell = tell;
    }
    get(index) {
        const value = this.array[index];
        this.#tell('get', index, value);
        return value;
    }
    set(index, value) {
        this.array[index] = value;
        this.#tell('set', index, value);
    }
    load(index) {
        const value = this.array[index];
        this.#tell('load', index, value);
        return value;
    }
    store(index, value) {
        this.array[index] = value;
        this.#tell('store', index, value);
    }
    add(index, value) {
        const before = this.array[index];
        this.array[index] = before + value;
        this.#tell('add', index, before + value);
        return before;
    }
    cas(index, expected, desired) {
        const before = this.array[index];
        if (before === expected)
            this.array[index] = desired;
        this.#tell('cas', index, before);
        return before;
    }
    wake(index) {
        this.#tell('wake', index, 0);
    }
}
//# sourceMappingURL=word.js.map