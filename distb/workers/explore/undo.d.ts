/**
 * Undo: words that remember what a step changed. A step touches some ten words of several hundred,
 * so a search that takes back, hashes and stores only those is several times faster than one that
 * copies and hashes whole states. Only identity words are remembered: what is merely observed runs
 * on.
 *
 * Invariant: from `begin` to `takeBack` each changed identity word stands in `changed` once, with
 * the value that it had at `begin` in `before`.
 */
import type { Layout, Words } from '../../kernel/index.ts';
/** Words of an engine that runs alone, with the changes since `begin`. */
export declare class UndoWords implements Words {
    #private;
    readonly array: Int32Array;
    /** Indices of the words changed since `begin`: the first `count` entries. */
    readonly changed: Int32Array;
    /** What those words held at `begin`. */
    readonly before: Int32Array;
    count: number;
    constructor(layout: Layout);
    /** Forgets the changes so far: they stay. */
    begin(): void;
    /** Takes all changes since `begin` back; they stay listed until the next `begin`. */
    takeBack(): void;
    get(index: number): number;
    set(index: number, value: number): void;
    load(index: number): number;
    store(index: number, value: number): void;
    add(index: number, value: number): number;
    cas(index: number, expected: number, desired: number): number;
    wake(): void;
}
