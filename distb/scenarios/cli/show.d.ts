/** `racetrap show`: a scenario as a value, without running it. */
import type { Command } from 'commander';
import { type Session } from './command.ts';
/** Adds the command. */
export declare function addShow(program: Command, { terminal, end }: Session): void;
