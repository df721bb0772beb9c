/**
 * Command: what all commands of the command line share. Invariant: an action answers with its exit
 * code and throws what it cannot answer; nobody but racetrap.ts ends the process.
 */

import { type Command, Option } from 'commander';
import type { Parameters } from '../../actors/index.ts';
import type { Finding, Outcome, ScheduleStep } from '../../workers/index.ts';
import { pictureOf } from '../report/picture.ts';
import { sequenceDiagram } from '../report/sequence.ts';
import { testSnippet } from '../report/snippet.ts';
import type { TextFormat } from '../report/text.ts';
import { EXIT } from './exit.ts';
import type { Terminal } from './terminal.ts';
import { duration, nameList, setting, wholeNumber, writableTarget } from './values.ts';

/** What a command needs from the one who runs it. */
export interface Session {
  readonly terminal: Terminal;
  /** Takes the exit code of the command that ran. */
  readonly end: (code: number) => void;
}

/** Options that choose parameters. */
export interface ParameterOptions {
  readonly set?: Record<string, number>;
  readonly threads?: number;
}

/** Options of commands that report. */
export interface ReportingOptions {
  readonly json?: string | true;
  readonly progress?: boolean;
}

const INT32_MAX = 0x7fff_ffff;

/** What SCENARIO is. */
export const SCENARIO_MEANING = 'a name that `list` shows, or a path: ./mine.ts, ./mine.json';

/** Adds the argument SCENARIO. */
export function takesScenario(command: Command): Command {
  return command.argument('<SCENARIO>', SCENARIO_MEANING);
}

/** Adds the options that set parameters. */
export function takesParameters(command: Command): Command {
  return command
    .option('--set <name=value>', 'set a parameter; may be repeated', setting)
    .option(
      '--threads <count>',
      'the same as --set threads=count',
      wholeNumber('--threads', 0, INT32_MAX),
    );
}

/** Adds `--observe`. */
export function takesObserve(command: Command): Command {
  return command.option(
    '--observe <names>',
    'look at these in the end, not at what the scenario observes: x,app.r0',
    nameList('--observe'),
  );
}

/** Adds the option of a machine-readable answer. */
export function takesJson(command: Command, what: string): Command {
  return command.option(
    '--json [file]',
    `write ${what} as JSON to a file, or to stdout (-)`,
    writableTarget,
  );
}

/** Adds `-o`, without which the command has nothing to do. */
export function takesOutput(command: Command, what: string): Command {
  return command.requiredOption(
    '-o, --output <file>',
    `where to write ${what}, or - for stdout`,
    writableTarget,
  );
}

/** How a schedule is drawn: in the report, or in its place as a file of another kind. */
export type ScheduleFormat = TextFormat | 'mermaid' | 'svg' | 'typescript';

/** Options of commands that draw a schedule. */
export interface FormatOptions {
  readonly format: ScheduleFormat;
}

/** Adds `--format`. */
export function takesFormat(command: Command): Command {
  return command.addOption(
    new Option(
      '--format <format>',
      'draw schedules as text or as a table of values; or print the first alone, as a diagram ' +
        'or as a test to paste',
    )
      .choices(['text', 'table', 'mermaid', 'svg', 'typescript'])
      .default('text'),
  );
}

/** A schedule, where it comes from and what it ends in. */
export interface Drawable {
  readonly scenario: string;
  readonly parameters: Parameters;
  /** The scenario's own file, where it is not in the catalogue. */
  readonly file: string | undefined;
  readonly token: string | undefined;
  readonly schedule: readonly ScheduleStep[] | undefined;
  /** What goes round for ever behind it. */
  readonly forever: readonly ScheduleStep[] | undefined;
  /** What it ends in; null where nothing is wrong. */
  readonly finding: Pick<Finding, 'message' | 'why'> | null;
  /** Values behind the last step, where they are the scenario's. */
  readonly observations?: readonly number[];
}

/** What is printed of a schedule in place of the report, where that was asked for. */
export function drawingOf(format: ScheduleFormat, drawable: Drawable): string | undefined {
  const { scenario, parameters, file, token, schedule, forever, finding } = drawable;
  if (schedule === undefined || token === undefined) return undefined;
  const { why } = finding ?? {};
  const title = `${scenario}: ${finding?.message ?? 'a schedule that passes'}`;
  switch (format) {
    case 'text':
    case 'table':
      return undefined;
    case 'mermaid':
      return sequenceDiagram(schedule, why?.criticalStep, forever);
    case 'svg':
      return pictureOf(schedule, { title, why, forever });
    case 'typescript': {
      const { observations = [] } = drawable;
      const stepCount = schedule.length;
      return testSnippet({ scenario, parameters, file, token, stepCount, finding, observations });
    }
  }
}

/**
 * Prints the report that stands in the place of a drawing. Where a drawing was asked for, it goes
 * to stderr: what is on stdout may be a file already, which somebody takes for a picture or a test.
 */
export function reportPrinter({ print, tell }: Terminal, format: ScheduleFormat) {
  return format === 'text' || format === 'table' ? print : tell;
}

/** The first finding of an outcome, to be drawn; a scenario's own file is told besides. */
export function firstOf(
  { scenario, parameters, findings: [finding] }: Outcome,
  file: string | undefined,
): Drawable {
  const { token, schedule, forever } = finding ?? {};
  return { scenario, parameters, file, token, schedule, forever, finding: finding ?? null };
}

/** Adds the arguments TOKEN and SCENARIO. */
export function takesToken(command: Command): Command {
  return command
    .argument('<TOKEN>', 'the token of a finding: rt2...., or of its orders: ev1....')
    .argument('[SCENARIO]', "the scenario's own file, if it is not in the catalogue");
}

/** Adds `--progress`. */
export function takesProgress(command: Command): Command {
  return command.option('--progress', 'show progress on stderr even if it is no terminal');
}

/** Adds `--duration`. */
export function takesDuration(command: Command, what: string): Command {
  return command.option('--duration <time>', what, duration('--duration'));
}

/** Adds `--seed`. */
export function takesSeed(command: Command): Command {
  return command.option(
    '--seed <number>',
    'seed of every random choice (default: 1)',
    wholeNumber('--seed', 0, INT32_MAX),
  );
}

/**
 * Accepts the options of the other commands without a word in the help, so that one set of options
 * fits all: a script may search and run with the same ones. What has no meaning is checked, and
 * then does nothing.
 */
export function takesTheRest(command: Command): void {
  const known = new Set(command.options.map(({ long }) => long));
  const rest = [
    new Option('--set <name=value>').argParser(setting),
    new Option('--threads <count>').argParser(wholeNumber('--threads', 0, INT32_MAX)),
    new Option('--seed <number>').argParser(wholeNumber('--seed', 0, INT32_MAX)),
    new Option('--duration <time>').argParser(duration('--duration')),
    new Option('--rounds <count>').argParser(wholeNumber('--rounds', 1, INT32_MAX)),
  ];
  for (const option of rest) if (!known.has(option.long)) command.addOption(option.hideHelp());
}

/** Adds examples below the help of a command. */
export function showsExamples(command: Command, ...examples: readonly string[]): Command {
  const lines = examples.map((example) => `  $ racetrap ${example}`);
  return command.addHelpText('after', `\nExamples:\n${lines.join('\n')}`);
}

/** Where `--json` writes to; undefined if it was not given. */
export function jsonTarget({ json }: ReportingOptions): string | undefined {
  return json === true ? '-' : json;
}

/** The exit code of an outcome. */
export function exitCodeOf(
  { asExpected }: { readonly asExpected: boolean },
  isInterrupted = false,
): number {
  if (isInterrupted) return EXIT.interrupted;
  return asExpected ? EXIT.expected : EXIT.unexpected;
}
