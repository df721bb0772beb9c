/** `racetrap explain`: why does a schedule fail? Makes it small, and shows where it was lost. */

import { writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { UsageError } from '../../kernel/index.ts';
import type { CatalogueEntry, Parameters, Scenario } from '../../actors/index.ts';
import {
  ask,
  explain,
  failsAlike,
  type Finding,
  likenessOf,
  type Question,
  isOrdering,
  readToken,
  realize,
  smallestParameters,
  smallestScenario,
} from '../../workers/index.ts';
import { foundText } from '../report/headline.ts';
import { instructionText, programLines } from '../report/listing.ts';
import { replayLines } from '../report/repeat.ts';
import { paragraph } from '../report/table.ts';
import { findingLines } from '../report/text.ts';
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
  takesToken,
} from './command.ts';
import { question, selectByToken } from './select.ts';
import { writableTarget } from './values.ts';

/** The version of an explanation as JSON. */
const EXPLANATION_VERSION = 1;
/** Nodes that the search for a failure of a smaller scenario may take. */
const SMALLER_NODE_COUNT_MAX = 20_000;

interface ExplainCommandOptions extends ReportingOptions, FormatOptions {
  readonly shrink: boolean;
  readonly smallest?: boolean;
  readonly save?: string;
}

/** A smaller form of the question that fails in the same way. */
interface Smaller {
  readonly parameters: Parameters;
  readonly scenario: Scenario;
  readonly finding: Finding;
}

/** Adds the command. */
export function addExplain(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('explain')
    .description('say why a schedule fails: made small, with the step at which it was lost')
    .action(async (token: string, name: string | undefined, options: ExplainCommandOptions) => {
      const { selection, parameters } = await selectByToken(token, name);
      const asked = question(selection, parameters);
      const schedule = isOrdering(token) ? realize(asked, token).schedule : readToken(asked, token);
      if (schedule.ending === 'none')
        throw new UsageError(
          'nothing is wrong at the end of this schedule',
          'explain takes the token of a finding; show this one with: racetrap replay TOKEN',
        );
      const finding = explain(asked, schedule, { shrinks: options.shrink });
      const { format, smallest = options.save !== undefined, save } = options;
      const smaller = smallest ? smallestOf(selection.entry, asked, finding) : null;
      if (smaller !== null && save !== undefined)
        writeFileSync(save, `${JSON.stringify(smaller.scenario, undefined, 2)}\n`);
      const { name: scenario } = asked.scenario;
      const value = { version: EXPLANATION_VERSION, scenario, finding, smallest: smaller };
      const section = (title: string, lines: readonly string[]): readonly string[] =>
        lines.length === 0 ? [] : ['', terminal.paint('title', title), ...lines];
      const draw = (each: Finding, file: string | null | undefined) =>
        findingLines(each, { format: format === 'table' ? format : 'text', file });
      if (terminal.writeJson(jsonTarget(options), value))
        terminal.print(
          drawingOf(format, {
            scenario,
            parameters,
            file: selection.file,
            token: finding.token,
            schedule: finding.schedule,
            forever: finding.forever,
            finding,
          }) ??
            [
              ...paragraph(`${scenario} is violated: ${foundText(finding)}.`).map((line) =>
                terminal.paint('bad', line),
              ),
              ...section('Why', draw(finding, selection.file)),
              ...section('Smallest', smaller === null ? [] : smallerLines(smaller)),
              ...(smaller === null ? [] : ['', ...draw(smaller.finding, save ?? null)]),
              ...section('Repeat it', replayLines(finding, name)),
              '',
            ].join('\n'),
        );
      end(exitCodeOf({ asExpected: asked.scenario.expect.explore !== 'holds' }));
    });
  takesToken(command);
  command
    .option('--no-shrink', 'leave the schedule as it was found')
    .option('--smallest', 'look for the smallest parameters and programs that fail alike, too')
    .option('--save <file>', 'write the smallest scenario to a file (.json)', writableTarget);
  takesFormat(command);
  takesJson(command, 'the finding and why');
  showsExamples(
    command,
    'explain rt2....',
    'explain rt2.... --smallest',
    'explain rt2.... --format svg > schedule.svg',
    'explain rt2.... --format typescript > schedule.test.ts',
  );
}

/** The least parameters, and with them the least programs, that fail in the same way. */
function smallestOf(
  entry: CatalogueEntry,
  asked: Question,
  finding: ReturnType<typeof explain>,
): Smaller | null {
  const { passing, depth, depthAtLeast } = finding.why;
  const likeness = likenessOf(asked, finding, {
    isRace: passing !== null,
    depth: depth ?? depthAtLeast,
  });
  const fails = (each: Question) => failsAlike(each, likeness, SMALLER_NODE_COUNT_MAX);
  const minimums = Object.fromEntries(
    Object.entries(entry.parameters).map(([name, { min }]) => [name, min]),
  );
  const parameters = smallestParameters(asked.parameters, minimums, (each) => {
    try {
      return fails(ask(entry.build(each), each)) !== null;
    } catch (error) {
      // Not every combination makes a scenario.
      if (error instanceof UsageError) return false;
      throw error;
    }
  });
  const start = entry.build(parameters);
  const least = smallestScenario(start, (each) => fails(each) !== null);
  const scenario: Scenario = {
    ...least,
    name: `${least.name}-smallest`,
    expect: { explore: 'violated' },
  };
  const smallest = ask(scenario);
  const schedule = fails(smallest);
  return schedule === null ? null : { parameters, scenario, finding: explain(smallest, schedule) };
}

function smallerLines({ parameters, scenario }: Smaller): string[] {
  const settings = Object.entries(parameters).map(([name, value]) => `${name}=${value}`);
  return [
    ...(settings.length === 0 ? [] : [`  parameters: ${settings.join(' ')}`]),
    ...Object.entries(scenario.threads).flatMap(([name, { program, at, count = 1 }]) => [
      `  ${name}${count > 1 ? ` x${count}` : ''} at ${at}`,
      ...(program.length === 1 && program[0] !== undefined && !('body' in program[0])
        ? [`    ${instructionText(program[0])}`]
        : programLines(program).map((line) => `  ${line}`)),
    ]),
  ];
}
