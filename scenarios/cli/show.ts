/** `racetrap show`: a scenario as a value, without running it. */

import type { Command } from 'commander';
import { scenarioText } from '../report/listing.ts';
import {
  jsonTarget,
  type ParameterOptions,
  type ReportingOptions,
  type Session,
  showsExamples,
  takesJson,
  takesParameters,
  takesScenario,
} from './command.ts';
import { EXIT } from './exit.ts';
import { chooseOne, question, select } from './select.ts';

/** Adds the command. */
export function addShow(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('show')
    .description('show a scenario: memory, programs, properties, parameters, what is expected')
    .action(async (name: string, options: ParameterOptions & ReportingOptions) => {
      const selection = await select(name);
      const { scenario } = question(selection, chooseOne(selection, options.set, options.threads));
      if (terminal.writeJson(jsonTarget(options), scenario))
        terminal.print(scenarioText(selection.entry, scenario, terminal.paint));
      end(EXIT.expected);
    });
  takesScenario(command);
  takesParameters(command);
  takesJson(command, 'the scenario');
  showsExamples(command, 'show unlocked-lookup', 'show rwsem --set readers=1 --json mine.json');
}
