/**
 * Shared visited: the set of fingerprints that several searchers fill at once, without a lock. Open
 * addressing with linear probing, the halves of a fingerprint side by side; a slot is claimed by a
 * compare-and-swap of its low half, and who sets the high half has added the fingerprint.
 *
 * Invariant: a half of a slot is written once, from 0 to its value. So a slot whose high half is
 * missing belongs to nobody yet: whoever comes to it with the same low half may finish it, and its
 * claimant goes on to the next slot when it finds another's half there. A half that is 0 counts as
 * 1: two fingerprints in 2^31 are taken for one more often by that than by chance.
 */
import type { StateSet } from '../order.ts';
/** One searcher's view of the set. */
export declare class SharedVisited implements StateSet {
    #private;
    /** Members that this searcher added. */
    count: number;
    constructor(buffer: SharedArrayBuffer);
    get bytes(): number;
    get bytesPeak(): number;
    /** Slots. */
    get slotCount(): number;
    add(low: number, high: number): boolean;
    /** Adds the members of one part of an older set; all parts together hold all of them. */
    addPart(older: SharedVisited, part: number, partCount: number): void;
}
/** Memory for a set of so many slots. Throws a RangeError where it cannot be had. */
export declare function allocateSet(slotCount: number): SharedArrayBuffer;
