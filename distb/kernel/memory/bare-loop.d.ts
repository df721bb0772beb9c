/**
 * Bare loop: the accesses of recorded kernel code with nothing around them, as the bound that a
 * benchmark prints beside its figure. Invariant: the loop makes the same accesses, in the same
 * order, on the same word indices; only the code between them is gone.
 */
import type { AccessKind } from './word.ts';
/** One recorded access. */
export interface Access {
    readonly kind: AccessKind;
    readonly index: number;
}
/** How private accesses are made: as plain ones, which they are, or as Atomics like the others. */
export type PrivateAccess = 'plain' | 'atomic';
/** Runs the recorded accesses `count` times; the words end up with meaningless values. */
export type BareLoop = (words: Int32Array, count: number) => number;
/** Compiles recorded accesses to straight code. */
export declare function bareLoop(accesses: readonly Access[], privates: PrivateAccess): BareLoop;
