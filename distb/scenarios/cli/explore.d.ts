/** `racetrap explore`: can it go wrong? Searches every interleaving of a scenario. */
import { type Command } from 'commander';
import { type Session } from './command.ts';
/** Adds the command. */
export declare function addExplore(program: Command, { terminal, end }: Session): void;
