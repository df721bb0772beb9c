/**
 * Terminal: all that the command line writes, and what it hears from the user. Results go to
 * stdout, progress and errors to stderr. Invariant: what is piped carries no escape codes; a reader
 * that goes away ends the program quietly; the first SIGINT asks the engine to stop, the second
 * ends at once.
 */
import type { Supervision } from '../../workers/index.ts';
import { type Paint } from '../report/paint.ts';
/** Where the command line writes to. */
export interface Terminal {
    readonly paint: Paint;
    /** Writes to stdout. */
    readonly print: (text: string) => void;
    /** Writes to stderr, below the line of progress if one is shown. */
    readonly tell: (text: string) => void;
    /**
     * Writes a value as JSON: to stdout if the target is `-`, else to the file. Says whether stdout
     * is still free for text.
     */
    writeJson(target: string | undefined, value: unknown): boolean;
    /** Runs an engine's work under progress and SIGINT; says whether the user ended it. */
    supervise<Result>(wantsProgress: boolean, work: (supervision: Supervision) => Promise<Result>): Promise<{
        readonly result: Result;
        readonly isInterrupted: boolean;
    }>;
}
/** The terminal of this process. */
export declare function openTerminal(): Terminal;
