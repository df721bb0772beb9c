/** `racetrap guards`: what would make it right? Tries every protection that the catalogue has. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type Command, Option } from 'commander';
import type { CatalogueEntry } from '../../actors/index.ts';
import { inSource } from '../file/load.ts';
import { protectionsOf } from '../guards/protection.ts';
import {
  type PriceEngine,
  type ProtectionAnswer,
  type Synthesis,
  synthesize,
} from '../guards/synthesis.ts';
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
  readonly engine: PriceEngine;
  readonly save?: string;
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
      const { duration, states, rounds = ROUNDS_DEFAULT, engine, save, progress = false } = options;
      const { result: found, isInterrupted } = await terminal.supervise(progress, (supervision) =>
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
              engine,
            },
            supervision,
          ),
        ),
      );
      const result = save === undefined ? found : saved(selection.entry, found, save);
      if (terminal.writeJson(jsonTarget(options), result))
        terminal.print(synthesisText(result, terminal.paint));
      end(isInterrupted ? EXIT.interrupted : EXIT.expected);
    });
  takesScenario(command);
  command
    .option(
      '--rounds <count>',
      `rounds that measure the price (0: none; default: ${ROUNDS_DEFAULT})`,
      wholeNumber('--rounds', 0, 1_000_000),
    )
    .addOption(
      new Option('--engine <engine>', 'what measures it: virtual time, or real workers')
        .choices(['virtual', 'parallel'])
        .default('virtual'),
    )
    .option(
      '--states <count>',
      'end each search after so many states',
      wholeNumber('--states', 1, STATES_MAX),
    );
  command.option(
    '--save <directory>',
    'write the scenario under each protection there, to explore, replay or explain it',
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
    'guards toctou-continue --set route=1 --rounds 0 --save aliased',
  );
}

/** Writes the scenario of each answer, expecting what was found, and says how to ask about it. */
function saved(entry: CatalogueEntry, found: Synthesis, directory: string): Synthesis {
  mkdirSync(directory, { recursive: true });
  const protections = protectionsOf(entry, found.parameters);
  const answers = found.answers.map((answer): ProtectionAnswer => {
    const { kind, name, verdict, command } = answer;
    const protection = protections.find((each) => each.kind === kind && each.name === name);
    if (protection === undefined || command !== null) return answer;
    if (verdict !== 'fails' && verdict !== 'restores') return answer;
    const title = `${entry.name} ${kind} ${name}`.replaceAll(' ', '-');
    const scenario = {
      ...protection.build(),
      name: title,
      expect: { explore: verdict === 'fails' ? 'violated' : 'holds' },
    };
    const path = join(directory, `${title}.json`);
    writeFileSync(path, `${JSON.stringify(scenario, undefined, 2)}\n`);
    return { ...answer, command: `racetrap explore ${isAbsolute(path) ? path : `./${path}`}` };
  });
  return { ...found, answers };
}
