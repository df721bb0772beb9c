/**
 * Schema: the results that commands write with `--json`, for files that may hold anything. The
 * types are checked against those of the engines, so the two stay in step. Invariant: what passes
 * has every field that a report reads; fields that nobody reads are dropped.
 */

import * as z from 'zod';
import { COUNTER, type CounterName } from '../../kernel/index.ts';
import type { AttackTiming } from '../../actors/index.ts';
import {
  type Distribution,
  type Finding,
  type Outcome,
  OUTCOME_VERSION,
  type Replay,
  type ScheduleStep,
  type Why,
} from '../../workers/index.ts';
import { BENCH_VERSION, type BenchResult } from '../bench/bench.ts';
import { type Synthesis, SYNTHESIS_VERSION } from '../guards/synthesis.ts';
import { CELL_ROUTES } from '../matrix/cell.ts';
import { type Matrix, MATRIX_VERSION } from '../matrix/matrix.ts';
import type { Difference } from '../report/difference.ts';
import type { Parity } from '../report/observation.ts';
import { type Stress, STRESS_VERSION } from '../stress/stress.ts';
import { SUITE_VERSION, type SuiteResult } from './suite.ts';

const text = z.string();
const texts = z.array(text);
const count = z.number();
const counts = z.array(count);
const parameters = z.record(text, count);

const wordRead = z.object({ word: text, value: count });

const step = z.object({
  thread: text,
  did: text,
  choices: counts,
  events: texts,
  reads: z.array(wordRead),
  changes: z.array(z.object({ word: text, before: count, after: count })),
  rewrites: z.array(wordRead),
  mappings: text,
}) satisfies z.ZodType<ScheduleStep>;

const schedule = z.array(step);

const why = z.object({
  found: z.object({ steps: count, preemptions: count }),
  preemptions: count,
  preemptionsAtLeast: count,
  fewer: z.object({ preemptions: count, steps: count, token: text }).nullable(),
  depth: count.nullable(),
  depthAtLeast: count,
  criticalStep: count.nullable(),
  slice: z.object({ matters: counts, leads: counts }),
  passing: z.object({ token: text, schedule }).nullable(),
}) satisfies z.ZodType<Why>;

const finding = z.object({
  kind: z.enum([
    'property',
    'deadlock',
    'eventually',
    'livelock',
    'unseen',
    'unreached',
    'died',
    'deadline',
  ]),
  message: text,
  token: z.exactOptional(text),
  schedule: z.exactOptional(schedule),
  forever: z.exactOptional(schedule),
  history: z.exactOptional(texts),
  waits: z.exactOptional(texts),
  cycle: z.exactOptional(texts),
  why: z.exactOptional(why),
  ordering: z.exactOptional(
    z.object({
      token: text,
      orders: z.array(texts),
      without: texts,
      isSufficient: z.boolean(),
    }),
  ),
}) satisfies z.ZodType<Finding>;

const distribution = z.object({
  count,
  p50Ns: count,
  p90Ns: count,
  p99Ns: count,
  maxNs: count,
  meanNs: count,
  buckets: z.array(z.tuple([count, count])),
}) satisfies z.ZodType<Distribution>;

const counters = z.record(z.enum(Object.keys(COUNTER) as CounterName[]), count);

const stepDistribution = z.object({ count, p50: count, p99: count, max: count, mean: count });

const instructions = z.object({ reached: count, all: count, unreached: texts });

const graph = z.object({ states: count, transitions: count, durationMs: count });

const exploreFigures = z.object({
  order: z.enum(['breadth-first', 'depth-first']),
  states: count,
  transitions: count,
  endStates: count,
  depth: count,
  durationMs: count,
  bytesPerState: count,
  omissionProbability: count,
  stateWordCount: count,
  instructions,
  continuation: z.string().nullable(),
  bitstate: z.exactOptional(z.object({ fill: count, omissionCount: count })),
  stateCountEstimate: count.nullable(),
  liveness: z.exactOptional(graph),
  histories: z.exactOptional(graph),
  reduction: z.exactOptional(
    z.object({ searchCount: count, placeCount: count, passedCount: count }),
  ),
  traces: z.exactOptional(
    z.object({
      complete: count,
      blocked: count,
      deadlocks: count,
      violations: count,
      executionCountEstimate: count.nullable(),
    }),
  ),
});

const seenEvent = z.object({ event: count, detail: count, result: count, order: count });

const failedRound = z.object({
  round: count,
  properties: counts,
  values: counts.nullable(),
  events: z.array(z.array(seenEvent).nullable()),
});

const parallelFigures = z.object({
  workerCount: count,
  rounds: count,
  violatedRounds: count,
  durationMs: count,
  startMs: count,
  threads: z.array(
    z.object({
      name: text,
      counters,
      callsPerSecond: count,
      latency: distribution,
      lockWait: distribution,
    }),
  ),
  total: counters,
  callsPerSecond: count,
  latency: distribution,
  lockWait: distribution,
  lockHold: distribution,
  window: distribution,
  spans: z.record(text, distribution),
  addressSpace: z.object({
    mapCount: count,
    mapCountPeak: count,
    splits: count,
    merges: count,
    edits: count,
  }),
  failedRound: failedRound.nullable(),
  journal: texts,
  journalDropped: count,
});

const sampleFigures = z.object({
  strategy: z.enum(['random', 'pct', 'coverage']),
  schedules: count,
  steps: count,
  stepCountMax: count,
  cutOff: count,
  hits: z.array(z.object({ name: text, schedules: count, first: count, seed: count })),
  states: count,
  transitionsTaken: count,
  transitionsAll: count,
  places: count,
  overtakings: count,
  newestSchedule: count,
  instructions,
  total: counters,
  spans: z.record(text, stepDistribution),
  unseen: texts,
  unreached: texts,
  pct: z.object({ depth: count, stepCount: count, threadCount: count, bound: count }).nullable(),
  durationMs: count,
});

const virtualFigures = z.object({
  cores: count,
  profile: text,
  events: count,
  steps: count,
  utilization: count,
  migrations: count,
  switches: count,
  preemptions: count,
  wakeUps: count,
  lineTransfers: count,
  lineWaitNs: count,
  timeline: z.exactOptional(
    z.object({
      threads: texts,
      stretches: z.array(
        z.object({
          kind: z.enum(['runs', 'call', 'waits']),
          lane: count,
          name: text,
          fromNs: count,
          untilNs: count,
        }),
      ),
      moments: z.array(z.object({ thread: count, name: text, atNs: count })),
      dropped: count,
    }),
  ),
});

const parity = z.object({
  observed: texts,
  rows: z.array(z.object({ values: counts, seen: count, reachable: count })),
  isExhausted: z.boolean(),
  holds: z.boolean(),
}) satisfies z.ZodType<Parity>;

const outcome = z.object({
  version: z.literal(OUTCOME_VERSION),
  engine: z.enum(['explore', 'parallel', 'virtual', 'sample']),
  scenario: text,
  parameters,
  seed: count.nullable(),
  verdict: z.enum(['holds', 'violated', 'interrupted']),
  expected: z.enum(['holds', 'violated']).nullable(),
  asExpected: z.boolean(),
  findings: z.array(finding),
  unjudged: texts,
  observed: texts,
  observations: z.array(z.object({ values: counts, count, token: z.exactOptional(text) })),
  transitions: z.array(
    z.object({ from: text, event: text, guards: texts, to: text, actions: texts, count }),
  ),
  explore: exploreFigures.nullable(),
  parallel: parallelFigures.nullable(),
  sample: sampleFigures.nullable(),
  virtual: z.exactOptional(virtualFigures),
  /** `run --parity` adds it. */
  parity: z.exactOptional(parity),
}) satisfies z.ZodType<Outcome>;

const attack = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('once'), withinNs: count }),
  z.object({ kind: z.enum(['poisson', 'aba', 'telegraph']), meanNs: count }),
  z.object({ kind: z.enum(['fault', 'tight']) }),
  z.object({ kind: z.literal('adaptive'), fromNs: count, untilNs: count }),
  z.object({ kind: z.literal('square'), halfPeriodNs: count }),
]) satisfies z.ZodType<AttackTiming>;

const stress = z.object({
  version: z.literal(STRESS_VERSION),
  scenario: text,
  parameters,
  seed: count,
  sweep: text.nullable(),
  points: z.array(
    z.object({
      value: count.nullable(),
      rounds: count,
      attempts: count,
      hits: count,
      probability: count,
      interval: z.tuple([count, count]),
      expected: count.nullable(),
      predicted: count.nullable(),
      window: distribution.nullable(),
      stall: distribution.nullable(),
      innocent: distribution.nullable(),
      stalled: distribution.nullable(),
      guarded: distribution.nullable(),
      costs: z.record(text, count),
      attemptsPerSecond: count,
      lockWait: distribution,
      latency: distribution,
      mapCountPeak: count,
      splitsPerSecond: count,
      cut: text.nullable(),
      hung: z.boolean(),
    }),
  ),
  attack: attack.nullable(),
  steps: z
    .object({
      schedules: count,
      scheduleSteps: count,
      window: stepDistribution,
      attempts: count,
      hits: count,
      share: count,
      interval: z.tuple([count, count]),
    })
    .nullable(),
  failed: z.object({ parameters, round: failedRound }).nullable(),
}) satisfies z.ZodType<Stress>;

const synthesis = z.object({
  version: z.literal(SYNTHESIS_VERSION),
  scenario: text,
  parameters,
  engine: z.exactOptional(z.enum(['parallel', 'virtual'])),
  answers: z.array(
    z.object({
      kind: text,
      name: text,
      verdict: z.enum(['restores', 'fails', 'open', 'refused']),
      why: text,
      states: count,
      finding: finding.nullable(),
      roundUs: count.nullable(),
      command: text.nullable(),
    }),
  ),
}) satisfies z.ZodType<Synthesis>;

const matrix = z.object({
  version: z.literal(MATRIX_VERSION),
  cells: z.array(
    z.object({
      guard: text,
      route: z.enum(CELL_ROUTES),
      isBypassed: z.boolean(),
      isWrong: z.boolean(),
      hasFailures: z.boolean(),
      deadlocks: z.boolean(),
      states: count,
      interruption: text.nullable(),
    }),
  ),
}) satisfies z.ZodType<Matrix>;

const axisValue = z.union([count, text], { error: 'a parameter is a number or a name' });

const bench = z.object({
  version: z.literal(BENCH_VERSION),
  bench: text,
  figures: z.array(
    z.object({
      name: text,
      value: count,
      unit: text,
      bound: z.exactOptional(z.object({ name: text, value: count })),
      aim: z.exactOptional(text),
      distribution: z.exactOptional(distribution),
      ratio: z.exactOptional(count),
      spread: z.exactOptional(z.object({ least: count, most: count, rounds: count })),
      point: z.exactOptional(z.object({ figure: text, parameters: z.record(text, axisValue) })),
    }),
  ),
}) satisfies z.ZodType<BenchResult>;

const pair = <Value extends z.ZodType>(value: Value) => z.tuple([value, value]);

const difference = z.object({
  version: z.literal(1),
  sides: pair(z.object({ label: text, outcome })),
  observed: texts,
  isExhausted: pair(z.boolean()),
  isSame: z.boolean(),
  observations: z.array(
    z.object({ values: counts, counts: pair(count), tokens: pair(text.nullable()) }),
  ),
  findings: z.array(
    z.object({
      kind: finding.shape.kind,
      message: text,
      isFound: pair(z.boolean()),
      tokens: pair(text.nullable()),
    }),
  ),
}) satisfies z.ZodType<Difference>;

const replay = z.object({
  version: z.literal(1),
  scenario: text,
  observed: texts,
  schedule,
  forever: schedule,
  finding: finding.nullable(),
  observations: counts,
  maps: text,
}) satisfies z.ZodType<Replay>;

const explanation = z.object({ version: z.literal(1), scenario: text, finding });

const conform = z.object({
  version: z.literal(1),
  passed: count,
  failed: count,
  failures: z.array(z.object({ file: text, id: text, step: text, expected: text, actual: text })),
});

const suite = z.object({
  version: z.literal(SUITE_VERSION),
  kind: z.literal('suite'),
  name: text,
  engine: text,
  seed: z.exactOptional(count.nullable()),
  axes: z.array(z.object({ name: text, unit: z.exactOptional(text), values: z.array(axisValue) })),
  points: z.array(
    z.object({
      parameters: z.record(text, axisValue),
      figures: z.record(
        text,
        z.object({
          median: count,
          low: count,
          high: count,
          unit: text,
          ideal: z.exactOptional(count),
        }),
      ),
      published: z.exactOptional(
        z.record(
          text,
          z.array(
            z.object({
              value: count,
              low: z.exactOptional(count),
              high: z.exactOptional(count),
              source: text,
              isFitted: z.exactOptional(z.boolean()),
            }),
          ),
        ),
      ),
    }),
  ),
  notes: z.exactOptional(texts),
}) satisfies z.ZodType<SuiteResult>;

/** The schema of each kind of result. */
export const RESULT_SCHEMAS = {
  outcome,
  stress,
  guards: synthesis,
  matrix,
  bench,
  diff: difference,
  replay,
  explain: explanation,
  conform,
  suite,
} as const;
