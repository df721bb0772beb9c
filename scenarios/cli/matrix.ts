/** `racetrap matrix`: which guard holds against which route by which memory can change? */

import type { Command } from 'commander';
import { UsageError } from '../../kernel/index.ts';
import { nearestName } from '../file/nearest.ts';
import { CELL_ROUTES, type CellRoute } from '../matrix/cell.ts';
import { type MatrixGuard, SEED, TODAY } from '../matrix/guard.ts';
import { agreement, matrix } from '../matrix/matrix.ts';
import { matrixText } from '../report/matrix.ts';
import {
  jsonTarget,
  type ReportingOptions,
  type Session,
  showsExamples,
  takesDuration,
  takesJson,
  takesProgress,
} from './command.ts';
import { EXIT } from './exit.ts';
import { nameList } from './values.ts';

interface MatrixCommandOptions extends ReportingOptions {
  readonly guards?: readonly string[];
  readonly routes?: readonly string[];
  readonly duration?: number;
}

/** Names that stand for many guards. */
const GROUPS: Readonly<Record<string, readonly MatrixGuard[]>> = {
  today: TODAY,
  seed: SEED,
  all: [...TODAY, ...SEED],
};

/** Adds the command. */
export function addMatrix(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('matrix')
    .description('search every guard against every route by which memory can change')
    .action(async (options: MatrixCommandOptions) => {
      const guards = (options.guards ?? ['today']).flatMap(guardsNamed);
      const routes = options.routes?.map(routeNamed) ?? CELL_ROUTES;
      const { duration, progress = false } = options;
      const { result, isInterrupted } = await terminal.supervise(progress, (supervision) =>
        matrix(
          guards,
          routes,
          duration === undefined ? {} : { durationMsMax: duration },
          supervision,
        ),
      );
      if (terminal.writeJson(jsonTarget(options), result))
        terminal.print(matrixText(result, terminal.paint));
      const differs = result.cells.some((each) => agreement(each) === 'differs');
      if (isInterrupted) end(EXIT.interrupted);
      else end(differs ? EXIT.unexpected : EXIT.expected);
    });
  command
    .option(
      '--guards <names>',
      `guards: ${Object.keys(GROUPS).join(', ')}, or some by name, parted by commas (default: today)`,
      nameList('--guards'),
    )
    .option(
      '--routes <names>',
      `routes: ${CELL_ROUTES.join(', ')} (default: all)`,
      nameList('--routes'),
    );
  takesDuration(command, 'end each search after so long: 2s, 1m');
  takesJson(command, 'the cells');
  takesProgress(command);
  showsExamples(
    command,
    'matrix',
    'matrix --guards uffdwp,mprotect --routes alias,procmem,dontneed',
    'matrix --guards seed --routes store,alias',
  );
  const rows = [...TODAY, ...SEED].map(({ name, source }) => `  ${name}: ${source}`);
  command.addHelpText('after', `\nGuards:\n${rows.join('\n')}`);
}

function guardsNamed(name: string): readonly MatrixGuard[] {
  const group = GROUPS[name];
  if (group !== undefined) return group;
  const all = [...TODAY, ...SEED];
  const guard = all.find((each) => each.name === name);
  if (guard !== undefined) return [guard];
  const known = [...Object.keys(GROUPS), ...all.map((each) => each.name)];
  throw unknown('guard', name, known);
}

function routeNamed(name: string): CellRoute {
  const route = CELL_ROUTES.find((each) => each === name);
  if (route !== undefined) return route;
  throw unknown('route', name, CELL_ROUTES);
}

function unknown(what: string, name: string, known: readonly string[]): UsageError {
  const nearest = nearestName(name, known);
  return new UsageError(
    `no ${what} is named '${name}'`,
    nearest === undefined ? `${what}s: ${known.join(', ')}` : `did you mean '${nearest}'?`,
  );
}
