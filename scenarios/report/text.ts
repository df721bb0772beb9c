/**
 * The text report of an outcome: verdict first, then what was found with its schedule, then the
 * figures, and last the command that repeats the finding. Invariant: it says nothing that the
 * outcome does not carry, so the text of a saved outcome is the text of the run.
 */

import type { Finding, Outcome, ScheduleStep } from '../../workers/index.ts';
import { columnLines } from './columns.ts';
import { exploreLines, parallelLines, threadLines, virtualLines } from './figures.ts';
import { expectation, foundText, headline } from './headline.ts';
import { countOf } from './number.ts';
import { observationLines, type Parity, parityLines } from './observation.ts';
import { type Paint, plain } from './paint.ts';
import { explainLines, replayLines, shellWord } from './repeat.ts';
import { repeatLines, sampleLines } from './sample.ts';
import { scheduleLines } from './schedule.ts';
import { paragraph } from './table.ts';
import { besideLines, legendLines, orderLines, type ScenarioFile, whyLines } from './why.ts';

/** Journal lines that a report shows; the outcome carries more. */
const JOURNAL_LINE_COUNT = 12;
/** Schedules that a report draws in full; further findings are named. */
const SCHEDULE_COUNT_MAX = 3;

/** How a report draws a schedule: within the page, or by columns with values. */
export type TextFormat = 'text' | 'table';

/** How a report is made. */
export interface ReportOptions {
  readonly paint?: Paint;
  /** The scenario's own file, which a replay must be told besides the token. */
  readonly file?: string;
  /** What explains a violation which a run only counted: a command, and what it rests on. */
  readonly explain?: readonly string[];
  /** Commands that go further than a search which was ended before its end. */
  readonly further?: readonly string[];
  /** How schedules are drawn; default `text`. */
  readonly format?: TextFormat;
  /** The comparison with the other engine, where it was asked for. */
  readonly parity?: Parity;
}

/** The report of an outcome, lines parted by newlines, one at the end. */
export function outcomeText(outcome: Outcome, options: ReportOptions = {}): string {
  return openingText(outcome, options) + closingText(outcome, options);
}

/** The report up to what its reader can do next: what is known when a search is over. */
export function openingText(outcome: Outcome, options: ReportOptions = {}): string {
  const { paint = plain, format = 'text', file } = options;
  const { explore, parallel, sample, virtual, findings } = outcome;
  const verdict = headline(outcome);
  const expected = expectation(outcome);
  const lines = [
    ...paragraph(verdict.text).map((line) => paint(verdict.tone, line)),
    paint(expected.tone, expected.text),
    ...inputs(outcome),
    ...unjudgedLines(outcome),
  ];
  const section = sectionsOf(lines, paint);
  findings.forEach((finding, index) => {
    section(
      findings.length === 1 ? 'Finding' : `Finding ${index + 1} of ${findings.length}`,
      findingLines(finding, { format, file, isDrawn: index < SCHEDULE_COUNT_MAX }),
    );
  });
  section('Observations', observationLines(outcome));
  if (options.parity !== undefined)
    section('Parity of the run and exploration', parityLines(options.parity));
  if (parallel !== null) {
    section('Threads', threadLines(parallel));
    section('Figures', parallelLines(parallel, virtual !== undefined));
    if (virtual !== undefined) section('Virtual machine', virtualLines(virtual));
    section(journalTitle(parallel), journalLines(parallel.journal));
  }
  if (explore !== null) section('Search', exploreLines(explore));
  if (sample !== null) section('Sample', sampleLines(sample));
  return `${lines.join('\n')}\n`;
}

/** The commands that go on from an outcome, and the orders that its finding needs. */
export function closingText(outcome: Outcome, options: ReportOptions = {}): string {
  const { paint = plain, file } = options;
  const { sample, findings } = outcome;
  const lines: string[] = [];
  const section = sectionsOf(lines, paint);
  section(
    'Go on',
    (options.further ?? []).map((command) => `  ${command}`),
  );
  const repeated = findings.find((finding) => finding.token !== undefined);
  if (repeated !== undefined) {
    // Orders of what was explained stand with the reasons, in the finding.
    const orders = repeated.why === undefined ? orderLines(repeated) : [];
    section('Explain it', [...orders, ...explainLines(repeated, file)]);
    section('Repeat it', [
      ...replayLines(repeated, file),
      ...repeatLines(outcome, shellWord(file ?? outcome.scenario)),
    ]);
  } else if (sample !== null)
    section('Repeat it', repeatLines(outcome, shellWord(file ?? outcome.scenario)));
  else if (options.explain !== undefined) section('Explain it', options.explain);
  return lines.map((line) => `${line}\n`).join('');
}

/** Adds sections to lines, each with an empty line before its title. */
function sectionsOf(lines: string[], paint: Paint) {
  return (title: string, body: readonly string[]): void => {
    if (body.length > 0) lines.push('', paint('title', title), ...body);
  };
}

/** How a finding is told. */
interface FindingOptions {
  readonly format?: TextFormat;
  readonly file?: ScenarioFile;
  /** Whether its schedule is drawn, and not only counted. */
  readonly isDrawn?: boolean;
}

/** A finding: its kind, what happened, who waits for what, and the schedule. */
export function findingLines(
  finding: Finding,
  { format = 'text', file, isDrawn = true }: FindingOptions = {},
): string[] {
  const { kind, schedule, forever = [], history = [], waits = [], cycle = [], why } = finding;
  const message = foundText(finding);
  const draw = format === 'text' ? scheduleLines : columnLines;
  const beside = besideLines(finding, format, file);
  return [
    ...paragraph(message.startsWith(`${kind}:`) ? message : `${kind}: ${message}`, '  '),
    ...waits
      .filter((wait) => !message.includes(wait))
      .flatMap((wait) => paragraph(wait, '      ', '    - ')),
    ...history.flatMap((line) => paragraph(line, '      ', '    - ')),
    ...(cycle.length === 0 ? [] : paragraph(cycleText(cycle), '    ', '  ')),
    ...whyLines(finding, file),
    ...(finding.why === undefined ? [] : orderLines(finding)),
    ...(schedule === undefined
      ? []
      : isDrawn
        ? [
            '',
            ...draw(schedule, why),
            ...legendLines(finding),
            ...foreverLines(schedule, forever, draw),
            ...(beside.length === 0 ? [] : ['', ...beside]),
          ]
        : [`  a schedule of ${countOf(schedule.length + forever.length, 'step')}`]),
  ];
}

/** The steps that go round for ever behind a schedule, numbered on. */
export function foreverLines(
  schedule: readonly ScheduleStep[],
  forever: readonly ScheduleStep[],
  draw: typeof scheduleLines | typeof columnLines,
): string[] {
  if (forever.length === 0) return [];
  return ['', '  then for ever:', '', ...draw(forever, undefined, schedule.length + 1)];
}

/** A cycle of waits: `cycle: a waits for b, which waits for a`. */
function cycleText(cycle: readonly string[]): string {
  const [first, ...rest] = [...cycle, cycle[0]];
  return `cycle: ${first} waits for ${rest.join(', which waits for ')}`;
}

/** Properties that only a search of all states can judge. */
function unjudgedLines({ unjudged, engine }: Outcome): string[] {
  if (unjudged.length === 0) return [];
  const by = engine === 'sample' ? 'samples' : 'runs';
  return paragraph(`Not judged by ${by}, as it is about whole executions: ${unjudged.join(', ')}.`);
}

/** What the outcome depends on: parameters and seed. */
function inputs({ parameters, seed }: Outcome): string[] {
  const entries = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  const text = [...entries, ...(seed === null ? [] : [`seed=${seed}`])].join(' ');
  return text === '' ? [] : paragraph(text);
}

function journalTitle({
  journal,
  journalDropped,
}: {
  journal: readonly string[];
  journalDropped: number;
}): string {
  const shown = Math.min(journal.length, JOURNAL_LINE_COUNT);
  const dropped =
    journalDropped > 0 ? `; the rings dropped ${countOf(journalDropped, 'event')}` : '';
  return `Last ${countOf(shown, 'event')} of the journal${dropped}`;
}

function journalLines(journal: readonly string[]): string[] {
  return journal.slice(-JOURNAL_LINE_COUNT).flatMap((line) => paragraph(line, '  '));
}
