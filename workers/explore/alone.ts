/**
 * Alone: one searcher that walks on until its search is at its end, a budget ends it, or it is long
 * enough to be handed over to a team.
 *
 * The clock is read here: it bounds a search and never steers it.
 */

import type { Supervision } from '../engine.ts';
import type { Order, StateSet } from './order.ts';
import type { Outlook } from './outlook.ts';
import { SetFull } from './visited.ts';

/** What bounds a search. */
export interface Budget {
  readonly stateCountMax: number;
  readonly byteCountMax: number;
  readonly durationMsMax: number;
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
}

/** States expanded between two looks at the clock. */
const SLICE_STATE_COUNT = 2048;
/** How long the search keeps the event loop from turning, in ms. */
const TURN_MS = 100;
/** Time between two lines of progress, in ms. */
const PROGRESS_MS = 500;

/** What is said of a search that a bound has ended. */
export function boundText(bound: 'states' | 'memory' | 'time', budget: Budget): string {
  if (bound === 'states') return `${budget.stateCountMax} states, the limit stateCountMax`;
  if (bound === 'memory') return `${megabytes(budget.byteCountMax)}, the limit byteCountMax`;
  return `${budget.durationMsMax} ms, the limit durationMsMax`;
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
}

/** Walks until nothing is left, a bound ends it, or there were enough states. */
export async function searchAlone(walk: Walk, supervision: Supervision): Promise<Extent> {
  const { order, visited, budget, enough, isOver, outlook } = walk;
  const report = progressReporter(budget, supervision, outlook);
  let turnedAt = budget.begunMs;
  let bytesPeak = 0;
  let interruption: string | null = null;
  let goesOn = !isOver();
  while (goesOn) {
    if (supervision.signal?.aborted === true) interruption = 'a signal';
    if (bytesPeak > budget.byteCountMax) interruption = boundText('memory', budget);
    const stateCount = visited.count > enough ? order.levelRest : SLICE_STATE_COUNT;
    if (interruption !== null || stateCount === 0) break;
    try {
      goesOn = order.advance(Math.min(SLICE_STATE_COUNT, stateCount));
    } catch (error) {
      // What ends here is the search and not what it counted, nor what its last move found.
      const cause = causeOfEnd(error, budget);
      if (!isOver()) interruption = cause;
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
  };
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
