/**
 * Parity, as both of its laws ask for it: a run on real workers, and runs in virtual time, beside
 * an exhausted search of the same scenario.
 */
import type { Scenario } from '../../actors/index.ts';
import { ask } from '../../workers/engine.ts';
import { explore } from '../../workers/explore/search.ts';
import type { Outcome } from '../../workers/outcome.ts';
import { Crew } from '../../workers/parallel/pool.ts';
import { run } from '../../workers/parallel/run.ts';
import { runVirtual } from '../../workers/virtual/engine.ts';
import type { Profile } from '../../workers/virtual/profile.ts';
import { catalogue, parametersOf } from '../../scenarios/catalogue.ts';
import { loadProfile, PROFILE_DEFAULT } from '../../scenarios/profiles/profile-file.ts';
import { compareObservations } from '../../scenarios/report/observation.ts';
import { effort, isLong } from './effort.ts';
import { SMALLER, WIDE } from './litmus.ts';
import { ok } from './suite.ts';

const seed = 3;
const ROUNDS = effort(300, 5_000);
/** Rounds in virtual time. */
const VIRTUAL_ROUNDS = effort(20, 500);
/** Rounds of tasks, whose steps are taken one by one. */
const TASK_ROUNDS = effort(40, 500);

/** A time slice of virtual cores, in ns. */
const SLICE_NS = 3_000;

/**
 * A machine whose time slices are a thousandth of a real one's: threads are preempted after a few
 * steps, at all places, and not once in the thousand rounds of a loop that waits for another.
 */
const profile: Profile = hasty(loadProfile(PROFILE_DEFAULT));

function hasty(real: Profile): Profile {
  const source = 'this test';
  const slice = { value: SLICE_NS, low: SLICE_NS, high: SLICE_NS, source };
  const constants = { 'scheduler.slice': slice, 'scheduler.granularity': slice };
  return { ...real, preemption: 'full', constants: { ...real.constants, ...constants } };
}

/** The scenarios of the catalogue, with parameters that make them small. */
export const catalogued: readonly Scenario[] = catalogue.flatMap((entry) =>
  entry.kind === 'load' || (!isLong && WIDE.has(entry.name))
    ? []
    : [entry.build(parametersOf(entry, SMALLER[entry.name] ?? {}))],
);

/** Workers for every one of these scenarios: starting them anew takes longer than a run. */
export function crewFor(scenarios: readonly Scenario[]): Crew {
  return new Crew(Math.max(...scenarios.map((each) => ask(each).compiled.threads.length)));
}

/** A run and an exhausted search; a lost wake-up ends a run early, which is fine. */
export async function bothAnswers(
  scenario: Scenario,
  crew: Crew,
  explored = scenario,
): Promise<[Outcome, Outcome]> {
  const amount = { rounds: scenario.tasks === undefined ? ROUNDS : TASK_ROUNDS };
  return [
    await run(ask(scenario), { amount, crew, seed, roundDeadlineMs: 500 }),
    await explore(ask(explored), { all: true }),
  ];
}

/** Names of the violated properties: each message begins with one. */
function violations(scenario: Scenario, { findings }: Outcome): string[] {
  return scenario.properties.flatMap(({ name }) =>
    findings.some(({ kind, message }) => kind === 'property' && message.startsWith(name))
      ? [name]
      : [],
  );
}

/** Real workers see only what exploration reaches, and so do virtual cores, few or many. */
export async function isAtPar(scenario: Scenario, crew: Crew): Promise<void> {
  const [seen, reachable] = await bothAnswers(scenario, crew);
  ok(reachable.verdict !== 'interrupted', 'the search was not exhausted');
  isReached(scenario, seen, reachable);
  for (const cores of [1, 3]) {
    const virtual = await runVirtual(ask(scenario), {
      amount: { rounds: VIRTUAL_ROUNDS },
      cores,
      profile,
      seed: cores,
    });
    isReached(scenario, virtual, reachable);
    const stuck = virtual.findings.find(({ kind }) => kind === 'deadlock');
    ok(
      stuck === undefined || reachable.findings.some(({ kind }) => kind === 'deadlock'),
      stuck?.message,
    );
  }
}

function isReached(scenario: Scenario, seen: Outcome, reachable: Outcome): void {
  const parity = compareObservations(seen, reachable);
  ok(parity.holds, JSON.stringify(parity.rows));
  const known = violations(scenario, reachable);
  for (const name of violations(scenario, seen)) ok(known.includes(name), name);
}
