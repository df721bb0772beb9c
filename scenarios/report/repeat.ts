/**
 * Repeat: the command lines that a report offers. Invariant: a shell takes each of them as it
 * stands, whatever the names in it.
 */

import type { CatalogueEntry, Parameters } from '../../actors/index.ts';
import type { Finding } from '../../workers/index.ts';

/** Repeats a schedule. */
export function replayCommand(token: string, file?: string): string {
  return tokenCommand('replay', token, file);
}

/** Says why a schedule fails. */
export function explainCommand(token: string, file?: string): string {
  return tokenCommand('explain', token, file);
}

/** What is asked of a schedule; a scenario of the user's own is told with its file. */
function tokenCommand(verb: string, token: string, file: string | undefined): string {
  return `racetrap ${verb} ${token}${file === undefined ? '' : ` ${shellWord(file)}`}`;
}

/** The commands that repeat a finding: step by step, and by the orders that it needs. */
export function replayLines({ token, ordering }: Finding, file?: string): string[] {
  return [token, ordering?.token].flatMap((each) =>
    each === undefined ? [] : [`  ${replayCommand(each, file)}`],
  );
}

/**
 * The command that says why a finding fails and which orders it needs, where nobody has asked yet.
 * A schedule that goes on for ever is not explained further: its way there is shortest already.
 */
export function explainLines({ token, why, forever }: Finding, file?: string): string[] {
  const isLeft = token !== undefined && why === undefined && forever === undefined;
  return isLeft ? [`  ${explainCommand(token, file)}`] : [];
}

/**
 * The search that explains what was counted: of the scenario itself, or of the small one that a
 * load is explained by.
 */
export function exploreCommand(
  name: string,
  entry: CatalogueEntry,
  parameters: Parameters,
): string {
  if (entry.explainedBy !== undefined) return `racetrap explore ${entry.explainedBy}`;
  const settings = Object.entries(parameters)
    .filter(([parameter, value]) => entry.parameters[parameter]?.value !== value)
    .map(([parameter, value]) => ` --set ${parameter}=${value}`);
  return `racetrap explore ${shellWord(name)}${settings.join('')}`;
}

/** A text as one word of a shell. */
export function shellWord(text: string): string {
  return /^[\w./+,:@%-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
