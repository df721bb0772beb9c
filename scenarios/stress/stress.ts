/**
 * Stress: how often a race is lost on real workers, beside what widens it. One point is so many
 * rounds of the scenario at one value of the swept parameter; its answer is a probability with its
 * interval, what the attempts cost, and, where the attack has a closed form, what that says of the
 * windows that were measured.
 *
 * Invariant: attempts and hits are counted by the scenario itself or by its properties, never
 * inferred; a point that was cut short says so by its attempts. Nothing is fitted: a closed form
 * knows the windows and the attack, and not the hits.
 */

import type { AttackTiming, CatalogueEntry, Parameters } from '../../actors/index.ts';
import {
  ask,
  Crew,
  type Distribution,
  type FailedRound,
  type Finding,
  type Outcome,
  run,
  sample,
  type StepDistribution,
  type Supervision,
} from '../../workers/index.ts';
import { wilsonInterval } from '../report/number.ts';
import { sumOf } from '../result/sum.ts';
import { expectedShare, predictedShare } from './closed-form.ts';
import type { Sweep } from './sweep.ts';

/** The version of a stress as JSON. */
export const STRESS_VERSION = 3;

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
  /** What the closed form says of the windows, where there is one: of an attack as it is meant. */
  readonly expected: number | null;
  /** What the times of flips say that were measured with the windows: of the attack as it was. */
  readonly predicted: number | null;
  /** Lengths of the race window, where the scenario has one. */
  readonly window: Distribution | null;
  /** Times that the attacker's writes took, where the scenario has them measured. */
  readonly stall: Distribution | null;
  /** Times that the writes of innocents on the same page took. */
  readonly innocent: Distribution | null;
  /** Times that writers waited for a guard. */
  readonly stalled: Distribution | null;
  /** How long guards lived. */
  readonly guarded: Distribution | null;
  readonly attemptsPerSecond: number;
  /** Time that threads waited for locks. */
  readonly lockWait: Distribution;
  readonly latency: Distribution;
  readonly mapCountPeak: number;
  readonly splitsPerSecond: number;
  /** What else the scenario counts, by what it is: calls that failed, bytes copied. */
  readonly costs: Readonly<Record<string, number>>;
  /** What ended the point before its rounds, if anything did. */
  readonly cut: string | null;
  /** A round did not end: everybody slept in it. */
  readonly hung: boolean;
}

/** A stress. */
export interface Stress {
  readonly version: typeof STRESS_VERSION;
  readonly scenario: string;
  readonly parameters: Parameters;
  readonly seed: number;
  readonly sweep: string | null;
  readonly points: readonly StressPoint[];
  /** How the window is attacked, at the last point; null where the scenario does not say. */
  readonly attack: AttackTiming | null;
  /** The window in schedules; null where the scenario has none. */
  readonly steps: WindowInSteps | null;
  /** The first round that failed, and the parameters that it had; null where none did. */
  readonly failed: { readonly parameters: Parameters; readonly round: FailedRound } | null;
}

/** The race window where no time is: in schedules in which every step is anybody's. */
export interface WindowInSteps {
  readonly schedules: number;
  /** Mean number of steps of a schedule. */
  readonly scheduleSteps: number;
  readonly window: StepDistribution;
  readonly attempts: number;
  readonly hits: number;
  /** hits / attempts, and the 95 % Wilson interval around it. */
  readonly share: number;
  readonly interval: readonly [number, number];
}

/** How much of it. */
export interface StressOptions {
  readonly sweep?: Sweep;
  readonly rounds: number;
  /** A point ends after this time at the latest. */
  readonly pointDeadlineMs?: number;
  readonly seed: number;
}

/** Schedules in which the window is counted in steps. */
const SCHEDULE_COUNT = 20_000;
const SAMPLE_MS_MAX = 2_000;

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
  let attack: AttackTiming | null = null;
  let steps: WindowInSteps | null = null;
  let failed: Stress['failed'] = null;
  let crew: Crew | undefined;
  try {
    for (const [number, value] of values.entries()) {
      const given = value === null ? parameters : { ...parameters, [sweep!.parameter]: value };
      const question = ask(entry.build(given), given);
      const where = values.length === 1 ? '' : `point ${number + 1} of ${values.length}, `;
      const told = {
        ...supervision,
        ...(supervision.progress !== undefined && {
          progress: (line: string) => supervision.progress!(where + line),
        }),
      };
      // Before any worker starts: it would take the time in which schedules are drawn.
      if (number === 0 && question.scenario.spans?.['window'] !== undefined)
        steps = await windowInSteps(entry, given, seed, told);
      const { threads, design } = question.compiled;
      const needed = threads.length - (design.owner === 'kernel-actor' ? 1 : 0);
      if (crew === undefined || crew.threadCount < needed) {
        await crew?.close();
        crew = new Crew(needed);
      }
      attack = question.scenario.attack ?? null;
      const outcome = await run(
        question,
        {
          amount: { rounds: options.rounds },
          seed,
          crew,
          ...(options.pointDeadlineMs !== undefined && { deadlineMs: options.pointDeadlineMs }),
        },
        told,
      );
      const { failedRound } = outcome.parallel!;
      if (failedRound !== null) failed ??= { parameters: given, round: failedRound };
      points.push(pointOf(entry, value, attack, outcome));
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
    attack,
    steps,
    failed,
  };
}

/**
 * The window in steps: random walks over one call, in which the next step is anybody's with equal
 * chance.
 */
async function windowInSteps(
  entry: CatalogueEntry,
  parameters: Parameters,
  seed: number,
  supervision: Supervision,
): Promise<WindowInSteps> {
  const oneCall = 'turns' in entry.parameters ? { ...parameters, turns: 1 } : parameters;
  const outcome = await sample(
    // Without properties every schedule goes on to its end, and what it observes is counted.
    ask({ ...entry.build(oneCall), properties: [] }),
    {
      strategy: 'random',
      seed,
      scheduleCountMax: SCHEDULE_COUNT,
      durationMsMax: SAMPLE_MS_MAX,
      all: true,
      explains: false,
    },
    supervision,
  );
  const { schedules, steps, spans } = outcome.sample!;
  const { attempts, hits } = countsOf(entry, outcome);
  return {
    schedules,
    scheduleSteps: steps / Math.max(1, schedules),
    window: spans['window']!,
    attempts,
    hits,
    share: attempts === 0 ? 0 : hits / attempts,
    interval: wilsonInterval(hits, attempts),
  };
}

/**
 * Attempts and hits: the scenario's own counts, or rounds and those that violated something. A
 * round that did not end, as all of its threads sleep, is one of them.
 */
function countsOf(
  { counts }: CatalogueEntry,
  outcome: Outcome,
): { readonly attempts: number; readonly hits: number } {
  const { parallel, sample: sampled } = outcome;
  const hung = isHung(outcome) ? 1 : 0;
  const [rounds, violated] =
    parallel === null
      ? [sampled!.schedules, sampled!.hits.reduce((sum, { schedules }) => sum + schedules, 0)]
      : [parallel.rounds + hung, parallel.violatedRounds + hung];
  const { attempts, hits } = counts ?? {};
  return {
    attempts: attempts === undefined ? rounds : sumOf(outcome, attempts),
    hits: hits === undefined ? violated : sumOf(outcome, hits),
  };
}

/** Whether a round ended the run, as it did not end itself. */
function isHung({ findings }: Outcome): boolean {
  return findings.some(({ waits }) => waits !== undefined);
}

/** What else the scenario counts, as far as it does so with these parameters. */
function costsOf({ counts }: CatalogueEntry, outcome: Outcome): Readonly<Record<string, number>> {
  const { observed, parallel } = outcome;
  return Object.fromEntries(
    Object.entries(counts?.costs ?? {}).flatMap(([what, name]) =>
      observed.includes(name) || name in parallel!.total ? [[what, sumOf(outcome, name)]] : [],
    ),
  );
}

function pointOf(
  entry: CatalogueEntry,
  value: number | null,
  attack: AttackTiming | null,
  outcome: Outcome,
): StressPoint {
  const { parallel, findings } = outcome;
  const { rounds, durationMs, lockWait, latency, addressSpace, spans } = parallel!;
  const { attempts, hits } = countsOf(entry, outcome);
  const seconds = Math.max(durationMs, 1e-3) / 1_000;
  const cut = findings.find(({ kind }: Finding) => kind === 'deadline');
  const window = spans['window'] ?? null;
  return {
    value,
    rounds,
    attempts,
    hits,
    probability: attempts === 0 ? 0 : hits / attempts,
    interval: wilsonInterval(hits, attempts),
    expected: attack === null || window === null ? null : expectedShare(attack, window),
    predicted: attack === null ? null : predictedShare(attack, spans),
    window,
    stall: spans['stall'] ?? null,
    innocent: spans['innocent'] ?? null,
    stalled: spans['stalled'] ?? null,
    guarded: spans['guarded'] ?? null,
    attemptsPerSecond: attempts / seconds,
    lockWait,
    latency,
    mapCountPeak: addressSpace.mapCountPeak,
    splitsPerSecond: addressSpace.splits / seconds,
    costs: costsOf(entry, outcome),
    cut: cut?.message ?? null,
    hung: isHung(outcome),
  };
}
