/**
 * Outcomes made up for tests of reports: complete, small, and each with only what a test is about
 * different from the rest.
 */

import { COUNTER, type CounterName } from '../../kernel/index.ts';
import {
  type Distribution,
  type ExploreFigures,
  type Outcome,
  OUTCOME_VERSION,
  type ParallelFigures,
  type ScheduleStep,
  type ThreadFigures,
} from '../../workers/index.ts';

/** An outcome of an exhausted search that found nothing, but for what `parts` says. */
export function outcomeWith(parts: Partial<Outcome> = {}): Outcome {
  return {
    version: OUTCOME_VERSION,
    engine: 'explore',
    scenario: 'sample',
    parameters: {},
    seed: null,
    verdict: 'holds',
    expected: 'holds',
    asExpected: true,
    findings: [],
    unjudged: [],
    observed: [],
    observations: [],
    transitions: [],
    explore: searchWith(),
    parallel: null,
    sample: null,
    ...parts,
  };
}

/** Figures of a search. */
export function searchWith(parts: Partial<ExploreFigures> = {}): ExploreFigures {
  return {
    order: 'breadth-first',
    states: 1_234_567,
    transitions: 3_000_000,
    endStates: 12,
    depth: 40,
    durationMs: 2_000,
    bytesPerState: 41.2,
    omissionProbability: 2.1e-9,
    stateWordCount: 120,
    instructions: { reached: 9, all: 9, unreached: [] },
    stateCountEstimate: null,
    ...parts,
  };
}

/** An outcome of real workers that nothing ended before its time, but for what `parts` says. */
export function runWith(
  figures: Partial<ParallelFigures> = {},
  parts: Partial<Outcome> = {},
): Outcome {
  return outcomeWith({
    engine: 'parallel',
    seed: 7,
    verdict: 'interrupted',
    expected: null,
    explore: null,
    parallel: {
      workerCount: 3,
      rounds: 0,
      violatedRounds: 0,
      failedRound: null,
      durationMs: 2_000,
      startMs: 150,
      threads: [threadWith('caller', {}), threadWith('mutator', {})],
      total: countersWith({}),
      callsPerSecond: 0,
      latency: distribution,
      lockWait: distribution,
      lockHold: distribution,
      window: distribution,
      spans: {},
      addressSpace: { mapCount: 3, mapCountPeak: 5, splits: 2, merges: 1, edits: 9 },
      journal: [],
      journalDropped: 0,
      ...figures,
    },
    ...parts,
  });
}

/** Figures of a thread. */
export function threadWith(
  name: string,
  counters: Partial<Record<CounterName, number>>,
): ThreadFigures {
  return {
    name,
    counters: countersWith(counters),
    callsPerSecond: 1_000,
    latency: distribution,
    lockWait: distribution,
  };
}

/** Counters, zero but for those that are given. */
export function countersWith(
  counters: Partial<Record<CounterName, number>>,
): Record<CounterName, number> {
  const zeros = Object.fromEntries(Object.keys(COUNTER).map((name) => [name, 0]));
  return { ...(zeros as Record<CounterName, number>), ...counters };
}

/** A step of a schedule. */
export function stepWith(parts: Partial<ScheduleStep>): ScheduleStep {
  return {
    thread: 'app',
    did: 'getpid(), enter',
    choices: [],
    events: [],
    reads: [],
    changes: [],
    rewrites: [],
    mappings: '0-2:r-x 4-5:r-x!',
    ...parts,
  };
}

const distribution: Distribution = {
  count: 100,
  p50Ns: 950,
  p90Ns: 1_800,
  p99Ns: 16_000,
  maxNs: 12_200_000,
  meanNs: 1_100,
  buckets: [],
};
