/**
 * Synthesis: which protections restore a scenario's properties. Each is searched like a scenario of
 * its own, and what a search proves is priced beside the unprotected scenario: in virtual time, by
 * the costs of a measured machine and alike in every run, or on real workers.
 * Invariant: `restores` is said of an exhausted search only.
 */

import { UsageError } from '../../kernel/index.ts';
import type { CatalogueEntry, Parameters, Scenario } from '../../actors/index.ts';
import {
  ask,
  explore,
  type ExploreOptions,
  type Finding,
  run,
  runVirtual,
  type Supervision,
} from '../../workers/index.ts';
import { loadProfile, PROFILE_DEFAULT } from '../profiles/profile-file.ts';
import { expectProtections, protectionsOf } from './protection.ts';

/** The version of a synthesis as JSON. */
export const SYNTHESIS_VERSION = 1;

/** What a search says of the scenario under one protection. */
export interface ProtectionAnswer {
  /** `none` is the scenario as it is. */
  readonly kind: string;
  readonly name: string;
  readonly verdict: 'restores' | 'fails' | 'open' | 'refused';
  /** What is still violated, what ended the search, or why it was refused. */
  readonly why: string;
  readonly states: number;
  /** The schedule that still fails. */
  readonly finding: Finding | null;
  /** Mean time of a round, in us; null where it was not measured. */
  readonly roundUs: number | null;
  readonly command: string | null;
}

/** All answers, that of the scenario itself first. */
export interface Synthesis {
  readonly version: typeof SYNTHESIS_VERSION;
  readonly scenario: string;
  readonly parameters: Parameters;
  /** What measured the price; absent: real workers. */
  readonly engine?: PriceEngine;
  readonly answers: readonly ProtectionAnswer[];
}

/** What measures a price: real workers, or virtual time. */
export type PriceEngine = 'parallel' | 'virtual';

/** How much to search and to measure. */
export interface SynthesisOptions {
  readonly search: ExploreOptions;
  /** Rounds to measure the price with; 0: it is not measured. */
  readonly rounds: number;
  /** Default: virtual. */
  readonly engine?: PriceEngine;
}

/** Cores of virtual time: no thread of a scenario waits for one. */
const CORES = 32;

/** A round on real workers that takes longer has lost a wake-up: its time is no price. */
const ROUND_DEADLINE_MS = 1_000;

/** Tries every protection that applies. */
export async function synthesize(
  entry: CatalogueEntry,
  parameters: Parameters,
  options: SynthesisOptions,
  supervision: Supervision = {},
): Promise<Synthesis> {
  const protections = protectionsOf(entry, parameters);
  expectProtections(entry, protections);
  const itself = {
    kind: 'none',
    name: 'as it is',
    build: () => entry.build(parameters),
    command: `racetrap explore ${entry.name}`,
  };
  const answers: ProtectionAnswer[] = [];
  for (const [number, { kind, name, build, command }] of [itself, ...protections].entries()) {
    if (supervision.signal?.aborted === true) break;
    const label = `${number} of ${protections.length}: ${kind} ${name}`;
    supervision.progress?.(label);
    const isItself = number === 0;
    const answer = await answerOf(build, parameters, options, isItself, {
      ...supervision,
      ...(supervision.progress !== undefined && {
        progress: (line: string) => supervision.progress!(`${label}, ${line}`),
      }),
    });
    answers.push({ kind, name, command, ...answer });
  }
  const { engine = 'virtual' } = options;
  return { version: SYNTHESIS_VERSION, scenario: entry.name, parameters, engine, answers };
}

type Judged = Omit<ProtectionAnswer, 'kind' | 'name' | 'command'>;

async function answerOf(
  build: () => Scenario,
  parameters: Parameters,
  { search, rounds, engine = 'virtual' }: SynthesisOptions,
  isItself: boolean,
  supervision: Supervision,
): Promise<Judged> {
  let question;
  try {
    question = ask(build(), parameters);
  } catch (error) {
    // Why: a lock that an interposition cannot go with is an answer, and no mistake of the user.
    if (!(error instanceof UsageError)) throw error;
    const nothing = { states: 0, finding: null, roundUs: null };
    return { verdict: 'refused', why: error.message, ...nothing };
  }
  const { verdict, findings, explore: figures } = await explore(question, search, supervision);
  const [finding] = findings;
  // What fails has no price; the scenario itself is what prices are beside.
  const measured = rounds > 0 && (isItself || verdict === 'holds');
  return {
    verdict: verdict === 'holds' ? 'restores' : verdict === 'violated' ? 'fails' : 'open',
    why: finding?.message ?? '',
    states: figures!.states,
    finding: verdict === 'violated' ? (finding ?? null) : null,
    roundUs: measured ? await roundUsOf(question, rounds, engine, supervision) : null,
  };
}

async function roundUsOf(
  question: ReturnType<typeof ask>,
  rounds: number,
  engine: PriceEngine,
  { signal }: Supervision,
): Promise<number | null> {
  const supervision = signal === undefined ? {} : { signal };
  const amount = { rounds };
  const { parallel, findings } = await (engine === 'virtual'
    ? runVirtual(
        question,
        { amount, cores: CORES, profile: loadProfile(PROFILE_DEFAULT) },
        supervision,
      )
    : run(question, { amount, roundDeadlineMs: ROUND_DEADLINE_MS }, supervision));
  if (parallel!.rounds === 0 || findings.some(({ waits }) => waits !== undefined)) return null;
  return (parallel!.durationMs * 1e3) / parallel!.rounds;
}
