/** `racetrap explore`: can it go wrong? Searches every interleaving of a scenario. */

import { type Command, Option } from 'commander';
import { UsageError } from '../../kernel/index.ts';
import {
  explore,
  type ExploreOptions,
  exploreReduced,
  exploreTraces,
  type Outcome,
  type Question,
  type Supervision,
  type TracesOptions,
  withOrdering,
} from '../../workers/index.ts';
import { commonNames, differenceOf, differenceText, type Side } from '../report/difference.ts';
import { outcomesText } from '../report/outcomes.ts';
import { shellWord } from '../report/repeat.ts';
import { closingText, openingText } from '../report/text.ts';
import {
  drawingOf,
  exitCodeOf,
  firstOf,
  type FormatOptions,
  jsonTarget,
  type ParameterOptions,
  type ReportingOptions,
  reportPrinter,
  SCENARIO_MEANING,
  type Session,
  showsExamples,
  takesDuration,
  takesFormat,
  takesJson,
  takesObserve,
  takesParameters,
  takesProgress,
} from './command.ts';
import { EXIT } from './exit.ts';
import { chooseOne, question, select, type Selection } from './select.ts';
import { type ChosenSide, chooseSides } from './side.ts';
import { memorySize, wholeNumber, writableFile } from './values.ts';

interface ExploreCommandOptions extends ParameterOptions, ReportingOptions, FormatOptions {
  readonly order: 'bfs' | 'dfs';
  readonly states?: number;
  readonly duration?: number;
  readonly all?: boolean;
  readonly workers?: number;
  readonly reduce?: boolean;
  readonly memory?: number;
  readonly bitstate?: boolean;
  readonly exact?: boolean;
  readonly save?: string;
  readonly continue?: string;
  readonly symmetry?: boolean;
  readonly traces?: boolean;
  readonly schedules?: number;
  readonly countOutcomes?: boolean;
  readonly diff?: readonly string[];
  readonly observe?: readonly string[];
}

const STATE_COUNT_LIMIT = 1_000_000_000;
const SCHEDULE_COUNT_LIMIT = 1_000_000_000_000;
const WORKER_COUNT_LIMIT = 255;
/** Findings whose orders are looked for, and states that each search for them may come by. */
const ORDERED_COUNT_MAX = 3;
const ORDERING_NODE_COUNT_MAX = 2_000;
/** The version of a comparison as JSON. */
const DIFFERENCE_VERSION = 1;

const EXITS = `
Exit codes: 0 the verdict is what the scenario expects, 1 it is not. With --diff, as diff has them:
0 both allow the same, 1 they differ, or a search was not exhausted.
`;

/** Adds the command. */
export function addExplore(program: Command, session: Session): void {
  const command = program
    .command('explore')
    .description('search every interleaving: prove the scenario, or find a schedule that breaks it')
    .argument('[SCENARIO]', SCENARIO_MEANING)
    .action(async (name: string | undefined, options: ExploreCommandOptions) => {
      checkTogether(options);
      if (options.diff !== undefined) return exploreBoth(name, options.diff, options, session);
      if (name === undefined)
        // As commander says it of an argument that is never optional.
        return command.error("error: missing required argument 'SCENARIO'");
      return exploreOne(await select(name), options, session);
    });
  command
    .addOption(
      new Option('--order <order>', 'bfs finds the shortest schedule, dfs needs less memory')
        .choices(['bfs', 'dfs'])
        .default('bfs'),
    )
    .option(
      '--states <count>',
      'store at most so many states',
      wholeNumber('--states', 1, STATE_COUNT_LIMIT),
    )
    .option(
      '--workers <count>',
      'search long spaces on so many cores, breadth-first (default: all)',
      wholeNumber('--workers', 1, WORKER_COUNT_LIMIT),
    )
    .option(
      '--memory <size>',
      'hold at most so much memory: 8G, 512M (default: half of what there is)',
      memorySize('--memory'),
    )
    .option('--exact', 'store states whole: no two are taken for one; more memory, one worker')
    .option(
      '--bitstate',
      'keep three bits of each state: finds what is wrong in what is too large, proves nothing',
    )
    .option(
      '--save <file>',
      'write what is left of a search that a limit or ^C ends, to go on another time',
      writableFile('--save'),
    )
    .option('--continue <file>', 'go on with a search that --save has written')
    .option('--symmetry', 'take states that only swap copies of a thread for one')
    .option(
      '--reduce',
      'leave out orders of steps that commute: fewer states, schedules not the shortest',
    )
    .option(
      '--traces',
      'follow one schedule of all that differ in the order of steps that commute, and count them',
    )
    .option(
      '--schedules <count>',
      'with --traces: follow at most so many schedules',
      wholeNumber('--schedules', 1, SCHEDULE_COUNT_LIMIT),
    )
    .option('--all', 'go on behind the first finding, and collect one for each property')
    .option('--count-outcomes', 'all final observations, each with a schedule that ends so')
    .option(
      '--diff <sides...>',
      'what one of two allows and the other does not; a side is a scenario, or settings of ' +
        'SCENARIO: design=1,calls=2',
    );
  takesObserve(command);
  takesDuration(command, 'search for at most so long: 10s, 2m');
  takesParameters(command);
  takesFormat(command);
  takesJson(command, 'the outcome');
  takesProgress(command);
  command.addHelpText('after', EXITS.trimEnd());
  showsExamples(
    command,
    'explore unlocked-lookup',
    'explore rwsem --set readers=2 --order dfs',
    'explore lost-reply-fixed --reduce',
    'explore read-write-lock --set turns=1 --traces',
    'explore ./mine.ts --all --duration 1m',
    'explore notif-state-machine --set targets=2 --bitstate --memory 2G --order dfs',
    'explore notif-state-machine --duration 10m --save rest',
    'explore notif-state-machine --continue rest',
    'explore unlocked-lookup --count-outcomes',
    'explore mark-publish-order --diff mark-publish-order-fixed',
    'explore nosyscall-check-designs --diff design=0 design=1',
  );
}

async function exploreOne(
  selection: Selection,
  options: ExploreCommandOptions,
  { terminal, end }: Session,
): Promise<void> {
  const { progress = false, format, countOutcomes = false, observe } = options;
  const parameters = chooseOne(selection, options.set, options.threads);
  const asked = question(selection, parameters, observe);
  if (countOutcomes && asked.scenario.observe.length === 0)
    throw new UsageError(
      `${asked.scenario.name} observes nothing: all ends look alike`,
      'name what to look at: --observe x,app.r0',
    );
  const { result, isInterrupted } = await terminal.supervise(progress, (supervision) =>
    search(asked, options, supervision),
  );
  const target = jsonTarget(options);
  const report = {
    paint: terminal.paint,
    further: furtherCommands(result, options, selection.file),
    ...(format === 'table' && { format }),
    ...(selection.file !== undefined && { file: selection.file }),
  };
  const isText = target !== '-';
  const drawing = isText
    ? countOutcomes
      ? outcomesText(result, report)
      : drawingOf(format, firstOf(result, selection.file))
    : undefined;
  // A schedule is told at once: the orders that it needs take longer than many a search.
  const printReport = reportPrinter(terminal, format);
  if (drawing !== undefined) terminal.print(drawing);
  else if (isText) printReport(openingText(result, report));
  const ordered = countOutcomes ? result : withOrderings(asked, result);
  if (isText && drawing === undefined) printReport(closingText(ordered, report));
  terminal.writeJson(target, ordered);
  end(exitCodeOf(result, isInterrupted));
}

/** The outcome with the orders that its findings need, as far as a moment tells them. */
function withOrderings(asked: Question, outcome: Outcome): Outcome {
  const findings = outcome.findings.map((finding, index) =>
    index < ORDERED_COUNT_MAX ? withOrdering(asked, finding, ORDERING_NODE_COUNT_MAX) : finding,
  );
  return { ...outcome, findings };
}

async function exploreBoth(
  name: string | undefined,
  given: readonly string[],
  options: ExploreCommandOptions,
  { terminal, end }: Session,
): Promise<void> {
  const { progress = false, observe, threads } = options;
  const set = { ...options.set, ...(threads !== undefined && { threads }) };
  const chosen = await chooseSides(name, given, set);
  // Both are looked at before the first is searched, so that a slip in the second costs no time.
  const asked = chosen.map(({ selection, parameters }) => question(selection, parameters, observe));
  commonNames(observerOf(chosen[0], asked[0]!), observerOf(chosen[1], asked[1]!));
  const { result, isInterrupted } = await terminal.supervise(progress, async (supervision) => {
    const outcomes: Outcome[] = [];
    for (const each of asked) outcomes.push(await search(each, options, supervision));
    return outcomes;
  });
  const side = ({ label, selection: { file } }: ChosenSide, at: number): Side => ({
    label,
    file,
    outcome: result[at]!,
  });
  const sides = [side(chosen[0], 0), side(chosen[1], 1)] as const;
  const difference = differenceOf(sides);
  const value = {
    version: DIFFERENCE_VERSION,
    sides: sides.map(({ label, outcome }) => ({ label, outcome })),
    ...difference,
  };
  if (terminal.writeJson(jsonTarget(options), value))
    terminal.print(differenceText(sides, difference, terminal.paint));
  if (isInterrupted) end(EXIT.interrupted);
  else end(difference.isSame ? EXIT.expected : EXIT.unexpected);
}

function observerOf({ label }: ChosenSide, { scenario: { observe } }: Question) {
  return { label, observed: observe };
}

/** The commands that go further than a search which was ended before its end. */
function furtherCommands(
  { scenario, verdict, parameters, explore: figures }: Outcome,
  options: ExploreCommandOptions,
  file: string | undefined,
): string[] {
  const { all, countOutcomes, symmetry, order } = options;
  const continuation = figures?.continuation ?? null;
  const mayOffer =
    verdict === 'interrupted' && options.bitstate !== true && options.traces !== true;
  if (continuation === null && !mayOffer) return [];
  const asked = [
    `racetrap explore ${shellWord(file ?? scenario)}`,
    ...Object.entries(parameters).map(([name, value]) => `--set ${name}=${value}`),
    ...(order === 'dfs' ? ['--order dfs'] : []),
    ...(all === true ? ['--all'] : []),
    ...(countOutcomes === true ? ['--count-outcomes'] : []),
    ...(symmetry === true ? ['--symmetry'] : []),
  ].join(' ');
  if (continuation !== null) return [`${asked} --continue ${shellWord(continuation)}`];
  const less = options.reduce === true ? 'searches all orders, and ' : '';
  return [
    `${asked} --save FILE # ${less}where it ends it can be continued`,
    `${asked} --bitstate # ${less}goes further in the same memory, and proves nothing`,
  ];
}

/** Searches as the options say; for outcomes, on to the end and with a way to each. */
function search(
  asked: Question,
  options: ExploreCommandOptions,
  supervision: Supervision,
): Promise<Outcome> {
  const { order, states, duration, workers, memory, reduce = false, symmetry = false } = options;
  const isAboutOutcomes = options.countOutcomes === true || options.diff !== undefined;
  if (options.traces === true) {
    const settings: TracesOptions = {
      all: options.all === true || isAboutOutcomes,
      witnesses: isAboutOutcomes,
      ...(options.schedules !== undefined && { scheduleCountMax: options.schedules }),
      ...(duration !== undefined && { durationMsMax: duration }),
    };
    return exploreTraces(asked, settings, supervision);
  }
  const settings: ExploreOptions = {
    order: order === 'bfs' ? 'breadth-first' : 'depth-first',
    all: options.all === true || isAboutOutcomes,
    witnesses: isAboutOutcomes,
    symmetry,
    ...(states !== undefined && { stateCountMax: states }),
    ...(duration !== undefined && { durationMsMax: duration }),
    ...(workers !== undefined && { workerCount: workers }),
    ...(memory !== undefined && { byteCountMax: memory }),
    ...(options.exact === true && { exact: true, workerCount: 1 }),
    ...(options.bitstate === true && { bitstate: true, workerCount: 1 }),
    ...(options.save !== undefined && { save: options.save }),
    ...(options.continue !== undefined && { continue: options.continue }),
  };
  return (reduce ? exploreReduced : explore)(asked, settings, supervision);
}

/** Refuses options that have no meaning beside each other. */
function checkTogether(options: ExploreCommandOptions): void {
  const { order, workers, reduce = false, symmetry = false, format, countOutcomes, diff } = options;
  if (reduce && order === 'dfs')
    throw new UsageError('a reduced search is breadth-first', 'leave out --order dfs');
  if (reduce && workers !== undefined)
    throw new UsageError('a reduced search has one worker', 'leave out --workers');
  if (reduce && symmetry)
    throw new UsageError('a search is reduced or symmetric', 'leave out one of the two');
  checkTraces(options);
  checkContinuation(options);
  if (options.exact === true && (options.bitstate === true || (workers ?? 1) > 1))
    throw new UsageError(
      `a search that stores states whole has one worker: ${options.bitstate === true ? '--bitstate' : '--workers'} has no meaning`,
      'leave out one of the two',
    );
  if (options.bitstate === true && (reduce || (workers ?? 1) > 1))
    throw new UsageError(
      `a bitstate search has one worker and leaves out nothing else: ${reduce ? '--reduce' : '--workers'} has no meaning`,
      'leave out one of the two',
    );
  if (countOutcomes !== true && diff === undefined) return;
  const option = diff === undefined ? '--count-outcomes' : '--diff';
  if (symmetry)
    throw new UsageError(
      `${option} tells copies of a thread apart, and --symmetry does not`,
      'leave out one of the two',
    );
  if (format !== 'text')
    throw new UsageError(
      `${option} draws no schedule: --format has no meaning`,
      'draw one of those that it names: racetrap replay TOKEN --format ...',
    );
  if (countOutcomes === true && diff !== undefined)
    throw new UsageError('--diff counts outcomes already', 'leave out --count-outcomes');
}

/** Refuses a file where a search cannot be written down. */
function checkContinuation({
  save,
  continue: from,
  reduce,
  diff,
  bitstate,
  exact,
}: ExploreCommandOptions): void {
  const option = save !== undefined ? '--save' : from !== undefined ? '--continue' : undefined;
  if (option === undefined) return;
  if (reduce === true)
    throw new UsageError(
      `a reduced search cannot go on another time: ${option} has no meaning`,
      'leave out --reduce, or bound it with --states, --memory and --duration',
    );
  if (bitstate === true || exact === true)
    throw new UsageError(
      `a search with ${bitstate === true ? '--bitstate' : '--exact'} is not continued: ${option} has no meaning`,
      'leave out one of the two',
    );
  if (diff !== undefined)
    throw new UsageError(
      `--diff searches two scenarios: ${option} has no meaning`,
      'search each by itself',
    );
}

/** Refuses options that have no meaning where no states are stored. */
function checkTraces({ traces = false, schedules, ...options }: ExploreCommandOptions): void {
  if (!traces && schedules !== undefined)
    throw new UsageError(
      'a search of states follows no schedules',
      'say --traces, or bound it with --states',
    );
  if (!traces) return;
  for (const [option, isGiven] of [
    ['--order dfs', options.order === 'dfs'],
    ['--states', options.states !== undefined],
    ['--workers', options.workers !== undefined],
    ['--memory', options.memory !== undefined],
    ['--exact', options.exact === true],
    ['--bitstate', options.bitstate === true],
    ['--save', options.save !== undefined],
    ['--continue', options.continue !== undefined],
    ['--symmetry', options.symmetry === true],
    ['--reduce', options.reduce === true],
  ] as const)
    if (isGiven)
      throw new UsageError(
        `--traces stores no states: ${option} has no meaning`,
        `leave out ${option}, or --traces; --schedules and --duration bound it`,
      );
}
