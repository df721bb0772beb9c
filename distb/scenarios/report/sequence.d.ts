/**
 * A schedule as a Mermaid sequence diagram: threads and memory as participants, reads as arrows
 * from memory, writes as arrows to it, the critical step in a coloured frame.
 *
 * Invariant: every step is at least one arrow, in the order of the schedule; no text of a scenario
 * can end a line of the diagram or begin another.
 * Source: https://mermaid.js.org/syntax/sequenceDiagram.html
 */
import type { ScheduleStep } from '../../workers/index.ts';
/** The diagram as text, one line an element. */
export declare function sequenceDiagram(schedule: readonly ScheduleStep[], criticalStep?: number | null): string;
