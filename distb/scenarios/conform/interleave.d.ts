/**
 * Interleavings of a vector: from the moment that was reached, every order in which the tasks can
 * take their kernel steps, each operation of the interleaving being begun as soon as its task is
 * free. Invariant: every state is visited once, and what is returned is every way in which it can
 * end: nobody can move any more.
 */
import type { SavedPlay } from './naming.ts';
import type { Play } from './play.ts';
/** An end of an interleaving. */
export interface Ending {
    readonly saved: SavedPlay;
    /** Who moved, as text: `S 3, T1 2`. */
    readonly path: string;
}
/** A step as it stands in a vector. */
export type Step = Readonly<Record<string, unknown>>;
/** What a step explores. */
export interface Exploration {
    /** Operations that are begun, each with what it is expected to come to. */
    readonly choices: readonly Step[];
    /** Steps of which exactly one must go as it says. */
    readonly alternatives: readonly Step[];
    /** What must hold at every end. */
    readonly invariant: string | undefined;
}
/** Whether a step is about all ways in which the tasks can move. */
export declare function isExplored(step: Step): boolean;
/** Reads a step that explores. */
export declare function explorationOf(step: Step): Exploration;
/** All ends of the interleavings of these operations with what is under way. */
export declare function exploreChoices(play: Play, choices: readonly Step[]): Ending[];
