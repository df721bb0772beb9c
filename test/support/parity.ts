/**
 * Parity, as both of its laws ask for it: a run on real workers beside an exhausted search of the
 * same scenario.
 */
import type { Scenario } from '../../actors/index.ts';
import { ask } from '../../workers/engine.ts';
import { explore } from '../../workers/explore/search.ts';
import type { Outcome } from '../../workers/outcome.ts';
import { run } from '../../workers/parallel/run.ts';
import { catalogue, parametersOf } from '../../scenarios/catalogue.ts';
import { compareObservations } from '../../scenarios/report/observation.ts';
import { effort, isLong } from './effort.ts';
import { SMALLER, WIDE } from './litmus.ts';
import { ok } from './suite.ts';

const seed = 3;
const ROUNDS = effort(300, 5_000);
/** Rounds of tasks, whose steps are taken one by one. */
const TASK_ROUNDS = effort(40, 500);

/** The scenarios of the catalogue, with parameters that make them small. */
export const catalogued: readonly Scenario[] = catalogue.flatMap((entry) =>
  entry.kind === 'load' || (!isLong && WIDE.has(entry.name))
    ? []
    : [entry.build(parametersOf(entry, SMALLER[entry.name] ?? {}))],
);

/** A run and an exhausted search; a lost wake-up ends a run early, which is fine. */
export async function bothAnswers(
  scenario: Scenario,
  explored = scenario,
): Promise<[Outcome, Outcome]> {
  const amount = { rounds: scenario.tasks === undefined ? ROUNDS : TASK_ROUNDS };
  return [
    await run(ask(scenario), { amount, seed, roundDeadlineMs: 500 }),
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

/** Real workers see only what exploration reaches. */
export async function isAtPar(scenario: Scenario): Promise<void> {
  const [seen, reachable] = await bothAnswers(scenario);
  ok(reachable.verdict !== 'interrupted', 'the search was not exhausted');
  const parity = compareObservations(seen, reachable);
  ok(parity.holds, JSON.stringify(parity.rows));
  const known = violations(scenario, reachable);
  for (const name of violations(scenario, seen)) ok(known.includes(name), name);
}
