/**
 * Packed frontier: the states that wait to be expanded, first in, first out, as pieces of packed
 * words that generated code reads and writes itself. Invariant: pieces are read in the order in
 * which they were written; the last may still be written while it is read.
 */

/** States of one piece. */
const PIECE_STATE_COUNT = 4096;

/** A queue of pieces. */
export class PackedFrontier {
  /** Bytes of all pieces, those included that wait to be written again. */
  bytes = 0;
  /** Words of one piece. */
  readonly pieceLength: number;
  readonly #pieces: Int32Array[] = [];
  readonly #spare: Int32Array[] = [];

  constructor(wordCount: number) {
    this.pieceLength = wordCount * PIECE_STATE_COUNT;
  }

  /** A piece to write, behind all others. */
  written(): Int32Array {
    let piece = this.#spare.pop();
    if (piece === undefined) {
      piece = new Int32Array(this.pieceLength);
      this.bytes += piece.byteLength;
    }
    this.#pieces.push(piece);
    return piece;
  }

  /**
   * Visits the next `count` states without taking them: from `readAt` of the piece `read` on, or
   * from the first piece for null.
   */
  visit(
    read: Int32Array | null,
    readAt: number,
    count: number,
    take: (piece: Int32Array, at: number) => void,
  ): void {
    const stride = this.pieceLength / PIECE_STATE_COUNT;
    let number = 0;
    let at = read === null ? 0 : readAt;
    for (let left = count; left > 0; left -= 1) {
      if (at === this.pieceLength) {
        number += 1;
        at = 0;
      }
      take(this.#pieces[number]!, at);
      at += stride;
    }
  }

  /** The piece to read behind `read`, which is done with; the first for null. */
  next(read: Int32Array | null): Int32Array {
    if (read !== null) {
      this.#pieces.shift();
      this.#spare.push(read);
    }
    return this.#pieces[0]!;
  }
}
