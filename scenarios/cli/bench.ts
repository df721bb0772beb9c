/** `racetrap bench`: measures what the registry holds. */

import type { Command } from 'commander';
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
import { drawTable } from '../report/table.ts';
import {
  exitCodeOf,
  jsonTarget,
  type ReportingOptions,
  type Session,
  showsExamples,
  takesDuration,
  takesJson,
  takesProgress,
} from './command.ts';
import { wholeNumber } from './values.ts';

interface BenchCommandOptions extends ReportingOptions {
  readonly threads?: readonly number[];
  readonly rounds?: number;
  readonly duration?: number;
}

/** Rounds that anybody has the patience for. */
const ROUNDS_LIMIT = 1000;

/** Adds the command. */
export function addBench(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('bench')
    .description('measure racetrap itself; without a name, everything')
    .argument('[NAME]', 'one bench')
    .action(async (name: string | undefined, options: BenchCommandOptions) => {
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
  command.option(
    '--threads <counts>',
    'numbers of threads, for benches that run with several (default: 1,2,4,8)',
    threadCounts,
  );
  command.option(
    '--rounds <count>',
    'rounds over all candidates, for benches that measure in rounds (default: their own)',
    wholeNumber('--rounds', 1, ROUNDS_LIMIT),
  );
  takesDuration(command, 'time of one of their measurements (default: 150ms)');
  showsExamples(
    command,
    'bench',
    'bench locks --threads 1,2 --rounds 3',
    'bench dispatch',
    'bench search --json search.json',
  );
  const rows = benches.map(({ name, about }) => [name, about]);
  command.addHelpText(
    'after',
    `\nBenches:\n${drawTable([{ title: '' }, { title: '' }], rows, '  ').join('\n')}`,
  );
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
  const names = benches.map((bench) => bench.name);
  const nearest = nearestName(name, names);
  throw new UsageError(
    `no bench is named '${name}'`,
    nearest === undefined ? `benches: ${names.join(', ')}` : `did you mean '${nearest}'?`,
  );
}
