/**
 * Why a schedule fails, for a person: how small it was made and what that proves, the step at which
 * it was lost, and from there on the nearest passing schedule beside it. Invariant: what was not
 * proved is never said to be the fewest or the least.
 */

import type { Finding, ScheduleStep, Why } from '../../workers/index.ts';
import { cellText, marksSteps } from './columns.ts';
import { countOf } from './number.ts';
import { replayCommand } from './repeat.ts';
import { type Column, drawTable, pageWidth, paragraph } from './table.ts';

/** Rows of the passing schedule behind the end of the failing one. */
const PASSING_ROW_COUNT_MORE = 3;

/** The scenario's own file, that a command is told; null: it is in none, and nothing repeats it. */
export type ScenarioFile = string | null | undefined;

/** The lines above the schedule. */
export function whyLines(finding: Finding, file?: ScenarioFile): string[] {
  return whyTexts(finding, file).flatMap((line) => paragraph(line, '  '));
}

/** Why it fails, one sentence each; none where nobody asked. */
export function whyTexts({ schedule = [], why }: Finding, file?: ScenarioFile): string[] {
  if (why === undefined) return [];
  const { fewer } = why;
  return [
    `preemptions: ${preemptionText(why)}`,
    ...(fewer === null ? [] : repeatTexts(fewer.token, file)),
    ...causes(schedule, why),
  ];
}

function repeatTexts(token: string, file: ScenarioFile): string[] {
  return file === null ? [] : [replayCommand(token, file)];
}

function causes(schedule: readonly ScheduleStep[], why: Why): string[] {
  return [
    `bug depth: ${depthText(why)}`,
    sizeText(schedule.length, why),
    sliceText(schedule, why),
    criticalText(schedule, why),
  ];
}

/** The orders of steps that the failure needs. */
export function orderLines({ ordering }: Finding): string[] {
  if (ordering === undefined) return [];
  const { orders, without, isSufficient } = ordering;
  const parts = [
    ...orders.map((steps) => steps.join(' < ')),
    ...(without.length > 0
      ? [`${orders.length > 0 ? 'and ' : ''}not ${without.join(' nor ')}`]
      : []),
  ];
  if (parts.length === 0)
    return isSufficient ? paragraph('orders: none, every schedule fails', '  ') : [];
  const proof = isSufficient
    ? 'proved: whatever else happens, it fails'
    : 'not proved: others may pass';
  return paragraph(`orders: ${parts.join('; ')} (${proof})`, '  ');
}

/** What the signs before the numbers of steps mean, for those that occur. */
export function legendLines({ schedule = [], why }: Finding): string[] {
  if (why === undefined) return [];
  const { criticalStep } = why;
  const signs = [
    ...(marksSteps(why) ? ['* the failure depends on it'] : []),
    ...(criticalStep !== null && criticalStep > 0 && criticalStep <= schedule.length
      ? ['> behind it every continuation fails']
      : []),
  ];
  return signs.length === 0 ? [] : [`  ${signs.join('; ')}`];
}

/**
 * The failing and the passing schedule side by side, from the first step on in which they differ;
 * as a table, with the values that each step read and wrote.
 */
export function besideLines(
  { schedule = [], why }: Finding,
  format: 'text' | 'table' = 'text',
  file?: ScenarioFile,
): string[] {
  const cellOf = format === 'table' ? valuesCell : deedCell;
  const step = why?.criticalStep ?? 0;
  const passing = why?.passing ?? null;
  if (passing === null || step < 1) return [];
  const first = step - 1;
  const width = Math.floor((pageWidth() - 10) / 2);
  const columns: Column[] = [
    { title: '#', align: 'right' },
    { title: 'fails', widthMax: width },
    { title: 'passes', widthMax: width },
  ];
  const length = Math.max(
    schedule.length,
    Math.min(passing.schedule.length, schedule.length + PASSING_ROW_COUNT_MORE),
  );
  const more = passing.schedule.length - length;
  const rows = Array.from({ length: length - first }, (_none, at) => [
    `${first + at + 1}`,
    cellOf(schedule[first + at]),
    cellOf(passing.schedule[first + at]),
  ]);
  return [
    ...paragraph(
      first === 0
        ? 'The nearest passing schedule differs from the first step on.'
        : `The nearest passing schedule is the same up to step ${first}.`,
      '  ',
    ),
    ...drawTable(columns, rows, '  '),
    ...(more > 0 ? [`  and ${countOf(more, 'step')} more to the end of the passing one`] : []),
    ...repeatTexts(passing.token, file).map((text) => `  ${text}`),
  ];
}

function preemptionText({ preemptions, preemptionsAtLeast, fewer }: Why): string {
  if (fewer !== null) {
    const proof = fewer.preemptions === preemptionsAtLeast ? ', proved to be the fewest,' : '';
    const steps = countOf(fewer.steps, 'step');
    return `${preemptions}; with ${fewer.preemptions}${proof} it takes ${steps}:`;
  }
  if (preemptions === preemptionsAtLeast) return `${preemptions}, proved to be the fewest`;
  return `${preemptions}; that fewer than ${preemptionsAtLeast} do not suffice is proved`;
}

function depthText({ depth, depthAtLeast }: Why): string {
  return depth === null
    ? `at least ${depthAtLeast}; the limit of the search left it open`
    : `${depth}: ${countOf(depth, 'ordering constraint')}, the least with which PCT finds it`;
}

function sizeText(steps: number, { found, preemptions }: Why): string {
  const now = countOf(steps, 'step');
  if (found.steps === steps && found.preemptions === preemptions) return `size: ${now}, as found`;
  const before = `${countOf(found.steps, 'step')} and ${countOf(found.preemptions, 'preemption')}`;
  return `size: ${now}; found with ${before}`;
}

function sliceText(schedule: readonly ScheduleStep[], why: Why): string {
  const { matters, leads } = why.slice;
  const idle = schedule
    .map((_step, index) => index + 1)
    .filter((step) => !matters.includes(step) && !leads.includes(step));
  const parts = [
    matters.length === schedule.length ? 'all steps' : stepsText(matters),
    ...(leads.length > 0
      ? [`${idle.length === 0 ? 'the others' : stepsText(leads)} to bring their threads there`]
      : []),
    ...(idle.length > 0
      ? [`${leads.length === 0 ? 'the others' : stepsText(idle)} without a part in it`]
      : []),
  ];
  return `depends on: ${parts.join('; ')}`;
}

/** Numbers in words, with runs of three and more as ranges: `steps 1 to 3, 5, 8`. */
function stepsText(steps: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const step of steps) {
    const run = runs.at(-1);
    if (run !== undefined && run[1] === step - 1) run[1] = step;
    else runs.push([step, step]);
  }
  const texts = runs.flatMap(([first, last]) => {
    if (first === last) return [`${first}`];
    return last === first + 1 ? [`${first}`, `${last}`] : [`${first} to ${last}`];
  });
  return `${steps.length === 1 ? 'step' : 'steps'} ${texts.join(', ')}`;
}

function criticalText(schedule: readonly ScheduleStep[], { criticalStep }: Why): string {
  if (criticalStep === null) return 'critical step: the limit of the search left it open';
  if (criticalStep === 0) return 'critical step: none, no schedule passes';
  const step = schedule[criticalStep - 1];
  if (step === undefined)
    return 'critical step: none, a continuation passes still: only the end is missing';
  return (
    `critical step: ${criticalStep}, ${step.thread}: ${step.did}; ` +
    'behind it every continuation fails'
  );
}

/** A step with all that it read and wrote. */
function valuesCell(step: ScheduleStep | undefined): string {
  return step === undefined ? '' : `${step.thread}: ${cellText(step)}`;
}

function deedCell(step: ScheduleStep | undefined): string {
  if (step === undefined) return '';
  return [`${step.thread}: ${step.did}`, ...step.events.map((event) => `! ${event}`)].join('\n');
}
