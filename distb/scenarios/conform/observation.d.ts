/**
 * Observations: steps that only look at what has become of a task. Invariant: an observation may
 * let time pass, but makes no task do anything.
 */
import { type Fields } from './fields.ts';
import type { Play } from './play.ts';
/** Looks at a thread, and at what the step says of it. */
export type Observation = (play: Play, thread: number, step: Fields, expect: Fields) => void;
/** The observations by the name of their step. */
export declare const OBSERVATIONS: ReadonlyMap<string, Observation>;
