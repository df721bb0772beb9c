/** `racetrap machine`: the statecharts that decide what a thread does, as pictures in text. */

import type { Command } from 'commander';
import { UsageError } from '../../kernel/index.ts';
import {
  dispatchMachine,
  guardMachine,
  notifyMachine,
  supervisorMachine,
  toMermaid,
  toStately,
} from '../../actors/dispatch/index.ts';
import { nearestName } from '../file/nearest.ts';
import {
  jsonTarget,
  type ReportingOptions,
  type Session,
  showsExamples,
  takesJson,
} from './command.ts';
import { EXIT } from './exit.ts';

/** The machines by name; the first is shown when none is named. */
const MACHINES = {
  dispatch: dispatchMachine,
  notify: notifyMachine,
  guard: guardMachine,
  supervisor: supervisorMachine,
} as const;

/** Adds the command. */
export function addMachine(program: Command, { terminal, end }: Session): void {
  const names = Object.keys(MACHINES);
  const command = program
    .command('machine')
    .description('print a statechart: Mermaid text, or JSON that Stately reads')
    .argument('[NAME]', `one of ${names.join(', ')}`, names[0])
    .action((name: string, options: ReportingOptions) => {
      const machine = Object.entries(MACHINES).find(([each]) => each === name)?.[1];
      if (machine === undefined) {
        const nearest = nearestName(name, names);
        throw new UsageError(
          `no machine is named '${name}'`,
          nearest === undefined ? `machines: ${names.join(', ')}` : `did you mean '${nearest}'?`,
        );
      }
      const target = jsonTarget(options);
      if (terminal.writeJson(target, target === undefined ? null : toStately(machine)))
        terminal.print(toMermaid(machine));
      end(EXIT.expected);
    });
  takesJson(command, 'the machine');
  showsExamples(command, 'machine', 'machine guard', 'machine supervisor --json supervisor.json');
}
