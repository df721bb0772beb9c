/**
 * Random walk: in each state every thread that can move is as likely as any other. The baseline of
 * sampling: it needs no parameter, and favours no schedule but the short ones.
 *
 * Invariant: a thread that cannot move is picked again in the same state by nobody, so asking until
 * one moves is an even choice among those that can.
 */
import type { Scheduler } from './scheduler.ts';
/** Picks evenly among the threads that can move. */
export declare class RandomWalk implements Scheduler {
    #private;
    begin(seed: number): void;
    pick(_threads: Uint16Array, count: number): number;
    moved(): void;
    ended(): void;
}
