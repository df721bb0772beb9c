/**
 * Assertions and the two errors that racetrap throws. A simulated kernel that says no returns an
 * errno; only a wrong caller (`UsageError`, exit 2) or a wrong racetrap (`InvariantError`, exit 3)
 * throws. Assertions are always on: a laboratory that checks others checks itself first.
 */
/** racetrap itself is wrong, or a worker died: never the fault of the scenario. */
export class InvariantError extends Error {
    name = 'InvariantError';
}
/** The caller's input is wrong: one line, a hint, and where it stands. */
export class UsageError extends Error {
    name = 'UsageError';
    /** What to do about it, in one line; empty if there is nothing to add. */
    hint;
    /** The file and the path into it, when the input came from a file. */
    where;
    constructor(message, hint = '', where = '') {
        super(message);
        this.hint = hint;
        this.where = where;
    }
}
/** Throws an `InvariantError` unless the condition holds. */
export function invariant(condition, message) {
    if (!condition)
        throw new InvariantError(message);
}
//# sourceMappingURL=assert.js.map