/**
 * Measure: one run of a scenario as the figures that suites read, on virtual cores or on real
 * workers. Invariant: in virtual time a figure is a function of its arguments.
 */

import { invariant, UsageError } from '../../kernel/index.ts';
import type { Scenario } from '../../actors/index.ts';
import {
  type Amount,
  ask,
  type Outcome,
  type ParallelFigures,
  run,
  runVirtual,
} from '../../workers/index.ts';
import { loadProfile } from '../profiles/profile-file.ts';
import type { SuiteEngine } from './suite.ts';

/** A run that is to be made. */
export interface RunOrder {
  readonly scenario: Scenario;
  readonly seed: number;
  readonly engine: SuiteEngine;
  readonly profile: string;
  readonly cores: number;
  /** Virtual time in virtual time, the host's on real workers; absent where rounds are made. */
  readonly virtualMs?: number;
  readonly realMs?: number;
  /** Rounds, on either engine. */
  readonly rounds?: number;
  readonly pinned?: Readonly<Record<string, number>>;
}

/** The figures of one run; a run that hangs, or finds what it must not, is no measurement. */
export async function measure(order: RunOrder): Promise<{
  readonly outcome: Outcome;
  readonly figures: ParallelFigures;
}> {
  const { scenario, seed, engine, profile, cores, pinned, rounds } = order;
  const amount = (durationMs = 1): Amount => (rounds === undefined ? { durationMs } : { rounds });
  const question = ask(scenario);
  const outcome =
    engine === 'virtual'
      ? await runVirtual(question, {
          amount: amount(order.virtualMs),
          cores,
          profile: loadProfile(profile),
          seed,
          ...(pinned !== undefined && { pinned }),
        })
      : await run(question, { amount: amount(order.realMs), seed });
  const stuck = outcome.findings.find(({ kind }) => kind === 'deadlock' || kind === 'deadline');
  if (stuck !== undefined)
    throw new UsageError(`${scenario.name} cannot be measured: ${stuck.message}`);
  invariant(outcome.parallel !== null, 'a run has figures');
  return { outcome, figures: outcome.parallel };
}
