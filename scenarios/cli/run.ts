/** `racetrap run`: does it go wrong? Runs a scenario on real worker threads. */

import type { Command } from 'commander';
import { UsageError } from '../../kernel/index.ts';
import type { CatalogueEntry } from '../../actors/index.ts';
import {
  explore,
  type Fault,
  type Outcome,
  type ParallelOptions,
  reconstruct,
  run,
  WorkerDiedError,
} from '../../workers/index.ts';
import { FOREIGN_DEFAULT, memmapStorm, stormOverFile } from '../loads/memmap-storm.ts';
import { compareObservations } from '../report/observation.ts';
import { exploreCommand } from '../report/repeat.ts';
import { reconstructionLines } from '../report/reconstruction.ts';
import { outcomeText, type ReportOptions } from '../report/text.ts';
import {
  exitCodeOf,
  jsonTarget,
  type ParameterOptions,
  type ReportingOptions,
  type Session,
  showsExamples,
  takesDuration,
  takesJson,
  takesParameters,
  takesProgress,
  takesScenario,
  takesSeed,
} from './command.ts';
import { EXIT } from './exit.ts';
import { choose, question, select, type Selection } from './select.ts';
import { wholeNumber } from './values.ts';

interface RunCommandOptions extends ParameterOptions, ReportingOptions {
  readonly rounds?: number;
  readonly duration?: number;
  readonly seed?: number;
  readonly parity?: boolean;
  readonly kill?: Fault[];
  readonly maps?: string;
  readonly foreign?: string;
}

/** Rounds of a litmus scenario unless the command says otherwise. */
export const ROUNDS_DEFAULT = 10_000;
/** How long a load runs unless the command says otherwise, in ms. */
export const DURATION_MS_DEFAULT = 2_000;
const ROUNDS_LIMIT = 1_000_000_000;

/** Adds the command. */
export function addRun(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('run')
    .description('run a scenario on real worker threads, and measure what happens')
    .action(async (name: string, options: RunCommandOptions) => {
      const selection = withMaps(await select(name), options);
      const asked = question(selection, choose(selection, options.set, options.threads));
      const { file } = selection;
      const report: ReportOptions = {
        paint: terminal.paint,
        ...(file !== undefined && { file }),
      };
      const { parity: wantsParity = false, progress = false } = options;
      try {
        const { result, isInterrupted } = await terminal.supervise(
          progress,
          async (supervision) => {
            const outcome = await run(
              asked,
              parallelOptions(selection.entry, options),
              supervision,
            );
            const search =
              wantsParity && supervision.signal?.aborted !== true
                ? await explore(asked, { all: true }, supervision)
                : undefined;
            return { outcome, search };
          },
        );
        const { outcome, search } = result;
        const parity = search && compareObservations(outcome, search);
        const { failedRound } = outcome.parallel!;
        const reconstruction = failedRound === null ? null : reconstruct(asked, failedRound);
        const value = { ...outcome, ...(parity && { parity }), reconstruction };
        const otherwise = exploreCommand(name, selection.entry, asked.parameters);
        const explain =
          failedRound !== null && reconstruction !== null
            ? reconstructionLines(reconstruction, failedRound, otherwise, file)
            : outcome.verdict === 'violated'
              ? [`  ${otherwise}`]
              : undefined;
        if (terminal.writeJson(jsonTarget(options), value))
          terminal.print(
            outcomeText(outcome, {
              ...report,
              ...(parity && { parity }),
              ...(explain && { explain }),
            }),
          );
        const asExpected = outcome.asExpected && (parity?.holds ?? true);
        end(exitCodeOf({ asExpected }, isInterrupted));
      } catch (error) {
        if (!(error instanceof WorkerDiedError)) throw error;
        tellPartial(error.partial, options);
        throw error;
      }

      function tellPartial(partial: Outcome, reporting: ReportingOptions): void {
        if (terminal.writeJson(jsonTarget(reporting), partial))
          terminal.print(outcomeText(partial, report));
        end(EXIT.internal);
      }
    });
  takesScenario(command);
  command.option(
    '--rounds <count>',
    `run to the end so many times (litmus and race scenarios; default: ${ROUNDS_DEFAULT})`,
    wholeNumber('--rounds', 1, ROUNDS_LIMIT),
  );
  takesDuration(command, 'run for so long: 2s, 500ms (default of loads: 2s); bounds --rounds');
  takesSeed(command);
  takesParameters(command);
  command
    .option('--parity', 'explore the scenario too, and check that it reaches all that was seen')
    .option(
      '--kill <thread@lock>',
      'end the worker of a thread while it holds a lock; may be repeated',
      faultOf,
    )
    .option('--maps <file>', 'memmap-storm: take this /proc/PID/maps for the address space')
    .option(
      '--foreign <expression>',
      `memmap-storm: paths whose code is foreign (default with --maps: ${FOREIGN_DEFAULT})`,
    );
  takesJson(command, 'the outcome');
  takesProgress(command);
  showsExamples(
    command,
    'run memmap-storm --threads 8 --duration 5s',
    'run unlocked-lookup --rounds 20000 --parity',
    "run memmap-storm --maps /proc/self/maps --foreign 'libc|^$'",
    'run rwsem --kill writer-0@a',
  );
}

/** How much to run: rounds where the scenario ends, a time where it does not. */
function parallelOptions(
  { kind }: CatalogueEntry,
  { rounds, duration, seed, kill }: RunCommandOptions,
): ParallelOptions {
  const isTimed = kind === 'load' && rounds === undefined;
  return {
    amount: isTimed
      ? { durationMs: duration ?? DURATION_MS_DEFAULT }
      : { rounds: rounds ?? (duration === undefined ? ROUNDS_DEFAULT : ROUNDS_LIMIT) },
    ...(!isTimed && duration !== undefined && { deadlineMs: duration }),
    ...(seed !== undefined && { seed }),
    ...(kill !== undefined && { faults: kill }),
  };
}

/** The storm over the user's own maps file. */
function withMaps(selection: Selection, { maps, foreign }: RunCommandOptions): Selection {
  if (maps === undefined && foreign === undefined) return selection;
  if (selection.entry !== memmapStorm)
    throw new UsageError('--maps and --foreign belong to memmap-storm');
  if (maps === undefined) throw new UsageError('--foreign speaks of the paths in a --maps file');
  const rule = foreign ?? FOREIGN_DEFAULT;
  try {
    void new RegExp(rule);
  } catch {
    throw new UsageError(`--foreign takes a regular expression, not '${rule}'`);
  }
  return { ...selection, entry: stormOverFile(maps, rule) };
}

/** Collects `thread@lock` over all uses of the option. */
function faultOf(text: string, before: readonly Fault[] = []): Fault[] {
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1)
    throw new UsageError(
      `--kill takes thread@lock, not '${text}'`,
      'the lock of the address space is mmap: caller-0@mmap',
    );
  return [...before, { thread: text.slice(0, at), when: 'holding', lock: text.slice(at + 1) }];
}
