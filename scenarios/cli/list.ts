/** `racetrap list`: the catalogue, one scenario a line. */

import type { Command } from 'commander';
import { catalogue } from '../catalogue.ts';
import { drawTable, pageWidth } from '../report/table.ts';
import {
  jsonTarget,
  type ReportingOptions,
  type Session,
  showsExamples,
  takesJson,
} from './command.ts';
import { EXIT } from './exit.ts';

/** The version of the list as JSON. */
const LIST_VERSION = 1;

/** Adds the command. */
export function addList(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('list')
    .description('list the scenarios that ship: name, kind, question, what it stands for')
    .action((options: ReportingOptions) => {
      const scenarios = catalogue.map(({ build: _build, ...entry }) => entry);
      if (terminal.writeJson(jsonTarget(options), { version: LIST_VERSION, scenarios }))
        terminal.print(`${listLines().join('\n')}\n`);
      end(EXIT.expected);
    });
  takesJson(command, 'the list');
  showsExamples(command, 'list', 'list --json -');
}

function listLines(): string[] {
  const nameWidth = Math.max(...catalogue.map(({ name }) => name.length));
  const rows = catalogue.map(({ name, kind, question, standsFor }) => [
    name,
    kind,
    `${question}\n(${standsFor})`,
  ]);
  const columns = [
    { title: 'scenario' },
    { title: 'kind' },
    { title: 'question (what it stands for)', widthMax: pageWidth() - nameWidth - 10 },
  ];
  return drawTable(columns, rows);
}
