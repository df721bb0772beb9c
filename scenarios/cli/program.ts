/**
 * Program: the command line. It reads arguments, hands the question to an engine and prints the
 * answer; nothing is decided here. Invariant: the exit code is one of exit.ts, whatever happens.
 */

import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { type Session, takesTheRest } from './command.ts';
import { errorText, EXIT } from './exit.ts';
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

/**
 * The commands, in the order in which help lists them. Only the one that is asked for is loaded:
 * half of the time of a short command is the loading of modules.
 */
const COMMANDS: Readonly<
  Record<string, () => Promise<(program: Command, session: Session) => void>>
> = {
  list: async () => (await import('./list.ts')).addList,
  show: async () => (await import('./show.ts')).addShow,
  run: async () => (await import('./run.ts')).addRun,
  explore: async () => (await import('./explore.ts')).addExplore,
  stress: async () => (await import('./stress.ts')).addStress,
  guards: async () => (await import('./guards.ts')).addGuards,
  matrix: async () => (await import('./matrix.ts')).addMatrix,
  sample: async () => (await import('./sample.ts')).addSample,
  replay: async () => (await import('./replay.ts')).addReplay,
  explain: async () => (await import('./explain.ts')).addExplain,
  report: async () => (await import('./report.ts')).addReport,
  trace: async () => (await import('./trace.ts')).addTrace,
  machine: async () => (await import('./machine.ts')).addMachine,
  bench: async () => (await import('./bench.ts')).addBench,
  profiles: async () => (await import('./profiles.ts')).addProfiles,
  conform: async () => (await import('./conform.ts')).addConform,
};

/** Answers a command, given as the words behind the name of the program, and sets the exit code. */
export async function main(words: readonly string[]): Promise<void> {
  const terminal = openTerminal();
  const end = (code: number): void => {
    process.exitCode = code;
  };
  const session: Session = { terminal, end };
  const program = new Command('racetrap')
    .description('A laboratory for races in syscall interposition.')
    .version(packageVersion(), '-V, --version')
    .helpOption('-h, --help')
    .configureHelp({ helpWidth: 100 })
    .showSuggestionAfterError(true)
    .addHelpText('after', EPILOGUE)
    .exitOverride()
    .configureOutput({ writeOut: terminal.print, writeErr: terminal.tell, outputError: () => {} });
  try {
    const asked = Object.entries(COMMANDS).filter(([name]) => name === words[0]);
    const needed = asked.length > 0 ? asked : Object.entries(COMMANDS);
    for (const add of await Promise.all(needed.map(([, load]) => load()))) add(program, session);
    for (const command of program.commands) {
      command.copyInheritedSettings(program);
      takesTheRest(command);
    }
    if (words.length === 0) program.outputHelp();
    else await program.parseAsync(words, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      end(error.exitCode === 0 ? EXIT.expected : EXIT.usage);
      if (error.exitCode !== 0) terminal.tell(commandFault(error, program, words[0]));
      return;
    }
    const { code, text } = errorText(error);
    terminal.tell(text);
    end(code);
  }
}

/** What commander says, as one line and one hint. */
function commandFault(error: CommanderError, program: Command, name: string | undefined): string {
  const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
  const command = program.commands.find((each) => each.name() === name);
  const help = `racetrap ${command === undefined ? '' : `${command.name()} `}--help`;
  const guess = suggestion?.replace(/^\((.*)\)$/, '$1').replace(/^Did/, 'did');
  return `racetrap: ${first}\n  hint: ${guess ?? help}\n`;
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
