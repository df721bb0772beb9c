/** `racetrap replay`: makes the steps of a found schedule once more and shows each of them. */

import type { Command } from 'commander';
import { decodeToken, replay, type Replay } from '../../workers/index.ts';
import { UsageError } from '../../kernel/index.ts';
import { findScenario } from '../catalogue.ts';
import { inSource } from '../file/load.ts';
import { countOf } from '../report/number.ts';
import { valuesText } from '../report/observation.ts';
import { scheduleLines } from '../report/schedule.ts';
import { paragraph } from '../report/table.ts';
import {
  exitCodeOf,
  jsonTarget,
  type ReportingOptions,
  type Session,
  showsExamples,
  takesJson,
} from './command.ts';
import { choose, question, select, sourceOf } from './select.ts';
import type { Terminal } from './terminal.ts';

/** The version of a replay as JSON. */
const REPLAY_VERSION = 1;

/** Adds the command. */
export function addReplay(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('replay')
    .description('repeat a schedule that explore found, step by step')
    .argument('<TOKEN>', 'the token of a finding: rt1....')
    .argument('[SCENARIO]', "the scenario's own file, if it is not in the catalogue")
    .action(async (text: string, name: string | undefined, options: ReportingOptions) => {
      const token = decodeToken(text);
      if (name === undefined && findScenario(token.scenario) === undefined)
        throw new UsageError(
          `no scenario is named '${token.scenario}'`,
          `name the file that it was found in: racetrap replay TOKEN ./${token.scenario}.ts`,
        );
      const selection = await select(name ?? token.scenario);
      const asked = question(selection, choose(selection, token.parameters));
      const result = inSource(sourceOf(selection), () => replay(asked, text));
      const { observe, expect } = asked.scenario;
      const value = {
        version: REPLAY_VERSION,
        scenario: token.scenario,
        observed: observe,
        ...result,
      };
      if (terminal.writeJson(jsonTarget(options), value))
        terminal.print(replayText(token.scenario, observe, result, terminal));
      end(exitCodeOf({ asExpected: result.finding === null || expect.explore !== 'holds' }));
    });
  takesJson(command, 'the steps');
  showsExamples(command, 'replay rt1....', 'replay rt1.... ./mine.ts --json steps.json');
}

function replayText(
  scenario: string,
  observe: readonly string[],
  { schedule, finding, observations }: Replay,
  { paint }: Terminal,
): string {
  const verdict =
    finding === null
      ? paint('good', `${scenario}: nothing is wrong at the end of this schedule.`)
      : paragraph(`${scenario} is violated: ${finding.message}.`).map((line) => paint('bad', line));
  return [
    verdict,
    countOf(schedule.length, 'step'),
    '',
    ...scheduleLines(schedule),
    ...(observe.length === 0
      ? []
      : ['', `  behind the last step: ${valuesText(observe, observations)}`]),
    '',
  ]
    .flat()
    .join('\n');
}
