/** `racetrap replay`: makes the steps of a found schedule once more and shows each of them. */
import type { Command } from 'commander';
import { type Session } from './command.ts';
/** Adds the command. */
export declare function addReplay(program: Command, { terminal, end }: Session): void;
