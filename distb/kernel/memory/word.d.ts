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
/** One view of the words of a world. Indices are word indices, values are signed 32-bit. */
export interface Words {
    /** The words themselves: for snapshots and hashes, never for a step. */
    readonly array: Int32Array;
    /** Reads a word that the caller owns or whose lock it holds. */
    get(index: number): number;
    /** Writes a word that the caller owns or whose lock it holds. */
    set(index: number, value: number): void;
    /** Reads a word that others may write at any time. */
    load(index: number): number;
    /** Publishes a word: everything written before is visible to who reads the value. */
    store(index: number, value: number): void;
    /** Adds and returns the value before. */
    add(index: number, value: number): number;
    /** Stores `desired` if the word holds `expected`; returns the value before. */
    cas(index: number, expected: number, desired: number): number;
    /** Wakes all that sleep on the word (parallel only; elsewhere nobody sleeps in the host). */
    wake(index: number): void;
}
/** Words shared by worker threads. */
export declare class SharedWords implements Words {
    readonly array: Int32Array;
    constructor(buffer: SharedArrayBuffer);
    get(index: number): number;
    set(index: number, value: number): void;
    load(index: number): number;
    store(index: number, value: number): void;
    add(index: number, value: number): number;
    cas(index: number, expected: number, desired: number): number;
    wake(index: number): void;
}
/** Words that only the calling thread can reach: the same steps at plain speed. */
export declare class ExclusiveWords implements Words {
    readonly array: Int32Array;
    constructor(array: Int32Array);
    get(index: number): number;
    set(index: number, value: number): void;
    load(index: number): number;
    store(index: number, value: number): void;
    add(index: number, value: number): number;
    cas(index: number, expected: number, desired: number): number;
    wake(): void;
}
/** What one access did, as `RecordedWords` reports it. */
export type AccessKind = 'get' | 'set' | 'load' | 'store' | 'add' | 'cas' | 'wake';
/** Words that tell every access: footprints in tests, the bare loop in the benchmark, replay. */
export declare class RecordedWords implements Words {
    #private;
    readonly array: Int32Array;
    constructor(array: Int32Array, tell: (kind: AccessKind, index: number, value: number) => void);
    get(index: number): number;
    set(index: number, value: number): void;
    load(index: number): number;
    store(index: number, value: number): void;
    add(index: number, value: number): number;
    cas(index: number, expected: number, desired: number): number;
    wake(index: number): void;
}
