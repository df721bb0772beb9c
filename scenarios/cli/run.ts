/** `racetrap run`: does it go wrong? Runs a scenario on real worker threads, or in virtual time. */

import { type Command, Option } from 'commander';
import { UsageError } from '../../kernel/index.ts';
import type { CatalogueEntry } from '../../actors/index.ts';
import {
  explore,
  type Fault,
  type Outcome,
  type ParallelOptions,
  type Question,
  reconstruct,
  run,
  runVirtual,
  type Supervision,
  VIRTUAL_CORE_COUNT_MAX,
  WorkerDiedError,
} from '../../workers/index.ts';
import { FOREIGN_DEFAULT, memmapStorm, stormOverFile } from '../loads/memmap-storm.ts';
import { loadProfile, PROFILE_DEFAULT } from '../profiles/profile-file.ts';
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
import { chooseOne, question, select, type Selection } from './select.ts';
import { wholeNumber } from './values.ts';

interface RunCommandOptions extends ParameterOptions, ReportingOptions {
  readonly engine: 'parallel' | 'virtual';
  readonly cores?: number;
  readonly profile?: string;
  readonly timeline?: number | true;
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
/** Rounds in virtual time unless the command says otherwise: each of them is exact. */
const VIRTUAL_ROUNDS_DEFAULT = 1_000;
/** Virtual time of a load unless the command says otherwise, in ms. */
const VIRTUAL_DURATION_MS_DEFAULT = 20;
/** Stretches of a timeline unless the command says otherwise, and at most. */
const TIMELINE_DEFAULT = 1_000;
const TIMELINE_LIMIT = 100_000;
/** Virtual cores unless the command says otherwise. */
const CORES_DEFAULT = 8;

/** Adds the command. */
export function addRun(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('run')
    .description('run a scenario on real worker threads or in virtual time, and measure it')
    .action(async (name: string, options: RunCommandOptions) => {
      const selection = withMaps(await select(name), options);
      const asked = question(selection, chooseOne(selection, options.set, options.threads));
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
            const outcome = await ENGINES[options.engine](
              asked,
              selection.entry,
              options,
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
        const failedRound = outcome.parallel?.failedRound ?? null;
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
  command
    .addOption(
      new Option(
        '--engine <engine>',
        'real worker threads, or discrete events on virtual cores, with costs of a real machine',
      )
        .choices(['parallel', 'virtual'])
        .default('parallel'),
    )
    .option(
      '--cores <count>',
      `virtual: cores of the machine (default: ${CORES_DEFAULT})`,
      wholeNumber('--cores', 1, VIRTUAL_CORE_COUNT_MAX),
    )
    .option(
      '--profile <profile>',
      'virtual: what things cost, a name that `profiles` lists or the path of a JSON file ' +
        `(default: ${PROFILE_DEFAULT})`,
    )
    .option(
      '--timeline [count]',
      'virtual: keep who ran where and waited for what, the last so many stretches ' +
        `(default: ${TIMELINE_DEFAULT}), for --json, \`report\` and \`trace\``,
      wholeNumber('--timeline', 1, TIMELINE_LIMIT),
    )
    .option(
      '--rounds <count>',
      `run to the end so many times (litmus and race scenarios; default: ${ROUNDS_DEFAULT}, ` +
        `virtual: ${VIRTUAL_ROUNDS_DEFAULT})`,
      wholeNumber('--rounds', 1, ROUNDS_LIMIT),
    );
  takesDuration(
    command,
    `run for so long: 2s, 500ms (default of loads: 2s, virtual: ${VIRTUAL_DURATION_MS_DEFAULT}ms); ` +
      'bounds --rounds',
  );
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
    'run memmap-storm --engine virtual --cores 64 --threads 60',
    'run notified-calls --engine virtual --cores 2 --duration 1ms --timeline --json run.json',
    'run unlocked-lookup --rounds 20000 --parity',
    "run memmap-storm --maps /proc/self/maps --foreign 'libc|^$'",
    'run rwsem --kill writer-0@a',
  );
}

/** What each engine makes of the options. */
const ENGINES: Readonly<
  Record<
    RunCommandOptions['engine'],
    (
      asked: Question,
      entry: CatalogueEntry,
      options: RunCommandOptions,
      supervision: Supervision,
    ) => Promise<Outcome>
  >
> = {
  parallel: async (asked, entry, options, supervision) => {
    const { cores, profile, timeline } = options;
    if (cores !== undefined || profile !== undefined || timeline !== undefined)
      throw new UsageError(
        '--cores, --profile and --timeline belong to --engine virtual',
        'leave them out, or say --engine virtual',
      );
    return run(asked, parallelOptions(entry, options), supervision);
  },
  virtual: async (asked, { kind }, options, supervision) => {
    const { cores = CORES_DEFAULT, profile = PROFILE_DEFAULT, rounds, duration, seed } = options;
    const timeline = options.timeline === true ? TIMELINE_DEFAULT : options.timeline;
    if (options.kill !== undefined)
      throw new UsageError(
        '--kill ends a real worker, and --engine virtual has none',
        'leave out one of the two',
      );
    const isTimed = rounds === undefined && (kind === 'load' || duration !== undefined);
    return runVirtual(
      asked,
      {
        amount: isTimed
          ? { durationMs: duration ?? VIRTUAL_DURATION_MS_DEFAULT }
          : { rounds: rounds ?? VIRTUAL_ROUNDS_DEFAULT },
        cores,
        profile: loadProfile(profile),
        ...(seed !== undefined && { seed }),
        ...(timeline !== undefined && { timeline }),
      },
      supervision,
    );
  },
};

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
    throw new UsageError(
      '--maps and --foreign belong to memmap-storm',
      'leave them out, or run memmap-storm',
    );
  if (maps === undefined)
    throw new UsageError(
      '--foreign speaks of the paths in a --maps file',
      'name the file besides: --maps /proc/self/maps',
    );
  const rule = foreign ?? FOREIGN_DEFAULT;
  try {
    void new RegExp(rule);
  } catch {
    throw new UsageError(
      `--foreign takes a regular expression, not '${rule}'`,
      'such as --foreign node',
    );
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
