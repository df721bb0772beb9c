/**
 * Paint: colour for terminals, and none for everything else. Invariant: a painted text without its
 * escape codes is the plain text, so nothing is said by colour alone.
 */
/** No colour: pipes, files, NO_COLOR. */
export const plain = (_tone, text) => text;
const CODES = {
    title: '1',
    good: '32',
    bad: '31',
    doubtful: '33',
    faint: '2',
};
/** ANSI colours (ECMA-48 SGR). */
export const coloured = (tone, text) => text === '' ? '' : `\u001b[${CODES[tone]}m${text}\u001b[0m`;
//# sourceMappingURL=paint.js.map