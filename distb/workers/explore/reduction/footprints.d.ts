/**
 * Footprints: which words a thread may read and write from each place of its program and of the
 * kernel on, learned from the steps that were made. A place is where a thread rests; a step leads
 * from one place to the next and has a footprint; the future of a place is what can be touched on
 * any way on from there.
 *
 * Nothing is declared, so nothing can be declared wrongly: a step that touches a word that its
 * place was not known to touch, or leads where its place was not known to lead, makes the
 * footprints grow, and a search that relied on them begins anew. When a search comes to its end and
 * nothing has grown, it relied on nothing false: had a step been left out that touches something
 * unknown, then a shortest such run would have that step behind known steps only, these commute
 * with what was preferred to them, and so the step would have been met behind it.
 */
/** What the threads of one scenario were seen to touch. */
export declare class Footprints {
    #private;
    /** Whether something was learned since `settle`. */
    hasGrown: boolean;
    /** Footprints over words `0..wordCount - 1`. */
    constructor(wordCount: number);
    get placeCount(): number;
    /** The number of a place, which is a new one if nobody rested there before. */
    place(key: number): number;
    /** A step from `place` read these words. */
    learnReads(place: number, words: Int32Array, count: number): void;
    /** A step from `place` wrote these words. */
    learnWrites(place: number, words: Int32Array, count: number): void;
    /** A thread at `place` may next rest at `next`. */
    learnWay(place: number, next: number): void;
    /** Draws the conclusions from what was learned: the futures of all places. */
    settle(): void;
    /** Whether a step from `place` may touch what a thread may touch from `other` on. */
    dependent(place: number, other: number): boolean;
    /** Whether a thread that goes from one place to the next may come back. */
    mayReturn(place: number, next: number): boolean;
}
