/**
 * Ancestry: by which move each state of a breadth-first search was met first, and from which state.
 * A state is a number in order of discovery; where several searchers work together each numbers its
 * own, and the origin says whose number the predecessor's is.
 *
 * Invariant: a column that would hold zeros only is left out, a piece at a time. The columns lie in
 * shared memory: a searcher may read the ancestry of another once it was told of the pieces.
 */
import { allocateShared } from '../../kernel/index.js';
/** States of one piece. */
const PIECE = 1 << 13;
/** The predecessors of the states that one searcher met. */
export class Ancestry {
    /** States noted. */
    count = 0;
    #pieces = [];
    #isWide;
    constructor(threadCount) {
        this.#isWide = threadCount > 256;
    }
    get bytes() {
        let bytes = 0;
        for (const { parents, threads, codes, origins } of this.#pieces)
            bytes +=
                parents.byteLength +
                    threads.byteLength +
                    (codes?.byteLength ?? 0) +
                    (origins?.byteLength ?? 0);
        return bytes;
    }
    /** Notes the next state: its predecessor's origin and number, and the move that led here. */
    note(origin, parent, thread, code) {
        const within = this.count % PIECE;
        const number = (this.count - within) / PIECE;
        if (within === 0)
            this.#pieces.push(this.#newPiece());
        const piece = this.#pieces[number];
        piece.parents[within] = parent;
        piece.threads[within] = thread;
        if (code !== 0) {
            piece.codes ??= new Int32Array(allocateShared(PIECE * 4));
            piece.codes[within] = code;
        }
        if (origin !== 0) {
            piece.origins ??= new Uint8Array(allocateShared(PIECE));
            piece.origins[within] = origin;
        }
        this.count += 1;
    }
    /** The pieces that hold states from number `first` on, to tell another searcher of. */
    since(first) {
        return this.#pieces.slice(Math.floor(first / PIECE));
    }
    /** Takes over the pieces that another searcher's states from number `first` on stand in. */
    adopt(first, pieces, count) {
        const place = Math.floor(first / PIECE);
        this.#pieces.splice(place, this.#pieces.length - place, ...pieces);
        this.count = count;
    }
    /** Origin and number of a state's predecessor, and the move from there. */
    originOf(state) {
        const within = state % PIECE;
        const { parents, threads, codes, origins } = this.#pieces[(state - within) / PIECE];
        return {
            origin: origins?.[within] ?? 0,
            parent: parents[within],
            move: { thread: threads[within], code: codes?.[within] ?? 0 },
        };
    }
    #newPiece() {
        const threads = allocateShared(this.#isWide ? PIECE * 2 : PIECE);
        return {
            parents: new Int32Array(allocateShared(PIECE * 4)),
            threads: this.#isWide ? new Uint16Array(threads) : new Uint8Array(threads),
            codes: null,
            origins: null,
        };
    }
}
/** The moves from the first state, which is number 0 of origin 0, to a state. */
export function movesTo(ancestries, origin, state) {
    const moves = [];
    let at = { origin, state };
    while (at.origin !== 0 || at.state !== 0) {
        const { origin: before, parent, move } = ancestries[at.origin].originOf(at.state);
        moves.push(move);
        at = { origin: before, state: parent };
    }
    return moves.reverse();
}
//# sourceMappingURL=ancestry.js.map