/**
 * Operations: what a step asks a task to do, as an instruction of its driven thread. Invariant: an
 * operation reads every argument of its step, so that one that nobody knows is left over and told.
 */
import { type Operation } from './deed.ts';
/** The operations by name. */
export declare const OPERATIONS: ReadonlyMap<string, Operation>;
