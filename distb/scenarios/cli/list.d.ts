/** `racetrap list`: the catalogue, one scenario a line. */
import type { Command } from 'commander';
import { type Session } from './command.ts';
/** Adds the command. */
export declare function addList(program: Command, { terminal, end }: Session): void;
