/**
 * A schedule as a table of columns, one for each actor, with every value that was read and written
 * where it was: the view for whoever follows the data. It takes the width that its actors need; the
 * table of schedule.ts keeps to the page instead.
 *
 * Invariant: every step has its row, in order, and its cell stands in its own thread's column.
 */

import type { ScheduleStep } from '../../workers/index.ts';
import { accessesOf } from './access.ts';
import { type Column, drawTable, PAGE_WIDTH } from './table.ts';

/** A column is never narrower than this. */
const COLUMN_WIDTH_MIN = 22;

/** The lines of a schedule, the critical step marked; `first` is the number of its first step. */
export function columnLines(
  schedule: readonly ScheduleStep[],
  criticalStep: number | null = null,
  first = 1,
): string[] {
  if (schedule.length === 0) return ['  no step: the first state is the finding'];
  const threads = [...new Set(schedule.map(({ thread }) => thread))];
  const free = Math.floor((PAGE_WIDTH - 8) / threads.length) - 2;
  const rows = schedule.map((step, index) => [
    stepNumber(first + index, criticalStep),
    ...threads.map((thread) => (thread === step.thread ? cellOf(step) : '')),
  ]);
  const columns: Column[] = [
    { title: '#', align: 'right' },
    ...threads.map((title) => ({ title, widthMax: Math.max(free, COLUMN_WIDTH_MIN) })),
  ];
  return drawTable(columns, rows, '  ');
}

/** The number of a step, with a sign before that behind which every continuation fails. */
export function stepNumber(step: number, criticalStep: number | null): string {
  return step === criticalStep ? `>${step}` : `${step}`;
}

function cellOf(step: ScheduleStep): string {
  const { reads, writes, wakes } = accessesOf(step);
  return [
    step.did,
    ...(step.choices.length > 0 ? [`draws ${step.choices.join(', ')}`] : []),
    ...reads.map((each) => `reads ${each}`),
    ...writes.map((each) => `writes ${each}`),
    ...wakes.map((each) => `wakes ${each}`),
    ...step.events.map((each) => `! ${each}`),
  ].join('\n');
}
