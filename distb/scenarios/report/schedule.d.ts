/**
 * A schedule as a table: one column a thread, one row a step, the strip of memory behind it and
 * what it told and changed. Invariant: every step of the schedule has its row, in order.
 */
import type { ScheduleStep } from '../../workers/index.ts';
/** The lines of a schedule, the critical step marked where it is known. */
export declare function scheduleLines(schedule: readonly ScheduleStep[], criticalStep?: number | null): string[];
