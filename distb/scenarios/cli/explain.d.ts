/** `racetrap explain`: why does a schedule fail? Makes it small, and shows where it was lost. */
import type { Command } from 'commander';
import { type Session } from './command.ts';
/** Adds the command. */
export declare function addExplain(program: Command, { terminal, end }: Session): void;
