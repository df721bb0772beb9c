/** `racetrap guards`: what would make it right? Tries every protection that the catalogue has. */

import type { Command } from 'commander';
import { inSource } from '../file/load.ts';
import { synthesize } from '../guards/synthesis.ts';
import { synthesisText } from '../report/synthesis.ts';
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
} from './command.ts';
import { EXIT } from './exit.ts';
import { choose, question, select, sourceOf } from './select.ts';
import { wholeNumber } from './values.ts';

interface GuardsCommandOptions extends ParameterOptions, ReportingOptions {
  readonly duration?: number;
  readonly states?: number;
  readonly rounds?: number;
}

const ROUNDS_DEFAULT = 500;
const STATES_MAX = 1e9;

/** Adds the command. */
export function addGuards(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('guards')
    .description('try every protection: which restore the properties, which do not, at what price')
    .action(async (name: string, options: GuardsCommandOptions) => {
      const selection = await select(name);
      const { parameters } = question(selection, choose(selection, options.set, options.threads));
      const { duration, states, rounds = ROUNDS_DEFAULT, progress = false } = options;
      const { result, isInterrupted } = await terminal.supervise(progress, (supervision) =>
        inSource(sourceOf(selection), () =>
          synthesize(
            selection.entry,
            parameters,
            {
              search: {
                ...(duration !== undefined && { durationMsMax: duration }),
                ...(states !== undefined && { stateCountMax: states }),
              },
              rounds,
            },
            supervision,
          ),
        ),
      );
      if (terminal.writeJson(jsonTarget(options), result))
        terminal.print(synthesisText(result, terminal.paint));
      end(isInterrupted ? EXIT.interrupted : EXIT.expected);
    });
  takesScenario(command);
  command
    .option(
      '--rounds <count>',
      `rounds on real workers that measure the price (0: none; default: ${ROUNDS_DEFAULT})`,
      wholeNumber('--rounds', 0, 1_000_000),
    )
    .option(
      '--states <count>',
      'end each search after so many states',
      wholeNumber('--states', 1, STATES_MAX),
    );
  takesDuration(command, 'end each search after so long: 2s, 1m');
  takesParameters(command);
  takesJson(command, 'the answers');
  takesProgress(command);
  showsExamples(
    command,
    'guards unlocked-lookup',
    'guards lost-reply-killable --rounds 0',
    'guards nosyscall-check-designs --json answers.json',
  );
}
