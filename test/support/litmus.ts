/** What exploration says of an entry of the catalogue, in the few words that tests ask for. */
import type { CatalogueEntry, Parameters } from '../../actors/index.ts';
import { ADDRESS_SPACE_DESIGNS } from '../../kernel/index.ts';
import { catalogue, parametersOf } from '../../scenarios/catalogue.ts';
import { ask } from '../../workers/engine.ts';
import { explore } from '../../workers/explore/search.ts';
import { isLong } from './effort.ts';
import { equal, is, ok } from './suite.ts';

/** Parameters that make a catalogued scenario small enough to be exhausted in about a second. */
export const SMALLER: Readonly<Record<string, Parameters>> = {
  rwsem: { readers: 2 },
  'notif-state-machine': { targets: 1, supervisors: 1 },
  'go-preempt-storm': { signals: 2 },
  'go-preempt-storm-fixed': { signals: 2 },
  'vma-split-budget': { neighbour: 0 },
  'vma-split-budget-fixed': { neighbour: 0 },
};

/**
 * Scenarios whose violation sampling at its defaults does not find, and why: the depth of the bug
 * at the smaller parameters, as `explain` proves it.
 */
export const TOO_DEEP: Readonly<Record<string, number>> = { 'go-preempt-storm': 4 };

/**
 * Scenarios of some 200,000 states or more, behind their first finding. Their own tests go through
 * them; laws of the whole catalogue take them in only in the long run.
 */
export const WIDE: ReadonlySet<string> = new Set([
  'queued-init-eintr',
  'queued-init-eintr-eager',
  'supervisor-death',
  'supervisor-death-inherited',
  'supervisor-restart',
  'supervisor-restart-fixed',
  'supervisor-restart-journal',
]);

/** The scenarios that a search exhausts in seconds, with their smaller parameters. */
export const exhaustible: readonly { entry: CatalogueEntry; parameters: Parameters }[] = catalogue
  .filter(({ kind, name }) => kind !== 'load' && (isLong || !WIDE.has(name)))
  .map((entry) => ({ entry, parameters: parametersOf(entry, SMALLER[entry.name] ?? {}) }));

/** A finished search. */
export interface Explored {
  readonly verdict: string;
  /** What the shortest schedule shows: a property's name, or `deadlock`. */
  readonly found: string | undefined;
  /** The names of all that was found. */
  readonly all: readonly string[];
  /** Steps of the shortest schedule. */
  readonly stepCount: number | undefined;
  /** Who waits for what in a deadlock. */
  readonly waits: readonly string[];
  /** The observations of the end states, in order. */
  readonly observed: readonly string[];
  readonly endStateCount: number;
}

/** Explores an entry; `all` goes on behind the first finding. */
export async function explored(
  entry: CatalogueEntry,
  given: Parameters = {},
  all = false,
): Promise<Explored> {
  const question = ask(entry.build(parametersOf(entry, given)));
  const { verdict, findings, observations, explore: figures } = await explore(question, { all });
  const names = findings.map(({ kind, message }) => (kind === 'property' ? message : kind));
  return {
    verdict,
    found: names[0],
    all: names,
    stepCount: findings[0]?.schedule?.length,
    waits: findings.find(({ kind }) => kind === 'deadlock')?.waits ?? [],
    observed: observations.map(({ values }) => values.join(' ')).toSorted(),
    endStateCount: figures!.endStates,
  };
}

/** The entry is violated, and its shortest schedule shows this in so many steps. */
export async function finds(
  entry: CatalogueEntry,
  found: string,
  stepCount: number,
  given: Parameters = {},
): Promise<void> {
  const answer = await explored(entry, given);
  equal([answer.verdict, answer.found, answer.stepCount], ['violated', found, stepCount]);
}

/** The entry is proved, threads come to their end, and its ends look like this and nothing else. */
export async function proves(
  entry: CatalogueEntry,
  observed: readonly string[],
  given: Parameters = {},
): Promise<void> {
  const answer = await explored(entry, given);
  is(answer.verdict, 'holds', answer.found);
  ok(answer.endStateCount > 0, 'nobody ever comes to an end');
  equal(answer.observed, observed.toSorted());
}

/**
 * What a search finds of an entry under every lock design of the address space and under every
 * broken twin: `design: what` or `design without omission: what` for those that are violated. Each
 * is as its scenario expects.
 */
export async function foundByDesign(entry: CatalogueEntry, given: Parameters): Promise<string[]> {
  const found: string[] = [];
  for (const [design, { name, omissions }] of ADDRESS_SPACE_DESIGNS.entries())
    for (const [without, omission] of [undefined, ...omissions].entries()) {
      const scenario = entry.build(parametersOf(entry, { ...given, design, without }));
      const { verdict, findings, asExpected } = await explore(ask(scenario));
      const title = omission === undefined ? name : `${name} without ${omission}`;
      ok(asExpected, `${title}: ${verdict}, expected ${scenario.expect.explore}`);
      const [finding] = findings;
      if (finding === undefined) continue;
      found.push(`${title}: ${finding.kind === 'property' ? finding.message : finding.kind}`);
    }
  return found;
}
