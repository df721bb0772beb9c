/**
 * Paint: colour for terminals, and none for everything else. Invariant: a painted text without its
 * escape codes is the plain text, so nothing is said by colour alone.
 */
/** What a piece of text is, from which follows how it is painted. */
export type Tone = 'title' | 'good' | 'bad' | 'doubtful' | 'faint';
/** Paints a text, or leaves it as it is. */
export type Paint = (tone: Tone, text: string) => string;
/** No colour: pipes, files, NO_COLOR. */
export declare const plain: Paint;
/** ANSI colours (ECMA-48 SGR). */
export declare const coloured: Paint;
