/**
 * Small world: random scenarios of a few threads, words and locks, for laws that hold of every
 * scenario. They race, wait, loop, turn for ever, draw, deadlock and fail; each has few enough
 * states for the naive engine.
 */
import fc from 'fast-check';
import type { Scenario } from '../../actors/index.ts';
/** A random scenario. */
export declare const smallWorld: fc.Arbitrary<Scenario>;
