/** `racetrap sample`: does it go wrong? Draws schedules of what is too large to search. */
import { type Command } from 'commander';
import { type Session } from './command.ts';
/** Adds the command. */
export declare function addSample(program: Command, { terminal, end }: Session): void;
