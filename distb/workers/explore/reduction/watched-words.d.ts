/**
 * Watched words: undo words that also remember which words a step read and wrote, whether or not
 * the write changed anything. Invariant: both lists hold each identity word once.
 */
import type { Layout } from '../../../kernel/index.ts';
import { UndoWords } from '../undo.ts';
/** Words of a search that learns what its steps touch. */
export declare class WatchedWords extends UndoWords {
    #private;
    /** Indices of the words read and of those written since `begin`: so many first entries. */
    readonly read: Int32Array;
    readonly written: Int32Array;
    readCount: number;
    writtenCount: number;
    constructor(layout: Layout);
    begin(): void;
    get(index: number): number;
    load(index: number): number;
    set(index: number, value: number): void;
    add(index: number, value: number): number;
    cas(index: number, expected: number, desired: number): number;
    /** A word that the engine read for the step. */
    noteRead(index: number): void;
}
