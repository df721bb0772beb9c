/**
 * Breadth first: expands states in the order in which they were met, so the first state that breaks
 * a property lies at the end of a shortest schedule. A state is a number, in order of discovery,
 * which is also the order of the frontier; for each number the predecessor and the move are kept.
 *
 * Invariant: the world holds the state that is being expanded, but for the step under trial.
 */
import { Ancestry } from './ancestry.ts';
import type { Examination } from './examination.ts';
import { Frontier } from './frontier.ts';
import { Identity } from './identity.ts';
import type { Move, Mover } from './mover.ts';
import type { Order, StateSet } from './order.ts';
import type { Strategy } from './strategy.ts';
/** A search at the begin of a level. */
export interface HandOver {
    readonly ancestry: Ancestry;
    /** The states of the level, and the number of the first; the others follow. */
    readonly frontier: Frontier;
    readonly first: number;
    /** Follows the states that are taken from the frontier. */
    readonly identity: Identity;
    readonly depth: number;
}
/** The search order that finds shortest schedules. */
export declare class BreadthFirst implements Order {
    #private;
    transitions: number;
    depth: number;
    constructor(mover: Mover, examination: Examination, strategy: Strategy, visited: StateSet);
    get waiting(): number;
    get levelRest(): number;
    get bytes(): number;
    advance(stateCount: number): boolean;
    trail(): Move[];
    /** Gives the level that begins away, for a team to go on with; undefined if it is empty. */
    handOver(): HandOver | undefined;
}
