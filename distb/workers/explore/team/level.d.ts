/**
 * Level: the states of one depth as they lie in shared memory, in chunks that any searcher of a
 * team may take. A chunk is a run of records, the first of them the difference to the first state
 * of the search, so each can be read without those before it. It is some milliseconds of work: few
 * enough that searchers finish a level together, and enough that taking one costs nothing.
 *
 * Invariant: what is written is read only behind the meeting that ends the level, and a segment is
 * written again only behind the meeting that ends the level it was read in.
 */
import type { Identity } from '../identity.ts';
import type { RecordCodec } from '../record.ts';
import type { UndoWords } from '../undo.ts';
/** A run of records that one searcher expands. */
export interface Chunk {
    /** Who met these states, and the number of the first; the others follow. */
    readonly origin: number;
    readonly first: number;
    readonly count: number;
    /** Where they lie: one of the origin's segments, and the first byte. */
    readonly segment: number;
    readonly begin: number;
}
/** Writes the next level. */
export declare class LevelWriter {
    #private;
    /** Memory that chunks lie in; grows, and is used again. */
    readonly segments: Uint8Array<SharedArrayBuffer>[];
    /** A writer for the searcher `origin`; `base` is the first state of the search. */
    constructor(origin: number, codec: RecordCodec, base: Int32Array);
    get bytes(): number;
    /** Puts the state that `words` holds, of identity `next` and number `number`. */
    put(words: UndoWords, identity: Identity, number: number): void;
    /** Ends the level: its chunks. The segments of the level before it are free again. */
    end(): Chunk[];
}
