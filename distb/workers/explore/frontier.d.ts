/**
 * Frontier: the states that a breadth-first search still has to expand, first in, first out. States
 * come out in the same order in which they were put in, so one array that follows the records is
 * each state in turn.
 *
 * Invariant: the array given to `take` holds the state taken last and nothing but `take` changes it
 * for good; what `put` is given is that array with a step's changes in it.
 */
import type { Identity } from './identity.ts';
import type { UndoWords } from './undo.ts';
/** A queue of states. */
export declare class Frontier {
    #private;
    /** States in the queue. */
    count: number;
    /** Bytes held for pieces of the queue, in use or spare. */
    bytes: number;
    /** An empty queue; `array` holds the state before the first one. */
    constructor(array: Int32Array, identityLength: number);
    /** Puts the state that `words` holds now, of identity `next`, at the end of the queue. */
    put(words: UndoWords, identity: Identity): void;
    /** Turns the array into the first state of the queue, and its identity with it. */
    take(array: Int32Array, identity: Identity): void;
}
