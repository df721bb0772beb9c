/** `racetrap machine`: the statecharts that decide what a thread does, as pictures in text. */
import { UsageError } from '../../kernel/index.js';
import { dispatchMachine, toMermaid, toStately } from '../../actors/dispatch/index.js';
import { nearestName } from '../file/nearest.js';
import { jsonTarget, showsExamples, takesJson, } from './command.js';
import { EXIT } from './exit.js';
/** The machines by name; the first is shown when none is named. */
const MACHINES = { dispatch: dispatchMachine };
/** Adds the command. */
export function addMachine(program, { terminal, end }) {
    const names = Object.keys(MACHINES);
    const command = program
        .command('machine')
        .description('print a statechart: Mermaid text, or JSON that Stately reads')
        .argument('[NAME]', `one of ${names.join(', ')}`, names[0])
        .action((name, options) => {
        const machine = Object.entries(MACHINES).find(([each]) => each === name)?.[1];
        if (machine === undefined) {
            const nearest = nearestName(name, names);
            throw new UsageError(`no machine is named '${name}'`, nearest === undefined ? `machines: ${names.join(', ')}` : `did you mean '${nearest}'?`);
        }
        const target = jsonTarget(options);
        if (terminal.writeJson(target, target === undefined ? null : toStately(machine)))
            terminal.print(toMermaid(machine));
        end(EXIT.expected);
    });
    takesJson(command, 'the machine');
    showsExamples(command, 'machine', 'machine dispatch --json dispatch.json');
}
//# sourceMappingURL=machine.js.map