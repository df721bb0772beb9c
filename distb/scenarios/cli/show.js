/** `racetrap show`: a scenario as a value, without running it. */
import { scenarioText } from '../report/listing.js';
import { jsonTarget, showsExamples, takesJson, takesParameters, takesScenario, } from './command.js';
import { EXIT } from './exit.js';
import { choose, question, select } from './select.js';
/** Adds the command. */
export function addShow(program, { terminal, end }) {
    const command = program
        .command('show')
        .description('show a scenario: memory, programs, properties, parameters, what is expected')
        .action(async (name, options) => {
        const selection = await select(name);
        const { scenario } = question(selection, choose(selection, options.set, options.threads));
        if (terminal.writeJson(jsonTarget(options), scenario))
            terminal.print(scenarioText(selection.entry, scenario, terminal.paint));
        end(EXIT.expected);
    });
    takesScenario(command);
    takesParameters(command);
    takesJson(command, 'the scenario');
    showsExamples(command, 'show unlocked-lookup', 'show rwsem --set readers=1 --json mine.json');
}
//# sourceMappingURL=show.js.map