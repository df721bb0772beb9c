/**
 * Paths: attached filters as the evaluator wants them. A record in the world names its program and
 * the record below it; what the kernel derives from that (weights, the constant-action bitmap) is
 * kept here, by the programs of the path, so that it is made once and never part of a state.
 * Invariant: what is kept depends on the programs alone.
 * Tested by: test/kernel/seccomp/attach.test.ts
 */
import { type Filter } from '../filter/index.ts';
import type { World } from '../memory/world.ts';
/** The derived forms of all paths that were ever asked for. */
export declare class FilterPaths {
    #private;
    readonly programs: readonly Int32Array[];
    readonly weights: readonly number[];
    constructor(programs: readonly Int32Array[]);
    /** The path whose newest filter has this record. */
    path(world: World, record: number): Filter;
    /** What the path weighs for the next filter: its instructions and penalties. */
    weight(world: World, newest: number): number;
}
