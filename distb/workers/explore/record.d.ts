/**
 * Record: how a state waits in a queue. It is stored as its difference to the state put in before
 * it: neighbours in a queue are siblings or cousins and differ in few words. Each record is its
 * words, as index + 1 and difference, both of variable length, then a 0 and the fingerprint.
 *
 * Invariant: `#last` is the state that was written last, and `#dirty` lists every word in which the
 * array at hand may differ from it; so nothing but `read` and the changes given to `write` may
 * change the array for good.
 */
import type { Identity } from './identity.ts';
import type { UndoWords } from './undo.ts';
/** Writes states as records and reads them again, for one array that holds each state in turn. */
export declare class RecordCodec {
    #private;
    /** Bytes that a record can need. */
    readonly recordBytesMax: number;
    /** The first record is written, and read, as its difference to what `array` holds now. */
    constructor(array: Int32Array, identityLength: number);
    /**
     * Writes the state that `words` holds, of identity `next`, at byte `at`; returns the byte behind
     * it.
     */
    write(words: UndoWords, { nextLow, nextHigh }: Identity, bytes: Uint8Array, at: number): number;
    /**
     * Turns the array from the state of the record before into that of the record at byte `at`, and
     * its identity with it; returns the byte behind it.
     */
    read(bytes: Uint8Array, at: number, array: Int32Array, identity: Identity): number;
    /** The next record is written as its difference to `base`. */
    beginWriting(base: Int32Array): void;
    /** The next record is read as its difference to `base`, which the array becomes. */
    beginReading(base: Int32Array, array: Int32Array): void;
    /** Somebody else has changed the array. */
    soilAll(): void;
}
