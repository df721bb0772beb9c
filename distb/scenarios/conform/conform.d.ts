/**
 * Conformance: recorded behaviour of Linux against the simulated kernel. A file is a JSON array of
 * vectors or an oracle of one JSON sequence a line. Invariant: whatever a file holds is passed or
 * failed, never skipped; an operation, an expectation or a field that is not known is a failure.
 */
/** One vector or sequence that did not go as recorded. */
export interface ConformFailure {
    readonly file: string;
    readonly id: string;
    /** Where it went wrong: the step, from 1, and its operation. */
    readonly step: string;
    readonly expected: string;
    readonly actual: string;
}
/** What a run of files found. */
export interface ConformReport {
    readonly passed: number;
    readonly failed: number;
    readonly failures: readonly ConformFailure[];
    /** Ids of the vectors and sequences that passed. */
    readonly passedIds: readonly string[];
    /** Each failure, then the totals. */
    readonly text: string;
}
/**
 * Runs conformance files. Throws a UsageError with the file and the path in it if one cannot be
 * read or is malformed.
 */
export declare function runConform(files: readonly string[]): ConformReport;
