/** `racetrap replay`: makes the steps of a found schedule once more and shows each of them. */
import { replay } from '../../workers/index.js';
import { inSource } from '../file/load.js';
import { columnLines } from '../report/columns.js';
import { countOf } from '../report/number.js';
import { valuesText } from '../report/observation.js';
import { scheduleLines } from '../report/schedule.js';
import { paragraph } from '../report/table.js';
import { diagramOf, exitCodeOf, jsonTarget, showsExamples, takesFormat, takesJson, takesToken, } from './command.js';
import { question, selectByToken, sourceOf } from './select.js';
/** The version of a replay as JSON. */
const REPLAY_VERSION = 1;
/** Adds the command. */
export function addReplay(program, { terminal, end }) {
    const command = program
        .command('replay')
        .description('repeat a schedule that explore found, step by step')
        .action(async (text, name, options) => {
        const { selection, parameters } = await selectByToken(text, name);
        const asked = question(selection, parameters);
        const result = inSource(sourceOf(selection), () => replay(asked, text));
        const { observe, expect } = asked.scenario;
        const value = {
            version: REPLAY_VERSION,
            scenario: asked.scenario.name,
            observed: observe,
            ...result,
        };
        if (terminal.writeJson(jsonTarget(options), value))
            terminal.print(diagramOf(options.format, result) ?? replayText(asked, result, terminal, options));
        end(exitCodeOf({ asExpected: result.finding === null || expect.explore !== 'holds' }));
    });
    takesToken(command);
    takesFormat(command);
    takesJson(command, 'the steps');
    showsExamples(command, 'replay rt1....', 'replay rt1.... ./mine.ts --json steps.json', 'replay rt1.... --format table');
}
function replayText({ scenario: { name: scenario, observe } }, { schedule, finding, observations }, { paint }, { format }) {
    const verdict = finding === null
        ? paint('good', `${scenario}: nothing is wrong at the end of this schedule.`)
        : paragraph(`${scenario} is violated: ${finding.message}.`).map((line) => paint('bad', line));
    return [
        verdict,
        countOf(schedule.length, 'step'),
        '',
        ...(format === 'table' ? columnLines : scheduleLines)(schedule),
        ...(observe.length === 0
            ? []
            : ['', `  behind the last step: ${valuesText(observe, observations)}`]),
        '',
    ]
        .flat()
        .join('\n');
}
//# sourceMappingURL=replay.js.map