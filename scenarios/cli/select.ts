/**
 * Select: which scenario is meant, and with which parameters. Invariant: an engine gets parameters
 * of which each is known to the entry and within its range; all others have their default.
 */

import { UsageError } from '../../kernel/index.ts';
import {
  type CatalogueEntry,
  compileObservations,
  expectAcceptedFilters,
  Judge,
  type Parameters,
  type Scenario,
} from '../../actors/index.ts';
import {
  ask,
  decodeOrdering,
  decodeToken,
  isOrdering,
  type Question,
} from '../../workers/index.ts';
import { catalogue, defaultsOf, findScenario, parametersOf } from '../catalogue.ts';
import { inSource, isScenarioPath, loadScenarioFile } from '../file/load.ts';
import { nearestName } from '../file/nearest.ts';

/** A scenario that was chosen. */
export interface Selection {
  readonly entry: CatalogueEntry;
  /** The user's own file, as it was named; undefined for the catalogue. */
  readonly file: string | undefined;
}

/** The scenario that an argument names. */
export async function select(argument: string): Promise<Selection> {
  if (isScenarioPath(argument)) return { entry: await loadScenarioFile(argument), file: argument };
  const entry = findScenario(argument);
  if (entry !== undefined) return { entry, file: undefined };
  const nearest = nearestName(
    argument,
    catalogue.map(({ name }) => name),
  );
  throw new UsageError(
    `no scenario is named '${argument}'`,
    nearest === undefined
      ? '`racetrap list` shows all; a file is named by its path, such as ./mine.ts'
      : `did you mean '${nearest}'?`,
  );
}

/** The scenario and the parameters of a token; `argument` names it where the catalogue cannot. */
export async function selectByToken(
  text: string,
  argument: string | undefined,
): Promise<{ readonly selection: Selection; readonly parameters: Parameters }> {
  const token = isOrdering(text) ? decodeOrdering(text) : decodeToken(text);
  if (argument === undefined && findScenario(token.scenario) === undefined)
    throw new UsageError(
      `no scenario is named '${token.scenario}'`,
      `name the file that it was found in: racetrap replay TOKEN ./${token.scenario}.ts`,
    );
  const selection = await select(argument ?? token.scenario);
  return { selection, parameters: choose(selection, token.parameters) };
}

/**
 * The entry's parameters with the values that were set; `threads` is set by an option of its own.
 */
export function choose(
  { entry, file }: Selection,
  set: Parameters = {},
  threads?: number,
): Parameters {
  const given = threads === undefined ? set : { ...set, threads };
  const known = Object.keys(entry.parameters);
  for (const name of Object.keys(given)) {
    const nearest = known.includes(name) ? undefined : nearestName(name, known);
    if (nearest !== undefined)
      throw new UsageError(
        `scenario ${file ?? entry.name} has no parameter '${name}'`,
        `did you mean '${nearest}'?`,
      );
  }
  return parametersOf(entry, given);
}

/** As `choose`, for one question: refuses a value that means nothing beside the others. */
export function chooseOne(selection: Selection, set?: Parameters, threads?: number): Parameters {
  const chosen = choose(selection, set, threads);
  for (const [name, { value, isOf }] of Object.entries(selection.entry.parameters)) {
    if (isOf === undefined || chosen[name] === value) continue;
    if (isOf.values.includes(chosen[isOf.parameter]!)) continue;
    throw new UsageError(
      `${name} means nothing with ${isOf.parameter}=${chosen[isOf.parameter]}`,
      `leave it out; it is for ${isOf.parameter}=${isOf.values.join(', ')}`,
    );
  }
  return chosen;
}

/** Builds the scenario; what is wrong with it is told with its file. */
export function build(selection: Selection, parameters: Parameters): Scenario {
  return inSource(sourceOf(selection), () => selection.entry.build(parameters));
}

/** Builds and compiles the scenario for any engine; `observe` replaces what it observes. */
export function question(
  selection: Selection,
  parameters: Parameters,
  observe?: readonly string[],
): Question {
  const built = build(selection, parameters);
  const scenario = observe === undefined ? built : { ...built, observe };
  return inSource(sourceOf(selection), () => {
    const asked = ask(scenario, parameters, defaultsOf(selection.entry));
    // Why: to a program a filter that is refused is an errno; to a person it is a mistake.
    expectAcceptedFilters(scenario);
    // Why: engines compile these for themselves, in workers too; here an error still has its place.
    compileObservations(scenario.observe, asked.compiled);
    void new Judge(scenario, asked.compiled);
    return asked;
  });
}

/** What stands before the place of an error in the scenario. */
export function sourceOf({ entry, file }: Selection): string {
  return file ?? `scenario ${entry.name}`;
}
