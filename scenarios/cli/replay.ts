/** `racetrap replay`: makes the steps of a found schedule once more and shows each of them. */

import type { Command } from 'commander';
import {
  encodeToken,
  isOrdering,
  type Question,
  readToken,
  realize,
  type Replay,
  replaySchedule,
} from '../../workers/index.ts';
import { inSource } from '../file/load.ts';
import { columnLines } from '../report/columns.ts';
import { foundText } from '../report/headline.ts';
import { countOf } from '../report/number.ts';
import { valuesText } from '../report/observation.ts';
import { replayCommand } from '../report/repeat.ts';
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
      const { schedule, notes } = inSource(sourceOf(selection), () =>
        isOrdering(text) ? realize(asked, text) : { schedule: readToken(asked, text), notes: [] },
      );
      const result = inSource(sourceOf(selection), () => replaySchedule(asked, schedule));
      const { observe, expect } = asked.scenario;
      const value = {
        version: REPLAY_VERSION,
        scenario: asked.scenario.name,
        observed: observe,
        notes,
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
                token: encodeToken(asked, schedule),
                schedule: result.schedule,
                forever: result.forever,
                finding: result.finding,
                // What the user alone looks at, the scenario of the test does not observe.
                ...(options.observe === undefined && { observations: result.observations }),
              }) ??
                replayText(
                  asked,
                  { ...result, notes, isOrdered: isOrdering(text) },
                  terminal,
                  options,
                )),
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

/** A replay, and how its schedule was come by. */
interface Told extends Replay {
  readonly notes: readonly string[];
  /** The schedule was found by an ordering. */
  readonly isOrdered: boolean;
}

function replayText(
  { scenario: { name: scenario, observe } }: Question,
  { schedule, forever, finding, observations, notes, isOrdered }: Told,
  { paint }: Terminal,
  { format }: FormatOptions,
): string {
  const draw = format === 'table' ? columnLines : scheduleLines;
  const verdict =
    finding === null
      ? paint('good', `${scenario}: nothing is wrong at the end of this schedule.`)
      : paragraph(`${scenario} is violated: ${foundText({ ...finding, schedule })}.`).map((line) =>
          paint('bad', line),
        );
  return [
    verdict,
    countOf(schedule.length + forever.length, 'step'),
    ...notes.flatMap((note) => paragraph(`note: ${note}`)),
    '',
    ...draw(schedule),
    ...foreverLines(schedule, forever, draw),
    ...(observe.length === 0
      ? []
      : ['', `  behind the last step: ${valuesText(observe, observations)}`]),
    ...(isOrdered && finding?.token !== undefined
      ? ['', paint('title', 'This very schedule'), `  ${replayCommand(finding.token)}`]
      : []),
    '',
  ]
    .flat()
    .join('\n');
}
