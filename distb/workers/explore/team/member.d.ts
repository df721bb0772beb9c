/**
 * Member: one searcher of a team. All members expand one level of a breadth-first search together:
 * each takes a chunk, expands its states, and writes those that nobody had met into the next level.
 * Behind each level they meet and tell each other what they wrote, and where the set of states gets
 * full they meet in between and fill a larger one.
 *
 * Invariant: a state is expanded by one member, once, and in the level of its depth; so the counts
 * of a team are those of one searcher. Which of several equally short ways to a state is kept
 * depends on who came first.
 */
import type { Question } from '../../engine.ts';
import { type AncestryPiece } from '../ancestry.ts';
import { type Ending, type ExaminationReport } from '../examination.ts';
import { type Chunk } from './level.ts';
/** What a searcher tells the others behind a level. */
export interface LevelNews {
    readonly origin: number;
    readonly chunks: readonly Chunk[];
    /** Segments that the others do not know yet. */
    readonly segments: readonly Uint8Array[];
    /** The pieces of its ancestry that have changed, from the state `first` on, and its states. */
    readonly pieces: readonly AncestryPiece[];
    readonly first: number;
    readonly count: number;
}
/** What a member must know: plain data, but for shared memory. */
export interface TeamOrder {
    readonly question: Omit<Question, 'kernel'>;
    readonly control: SharedArrayBuffer;
    /** Where members tell each other what does not fit into words. */
    readonly channel: string;
    readonly memberCount: number;
    readonly set: SharedArrayBuffer;
    /** The level to begin with, from origin 0: who searched until now. */
    readonly begun: LevelNews;
    readonly found: readonly Ending[];
    readonly collectsAll: boolean;
    readonly wantsWitnesses: boolean;
    readonly stateCountMax: number;
    readonly byteCountMax: number;
}
/** One member's share of the search; members count from 1. */
export interface MemberOrder {
    readonly team: TeamOrder;
    readonly member: number;
}
/** What a member has seen. */
export interface MemberReport extends ExaminationReport {
    readonly transitions: number;
    /** 1 for each `sometimes` property that was seen. */
    readonly seen: Uint8Array;
    /** How often each thread took each transition, as the words of the layout. */
    readonly coverage: Int32Array;
}
/** States that a member adds before it tells the others of them. */
export declare const UNTOLD_COUNT_MAX = 4096;
/** Searches with the others until the search ends. */
export declare function searchAsMember(order: MemberOrder): MemberReport;
