/**
 * World: the one buffer with everything in it. A snapshot is a copy, restoring is a copy back,
 * identity is a hash, handing over to a worker is passing the buffer.
 *
 * The kernel never waits, never tells time and never rolls dice: a step that cannot go on says on
 * which word it is blocked and what it saw there (`blocked`), and random values come from `choose`.
 */
import { invariant } from '../assert.js';
import { SilentJournal } from '../event.js';
import { COUNTER, COUNTER_COUNT, THREAD } from './layout.js';
import { allocateShared } from './shared.js';
import { ExclusiveWords, SharedWords } from './word.js';
/**
 * Distributions of a pause: exactly `first`, or drawn from `[first, second]`, or with mean `first`.
 */
export const PAUSE = { work: 0, constant: 1, uniform: 2, exponential: 3 };
/** An environment in which nothing is random and time is not told. */
class StillEnvironment {
    choose() {
        return 0;
    }
    pause() {
        // Untimed: a pause is a point where others may move, which every step is anyway.
    }
}
/** A world: words, where they stand, and the two questions that a step may ask. */
export class World {
    words;
    layout;
    /** The word on which the last blocked step waits; valid only after a step said BLOCKED. */
    blockedWord = 0;
    /** What that word held when the step found that it could not go on. */
    blockedValue = 0;
    /**
     * Which thread walks the VMA tree through this view: engines in which several threads run at once
     * give each its own number.
     */
    reader = 0;
    journal = new SilentJournal();
    environment = new StillEnvironment();
    /**
     * Waits are modelled as futex waits: a blocked thread sleeps until somebody wakes its word, even
     * if the word has changed. Off, a blocked thread is simply asked again (waits are guards).
     */
    futexWaits = false;
    /** What is touched now needs no lock: the laboratory looks, or the processor does. */
    isUnguarded = false;
    constructor(words, layout) {
        invariant(words.array.length >= layout.length, `a world of ${layout.length} words does not fit in ${words.array.length}`);
        this.words = words;
        this.layout = layout;
    }
    /** First word of a thread's control block. */
    thread(thread) {
        return this.layout.thread + thread * this.layout.threadStride;
    }
    /** First word of a lock's record. */
    lock(lock) {
        return this.layout.lock + lock * this.layout.lockStride;
    }
    /** Adds one to a counter of a thread. */
    count(thread, counter) {
        const index = this.layout.counter + thread * this.layout.counterStride + counter;
        this.words.set(index, this.words.get(index) + 1);
    }
    /** Notes that the running step waits until `word` no longer holds `value`. */
    blocked(word, value) {
        this.blockedWord = word;
        this.blockedValue = value;
    }
    /** Wakes all that sleep on the word, in the host or in the model. */
    wake(word) {
        this.words.wake(word);
        if (!this.futexWaits)
            return;
        for (let thread = 0; thread < this.layout.bounds.threadCount; thread += 1) {
            const parked = this.thread(thread) + THREAD.PARKED;
            if (this.words.get(parked) === word + 1)
                this.words.set(parked, 0);
        }
    }
    /** Starts the timer of a thread. */
    startTimer(thread) {
        this.environment.timer?.(thread, null);
    }
    /** Whether the timer of a thread has run for so many ns. */
    hasElapsed(thread, ns) {
        const { environment } = this;
        return environment.timer?.(thread, ns) ?? environment.choose(thread, 2) === 1;
    }
    /** Wakes one thread that sleeps on `word`, though nothing about the word has changed. */
    unpark(thread, word) {
        this.words.wake(word);
        if (this.futexWaits)
            this.words.set(this.thread(thread) + THREAD.PARKED, 0);
    }
    /** Tells the engine what happened. */
    record(thread, event, detail, result) {
        this.journal.record(thread, event, detail, result);
    }
    /** A copy of the identity words. */
    snapshot() {
        return this.words.array.slice(0, this.layout.identityLength);
    }
    /** Puts a snapshot back. Preconditions: no other thread runs. */
    restore(snapshot) {
        invariant(snapshot.length === this.layout.identityLength, 'a snapshot belongs to a world of the same layout');
        this.words.array.set(snapshot);
    }
    /** The counters of a thread, by name. */
    counters(thread) {
        const at = this.layout.counter + thread * this.layout.counterStride;
        const values = {};
        for (const [name, offset] of Object.entries(COUNTER))
            values[name] = this.words.load(at + offset);
        invariant(COUNTER_COUNT >= Object.keys(values).length, 'every counter has its word');
        return values;
    }
}
/** Makes a world whose buffer worker threads can share. */
export function createSharedWorld(layout) {
    return attachSharedWorld(allocateShared(layout.length * 4), layout);
}
/** Views the buffer of a world made elsewhere. */
export function attachSharedWorld(buffer, layout) {
    return new World(new SharedWords(buffer), layout);
}
/**
 * Makes a world for an engine that runs alone. `spareWordCount` words behind the world are the
 * engine's own (a snapshot stack in the same array, so that restoring is one `copyWithin`).
 */
export function createExclusiveWorld(layout, spareWordCount = 0) {
    return new World(new ExclusiveWords(new Int32Array(layout.length + spareWordCount)), layout);
}
/**
 * Two independent 32-bit multiply-xor hashes over `length` words from `from`: together the 64-bit
 * identity of a state. Two different states share it with probability about 2^-64.
 */
export function fingerprint(array, from, length, into) {
    let low = 0x9e3779b9 | 0;
    let high = 0x85ebca6b | 0;
    const end = from + length;
    for (let index = from; index < end; index += 1) {
        const word = array[index];
        low = Math.imul(low ^ word, 0xcc9e2d51);
        low ^= low >>> 15;
        high = Math.imul(high + word, 0x1b873593);
        high ^= high >>> 13;
        high = (high + Math.imul(low, 5)) | 0;
    }
    low ^= high >>> 16;
    low = Math.imul(low, 0x85ebca6b);
    low ^= low >>> 13;
    high = Math.imul(high ^ (high >>> 16), 0xc2b2ae35);
    high ^= high >>> 16;
    into.low = low | 0;
    into.high = high | 0;
}
//# sourceMappingURL=world.js.map