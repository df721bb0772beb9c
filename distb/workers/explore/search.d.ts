/**
 * Search: the engine `explore`. It walks every interleaving of a scenario's steps, and every draw,
 * until a property breaks, nothing is left, or a budget ends it. Only a search that came to its end
 * says `holds`, and it says with what probability two states shared a fingerprint.
 *
 * One searcher begins; where the search gets long, a team on all cores goes on with it. Two
 * searches that both come to their end say the same.
 */
import type { Question, Supervision } from '../engine.ts';
import { type Finding, type Outcome } from '../outcome.ts';
import { type Find } from './examination.ts';
import { Mover } from './mover.ts';
import type { StateSet } from './order.ts';
import { type Strategy } from './strategy.ts';
/** States that a search stores unless told otherwise: at 64 bytes each, 1.3 GB. */
export declare const STATE_COUNT_MAX_DEFAULT = 20000000;
/** How long a search runs unless told otherwise, in ms. */
export declare const SEARCH_DURATION_MS_MAX_DEFAULT = 600000;
/** How to search. */
export interface ExploreOptions {
    /** Default: breadth-first, whose schedules are shortest. */
    readonly order?: 'breadth-first' | 'depth-first';
    /** Go on behind the first violation, and collect one for each property. */
    readonly all?: boolean;
    /** Keep a token for each observation: a schedule that ends so. */
    readonly witnesses?: boolean;
    /** States to store at most, and no state more; default STATE_COUNT_MAX_DEFAULT. */
    readonly stateCountMax?: number;
    /** Time to search at most, in ms; default SEARCH_DURATION_MS_MAX_DEFAULT. */
    readonly durationMsMax?: number;
    /** Memory for states at most, in bytes; default: half of the machine's. */
    readonly byteCountMax?: number;
    /** Cores that search a long breadth-first search together; default: all there are. */
    readonly workerCount?: number;
}
/** Parts of a search that tests and reductions replace. */
export interface SearchParts {
    readonly strategy?: Strategy;
    /** Default: a mover of the question's world. */
    readonly mover?: Mover;
    /** A set without a limit of its own: with it, `stateCountMax` ends nothing. */
    readonly visited?: StateSet;
    /** States behind which a team goes on; default TEAM_STATE_COUNT_MIN. */
    readonly teamStateCountMin?: number;
}
/** Searches all interleavings of a question's scenario; throws a UsageError for a wrong limit. */
export declare function explore(question: Question, options?: ExploreOptions, supervision?: Supervision, parts?: SearchParts): Promise<Outcome>;
/** A find with its schedule in words. That the schedule replays proves search and replay alike. */
export declare function findingOf(question: Question, { ending, moves }: Find): Finding;
export declare function limit(name: string, value: number): number;
