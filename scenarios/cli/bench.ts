/** `racetrap bench`: measures the laboratory itself, and the suites that it has. */

import { type Command, Option } from 'commander';
import { THREAD_COUNT_MAX, UsageError } from '../../kernel/index.ts';
import {
  type Bench,
  BENCH_VERSION,
  type BenchOptions,
  type BenchResult,
  type Figure,
} from '../bench/bench.ts';
import { benches } from '../bench/registry.ts';
import { nearestName } from '../file/nearest.ts';
import { measureText } from '../report/number.ts';
import { suiteLines } from '../report/suite.ts';
import { drawTable } from '../report/table.ts';
import type { SuiteResult } from '../result/suite.ts';
import { suites } from '../suites/registry.ts';
import { runSuite } from '../suites/run-suite.ts';
import type { Suite, SuiteEngine } from '../suites/suite.ts';
import {
  exitCodeOf,
  jsonTarget,
  type ReportingOptions,
  type Session,
  showsExamples,
  takesDuration,
  takesJson,
  takesProgress,
  takesSeed,
} from './command.ts';
import { wholeNumber } from './values.ts';

interface BenchCommandOptions extends ReportingOptions {
  readonly threads?: readonly number[];
  readonly rounds?: number;
  readonly duration?: number;
  readonly engine?: SuiteEngine;
  readonly seed?: number;
  readonly workers?: number;
}

/** Host cores that anybody has. */
const WORKERS_LIMIT = 1_024;

/** Rounds that anybody has the patience for. */
const ROUNDS_LIMIT = 1000;

/** Adds the command. */
export function addBench(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('bench')
    .description('measure racetrap itself, or a suite; without a name, all of racetrap')
    .argument('[NAME]', 'one bench or suite')
    .action(async (name: string | undefined, options: BenchCommandOptions) => {
      const suite = suiteOf(name, options);
      if (suite !== undefined) {
        await measureSuite(suite, options);
        return;
      }
      const chosen = name === undefined ? benches : [find(name)];
      const target = jsonTarget(options);
      const { threads, rounds, duration: durationMs } = options;
      const benchOptions: BenchOptions = {
        ...(threads !== undefined && { threads }),
        ...(rounds !== undefined && { rounds }),
        ...(durationMs !== undefined && { durationMs }),
      };
      const { result, isInterrupted } = await terminal.supervise(
        options.progress ?? false,
        async (supervision) => {
          const results: BenchResult[] = [];
          for (const bench of chosen) {
            if (supervision.signal?.aborted === true) break;
            const figures = await bench.run(supervision, benchOptions);
            results.push({ version: BENCH_VERSION, bench: bench.name, figures });
            if (target === '-') continue;
            const title = terminal.paint('title', `${bench.name}: ${bench.about}`);
            terminal.print([title, ...(bench.draw ?? figureLines)(figures), '', ''].join('\n'));
          }
          return results;
        },
      );
      terminal.writeJson(target, result);
      // A bench measures; whether a figure keeps its aim depends on the machine and is read, not
      // judged.
      end(exitCodeOf({ asExpected: true }, isInterrupted));
    });
  takesJson(command, 'the figures');
  takesProgress(command);
  command.addOption(
    new Option(
      '--engine <engine>',
      'suites: virtual time (default), or real workers; benches have real workers only',
    ).choices(['parallel', 'virtual']),
  );
  takesSeed(command);
  command.option(
    '--workers <count>',
    'suites: cores of this machine that take samples (default: all)',
    wholeNumber('--workers', 1, WORKERS_LIMIT),
  );
  command.option(
    '--threads <counts>',
    'numbers of threads, for benches that run with several (default: 1,2,4,8)',
    threadCounts,
  );
  command.option(
    '--rounds <count>',
    'rounds over all candidates, or seeds of each point of a suite at most (default: their own)',
    wholeNumber('--rounds', 1, ROUNDS_LIMIT),
  );
  takesDuration(command, 'time of one of their measurements (default: 150ms)');
  showsExamples(
    command,
    'bench',
    'bench locks --threads 1,2 --rounds 3',
    'bench dispatch',
    'bench mechanisms --engine virtual --json mechanisms.json',
    'bench search --json search.json',
  );
  const rows = benches.map(({ name, about }) => [name, about]);
  const suiteRows = suites.map((each) => [each.name, each.about]);
  const listed = (title: string, of: string[][]): string =>
    `\n${title}\n${drawTable([{ title: '' }, { title: '' }], of, '  ').join('\n')}`;
  command.addHelpText('after', `${listed('Benches:', rows)}\n${listed('Suites:', suiteRows)}`);

  /** Measures a suite; what an interruption leaves is told, and kept where the answer is to go. */
  async function measureSuite(suite: Suite, options: BenchCommandOptions): Promise<void> {
    const target = jsonTarget(options);
    const samples = target === undefined || target === '-' ? undefined : `${target}.samples`;
    const { engine = 'virtual', seed, rounds, workers } = options;
    const { result: measured, isInterrupted } = await terminal.supervise(
      options.progress ?? false,
      (supervision) =>
        runSuite(
          suite,
          {
            engine,
            ...(seed !== undefined && { seed }),
            ...(rounds !== undefined && { seeds: rounds }),
            ...(workers !== undefined && { hostCores: workers }),
            ...(samples !== undefined && { samples }),
          },
          supervision,
        ),
    );
    const { result, isComplete } = measured;
    if (!isComplete && samples !== undefined)
      terminal.tell(`racetrap: the same command goes on with what is in ${samples}\n`);
    if (terminal.writeJson(target, result)) terminal.print(suiteText(suite, result));
    end(exitCodeOf({ asExpected: true }, isInterrupted));
  }

  function suiteText({ name, about }: Suite, result: SuiteResult): string {
    const title = terminal.paint('title', `${name}: ${about}`);
    return [title, ...suiteLines(result), '', ''].join('\n');
  }
}

/** The suite that is asked for; a bench of the same name runs on real workers. */
function suiteOf(
  name: string | undefined,
  { engine, threads, duration }: BenchCommandOptions,
): Suite | undefined {
  const suite = suites.find((each) => each.name === name);
  const isBench = benches.some((bench) => bench.name === name);
  if (suite === undefined) {
    if (engine === 'virtual' && (name === undefined || isBench))
      throw new UsageError(
        `${name ?? 'racetrap itself'} is measured on real workers`,
        `suites: ${suites.map((each) => each.name).join(', ')}`,
      );
    return undefined;
  }
  if (isBench && engine !== 'virtual') return undefined;
  if (engine !== undefined && !suite.engines.includes(engine))
    throw new UsageError(`${suite.name} is measured in virtual time only`, 'leave out --engine');
  if (threads !== undefined || duration !== undefined)
    throw new UsageError(
      `the points of suite ${suite.name} say how many threads run, and how long`,
      'leave out --threads and --duration',
    );
  return suite;
}

/** Numbers of threads, separated by commas. */
function threadCounts(text: string): number[] {
  const counts = text.split(',').map(Number);
  if (counts.every((count) => Number.isInteger(count) && count >= 1 && count <= THREAD_COUNT_MAX))
    return counts;
  throw new UsageError(
    `--threads is a list of whole numbers in 1..${THREAD_COUNT_MAX}, not '${text}'`,
    'such as 1,2,4,8',
  );
}

function figureLines(figures: readonly Figure[]): string[] {
  const columns = [
    { title: 'figure', widthMax: 44 },
    { title: 'value', align: 'right' as const },
    { title: 'bound', widthMax: 28 },
    { title: 'ratio', align: 'right' as const },
    { title: 'aim', widthMax: 20 },
  ];
  const rows = figures.map(({ name, value, unit, bound, ratio, aim }) => [
    name,
    measureText(value, unit),
    bound === undefined ? '' : `${measureText(bound.value, unit)} ${bound.name}`,
    ratio === undefined ? '' : `${ratio.toFixed(2)}x`,
    aim ?? '',
  ]);
  return drawTable(columns, rows, '  ');
}

function find(name: string): Bench {
  const found = benches.find((bench) => bench.name === name);
  if (found !== undefined) return found;
  const names = [...benches, ...suites].map((each) => each.name);
  const nearest = nearestName(name, names);
  throw new UsageError(
    `no bench is named '${name}'`,
    nearest === undefined
      ? `benches and suites: ${names.join(', ')}`
      : `did you mean '${nearest}'?`,
  );
}
