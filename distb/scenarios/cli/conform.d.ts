/** `racetrap conform`: does the simulated kernel do what Linux was seen to do? */
import type { Command } from 'commander';
import { type Session } from './command.ts';
/** Adds the command. */
export declare function addConform(program: Command, { terminal, end }: Session): void;
