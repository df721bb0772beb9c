/**
 * Stress: how often a race is lost on real workers, beside what widens its window. One point is so
 * many rounds of the scenario at one value of the swept parameter; its answer is a probability with
 * its interval, what the attempts cost, and, where one flip at a random time is all that the
 * attacker does, what the closed form says.
 *
 * Invariant: attempts and hits are counted by the scenario itself or by its properties, never
 * inferred; a point that was cut short says so by its attempts.
 *
 * The closed form: the window is W = d + W0 for a supervisor that takes d, and one flip at an
 * exponential time of mean m falls into it, given that it had not come before, with
 * P = 1 - exp(-W / m). W0 is this machine's, and is fitted on the first point of the sweep alone.
 */

import { UsageError } from '../../kernel/index.ts';
import type { CatalogueEntry, Parameters } from '../../actors/index.ts';
import {
  ask,
  Crew,
  type Distribution,
  type FailedRound,
  type Finding,
  type Outcome,
  run,
  type Supervision,
} from '../../workers/index.ts';
import { wilsonInterval } from '../report/number.ts';
import type { Sweep } from './sweep.ts';

/** The version of a stress as JSON. */
export const STRESS_VERSION = 1;

/** One point of a stress. */
export interface StressPoint {
  /** The swept parameter's value; null where nothing is swept. */
  readonly value: number | null;
  readonly rounds: number;
  readonly attempts: number;
  readonly hits: number;
  /** hits / attempts, and the 95 % Wilson interval around it. */
  readonly probability: number;
  readonly interval: readonly [number, number];
  /** What the closed form says, where there is one and W0 is known. */
  readonly expected: number | null;
  readonly attemptsPerSecond: number;
  /** Time that threads waited for locks. */
  readonly lockWait: Distribution;
  readonly latency: Distribution;
  readonly mapCountPeak: number;
  readonly splitsPerSecond: number;
  /** What ended the point before its rounds, if anything did. */
  readonly cut: string | null;
}

/** A stress. */
export interface Stress {
  readonly version: typeof STRESS_VERSION;
  readonly scenario: string;
  readonly parameters: Parameters;
  readonly seed: number;
  readonly sweep: string | null;
  readonly points: readonly StressPoint[];
  /** The part of the window that is not the supervisor's, in ns; null where it is not known. */
  readonly windowRestNs: number | null;
  /** The first round that failed, and the parameters that it had; null where none did. */
  readonly failed: { readonly parameters: Parameters; readonly round: FailedRound } | null;
}

/** How much of it. */
export interface StressOptions {
  readonly sweep?: Sweep;
  readonly rounds: number;
  /** A point ends after this time at the latest. */
  readonly pointDeadlineMs?: number;
  readonly seed: number;
}

/** Stresses an entry at each value of the sweep. */
export async function stress(
  entry: CatalogueEntry,
  parameters: Parameters,
  options: StressOptions,
  supervision: Supervision = {},
): Promise<Stress> {
  const { sweep, seed } = options;
  const values = sweep?.values ?? [null];
  const points: StressPoint[] = [];
  let windowRestNs: number | null = null;
  let failed: Stress['failed'] = null;
  let crew: Crew | undefined;
  try {
    for (const [number, value] of values.entries()) {
      const given = value === null ? parameters : { ...parameters, [sweep!.parameter]: value };
      const question = ask(entry.build(given), given);
      const { threads, design } = question.compiled;
      const needed = threads.length - (design.owner === 'kernel-actor' ? 1 : 0);
      if (crew === undefined || crew.threadCount < needed) {
        await crew?.close();
        crew = new Crew(needed);
      }
      const where = values.length === 1 ? '' : `point ${number + 1} of ${values.length}, `;
      const outcome = await run(
        question,
        {
          amount: { rounds: options.rounds },
          seed,
          crew,
          ...(options.pointDeadlineMs !== undefined && { deadlineMs: options.pointDeadlineMs }),
        },
        {
          ...supervision,
          ...(supervision.progress !== undefined && {
            progress: (line: string) => supervision.progress!(where + line),
          }),
        },
      );
      const { attempts, hits } = countsOf(entry, outcome);
      const { failedRound } = outcome.parallel!;
      if (failedRound !== null) failed ??= { parameters: given, round: failedRound };
      windowRestNs ??= windowRestOf(entry, given, attempts, hits);
      points.push(pointOf(value, outcome, attempts, hits, expectedOf(entry, given, windowRestNs)));
      if (supervision.signal?.aborted === true) break;
    }
  } finally {
    await crew?.close();
  }
  return {
    version: STRESS_VERSION,
    scenario: entry.name,
    parameters,
    seed,
    sweep: sweep?.parameter ?? null,
    points,
    windowRestNs,
    failed,
  };
}

/** Attempts and hits: the scenario's own counts, or rounds and those that violated something. */
function countsOf(
  { counts }: CatalogueEntry,
  outcome: Outcome,
): { attempts: number; hits: number } {
  const { parallel, observed, observations } = outcome;
  if (counts === undefined) return { attempts: parallel!.rounds, hits: parallel!.violatedRounds };
  const sum = (name: string): number => {
    const at = observed.indexOf(name);
    if (at < 0) throw new UsageError(`the scenario counts '${name}' and does not observe it`);
    return observations.reduce((total, { values, count }) => total + values[at]! * count, 0);
  };
  return { attempts: sum(counts.attempts), hits: sum(counts.hits) };
}

/** W0 from one point; null where it tells nothing. */
function windowRestOf(
  { counts }: CatalogueEntry,
  parameters: Parameters,
  attempts: number,
  hits: number,
): number | null {
  if (counts?.flip === undefined || hits === 0 || hits === attempts) return null;
  const { delay, mean } = counts.flip;
  const windowNs = -parameters[mean]! * Math.log(1 - hits / attempts);
  return Math.max(0, windowNs - parameters[delay]!);
}

function expectedOf(
  { counts }: CatalogueEntry,
  parameters: Parameters,
  windowRestNs: number | null,
): number | null {
  if (counts?.flip === undefined || windowRestNs === null) return null;
  const { delay, mean } = counts.flip;
  return 1 - Math.exp(-(parameters[delay]! + windowRestNs) / parameters[mean]!);
}

function pointOf(
  value: number | null,
  { parallel, findings }: Outcome,
  attempts: number,
  hits: number,
  expected: number | null,
): StressPoint {
  const { rounds, durationMs, lockWait, latency, addressSpace } = parallel!;
  const seconds = Math.max(durationMs, 1e-3) / 1_000;
  const cut = findings.find(({ kind }: Finding) => kind === 'deadline');
  return {
    value,
    rounds,
    attempts,
    hits,
    probability: attempts === 0 ? 0 : hits / attempts,
    interval: wilsonInterval(hits, attempts),
    expected,
    attemptsPerSecond: attempts / seconds,
    lockWait,
    latency,
    mapCountPeak: addressSpace.mapCountPeak,
    splitsPerSecond: addressSpace.splits / seconds,
    cut: cut?.message ?? null,
  };
}
