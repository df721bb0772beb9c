/**
 * Listening: words that also remember what a step read. For replays alone, where people look on: a
 * search would pay for it in every access.
 *
 * Invariant: each word that was read since `begin` stands in `reads` once, with the value that was
 * read first.
 */
import { UndoWords } from './undo.ts';
/** Words with the reads since `begin`. */
export declare class ListeningWords extends UndoWords {
    #private;
    readonly reads: Map<number, number>;
    begin(): void;
    get(index: number): number;
    load(index: number): number;
    add(index: number, value: number): number;
    cas(index: number, expected: number, desired: number): number;
}
