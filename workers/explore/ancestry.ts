/**
 * Ancestry: by which move each state of a breadth-first search was met first, and from which state.
 * A state is a number in order of discovery; where several searchers work together each numbers its
 * own, and the origin says whose number the predecessor's is.
 *
 * Invariant: a column that would hold zeros only is left out, a piece at a time. The columns lie in
 * shared memory: a searcher may read the ancestry of another once it was told of the pieces.
 */

import { allocateShared } from '../../kernel/index.ts';
import type { Move } from './mover.ts';

/** States of one piece. */
const PIECE = 1 << 13;

/** The columns of so many states. */
export interface AncestryPiece {
  readonly parents: Int32Array;
  readonly threads: Uint8Array | Uint16Array;
  codes: Int32Array | null;
  origins: Uint8Array | null;
}

/** The predecessors of the states that one searcher met. */
export class Ancestry {
  /** States noted. */
  count = 0;
  readonly #pieces: AncestryPiece[] = [];
  readonly #isWide: boolean;

  constructor(threadCount: number) {
    this.#isWide = threadCount > 256;
  }

  get bytes(): number {
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
  note(origin: number, parent: number, thread: number, code: number): void {
    const within = this.count % PIECE;
    const number = (this.count - within) / PIECE;
    if (within === 0) this.#pieces.push(this.#newPiece());
    const piece = this.#pieces[number]!;
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
  since(first: number): AncestryPiece[] {
    return this.#pieces.slice(Math.floor(first / PIECE));
  }

  /** Takes over the pieces that another searcher's states from number `first` on stand in. */
  adopt(first: number, pieces: readonly AncestryPiece[], count: number): void {
    const place = Math.floor(first / PIECE);
    this.#pieces.splice(place, this.#pieces.length - place, ...pieces);
    this.count = count;
  }

  /** Origin and number of a state's predecessor, and the move from there. */
  originOf(state: number): {
    readonly origin: number;
    readonly parent: number;
    readonly move: Move;
  } {
    const within = state % PIECE;
    const { parents, threads, codes, origins } = this.#pieces[(state - within) / PIECE]!;
    return {
      origin: origins?.[within] ?? 0,
      parent: parents[within]!,
      move: { thread: threads[within]!, code: codes?.[within] ?? 0 },
    };
  }

  #newPiece(): AncestryPiece {
    const threads = allocateShared(this.#isWide ? PIECE * 2 : PIECE);
    return {
      parents: new Int32Array(allocateShared(PIECE * 4)),
      threads: this.#isWide ? new Uint16Array(threads) : new Uint8Array(threads),
      codes: null,
      origins: null,
    };
  }
}

/**
 * The moves from the first state, which is number 0 of origin 0, to a state. `behind` gives the
 * moves that followed the noted one before the state was met.
 */
export function movesTo(
  ancestries: readonly Ancestry[],
  origin: number,
  state: number,
  behind: (state: number) => readonly Move[] = () => [],
): Move[] {
  const moves: Move[] = [];
  let at = { origin, state };
  while (at.origin !== 0 || at.state !== 0) {
    const { origin: before, parent, move } = ancestries[at.origin]!.originOf(at.state);
    moves.push(...behind(at.state).toReversed(), move);
    at = { origin: before, state: parent };
  }
  return moves.reverse();
}
