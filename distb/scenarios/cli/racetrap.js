#!/usr/bin/env node
/**
 * racetrap: the command line. It reads arguments, hands the question to an engine and prints the
 * answer; nothing is decided here. Invariant: the exit code is one of exit.ts, whatever happens.
 */
import { readFileSync } from 'node:fs';
import { Command, CommanderError } from 'commander';
import { addBench } from './bench.js';
import { takesTheRest } from './command.js';
import { addConform } from './conform.js';
import { errorText, EXIT } from './exit.js';
import { addExplain } from './explain.js';
import { addExplore } from './explore.js';
import { addList } from './list.js';
import { addMachine } from './machine.js';
import { addReplay } from './replay.js';
import { addRun } from './run.js';
import { addSample } from './sample.js';
import { addShow } from './show.js';
import { openTerminal } from './terminal.js';
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
    .configureOutput({ writeOut: terminal.print, writeErr: terminal.tell, outputError: () => { } });
const session = {
    terminal,
    end: (code) => {
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
async function main(argv) {
    try {
        if (argv.length <= 2)
            program.outputHelp();
        else
            await program.parseAsync(argv);
    }
    catch (error) {
        if (error instanceof CommanderError) {
            process.exitCode = error.exitCode === 0 ? EXIT.expected : EXIT.usage;
            if (error.exitCode !== 0)
                terminal.tell(commandFault(error, argv));
            return;
        }
        const { code, text } = errorText(error);
        terminal.tell(text);
        process.exitCode = code;
    }
}
/** What commander says, as one line and one hint. */
function commandFault(error, argv) {
    const [first = '', suggestion] = error.message.replace(/^error: /, '').split('\n');
    const command = program.commands.find((each) => each.name() === argv[2]);
    const help = `racetrap ${command === undefined ? '' : `${command.name()} `}--help`;
    const guess = suggestion?.replace(/^\((.*)\)$/, '$1').replace(/^Did/, 'did');
    return `racetrap: ${first}\n  hint: ${guess ?? help}\n`;
}
function packageVersion() {
    const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
    const { version } = JSON.parse(text);
    return version;
}
//# sourceMappingURL=racetrap.js.map