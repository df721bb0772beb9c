/**
 * Meeting: where the searchers of a team wait for each other, and the words that they share. Who
 * comes last decides for all what happens next, and lets them go.
 *
 * Invariant: all members come to every meeting, so nobody can read the decision of another one.
 */
import { SharedWords } from '../../../kernel/index.ts';
/** The words of a team. */
export declare const TEAM: {
    /** Meetings held so far, members that have come to this one, and what the last was to do. */
    readonly MEETING: 0;
    readonly ARRIVED: 1;
    readonly DECISION: 2;
    /** The chunk of the level that nobody has taken yet. */
    readonly CHUNK: 3;
    /** Members that have found no more chunk in this level. */
    readonly FINISHED: 4;
    /** 1 while members must come to a meeting in the midst of a level. */
    readonly PAUSE: 5;
    /** Why the search stops: one of STOP, the first that was said. */
    readonly STOP: 6;
    /** States that were met; told by each member from time to time. */
    readonly STATES: 7;
    /** States that were expanded, told chunk by chunk. */
    readonly EXPANDED: 8;
    /** Levels that are done. */
    readonly DEPTH: 9;
    /** Memory of all but the set, in KiB, as told. */
    readonly KIBIBYTES: 10;
    /** Most memory at once with the set, in KiB. */
    readonly KIBIBYTES_PEAK: 11;
};
export declare const TEAM_WORDS = 12;
/** What a meeting was to do. */
export declare const DECISION: {
    readonly go: 0;
    readonly grow: 1;
    readonly level: 2;
    readonly stop: 3;
};
/** Why a search stops before its end. */
export declare const STOP: {
    readonly no: 0;
    /** A member has found all that was asked for. */
    readonly found: 1;
    /** The limit of states. */
    readonly states: 2;
    /** The limit of memory, or no memory to be had. */
    readonly memory: 3;
    /** The engine says so: a signal or the clock. */
    readonly order: 4;
    /** A member has failed. */
    readonly failure: 5;
};
/** Tells all members to stop; the first reason stands. */
export declare function stop(words: SharedWords, reason: number): void;
/** Waits until all members have come; the last one decides. Returns the decision. */
export declare function meet(words: SharedWords, memberCount: number, decide: () => number): number;
