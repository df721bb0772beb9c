/**
 * Order: what a search order offers to the engine that drives it, and what it needs of the set of
 * states. A search order expands states in slices, so that the engine can look at the clock, tell
 * of its progress and be told to stop between two slices.
 */

import type { Move } from './mover.ts';

/** A set of fingerprints; `Visited`, or in a test one that is broken on purpose. */
export interface StateSet {
  /** Members. */
  readonly count: number;
  /** Bytes held now. */
  readonly bytes: number;
  /** Most bytes held at once. */
  readonly bytesPeak: number;
  /** Bytes held at once if so many members come; left out where that is not known. */
  bytesWith?(moreCount: number): number;
  /** Adds a fingerprint; returns whether it was absent. */
  add(low: number, high: number): boolean;
}

/** Who knows the way to the state at hand: the state that is expanded, not the step under trial. */
export interface Trail {
  /** The moves from the first state to the state at hand. */
  trail(): Move[];
}

/** An order in which states are searched. */
export interface Order extends Trail {
  /** Moves made, including those to states already met. */
  readonly transitions: number;
  /** Moves from the first state to the deepest that was expanded. */
  readonly depth: number;
  /** States met and not yet done with. */
  readonly waiting: number;
  /** Bytes held for the frontier and the ways to the states, without the set of states. */
  readonly bytes: number;
  /** States left to expand of the level at hand; Infinity where a search has no levels. */
  readonly levelRest: number;
  /** Expands up to `stateCount` states; returns false when the search is at its end. */
  advance(stateCount: number): boolean;
}
