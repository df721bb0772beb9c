/**
 * Alone: one searcher that walks on until its search is at its end, a budget ends it, or it is long
 * enough to be handed over to a team.
 *
 * The clock is read here: it bounds a search and never steers it.
 */

import type { SaveRest } from './continuation/continuation.ts';
import type { Supervision } from '../engine.ts';
import type { Order, StateSet } from './order.ts';
import type { Outlook } from './outlook.ts';
import { SetFull } from './visited.ts';

/** What bounds a search. */
export interface Budget {
  readonly stateCountMax: number;
  readonly byteCountMax: number;
  readonly durationMsMax: number;
  /**
   * The limit of states ends the search between two states, so that it can go on: it may be passed
   * by the successors of one.
   */
  readonly isSoft?: boolean;
  /** When the search began, by `performance.now()`. */
  readonly begunMs: number;
}

/** How far a search has come. */
export interface Extent {
  readonly states: number;
  readonly transitions: number;
  readonly depth: number;
  readonly bytesPeak: number;
  /** What ended the search before its end, or null. */
  readonly interruption: string | null;
  /** Writes what is left; null: nothing is, or the search was ended within a state. */
  readonly saveRest: SaveRest | null;
}

/** States expanded between two looks at the clock. */
const SLICE_STATE_COUNT = 1024;
/** New states that a slice may bring: so much room must be there before it. */
const SLICE_NEW_COUNT_MAX = 1 << 15;
/** States that one may lead to, as far as a soft limit reckons with it. */
const SUCCESSOR_COUNT = 16;
/** How long the search keeps the event loop from turning, in ms. */
const TURN_MS = 100;
/** Time between two lines of progress, in ms. */
const PROGRESS_MS = 500;

/** What is said of a search that a bound has ended. */
export function boundText(bound: 'states' | 'memory' | 'time', budget: Budget): string {
  if (bound === 'states') return `its limit of ${budget.stateCountMax} states`;
  if (bound === 'memory') return `its limit of ${megabytes(budget.byteCountMax)} of memory`;
  return `its limit of ${budget.durationMsMax} ms`;
}

/** A search that one searcher walks. */
export interface Walk {
  readonly order: Order;
  readonly visited: StateSet;
  readonly budget: Budget;
  /** States behind which the walk ends with the level at hand. */
  readonly enough: number;
  /** Whether all that was asked for is found. */
  readonly isOver: () => boolean;
  /** What is told of the search beside its counts. */
  readonly outlook?: Outlook;
  /** Writes what is left of the search, where it can go on another time. */
  readonly saveRest?: SaveRest | undefined;
}

/** Walks until nothing is left, a bound ends it, or there were enough states. */
export async function searchAlone(walk: Walk, supervision: Supervision): Promise<Extent> {
  const { order, visited, budget, enough, isOver, outlook } = walk;
  const report = progressReporter(budget, supervision, outlook);
  let turnedAt = budget.begunMs;
  let bytesPeak = 0;
  let interruption: string | null = null;
  let isTorn = false;
  let goesOn = !isOver();
  while (goesOn) {
    if (supervision.signal?.aborted === true) interruption = 'a signal';
    if (bytesPeak > budget.byteCountMax || bytesAhead(walk) > budget.byteCountMax)
      interruption = boundText('memory', budget);
    const left = budget.isSoft ? budget.stateCountMax - visited.count : Infinity;
    if (left <= 0) interruption = boundText('states', budget);
    const sliceCount = Math.max(1, Math.min(SLICE_STATE_COUNT, left / SUCCESSOR_COUNT));
    const stateCount = visited.count > enough ? order.levelRest : Math.floor(sliceCount);
    if (interruption !== null || stateCount === 0) break;
    try {
      goesOn = order.advance(Math.min(Math.floor(sliceCount), stateCount));
    } catch (error) {
      // What ends here is the search and not what it counted, nor what its last move found.
      const cause = causeOfEnd(error, budget);
      if (!isOver()) interruption = cause;
      isTorn = true;
      goesOn = false;
    }
    bytesPeak = Math.max(bytesPeak, order.bytes + visited.bytes);
    if (!goesOn) break;
    const now = performance.now();
    if (now - turnedAt < TURN_MS) continue;
    if (now - budget.begunMs >= budget.durationMsMax) interruption = boundText('time', budget);
    report(visited.count, order.waiting, order.depth);
    await new Promise((resolve) => setImmediate(resolve));
    turnedAt = performance.now();
  }
  return {
    states: visited.count,
    transitions: order.transitions,
    depth: order.depth,
    bytesPeak: Math.max(bytesPeak, visited.bytesPeak + order.bytes),
    interruption,
    saveRest: isTorn ? null : (walk.saveRest ?? null),
  };
}

/** Bytes that the next states may need at once: a set that grows stands beside its old self. */
function bytesAhead({ order, visited }: Walk): number {
  const moreCount = Math.min(SLICE_NEW_COUNT_MAX, SLICE_STATE_COUNT + (visited.count >> 3));
  return order.bytes + (visited.bytesWith?.(moreCount) ?? visited.bytes);
}

/** What tells the user how far a search is, from time to time. */
export function progressReporter(
  { begunMs }: Budget,
  { progress }: Supervision,
  outlook?: Outlook,
): (states: number, waiting: number, depth: number) => void {
  let toldAt = begunMs;
  return (states, waiting, depth) => {
    const now = performance.now();
    if (progress === undefined || now - toldAt < PROGRESS_MS) return;
    toldAt = now;
    const elapsedMs = now - begunMs;
    const rate = Math.round((states / elapsedMs) * 1000);
    progress(
      outlook?.line(states, waiting, depth, elapsedMs) ??
        `${states} states, ${rate}/s, ${waiting} waiting, depth ${depth}`,
    );
  };
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20)} MiB`;
}

/** Why a search cannot go on that met this error; any other error is thrown again. */
function causeOfEnd(error: unknown, budget: Budget): string {
  if (error instanceof SetFull) return boundText('states', budget);
  // A typed array that cannot be had, or the map of one.
  if (error instanceof RangeError && !/call stack/.test(error.message))
    return `want of memory (${error.message})`;
  throw error;
}
