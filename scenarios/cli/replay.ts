/** `racetrap replay`: makes the steps of a found schedule once more and shows each of them. */

import type { Command } from 'commander';
import { type Question, replay, type Replay } from '../../workers/index.ts';
import { inSource } from '../file/load.ts';
import { columnLines } from '../report/columns.ts';
import { countOf } from '../report/number.ts';
import { valuesText } from '../report/observation.ts';
import { scheduleLines } from '../report/schedule.ts';
import { paragraph } from '../report/table.ts';
import { foreverLines } from '../report/text.ts';
import {
  drawingOf,
  exitCodeOf,
  type FormatOptions,
  jsonTarget,
  type ReportingOptions,
  type Session,
  showsExamples,
  takesFormat,
  takesJson,
  takesObserve,
  takesToken,
} from './command.ts';
import { question, selectByToken, sourceOf } from './select.ts';
import type { Terminal } from './terminal.ts';

/** The version of a replay as JSON. */
const REPLAY_VERSION = 1;

interface ReplayCommandOptions extends ReportingOptions, FormatOptions {
  readonly maps?: boolean;
  readonly observe?: readonly string[];
}

/** Adds the command. */
export function addReplay(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('replay')
    .description('repeat a schedule that explore found, step by step')
    .action(async (text: string, name: string | undefined, options: ReplayCommandOptions) => {
      const { selection, parameters } = await selectByToken(text, name);
      const asked = question(selection, parameters, options.observe);
      const result = inSource(sourceOf(selection), () => replay(asked, text));
      const { observe, expect } = asked.scenario;
      const value = {
        version: REPLAY_VERSION,
        scenario: asked.scenario.name,
        observed: observe,
        ...result,
      };
      if (terminal.writeJson(jsonTarget(options), value))
        terminal.print(
          options.maps === true
            ? result.maps
            : (drawingOf(options.format, {
                scenario: asked.scenario.name,
                parameters,
                file: selection.file,
                token: text.trim(),
                schedule: result.schedule,
                forever: result.forever,
                finding: result.finding,
                // What the user alone looks at, the scenario of the test does not observe.
                ...(options.observe === undefined && { observations: result.observations }),
              }) ?? replayText(asked, result, terminal, options)),
        );
      end(exitCodeOf({ asExpected: result.finding === null || expect.explore !== 'holds' }));
    });
  takesToken(command);
  command.option('--maps', 'print only the memory behind the last step, as /proc/PID/maps has it');
  takesObserve(command);
  takesFormat(command);
  takesJson(command, 'the steps');
  showsExamples(
    command,
    'replay rt2....',
    'replay rt2.... ./mine.ts --json steps.json',
    'replay rt2.... --format table',
    'replay rt2.... --format svg > schedule.svg',
    'replay rt2.... --maps',
  );
}

function replayText(
  { scenario: { name: scenario, observe } }: Question,
  { schedule, forever, finding, observations }: Replay,
  { paint }: Terminal,
  { format }: FormatOptions,
): string {
  const draw = format === 'table' ? columnLines : scheduleLines;
  const verdict =
    finding === null
      ? paint('good', `${scenario}: nothing is wrong at the end of this schedule.`)
      : paragraph(`${scenario} is violated: ${finding.message}.`).map((line) => paint('bad', line));
  return [
    verdict,
    countOf(schedule.length + forever.length, 'step'),
    '',
    ...draw(schedule),
    ...foreverLines(schedule, forever, draw),
    ...(observe.length === 0
      ? []
      : ['', `  behind the last step: ${valuesText(observe, observations)}`]),
    '',
  ]
    .flat()
    .join('\n');
}
