/** `racetrap conform`: does the simulated kernel do what Linux was seen to do? */
import { runConform } from '../conform/conform.js';
import { exitCodeOf, jsonTarget, showsExamples, takesJson, } from './command.js';
/** The version of the answer as JSON. */
const CONFORM_VERSION = 1;
/** Adds the command. */
export function addConform(program, { terminal, end }) {
    const command = program
        .command('conform')
        .description('compare the simulated kernel with recorded behaviour of Linux')
        .argument('<FILES...>', 'vectors (a JSON array) and memory oracles (JSON lines)')
        .action((files, options) => {
        const { passed, failed, failures, text } = runConform(files);
        const value = { version: CONFORM_VERSION, passed, failed, failures };
        if (terminal.writeJson(jsonTarget(options), value))
            terminal.print(`${text}\n`);
        end(exitCodeOf({ asExpected: failed === 0 }));
    });
    takesJson(command, 'failures and totals');
    showsExamples(command, 'conform test/conformance/vectors.json', 'conform test/conformance/vectors.json test/conformance/vma-oracle.jsonl');
}
//# sourceMappingURL=conform.js.map