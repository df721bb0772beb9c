/** `racetrap list`: the catalogue, one scenario a line. */
import { catalogue } from '../catalogue.js';
import { drawTable, PAGE_WIDTH } from '../report/table.js';
import { jsonTarget, showsExamples, takesJson, } from './command.js';
import { EXIT } from './exit.js';
/** The version of the list as JSON. */
const LIST_VERSION = 1;
/** Adds the command. */
export function addList(program, { terminal, end }) {
    const command = program
        .command('list')
        .description('list the scenarios that ship: name, kind, question, what it stands for')
        .action((options) => {
        const scenarios = catalogue.map(({ build: _build, ...entry }) => entry);
        if (terminal.writeJson(jsonTarget(options), { version: LIST_VERSION, scenarios }))
            terminal.print(`${listLines().join('\n')}\n`);
        end(EXIT.expected);
    });
    takesJson(command, 'the list');
    showsExamples(command, 'list', 'list --json -');
}
function listLines() {
    const nameWidth = Math.max(...catalogue.map(({ name }) => name.length));
    const rows = catalogue.map(({ name, kind, question, standsFor }) => [
        name,
        kind,
        `${question}\n(${standsFor})`,
    ]);
    const columns = [
        { title: 'scenario' },
        { title: 'kind' },
        { title: 'question (what it stands for)', widthMax: PAGE_WIDTH - nameWidth - 10 },
    ];
    return drawTable(columns, rows);
}
//# sourceMappingURL=list.js.map