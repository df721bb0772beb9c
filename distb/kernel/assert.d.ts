/**
 * Assertions and the two errors that racetrap throws. A simulated kernel that says no returns an
 * errno; only a wrong caller (`UsageError`, exit 2) or a wrong racetrap (`InvariantError`, exit 3)
 * throws. Assertions are always on: a laboratory that checks others checks itself first.
 */
/** racetrap itself is wrong, or a worker died: never the fault of the scenario. */
export declare class InvariantError extends Error {
    readonly name = "InvariantError";
}
/** The caller's input is wrong: one line, a hint, and where it stands. */
export declare class UsageError extends Error {
    readonly name = "UsageError";
    /** What to do about it, in one line; empty if there is nothing to add. */
    readonly hint: string;
    /** The file and the path into it, when the input came from a file. */
    readonly where: string;
    constructor(message: string, hint?: string, where?: string);
}
/** Throws an `InvariantError` unless the condition holds. */
export declare function invariant(condition: unknown, message: string): asserts condition;
