/**
 * Depth first: follows one schedule to its end before it tries another. It needs no predecessors
 * and no frontier: the path at hand is a stack of moves with what each changed, which is also the
 * way back. It meets the same states as breadth first, in another order; its schedules are long.
 *
 * Invariant: the world holds the state on top of the stack.
 */
import type { Examination } from './examination.ts';
import type { Move, Mover } from './mover.ts';
import type { Order, StateSet } from './order.ts';
import type { Strategy } from './strategy.ts';
/** The search order that keeps no more than the path at hand. */
export declare class DepthFirst implements Order {
    #private;
    transitions: number;
    depth: number;
    readonly levelRest: number;
    constructor(mover: Mover, examination: Examination, strategy: Strategy, visited: StateSet);
    get waiting(): number;
    get bytes(): number;
    advance(stateCount: number): boolean;
    trail(): Move[];
}
