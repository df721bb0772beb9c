/**
 * Exits: what the exit code of the command line says, and how each kind of error is told.
 * Invariant: whatever is thrown ends as one line on stderr, a hint where there is one, and a code
 * of this table.
 */
import { InvariantError, UsageError } from '../../kernel/index.js';
import { WorkerDiedError } from '../../workers/index.js';
/** The exit codes. */
export const EXIT = {
    /** The outcome is as the scenario expects. */
    expected: 0,
    /** It is not: something was found that should not be, or not found that should. */
    unexpected: 1,
    /** The caller's input is wrong. */
    usage: 2,
    /** racetrap is wrong, or a worker died. */
    internal: 3,
    /** The user ended it: 128 + SIGINT. */
    interrupted: 130,
};
/** The exit code and the text of an error. */
export function errorText(error) {
    if (error instanceof UsageError) {
        const line = `racetrap: ${error.where === '' ? '' : `${error.where}: `}${error.message}`;
        return { code: EXIT.usage, text: withHint(oneLine(line), error.hint) };
    }
    if (error instanceof WorkerDiedError)
        return {
            code: EXIT.internal,
            text: withHint(oneLine(`racetrap: ${error.message}`), 'the report says what was held, and what was measured until then'),
        };
    if (error instanceof InvariantError) {
        const line = `racetrap: internal error: ${error.message}`;
        return {
            code: EXIT.internal,
            text: withHint(oneLine(line), 'this is a fault of racetrap or of the machine, not of the scenario'),
        };
    }
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { code: EXIT.internal, text: `racetrap: internal error: ${text}\n` };
}
function withHint(line, hint) {
    return hint === '' ? `${line}\n` : `${line}\n  hint: ${oneLine(hint)}\n`;
}
function oneLine(text) {
    return text.replaceAll(/\s*\n\s*/g, ' ');
}
//# sourceMappingURL=exit.js.map