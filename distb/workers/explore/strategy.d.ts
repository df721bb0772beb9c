/**
 * Strategy: which threads a search expands in a state, in groups. A search expands the first group;
 * it goes on to the next one while no thread of those before could move, or where staying would
 * put others off for ever.
 *
 * Invariant, which a reduction must keep: the groups name each thread once; they depend on the
 * identity words alone; what the threads outside of the first groups can do, until one of these
 * moves, commutes with all that one of these can do next. What the properties or the observations
 * of the scenario can see must count as touched.
 */
import type { World } from '../../kernel/index.ts';
/** Which threads are expanded. */
export interface Strategy {
    /**
     * Writes the numbers of the threads into `threads`, group by group, and where each group ends
     * into `ends`; returns how many groups there are.
     */
    choose(world: World, threads: Uint16Array, ends: Uint16Array): number;
    /** Whether the step just made may be one of a cycle of states. */
    mayReturn(): boolean;
}
/** Expands every thread: the full interleaving. */
export declare const expandAll: Strategy;
