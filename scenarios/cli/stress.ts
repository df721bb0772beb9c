/** `racetrap stress`: how often does it go wrong, and what does that depend on? */

import type { Command } from 'commander';
import { reconstruct } from '../../workers/index.ts';
import { inSource } from '../file/load.ts';
import { reconstructionLines } from '../report/reconstruction.ts';
import { exploreCommand } from '../report/repeat.ts';
import { stressText } from '../report/stress.ts';
import { stress, type StressOptions } from '../stress/stress.ts';
import { parseSweep } from '../stress/sweep.ts';
import {
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
import { choose, question, select, sourceOf } from './select.ts';
import { wholeNumber } from './values.ts';

interface StressCommandOptions extends ParameterOptions, ReportingOptions {
  readonly rounds?: number;
  readonly duration?: number;
  readonly seed?: number;
  readonly sweep?: string;
}

/** Rounds of a point unless the command says otherwise. */
const ROUNDS_DEFAULT = 2_000;
const ROUNDS_LIMIT = 1_000_000_000;

/** Adds the command. */
export function addStress(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('stress')
    .description('count how often a race is lost on real worker threads, and what that depends on')
    .action(async (name: string, options: StressCommandOptions) => {
      const selection = await select(name);
      const { entry } = selection;
      const { parameters, scenario } = question(
        selection,
        choose(selection, options.set, options.threads),
      );
      const sweep = options.sweep === undefined ? undefined : parseSweep(entry, options.sweep);
      const { rounds, duration, seed = 1, progress = false } = options;
      const asked: StressOptions = {
        rounds: rounds ?? (duration === undefined ? ROUNDS_DEFAULT : ROUNDS_LIMIT),
        seed,
        ...(sweep !== undefined && { sweep }),
        ...(duration !== undefined && { pointDeadlineMs: duration }),
      };
      const { result, isInterrupted } = await terminal.supervise(progress, (supervision) =>
        inSource(sourceOf(selection), () => stress(entry, parameters, asked, supervision)),
      );
      const isTime =
        sweep !== undefined && entry.parameters[sweep.parameter]!.meaning.endsWith(', ns');
      const { failed } = result;
      const reconstruction =
        failed === null ? null : reconstruct(question(selection, failed.parameters), failed.round);
      const explain =
        failed === null || reconstruction === null
          ? []
          : reconstructionLines(
              reconstruction,
              failed.round,
              exploreCommand(name, entry, failed.parameters),
              selection.file,
            );
      if (terminal.writeJson(jsonTarget(options), { ...result, reconstruction }))
        terminal.print(stressText(result, { isTime, explain, paint: terminal.paint }));
      const isLost = result.points.some(({ hits, hung }) => hits > 0 || hung);
      const isWrong = isLost && scenario.expect.explore === 'holds';
      if (isInterrupted) end(EXIT.interrupted);
      else end(isWrong ? EXIT.unexpected : EXIT.expected);
    });
  takesScenario(command);
  command
    .option(
      '--sweep <name=values>',
      'go through values of a parameter: delay=0us..10ms, delay=1us..1ms/5, threads=1,2,4',
    )
    .option(
      '--rounds <count>',
      `run each point to the end so many times (default: ${ROUNDS_DEFAULT})`,
      wholeNumber('--rounds', 1, ROUNDS_LIMIT),
    );
  takesDuration(command, 'run each point for so long: 2s, 500ms; bounds --rounds');
  takesSeed(command);
  takesParameters(command);
  takesJson(command, 'the points');
  takesProgress(command);
  showsExamples(
    command,
    'stress unlocked-lookup --duration 5s',
    'stress toctou-window --sweep delay=0us..1ms --duration 2s --set turns=20',
    'stress toctou-window --set answer=2 --set turns=50 --rounds 20000',
    'stress toctou-continue --sweep policy=0,2,5 --set turns=100 --duration 5s',
  );
}
