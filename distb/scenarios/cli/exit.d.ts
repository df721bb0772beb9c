/**
 * Exits: what the exit code of the command line says, and how each kind of error is told.
 * Invariant: whatever is thrown ends as one line on stderr, a hint where there is one, and a code
 * of this table.
 */
/** The exit codes. */
export declare const EXIT: {
    /** The outcome is as the scenario expects. */
    readonly expected: 0;
    /** It is not: something was found that should not be, or not found that should. */
    readonly unexpected: 1;
    /** The caller's input is wrong. */
    readonly usage: 2;
    /** racetrap is wrong, or a worker died. */
    readonly internal: 3;
    /** The user ended it: 128 + SIGINT. */
    readonly interrupted: 130;
};
/** The exit code and the text of an error. */
export declare function errorText(error: unknown): {
    readonly code: number;
    readonly text: string;
};
