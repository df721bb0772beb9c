/** `racetrap profiles`: what things cost in virtual time, and where each number comes from. */

import type { Command } from 'commander';
import { loadProfile, profileNames } from '../profiles/profile-file.ts';
import { drawTable } from '../report/table.ts';
import {
  jsonTarget,
  type ReportingOptions,
  type Session,
  showsExamples,
  takesJson,
} from './command.ts';
import { EXIT } from './exit.ts';

/** Adds the command. */
export function addProfiles(program: Command, { terminal, end }: Session): void {
  const command = program
    .command('profiles')
    .description('list what things cost in virtual time, by machine, with sources')
    .argument('[PROFILE]', 'one profile: its name, or the path of a JSON file')
    .action((name: string | undefined, options: ReportingOptions) => {
      const target = jsonTarget(options);
      const profiles = (name === undefined ? profileNames() : [name]).map(loadProfile);
      const value = profiles.map(({ own: _own, ...profile }) => profile);
      if (terminal.writeJson(target, name === undefined ? value : value[0]))
        terminal.print(`${(name === undefined ? listLines() : profileLines(name)).join('\n')}\n`);
      end(EXIT.expected);
    });
  takesJson(command, 'the profiles');
  showsExamples(command, 'profiles', 'profiles linux-6.18-kvm-zen4', 'profiles --json -');
}

function listLines(): string[] {
  const rows = profileNames().map((name) => {
    const { about, source, own, extends: base } = loadProfile(name);
    const extent = base === undefined ? '' : `; all else as in ${base}`;
    return [name, `${about}\n(${Object.keys(own).length} constants: ${source}${extent})`];
  });
  return drawTable([{ title: 'profile' }, { title: 'machine (source)', widthMax: 70 }], rows);
}

function profileLines(name: string): string[] {
  const { constants, own, about, name: title, extends: base } = loadProfile(name);
  const text = (ns: number): string => ns.toLocaleString('en-US', { maximumFractionDigits: 2 });
  const rows = Object.entries(constants).map(([constant, each]) => {
    const { value, low, high, source, fitted } = each;
    const from = constant in own || base === undefined ? '' : ` (${base})`;
    const on = fitted === undefined ? '' : `; fitted on: ${fitted}`;
    return [constant, text(value), `${text(low)} to ${text(high)}`, `${source}${on}${from}`];
  });
  const columns = [
    { title: 'constant' },
    { title: 'ns', align: 'right' as const },
    { title: 'spread' },
    { title: 'source', widthMax: 44 },
  ];
  return [`${title}: ${about}`, '', ...drawTable(columns, rows, '  ')];
}
