/**
 * World: the one buffer with everything in it. A snapshot is a copy, restoring is a copy back,
 * identity is a hash, handing over to a worker is passing the buffer.
 *
 * The kernel never waits, never tells time and never rolls dice: a step that cannot go on says on
 * which word it is blocked and what it saw there (`blocked`), and random values come from `choose`.
 */
import { type Journal } from '../event.ts';
import { type CounterName, type Layout } from './layout.ts';
import { type Words } from './word.ts';
/** What a step may ask of the engine that runs it. */
export interface Environment {
    /** Which random value? A number in `0..count-1`. */
    choose(thread: number, count: number): number;
    /** Let time pass: `kind` is one of PAUSE, the rest its parameters (ns, or work units). */
    pause(thread: number, kind: number, first: number, second: number): void;
    /**
     * Starts the thread's timer (null), or asks whether it has run for so many ns. Absent where time
     * is not told: there a timer that somebody looks at may have run out or not, which is a choice.
     */
    timer?(thread: number, ns: number | null): boolean;
}
/**
 * Distributions of a pause: exactly `first`, or drawn from `[first, second]`, or with mean `first`.
 */
export declare const PAUSE: {
    readonly work: 0;
    readonly constant: 1;
    readonly uniform: 2;
    readonly exponential: 3;
};
/** A world: words, where they stand, and the two questions that a step may ask. */
export declare class World {
    readonly words: Words;
    readonly layout: Layout;
    /** The word on which the last blocked step waits; valid only after a step said BLOCKED. */
    blockedWord: number;
    /** What that word held when the step found that it could not go on. */
    blockedValue: number;
    /**
     * Which thread walks the VMA tree through this view: engines in which several threads run at once
     * give each its own number.
     */
    reader: number;
    journal: Journal;
    environment: Environment;
    /**
     * Waits are modelled as futex waits: a blocked thread sleeps until somebody wakes its word, even
     * if the word has changed. Off, a blocked thread is simply asked again (waits are guards).
     */
    futexWaits: boolean;
    /** What is touched now needs no lock: the laboratory looks, or the processor does. */
    isUnguarded: boolean;
    constructor(words: Words, layout: Layout);
    /** First word of a thread's control block. */
    thread(thread: number): number;
    /** First word of a lock's record. */
    lock(lock: number): number;
    /** Adds one to a counter of a thread. */
    count(thread: number, counter: number): void;
    /** Notes that the running step waits until `word` no longer holds `value`. */
    blocked(word: number, value: number): void;
    /** Wakes all that sleep on the word, in the host or in the model. */
    wake(word: number): void;
    /** Starts the timer of a thread. */
    startTimer(thread: number): void;
    /** Whether the timer of a thread has run for so many ns. */
    hasElapsed(thread: number, ns: number): boolean;
    /** Wakes one thread that sleeps on `word`, though nothing about the word has changed. */
    unpark(thread: number, word: number): void;
    /** Tells the engine what happened. */
    record(thread: number, event: number, detail: number, result: number): void;
    /** A copy of the identity words. */
    snapshot(): Int32Array;
    /** Puts a snapshot back. Preconditions: no other thread runs. */
    restore(snapshot: Int32Array): void;
    /** The counters of a thread, by name. */
    counters(thread: number): Record<CounterName, number>;
}
/** Makes a world whose buffer worker threads can share. */
export declare function createSharedWorld(layout: Layout): World;
/** Views the buffer of a world made elsewhere. */
export declare function attachSharedWorld(buffer: SharedArrayBuffer, layout: Layout): World;
/**
 * Makes a world for an engine that runs alone. `spareWordCount` words behind the world are the
 * engine's own (a snapshot stack in the same array, so that restoring is one `copyWithin`).
 */
export declare function createExclusiveWorld(layout: Layout, spareWordCount?: number): World;
/** Low and high half of a 64-bit fingerprint; written by `fingerprint`. */
export interface Fingerprint {
    low: number;
    high: number;
}
/**
 * Two independent 32-bit multiply-xor hashes over `length` words from `from`: together the 64-bit
 * identity of a state. Two different states share it with probability about 2^-64.
 */
export declare function fingerprint(array: Int32Array, from: number, length: number, into: Fingerprint): void;
