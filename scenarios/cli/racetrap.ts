#!/usr/bin/env node
/**
 * racetrap: the command line. It reads arguments, hands the question to an engine and prints the
 * answer; nothing is decided here. Invariant: the exit code is one of exit.ts, whatever happens.
 */

import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addBench } from './bench.ts';
import { takesTheRest } from './command.ts';
import { addConform } from './conform.ts';
import { errorText, EXIT } from './exit.ts';
import { addExplain } from './explain.ts';
import { addExplore } from './explore.ts';
import { addList } from './list.ts';
import { addMachine } from './machine.ts';
import { addReplay } from './replay.ts';
import { addRun } from './run.ts';
import { addSample } from './sample.ts';
import { addShow } from './show.ts';
import { openTerminal } from './terminal.ts';

const EPILOGUE = `
SCENARIO is a name that \`racetrap list\` shows, or the path of a .ts, .js or .json file.

Exit codes: 0 the outcome is as the scenario expects, 1 it is not, 2 the command or the scenario is
wrong, 3 racetrap is wrong or a worker died, 130 interrupted.

First steps:
  $ racetrap list
  $ racetrap show unlocked-lookup
  $ racetrap explore unlocked-lookup
  $ racetrap run memmap-storm`;

const terminal = openTerminal();

const program = new Command('racetrap')
  .description('A laboratory for races in syscall interposition.')
  .version(packageVersion(), '-V, --version')
  .helpOption('-h, --help')
  .configureHelp({ helpWidth: 100 })
  .showSuggestionAfterError(true)
  .addHelpText('after', EPILOGUE)
  .exitOverride()
  .configureOutput({ writeOut: terminal.print, writeErr: terminal.tell, outputError: () => {} });

const session = {
  terminal,
  end: (code: number): void => {
    process.exitCode = code;
  },
};
for (const add of [
  addList,
  addShow,
  addRun,
  addExplore,
  addSample,
  addReplay,
  addExplain,
  addMachine,
  addBench,
  addConform,
])
  add(program, session);
for (const command of program.commands) {
  command.copyInheritedSettings(program);
  takesTheRest(command);
}

await main(process.argv);

async function main(argv: readonly string[]): Promise<void> {
  try {
    if (argv.length <= 2) program.outputHelp();
    else await program.parseAsync(argv);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.expected : EXIT.usage;
      if (error.exitCode !== 0) terminal.tell(commandFault(error, argv));
      return;
    }
    const { code, text } = errorText(error);
    terminal.tell(text);
    process.exitCode = code;
  }
}

/** What commander says, as one line and one hint. */
function commandFault(error: CommanderError, argv: readonly string[]): string {
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const command = program.commands.find((each) => each.name() === argv[2]);
  const help = `racetrap ${command === undefined ? '' : `${command.name()} `}--help`;
  const guess = suggestion?.replace(/^\((.*)\)$/, '$1').replace(/^Did/, 'did');
  return `racetrap: ${first}\n  hint: ${guess ?? help}\n`;
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
