/**
 * Ancestry: by which move each state of a breadth-first search was met first, and from which state.
 * A state is a number in order of discovery; where several searchers work together each numbers its
 * own, and the origin says whose number the predecessor's is.
 *
 * Invariant: a column that would hold zeros only is left out, a piece at a time. The columns lie in
 * shared memory: a searcher may read the ancestry of another once it was told of the pieces.
 */
import type { Move } from './mover.ts';
/** The columns of so many states. */
export interface AncestryPiece {
    readonly parents: Int32Array;
    readonly threads: Uint8Array | Uint16Array;
    codes: Int32Array | null;
    origins: Uint8Array | null;
}
/** The predecessors of the states that one searcher met. */
export declare class Ancestry {
    #private;
    /** States noted. */
    count: number;
    constructor(threadCount: number);
    get bytes(): number;
    /** Notes the next state: its predecessor's origin and number, and the move that led here. */
    note(origin: number, parent: number, thread: number, code: number): void;
    /** The pieces that hold states from number `first` on, to tell another searcher of. */
    since(first: number): AncestryPiece[];
    /** Takes over the pieces that another searcher's states from number `first` on stand in. */
    adopt(first: number, pieces: readonly AncestryPiece[], count: number): void;
    /** Origin and number of a state's predecessor, and the move from there. */
    originOf(state: number): {
        readonly origin: number;
        readonly parent: number;
        readonly move: Move;
    };
}
/** The moves from the first state, which is number 0 of origin 0, to a state. */
export declare function movesTo(ancestries: readonly Ancestry[], origin: number, state: number): Move[];
