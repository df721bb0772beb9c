/**
 * A schedule as a table: one column a thread, one row a step, the strip of memory behind it and
 * what it told and changed. Invariant: every step of the schedule has its row, in order.
 */

import type { ScheduleStep, WordChange } from '../../workers/index.ts';
import { stepNumber, type StepMarks } from './columns.ts';
import { countOf } from './number.ts';
import { mappedRange, pagesText, STRIP_PAGE_COUNT_MAX, stripLegend, stripOf } from './strip.ts';
import { type Column, drawTable, pageWidth, paragraph } from './table.ts';

/** With more threads than this a column names the thread instead. */
const THREAD_COLUMN_COUNT_MAX = 4;
const STRIP_WIDTH_MAX = 24;
const THREAD_NAME_WIDTH = 16;
const NOTE_WIDTH_MIN = 26;
/** A column that cannot hold this is too narrow to read. */
const NARROWEST = 'mprotect: mm';

/** The lines of a schedule, with what is known of its steps; `first` is the number of the first. */
export function scheduleLines(
  schedule: readonly ScheduleStep[],
  why?: StepMarks,
  first = 1,
): string[] {
  if (schedule.length === 0) return ['  no step: the first state is the finding'];
  const threads = [...new Set(schedule.map(({ thread }) => thread))];
  const lists = schedule.map(({ mappings }) => mappings);
  const [from, to] = mappedRange(lists);
  const isStrip = to > from && to - from <= STRIP_PAGE_COUNT_MAX;
  const strips = isStrip ? lists.map((list) => stripOf(list, from, to)) : [];
  const stripWidth = isStrip ? Math.min(STRIP_WIDTH_MAX, longest(strips)) : 0;

  const free = pageWidth() - 8 - stripWidth - NOTE_WIDTH_MIN - 2 * (threads.length + 2);
  const threadWidth = Math.floor(free / threads.length);
  const isByThread =
    threads.length <= THREAD_COLUMN_COUNT_MAX && longest([...threads, NARROWEST]) <= threadWidth;
  const didWidth = isByThread
    ? threadWidth
    : pageWidth() - 13 - THREAD_NAME_WIDTH - stripWidth - NOTE_WIDTH_MIN;
  const did: Column[] = isByThread
    ? threads.map((title) => ({ title, widthMax: didWidth }))
    : [
        { title: 'thread', widthMax: THREAD_NAME_WIDTH },
        { title: 'step', widthMax: didWidth },
      ];
  const columns: Column[] = [
    { title: '#', align: 'right' },
    ...did,
    ...(isStrip ? [{ title: 'memory', widthMax: stripWidth }] : []),
    { title: 'what happened', widthMax: 0 },
  ];
  const rows = schedule.map((step, index) => {
    const cells = isByThread
      ? threads.map((thread) => (thread === step.thread ? step.did : ''))
      : [step.thread, step.did];
    return [
      stepNumber(first + index, why),
      ...cells,
      ...(isStrip ? [strips[index]!] : []),
      note(step),
    ];
  });
  const taken = columns
    .slice(0, -1)
    .map(({ title, widthMax = Infinity }, index) =>
      Math.min(
        Math.max(title.length, ...rows.map((row) => row[index]!.length)),
        Math.max(widthMax, title.length),
      ),
    )
    .reduce((sum, width) => sum + width + 2, 2);
  columns[columns.length - 1] = {
    title: 'what happened',
    widthMax: Math.max(NOTE_WIDTH_MIN, pageWidth() - taken),
  };
  return [
    ...drawTable(columns, rows, '  '),
    ...(isStrip
      ? paragraph(`memory: ${pagesText(from, to)}; ${stripLegend(strips)}`, '  ')
      : to > from
        ? [`  memory: ${pagesText(from, to)}, ${countOf(mappingCount(lists), 'mapping')}`]
        : []),
  ];
}

/** What a step drew, told and changed that its column does not say. */
function note({ choices, events, changes }: ScheduleStep): string {
  return [
    ...(choices.length > 0 ? [`draws ${choices.join(', ')}`] : []),
    ...events,
    ...changes.filter(isTold).map(changeText),
  ].join('; ');
}

/**
 * Whether a change is the scenario's matter: words of memory, registers, barriers. The strip tells
 * what the words of the table amount to, the thread's column what happens to locks and sleepers.
 */
function isTold({ word }: WordChange): boolean {
  return !/^(vma \d+|table|lock \S+) |\S (parked|request|instruction page|foreign)$/.test(word);
}

function changeText({ word, before, after }: WordChange): string {
  return `${word}: ${before} -> ${after}`;
}

function mappingCount(lists: readonly string[]): number {
  return (lists.at(-1) ?? '').split(' ').filter((entry) => entry !== '').length;
}

function longest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, text.length), 0);
}
