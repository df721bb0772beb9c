/**
 * A schedule as a table of columns, one for each actor, with every value that was read and written
 * where it was: the view for whoever follows the data. It takes the width that its actors need; the
 * table of schedule.ts keeps to the page instead.
 *
 * Invariant: every step has its row, in order, and its cell stands in its own thread's column.
 */
import type { ScheduleStep } from '../../workers/index.ts';
/** The lines of a schedule, the critical step marked. */
export declare function columnLines(schedule: readonly ScheduleStep[], criticalStep?: number | null): string[];
/** The number of a step, with a sign before that behind which every continuation fails. */
export declare function stepNumber(step: number, criticalStep: number | null): string;
