/**
 * Paint: colour for terminals, and none for everything else. Invariant: a painted text without its
 * escape codes is the plain text, so nothing is said by colour alone.
 */

/** What a piece of text is, from which follows how it is painted. */
export type Tone = 'title' | 'good' | 'bad' | 'doubtful' | 'faint';

/** Paints a text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;

/** No colour: pipes, files, NO_COLOR. */
export const plain: Paint = (_tone, text) => text;

const CODES: Record<Tone, string> = {
  title: '1',
  good: '32',
  bad: '31',
  doubtful: '33',
  faint: '2',
};

/** ANSI colours (ECMA-48 SGR). */
export const coloured: Paint = (tone, text) =>
  text === '' ? '' : `\u001b[${CODES[tone]}m${text}\u001b[0m`;
