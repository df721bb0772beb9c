/**
 * Repeat: the command lines that a report offers. Invariant: a shell takes each of them as it
 * stands, whatever the names in it.
 */

/** Repeats a schedule; a scenario of the user's own is told with its file. */
export function replayCommand(token: string, file?: string): string {
  return `racetrap replay ${token}${file === undefined ? '' : ` ${shellWord(file)}`}`;
}

/** A text as one word of a shell. */
export function shellWord(text: string): string {
  return /^[\w./+,:@%-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
