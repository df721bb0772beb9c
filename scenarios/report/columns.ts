/**
 * A schedule as a table of columns, one for each actor, with every value that was read and written
 * where it was: the view for whoever follows the data. It takes the width that its actors need; the
 * table of schedule.ts keeps to the page instead.
 *
 * Invariant: every step has its row, in order, and its cell stands in its own thread's column.
 */

import type { ScheduleStep, Why } from '../../workers/index.ts';
import { accessesOf } from './access.ts';
import { changedStrips } from './strip.ts';
import { type Column, drawTable, pageWidth, paragraph } from './table.ts';

/** A column is never narrower than this. */
const COLUMN_WIDTH_MIN = 22;

/** What is known of the steps of a schedule. */
export type StepMarks = Pick<Why, 'criticalStep' | 'slice'>;

/** The lines of a schedule, with what is known of its steps; `first` is the number of the first. */
export function columnLines(
  schedule: readonly ScheduleStep[],
  why?: StepMarks,
  first = 1,
): string[] {
  if (schedule.length === 0) return ['  no step: the first state is the finding'];
  const threads = [...new Set(schedule.map(({ thread }) => thread))];
  const free = Math.floor((pageWidth() - 8) / threads.length) - 2;
  const { strips, legend } = changedStrips(schedule.map(({ mappings }) => mappings));
  const rows = schedule.map((step, index) => [
    stepNumber(first + index, why),
    ...threads.map((thread) => (thread === step.thread ? cellText(step, strips[index]) : '')),
  ]);
  const columns: Column[] = [
    { title: '#', align: 'right' },
    ...threads.map((title) => ({ title, widthMax: Math.max(free, COLUMN_WIDTH_MIN) })),
  ];
  return [
    ...drawTable(columns, rows, '  '),
    ...(legend === undefined ? [] : paragraph(legend, '  ')),
  ];
}

/**
 * The number of a step, with `>` before that behind which every continuation fails, and `*` before
 * those that the failure depends on, unless it depends on all.
 */
export function stepNumber(step: number, why?: StepMarks): string {
  const isCritical = step === why?.criticalStep;
  const matters = why !== undefined && marksSteps(why) && why.slice.matters.includes(step);
  return `${isCritical ? '>' : ''}${matters ? '*' : ''}${step}`;
}

/** Whether steps are told apart by whether the failure depends on them. */
export function marksSteps({ slice }: StepMarks): boolean {
  const [last = 0] = slice.matters.slice(-1);
  return slice.leads.length > 0 || slice.matters.length < last;
}

/** What a step did, each value that it read and wrote, and memory behind it where it changed. */
export function cellText(step: ScheduleStep, strip?: string): string {
  const { reads, writes, wakes } = accessesOf(step);
  return [
    step.did,
    ...(step.choices.length > 0 ? [`draws ${step.choices.join(', ')}`] : []),
    ...reads.map((each) => `reads ${each}`),
    ...writes.map((each) => `writes ${each}`),
    ...(strip === undefined ? [] : [`memory ${strip}`]),
    ...wakes.map((each) => `wakes ${each}`),
    ...step.events.map((each) => `! ${each}`),
  ].join('\n');
}
