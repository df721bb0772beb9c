/**
 * Level: the states of one depth as they lie in shared memory, in chunks that any searcher of a
 * team may take. A chunk is a run of records, the first of them the difference to the first state
 * of the search, so each can be read without those before it. It is some milliseconds of work: few
 * enough that searchers finish a level together, and enough that taking one costs nothing.
 *
 * Invariant: what is written is read only behind the meeting that ends the level, and a segment is
 * written again only behind the meeting that ends the level it was read in.
 */
import { allocateShared } from '../../../kernel/index.js';
/** Bytes of records in a chunk, about. */
const CHUNK_BYTES = 1 << 14;
/** Bytes of a segment. */
const SEGMENT_BYTES = 1 << 20;
/** Writes the next level. */
export class LevelWriter {
    /** Memory that chunks lie in; grows, and is used again. */
    segments = [];
    #origin;
    #codec;
    #base;
    /** Segments that nobody reads, those of the level that is read, and those being written. */
    #spare = [];
    #read = [];
    #written = [];
    #chunks = [];
    #begin = 0;
    #at = 0;
    #first = 0;
    #count = 0;
    /** A writer for the searcher `origin`; `base` is the first state of the search. */
    constructor(origin, codec, base) {
        this.#origin = origin;
        this.#codec = codec;
        this.#base = base;
    }
    get bytes() {
        return this.segments.reduce((sum, { byteLength }) => sum + byteLength, 0);
    }
    /** Puts the state that `words` holds, of identity `next` and number `number`. */
    put(words, identity, number) {
        if (this.#count > 0 && this.#at - this.#begin > CHUNK_BYTES)
            this.#endChunk();
        if (this.#count === 0)
            this.#beginChunk(number);
        const segment = this.segments[this.#written.at(-1)];
        this.#at = this.#codec.write(words, identity, segment, this.#at);
        this.#count += 1;
    }
    /** Ends the level: its chunks. The segments of the level before it are free again. */
    end() {
        this.#endChunk();
        const chunks = this.#chunks;
        this.#chunks = [];
        this.#spare.push(...this.#read);
        this.#read = this.#written;
        this.#written = [];
        this.#at = 0;
        return chunks;
    }
    #beginChunk(number) {
        const room = this.segments[this.#written.at(-1) ?? -1]?.length ?? 0;
        if (room < this.#at + CHUNK_BYTES + 2 * this.#codec.recordBytesMax) {
            this.#written.push(this.#spare.pop() ?? this.#newSegment());
            this.#at = 0;
        }
        this.#codec.beginWriting(this.#base);
        this.#begin = this.#at;
        this.#first = number;
    }
    #endChunk() {
        if (this.#count === 0)
            return;
        this.#chunks.push({
            origin: this.#origin,
            first: this.#first,
            count: this.#count,
            segment: this.#written.at(-1),
            begin: this.#begin,
        });
        this.#count = 0;
    }
    #newSegment() {
        const bytes = Math.max(SEGMENT_BYTES, CHUNK_BYTES + 2 * this.#codec.recordBytesMax);
        return this.segments.push(new Uint8Array(allocateShared(bytes))) - 1;
    }
}
//# sourceMappingURL=level.js.map