/**
 * Search: the engine `explore`. It walks every interleaving of a scenario's steps, and every draw,
 * until a property breaks, nothing is left, or a budget ends it. Only a search that came to its end
 * says `holds`, and it says with what probability two states shared a fingerprint.
 *
 * The clock is read here and nowhere below: it bounds the search and never steers it, so two
 * searches that both come to their end say the same.
 */

import { invariant, InvariantError, UsageError } from '../../kernel/index.ts';
import type { Question, Supervision } from '../engine.ts';
import { type Finding, OUTCOME_VERSION, type Outcome } from '../outcome.ts';
import { BreadthFirst } from './breadth-first.ts';
import { takenTransitions } from './coverage.ts';
import { DepthFirst } from './depth-first.ts';
import { Examination, type Find, unreached } from './examination.ts';
import { Mover } from './mover.ts';
import type { Order, StateSet } from './order.ts';
import { replaySchedule } from './replay.ts';
import { scheduleOf } from './schedule.ts';
import { expandAll, type Strategy } from './strategy.ts';
import { encodeToken } from './token.ts';
import { SetFull, Visited } from './visited.ts';

/** States that a search stores unless told otherwise: at 64 bytes each, 1.3 GB. */
export const STATE_COUNT_MAX_DEFAULT = 20_000_000;
/** How long a search runs unless told otherwise, in ms. */
export const SEARCH_DURATION_MS_MAX_DEFAULT = 600_000;

/** How to search. */
export interface ExploreOptions {
  /** Default: breadth-first, whose schedules are shortest. */
  readonly order?: 'breadth-first' | 'depth-first';
  /** Go on behind the first violation, and collect one for each property. */
  readonly all?: boolean;
  /** Keep a token for each observation: a schedule that ends so. */
  readonly witnesses?: boolean;
  /** States to store at most, and no state more; default STATE_COUNT_MAX_DEFAULT. */
  readonly stateCountMax?: number;
  /** Time to search at most, in ms; default SEARCH_DURATION_MS_MAX_DEFAULT. */
  readonly durationMsMax?: number;
}

/** Parts of a search that tests and reductions replace. */
export interface SearchParts {
  readonly strategy?: Strategy;
  /** A set without a limit of its own: with it, `stateCountMax` ends nothing. */
  readonly visited?: StateSet;
}

/** States expanded between two looks at the clock. */
const SLICE_STATE_COUNT = 2048;
/** How long the search keeps the event loop from turning, in ms. */
const TURN_MS = 100;
/** Time between two lines of progress, in ms. */
const PROGRESS_MS = 500;

/** Searches all interleavings of a question's scenario; throws a UsageError for a wrong limit. */
export async function explore(
  question: Question,
  options: ExploreOptions = {},
  supervision: Supervision = {},
  parts: SearchParts = {},
): Promise<Outcome> {
  const stateCountMax = limit('stateCountMax', options.stateCountMax ?? STATE_COUNT_MAX_DEFAULT);
  const durationMsMax = limit(
    'durationMsMax',
    options.durationMsMax ?? SEARCH_DURATION_MS_MAX_DEFAULT,
  );
  const orderName = options.order ?? 'breadth-first';
  const mover = new Mover(question);
  const examination = new Examination(question, mover, {
    collectsAll: options.all ?? false,
    wantsWitnesses: options.witnesses ?? false,
  });
  const visited = parts.visited ?? new Visited(undefined, stateCountMax);
  const order: Order = new (orderName === 'breadth-first' ? BreadthFirst : DepthFirst)(
    mover,
    examination,
    parts.strategy ?? expandAll,
    visited,
  );

  const begin = performance.now();
  let turnedAt = begin;
  let toldAt = begin;
  let bytesPeak = 0;
  let interruption: string | null = null;
  let goesOn = !examination.isOver;
  while (goesOn) {
    if (supervision.signal?.aborted === true) interruption = 'a signal';
    if (interruption !== null) break;
    try {
      goesOn = order.advance(SLICE_STATE_COUNT);
    } catch (error) {
      // What ends here is the search and not what it counted, nor what its last move found.
      const cause = causeOfEnd(error, stateCountMax);
      if (!examination.isOver) interruption = cause;
      goesOn = false;
    }
    bytesPeak = Math.max(bytesPeak, order.bytes + visited.bytes);
    if (!goesOn) break;
    const now = performance.now();
    if (now - turnedAt < TURN_MS) continue;
    if (now - begin >= durationMsMax) interruption = `${durationMsMax} ms, the limit durationMsMax`;
    if (now - toldAt >= PROGRESS_MS) {
      toldAt = now;
      supervision.progress?.(progressLine(visited.count, now - begin, order));
    }
    await new Promise((resolve) => setImmediate(resolve));
    turnedAt = performance.now();
  }
  const durationMs = performance.now() - begin;
  bytesPeak = Math.max(bytesPeak, visited.bytesPeak + order.bytes);

  const findings = examination.finds.map((find) => findingOf(question, find));
  if (interruption === null && !examination.isOver) {
    for (const { name } of mover.judge.unseen())
      findings.push({ kind: 'unseen', message: `never seen: ${name}` });
    for (const name of unreached(question, examination))
      findings.push({
        kind: 'unreached',
        message: `never looked at: ${name}, as no schedule comes to an end`,
      });
  }
  const isViolated = findings.length > 0;
  if (interruption !== null)
    findings.push({ kind: 'deadline', message: `the search was ended by ${interruption}` });
  const verdict = isViolated ? 'violated' : interruption === null ? 'holds' : 'interrupted';
  const expected = question.scenario.expect.explore ?? null;
  return {
    version: OUTCOME_VERSION,
    engine: 'explore',
    scenario: question.scenario.name,
    parameters: question.parameters,
    seed: null,
    verdict,
    expected,
    asExpected: expected === null || verdict === expected,
    findings,
    observed: question.scenario.observe,
    observations: [...examination.sightings.values()]
      .map(({ values, count, moves }) => ({
        values,
        count,
        ...(moves === null
          ? {}
          : { token: encodeToken(question, scheduleOf(question, 'none', moves)) }),
      }))
      .sort((left, right) => right.count - left.count),
    transitions: takenTransitions(question, mover),
    explore: {
      order: orderName,
      states: visited.count,
      transitions: order.transitions,
      endStates: examination.endStates,
      depth: order.depth,
      durationMs,
      bytesPerState: bytesPeak / visited.count,
      omissionProbability: visited.count ** 2 / 2 ** 65,
      stateWordCount: mover.world.layout.identityLength,
    },
    parallel: null,
    sample: null,
  };
}

/** Why a search cannot go on that met this error; any other error is thrown again. */
function causeOfEnd(error: unknown, stateCountMax: number): string {
  if (error instanceof SetFull) return `${stateCountMax} states, the limit stateCountMax`;
  // A typed array that cannot be had, or the map of one.
  if (error instanceof RangeError && !/call stack/.test(error.message))
    return `want of memory (${error.message})`;
  throw error;
}

/** A find with its schedule in words. That the schedule replays proves search and replay alike. */
export function findingOf(question: Question, { ending, moves }: Find): Finding {
  try {
    const { finding } = replaySchedule(question, scheduleOf(question, ending, moves));
    invariant(finding !== null, 'it ends in nothing wrong');
    return finding;
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    throw new InvariantError(`what the search found is not what replays: ${error.message}`);
  }
}

export function limit(name: string, value: number): number {
  if (!(value >= 1))
    throw new UsageError(
      `${name} is a number from 1, not ${value}`,
      'leave it out for the default',
    );
  return value;
}

function progressLine(states: number, elapsedMs: number, { waiting, depth }: Order): string {
  const perSecond = Math.round((states / elapsedMs) * 1000);
  return `${states} states, ${perSecond}/s, ${waiting} waiting, depth ${depth}`;
}
