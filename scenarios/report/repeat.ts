/**
 * Repeat: the command lines that a report offers. Invariant: a shell takes each of them as it
 * stands, whatever the names in it.
 */

import type { Finding } from '../../workers/index.ts';

/** Repeats a schedule; a scenario of the user's own is told with its file. */
export function replayCommand(token: string, file?: string): string {
  return `racetrap replay ${token}${file === undefined ? '' : ` ${shellWord(file)}`}`;
}

/** The commands that repeat a finding: step by step, and by the orders that it needs. */
export function replayLines({ token, ordering }: Finding, file?: string): string[] {
  return [token, ordering?.token].flatMap((each) =>
    each === undefined ? [] : [`  ${replayCommand(each, file)}`],
  );
}

/** A text as one word of a shell. */
export function shellWord(text: string): string {
  return /^[\w./+,:@%-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
