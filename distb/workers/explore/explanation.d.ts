/**
 * Explanation: what a person needs to understand a schedule that fails: the schedule made small,
 * how many preemptions and ordering constraints the bug needs, the step at which it was lost, and
 * the nearest schedule that passes.
 *
 * Invariant: every schedule in it was replayed; what the limits left open is said to be open.
 */
import type { Question } from '../engine.ts';
import type { Finding, Why } from '../outcome.ts';
import { type Schedule } from './schedule.ts';
/** How far an explanation is looked for. */
export interface ExplainOptions {
    /** Make the schedule small first; default true. */
    readonly shrinks?: boolean;
    /** Nodes of each bounded search; default NODE_COUNT_MAX_DEFAULT. */
    readonly nodeCountMax?: number;
}
/** Nodes of each bounded search, unless told otherwise. */
export declare const NODE_COUNT_MAX_DEFAULT = 200000;
/** Explains a schedule that fails: the finding at its end, with `why`. */
export declare function explain(question: Question, schedule: Schedule, { shrinks, nodeCountMax }?: ExplainOptions): Finding & {
    readonly why: Why;
};
