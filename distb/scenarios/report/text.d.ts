/**
 * The text report of an outcome: verdict first, then what was found with its schedule, then the
 * figures, and last the command that repeats the finding. Invariant: it says nothing that the
 * outcome does not carry, so the text of a saved outcome is the text of the run.
 */
import type { Finding, Outcome } from '../../workers/index.ts';
import { type Parity } from './observation.ts';
import { type Paint } from './paint.ts';
/** How a schedule is drawn: within the page, by columns with values, or as a Mermaid diagram. */
export type ScheduleFormat = 'text' | 'table' | 'mermaid';
/** How a report is made. */
export interface ReportOptions {
    readonly paint?: Paint;
    /** The scenario's own file, which a replay must be told besides the token. */
    readonly file?: string;
    /** The command that explains a violation which a run only counted. */
    readonly explain?: string;
    /** How schedules are drawn; default `text`. */
    readonly format?: Exclude<ScheduleFormat, 'mermaid'>;
    /** The comparison with the other engine, where it was asked for. */
    readonly parity?: Parity;
}
/** The report of an outcome, lines parted by newlines, one at the end. */
export declare function outcomeText(outcome: Outcome, options?: ReportOptions): string;
/** A finding: its kind, what happened, who waits for what, and the schedule. */
export declare function findingLines(finding: Finding, format?: Exclude<ScheduleFormat, 'mermaid'>, isDrawn?: boolean): string[];
