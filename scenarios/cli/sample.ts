/** `racetrap sample`: does it go wrong? Draws schedules of what is too large to search. */

import { type Command, Option } from 'commander';
import { UsageError } from '../../kernel/index.ts';
import { sample, type SampleOptions } from '../../workers/index.ts';
import { outcomeText } from '../report/text.ts';
import {
  drawingOf,
  exitCodeOf,
  firstOf,
  type FormatOptions,
  jsonTarget,
  type ParameterOptions,
  type ReportingOptions,
  reportPrinter,
  type Session,
  showsExamples,
  takesDuration,
  takesFormat,
  takesJson,
  takesParameters,
  takesProgress,
  takesScenario,
  takesSeed,
} from './command.ts';
import { chooseOne, question, select } from './select.ts';
import { wholeNumber } from './values.ts';

interface SampleCommandOptions extends ParameterOptions, ReportingOptions, FormatOptions {
  readonly strategy: Required<SampleOptions>['strategy'];
  readonly depth?: number;
  readonly steps?: number;
  readonly schedules?: number;
  readonly duration?: number;
  readonly seed?: number;
  readonly all?: boolean;
  readonly explain: boolean;
}

const SCHEDULE_COUNT_LIMIT = 1_000_000_000;
const STEP_COUNT_LIMIT = 1_000_000;
const DEPTH_LIMIT = 16;

/** Adds the command. */
export function addSample(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('sample')
    .description('draw schedules by chance: for what is too large to search')
    .action(async (name: string, options: SampleCommandOptions) => {
      const selection = await select(name);
      const asked = question(selection, chooseOne(selection, options.set, options.threads));
      const { strategy, depth, steps, schedules, duration, seed, all, explain, format } = options;
      if (strategy !== 'pct' && (depth !== undefined || steps !== undefined))
        throw new UsageError(
          `only PCT has a bound that goes by ${depth === undefined ? '--steps' : '--depth'}`,
          'leave it out, or say --strategy pct',
        );
      const { result, isInterrupted } = await terminal.supervise(
        options.progress ?? false,
        (supervision) =>
          sample(
            asked,
            {
              strategy,
              explains: explain,
              ...(depth !== undefined && { depth }),
              ...(steps !== undefined && { stepCount: steps }),
              ...(schedules !== undefined && { scheduleCountMax: schedules }),
              ...(duration !== undefined && { durationMsMax: duration }),
              ...(seed !== undefined && { seed }),
              ...(all !== undefined && { all }),
            },
            supervision,
          ),
      );
      const { file } = selection;
      if (terminal.writeJson(jsonTarget(options), result)) {
        const drawing = drawingOf(format, firstOf(result, file));
        const report = {
          paint: terminal.paint,
          ...(format === 'table' && { format }),
          ...(file !== undefined && { file }),
        };
        if (drawing !== undefined) terminal.print(drawing);
        else reportPrinter(terminal, format)(outcomeText(result, report));
      }
      end(exitCodeOf(result, isInterrupted));
    });
  takesScenario(command);
  command
    .addOption(
      new Option('--strategy <name>', 'pct has a bound, random has none, coverage learns')
        .choices(['pct', 'random', 'coverage'])
        .default('pct'),
    )
    .option(
      '--depth <count>',
      'pct: ordering constraints that the bug needs (default: 3)',
      wholeNumber('--depth', 1, DEPTH_LIMIT),
    )
    .option(
      '--steps <count>',
      'pct: steps of the longest schedule (default: the longest of some trials)',
      wholeNumber('--steps', 1, STEP_COUNT_LIMIT),
    )
    .option(
      '--schedules <count>',
      'draw at most so many (default: 10000)',
      wholeNumber('--schedules', 1, SCHEDULE_COUNT_LIMIT),
    );
  takesDuration(command, 'draw for at most so long: 10s, 2m (default: 1m)');
  takesSeed(command);
  command
    .option('--all', 'go on behind the first finding, and count how many schedules fail')
    .option('--no-explain', 'leave findings as they were found: neither small nor explained');
  takesParameters(command);
  takesFormat(command);
  takesJson(command, 'the outcome');
  takesProgress(command);
  showsExamples(
    command,
    'sample unlocked-lookup',
    'sample rwsem --set writers=6 --strategy coverage --duration 30s',
    'sample lost-wakeup --depth 2 --all --schedules 1000',
  );
}
